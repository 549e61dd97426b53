// title: Regatta
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: sailing boats and steamers between wave bands under a low sun
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k+id*3.,e*5.+i*11.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),S=vec2(0.);
float e=floor(t/2.),w=3./min(r.x,r.y),id=0.,i=0.,u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),n=2.+floor(v*3.);
S=vec2(fsnoise(vec2(e,3.))-.5,.5+.3*u)*1.4;
vec3 c=mix(hsv(.08+.6*u,.25+.5*v,1.),hsv(.6+.5*u*v,.6,.5+.5*v),clamp(p.y*.6,0.,1.));
c+=.12*smoothstep(.2,.8,snoise2D(p*vec2(.8,2.5)+vec2(.1*t,e)));
D(length(p-S)-.14-.2*v,hsv(.12*u,.4,1.))
for(i=0.;i<5.;i++){
  if(i>n)break;
  // nearer bands are lower, larger and darker
  float z=.3+.22*i,y0=.35-.33*i,x=(p.x+.25*t*z*(mod(i,2.)-.5))/z;
  id=floor(x/2.6);
  vec2 q=vec2(mod(x,2.6)-1.3+(H(1.)-.5)*.8,(p.y-y0)/z-.08);
  q*=rotate2D(.12*sin(t*2.+i*2.+id));
  float L=.5+.35*H(2.),deck=-.12+.12*q.x*q.x;
  vec3 ink=hsv(H(3.),.8*H(4.),.15+.8*H(5.)),sail=hsv(H(6.),.8*H(7.)*H(8.),.75+.25*H(9.));
  if(H(10.)<.72){
    float m=1.+.7*H(11.),b=.12*sin(q.y*2.5);
    D(max(abs(q.x)-.015,abs(q.y-m*.5)-m*.5)*z,ink*.5)
    D(max(max(-q.x+.05,-q.y+.12),q.x-b-(m-q.y)*(.35+.3*H(12.)))*.7*z,sail*(1.-.3*smoothstep(0.,.5,q.x)))
    D(max(max(q.x+.04,-q.y+.15),-q.x-(m*.85-q.y)*(.3+.3*H(13.)))*.7*z,H(14.)<.5?sail:hsv(H(15.),.7,.9))
    if(H(16.)<.3)D(max(abs(q.x-.06)-.1,abs(q.y-m-.05)-.05)*z,vec3(.9,.2,.1))
  }else if(H(10.)<.9){
    D(max(abs(q.x)-L*.5,abs(q.y-.12)-.16)*z,vec3(.93)) D(max(abs(mod(q.x,.2)-.1)-.05,abs(q.y-.16)-.05)*z+max(0.,abs(q.x)-L*.45),vec3(.1,.2,.3))
    D(max(abs(q.x-.08)-.09,abs(q.y-.42)-.2)*z,sail.zxy*.8)
    D((length((q-vec2(-.25,.75+.1*q.x))*vec2(.6,1.3))-.16-.06*snoise2D(q*4.-t))*z,vec3(.55))
  }
  D(max(q.y+.05-.25*H(17.)*q.x*q.x,max(-q.y-.3,abs(q.x)-L-.35*q.y-.12))*.8*z,ink) D(max(abs(q.y+.1)-.02,abs(q.x)-L-.05)*z,sail*.9)
  float wave=.05*sin(p.x/z*5.+t*2.+i*2.)+.04*snoise2D(vec2(p.x/z*1.2-t*.3,i+e));
  vec3 sea=hsv(.48+.2*fsnoise(vec2(e,7.)),.3+.6*u,(.9-.13*i)*(.5+.5*v));
  float dy=p.y-y0+.1*z-wave*z;
  D(dy,sea*(1.+.25*snoise2D(vec2(p.x*2.,dy*14.)/z+i))+.2*clamp(1.+dy*14.,0.,1.))
}
o=vec4(c,1.);
