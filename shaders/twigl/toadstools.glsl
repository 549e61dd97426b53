// title: Mushrooms
// mode: geekest
// licence: CC0-1.0
// shows: toadstools, parasols, morels and brackets with spots, gills, rings and bulbs in moss or on blank paper
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.)+id*vec2(3.,7.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.3),u=H(1.),v=H(2.),w=3./min(r.x,r.y),moss=step(.5,H(3.));
vec3 c=mix(hsv(v,.25*u,.75+.25*H(4.)),hsv(.2+.2*v,.5,.15+.2*u)*(1.+.3*snoise2D(p*3.)+.25*snoise2D(p*11.)),moss);
for(float k=0.;k<2.;k++){
  float G=mix(1.,1.75,k),z0=p.y+.35*k;
  id=vec2(0.,floor(z0/G+.5)+k*50.);
  float x=p.x+H(5.)*3.;
  id.x=floor(x/G/.8+.5);
  if(H(6.)<.2||(k<.5&&u<.4))continue;
  vec2 q=vec2(x-id.x*G*.8,z0-(id.y-k*50.)*G)/G*2.;
  float W=w*2./G,lean=.5*(H(7.)-.5),cap=.3+.3*H(8.),tall=.15+.5*H(9.),flat_=H(10.),base=-.75,stem=.06+.1*H(11.)*H(12.);
  q.x+=lean*(q.y-base)*(q.y-base)*.5;
  vec2 a=vec2(abs(q.x),q.y),y=q-vec2(0.,base+.35+tall);
  vec3 A=hsv(.02+.12*H(13.)+.6*step(.85,H(14.)),.85*H(15.),.3+.65*H(16.)),S=hsv(.1,.25*H(17.),.6+.4*H(18.)),B=mix(vec3(.95),A*.3,step(.6,H(19.)));
  // the cap's lower rim bends up or down; its height falls from cone to plate
  float rim=.25*(H(20.)-.5)*(1.-a.x*a.x/cap/cap)*2.,hh=cap*(1.25-1.05*flat_),d=max((length(vec2(y.x/cap,y.y/hh))-1.)*hh*.8,-y.y+rim-.06);
  if(H(21.)<.2)d=length(y*vec2(1.5,.8))-cap;
  float W0=w;
  w=W;
  D(length(vec2(q.x-.1,(q.y-base)*4.))-.3,c*.6)
  float sw=stem*(1.+.7*H(22.)*exp(-9.*(q.y-base))+.3*sin(q.y*3.)),st=max(a.x-sw,max(y.y-.02,base-q.y));
  D(st,S*(.85+.3*cos(q.x/stem*1.3+.5)+.06*sin(q.x*150.)))
  if(H(23.)<.4)D(max(a.x-sw-.06*(1.-3.*abs(y.y+tall*.45)),abs(y.y+tall*.45)-.07),S*.8)
  if(rim<.03)D(max(length(vec2(y.x,(y.y+.05)*4.))-cap*.93,y.y-.05),S*.7*(.7+.3*sin(atan(y.x,y.y+.6)*60.)))
  D(d,A*(1.15-.9*length(y-vec2(-.1,.12))))
  float pat=H(24.);
  if(pat<.4){vec2 g=y*vec2(6.,8.)*(.7+.6*H(25.)),i=floor(g);D(max((length(fract(g)-.5-.25*(vec2(fsnoise(i+e),fsnoise(i+e+5.))-.5))-.28)*.12,d+.01),B)}
  else if(pat<.6)D(max(.2-abs(sin(atan(y.x,y.y+.05)*9.)),d)*.1,A*.6)
  else if(pat<.7)D(max(.35-abs(sin(y.x*20.)*sin(y.y*17.+q.x*3.)),d),A*.35)
  w=W0;
}
float b=snoise2D(vec2(p.x*13.,floor(p.y*.57+.6)*9.+e));
if(moss>.5&&H(30.)<.6)D(mod(p.y+.95,1.75)-.12-.13*b,hsv(.22+.1*u,.6,.3+.12*b))
gl_FragColor=vec4(c,1.);
