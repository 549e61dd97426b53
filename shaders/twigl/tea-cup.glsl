// title: Cups
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a cup, mug or bowl with handle, saucer, spoon and drink on a table
#define H(k) fsnoise(vec2(k,e*2.+19.))
float e=0.,id=0.;
float map(vec3 p){
  float hh=.4+.5*H(1.),R=.4+.25*H(2.),sl=.5*(H(3.)-.3)*H(4.),l=0.,k=clamp(p.y/hh,0.,1.);
  p.xz=mod(p.xz+1.6,3.2)-1.6;          // a long table, laid with the same set
  l=length(p.xz);
  float R1=R*(1.-.75*H(5.)*(1.-k)*(1.-k)*(1.-k))+sl*(k-.5)*.6;
  float d=max(abs(l-R1)-.03,abs(p.y-hh*.5)-hh*.5)*.75,cup=min(d,max(l-R1,abs(p.y-.03)-.03)*.8);
  vec2 q=vec2(length((p.xy-vec2(R+sl*.15,hh*.52))*vec2(1.,.75+.4*H(6.)))-hh*.33,p.z);
  if(H(7.)<.75)cup=min(cup,max(length(q)-.05,R1-.02-l)*.8);
  float tea=max(l-R1+.02,abs(p.y-hh*.75)-.01)*.8;
  float dish=H(8.)<.6?max(abs(p.y+.03-.12*l*l)-.02,l-R*2.1)*.8:9.;
  vec3 z=p-vec3(0.,.1,-R*1.6);
  z.xz*=rotate2D(.5);
  float spoon=H(9.)<.5?min(length(vec3(max(abs(z.x)-.35,0.),z.yz))-.025,length((z-vec3(-.45,0.,0.))*vec3(.7,2.,1.))-.11)*.6:9.;
  float table=p.y+.05+.02*step(dish,8.);
  d=table;id=0.;
  if(cup<d){d=cup;id=1.;}
  if(tea<d){d=tea;id=2.;}
  if(dish<d){d=dish;id=3.;}
  if(spoon<d){d=spoon;id=4.;}
  return d;
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t/1.5);
  float a=H(10.)*6.+t*.5,x=0.,lift=.5+2.4*H(11.);
  vec3 eye=vec3(sin(a)*3.,lift,cos(a)*3.),f_=normalize(vec3(0.,.3,0.)-eye),s_=normalize(cross(f_,vec3(0.,1.,0.))),
    D=normalize(f_*(2.+1.3*H(12.))+s_*p.x+cross(s_,f_)*p.y),sun=normalize(vec3(H(13.)*2.-1.,.8,H(14.)*2.-1.));
  for(float i=0.;i<64.;i++){float d=map(eye+D*x);if(d<.002||x>14.)break;x+=d;}
  vec3 P=eye+D*x,wall=hsv(H(15.),.5*H(16.),.25+.65*H(17.)),c=wall*(1.+.2*p.y);
  if(x<14.){
    map(P);
    float k=id,sh=1.,y=.03;
    vec2 E=vec2(.003,-.003);
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9);
    for(float i=0.;i<16.;i++){float d=map(P+N*.012+sun*y);sh=min(sh,8.*d/y);y+=clamp(d,.03,.3);if(sh<.01)break;}
    sh=clamp(sh,0.,1.);
    vec3 glaze=hsv(H(18.),.7*H(19.),.35+.6*H(20.)),deco=hsv(H(21.),.8,.7),m=glaze;
    P.xz=mod(P.xz+1.6,3.2)-1.6;
    float ang=atan(P.z,P.x+1e-5);
    if(k<.5){float cl=H(22.);m=hsv(H(23.),.5*H(24.),.3+.6*H(25.));
      m*=cl<.3?1.+.25*snoise2D(P.xz*vec2(1.,9.)):cl<.6?.75+.25*sign(sin(P.x*7.)*sin(P.z*7.)):cl<.8?.7+.3*step(.3,fract(P.x*2.5)):1.;}
    else if(k<1.5){if(H(26.)<.6)m=mix(m,deco,H(27.)<.5?step(.5,fract(P.y*6.)):step(.2,sin(ang*7.)*sin(P.y*14.)));}
    else if(k<2.5)m=hsv(.05+.07*H(28.),.8,.15+.5*H(29.));
    else if(k<3.5)m=mix(m,deco,step(.5,H(30.))*step(abs(length(P.xz)-.8),.07));
    else m=vec3(.6);
    c=m*(.35+.12*N.y+.7*sh*max(0.,dot(N,sun)))+(k>.5?.5*sh*pow(max(0.,dot(reflect(D,N),sun)),25.):0.);
    c=mix(c,wall,smoothstep(4.,12.,x));
  }
  float st=snoise2D(vec2(p.x*3.,p.y*1.5-t))*exp(-p.x*p.x*6.)*smoothstep(.1,.5,p.y);
  o=vec4(c+.25*max(0.,st)*step(.5,H(31.)),1.);
}
