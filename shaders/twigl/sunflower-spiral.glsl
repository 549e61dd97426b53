// title: Seed spirals
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: seeds, florets, scales and beads set by the golden and other angles
#define H(k) fsnoise(vec2(k,e*3.+97.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,best=vec2(9.);
float e=floor(t*1.5),phi=H(1.)<.6?2.399963:2.+1.2*H(2.),S=.05+.08*H(3.),d=9.,win=0.,l=0.,shape=H(4.);
q-=.5*vec2(H(5.)-.5,H(6.)-.5);
q*=rotate2D(.2*t);
l=length(q);
// seed n lies at radius S sqrt(n): only those in a ring around the place can be near
float n0=floor(pow(max(l-S*1.2,0.)/S,2.)),n1=pow((l+S*1.2)/S,2.),a=atan(q.y,q.x+1e-6);
float step_=max(1.,ceil((n1-n0)/44.));
for(float i=0.;i<44.;i++){
  float n=n0+i*step_;
  if(n>n1)break;
  float x=n*phi;
  vec2 z=q-S*sqrt(n+.3)*vec2(cos(x),sin(x));
  float k=dot(z,z);
  if(k<d){d=k;best=z;win=n;}
}
d=sqrt(d)/S;
float u=fsnoise(vec2(win,e)),age=clamp(l*.9,0.,1.),R=shape<.4?.85:.5+.35*age;
vec2 z=best*rotate2D(win*phi)/S;
float w=shape<.35?d:shape<.6?length(z*vec2(.7,1.5)):shape<.8?max(abs(z.x),abs(z.y))*1.1:abs(z.x)*.8+abs(z.y);
vec3 A=hsv(H(7.)+.3*H(8.)*age+.1*(u-.5),.8*H(9.),.35+.6*H(10.)),B=hsv(H(11.),.7*H(12.),.25+.7*H(13.)),g=hsv(H(14.),.6*H(15.),.05+.9*H(16.)*H(17.));
vec3 ink=mix(A,B,H(18.)<.4?step(.5,fract(win/floor(2.+6.*H(19.)))):H(18.)<.7?smoothstep(.2,.8,age):step(.7,u));
ink*=.65+.5*(1.-w/R)+.4*dot(best/S,vec2(-.5,.6));
vec3 c=mix(g,ink,smoothstep(R+.06,R-.04,w));
c+=.4*H(20.)*smoothstep(.25,.1,length(best/S-vec2(-.2,.25)))*step(w,R);
// beyond the disc: petals
float rim=.75+.5*H(21.),m_=floor(10.+12.*H(22.)),b_=abs(fract(a/PI2*m_)-.5)*2.;
if(l>rim&&H(23.)<.6)c=mix(hsv(H(24.),.5*H(25.),.2+.7*H(26.)),hsv(H(27.),.8,.9)*(.6+.5*b_),smoothstep(.0,.1,1.-b_*.4-(l-rim)*1.6)*smoothstep(.05,.15,b_+.1));
o=vec4(c,1.);
