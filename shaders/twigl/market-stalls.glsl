// title: Market boxes
// mode: geekest
// licence: CC0-1.0
// shows: trays of heaped fruit, fish, bread and tins set side by side, with price cards and dark joints
#define H(k) fsnoise(vec2(k,e*2.)+B*3.)
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),B=vec2(0.);
float e=floor(t*1.3),u=H(1.),v=H(2.),S=.6+.9*H(3.),w=3./min(r.x,r.y);
p=p/S*rotate2D(.4*(H(4.)-.5));
vec2 G=vec2(1.+.5*H(5.),.9);
vec3 c=hsv(.07,.4*H(6.),.15+.5*H(7.))*(.85+.2*step(.1,fract(p.y*9.)));
p.x+=.45*floor(p.y/G.y);
B=floor(p/G)+7.;
vec2 q=p-(B-6.5)*G,h=G*.5-.05;
vec3 wood=hsv(.08+.03*H(8.),.5*H(9.),.35+.5*H(10.)),A=hsv(H(11.)<.7?H(11.)*.5:H(11.),.5+.45*H(12.),.4+.6*H(13.)),C=hsv(H(14.)*.4,.7*H(15.),.5+.5*H(16.));
float box=max(abs(q.x)-h.x,abs(q.y)-h.y),kind=floor(5.*H(17.)),n=4.+4.*H(18.);
if(box<0.)c=wood*.35;
// heaps: two lattices of the same thing, shifted by half, the second over the first
for(float k=0.;k<2.;k++){
  vec2 z=q*n+k*.5,i=floor(z),f=z-i-.5;
  float g=fsnoise(i+B*5.+k*11.+e),d=9.,hi=0.;
  f+=.3*(vec2(g,fract(g*7.))-.5);
  f*=rotate2D(g*6.3);
  vec3 m=mix(A,C,g*g)*(.75+.4*fract(g*13.));
  float l=length(f);
  if(kind<1.){d=l-.5;hi=1.-l*1.2;}
  else if(kind<2.){d=length(f*vec2(.62,1.35))-.42;hi=.8-abs(f.y)*1.6;m*=.85+.2*step(.2,fract(f.x*4.+.2*sin(f.y*9.)));}
  else if(kind<3.){d=max(abs(f.x)-.48,abs(f.y)-.3)-.06;hi=.9-.8*abs(f.y);m=mix(m,vec3(.95),step(abs(f.x),.16));}
  else if(kind<4.){                                       // fish
    float b=.24*sqrt(max(0.,1.-pow(abs(f.x+.08)/.42,2.)));
    d=min(abs(f.y)-b,max(abs(f.y)-(f.x-.25)*.8,f.x-.52));
    m=mix(vec3(.75,.78,.8),m,.25)*(.8+.3*step(0.,f.y));m=mix(m,vec3(.05),step(length(f-vec2(-.34,.04)),.05));hi=.9-abs(f.y);
  }else{float a=atan(f.y,f.x);d=l-.42-.07*sin(a*7.+g*9.);hi=.6+.4*sin(l*25.+a*2.);}
  d=d/n;
  c=mix(c,c*.45,clamp(.5-(d-.02)/.05,0.,1.)*step(box,-.04));
  c=mix(c,m*(.65+.5*hi),clamp(.5-d*S/w,0.,1.)*step(box,-.05));
}
float rim=abs(box+.025)-.03;
c=mix(c,wood*(1.+.12*snoise2D(p*vec2(3.,30.))),clamp(.5-rim*S/w,0.,1.));
vec2 s=q-vec2(.0,h.y*.5);
if(H(19.)<.45){
  float card=max(abs(s.x)-.16,abs(s.y)-.1);
  vec2 g=floor(vec2(s.x*26.,s.y*28.));
  c=mix(c,mix(vec3(.97,.95,.85),vec3(.08,.1,.1),step(.6,H(20.))),clamp(.5-card*S/w,0.,1.));
  c=mix(c,mix(vec3(.1),vec3(.95),step(.6,H(20.))),step(.5,fsnoise(g+B+e))*step(max(abs(s.x)-.12,abs(s.y)-.06),0.)*step(.3,fract(s.x*6.5)));
}
gl_FragColor=vec4(c*(.75+.35*u),1.);
