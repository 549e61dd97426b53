// title: Gears
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: toothed wheels with spokes, holes and axles that mesh on a square or skew lattice, metal or flat
#define H(k) fsnoise(vec2(k,e*2.+5.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),i=vec2(0.);
float e=floor(t*1.3),u=H(1.),v=H(2.),G=u<.4?1.5:u<.75?.85:.5,w=3./min(r.x,r.y)/G,flat_=step(.5,H(3.));
vec3 bg=hsv(v,.5*H(4.),fract(u*7.)<.5?.8+.2*v:.06+.15*v),c=bg*(1.+.12*snoise2D(p*2.+e)*(1.-flat_));
p*=rotate2D(6.3*H(5.));
p.x+=p.y*.5*step(.6,H(6.));
// wheels of two sizes meet: radii A and 1-A of the pitch; teeth are in the same ratio, and turns are opposite
float a=.3+.2*H(7.),n=8.+floor(8.*H(8.));
vec2 z=p/G;
z.x-=.5*(step(.6,H(6.))*z.y);
i=floor(z+.5);
for(float k=0.;k<2.;k++){
  vec2 g=k<.5?i:floor(z)+.5,q=z-g;
  float odd=mod(g.x+g.y,2.)<.5?1.:-1.,R=k<.5?a:.7071-a,seed=fsnoise(g+e),teeth=max(5.,floor(n*R/a+.5)),dir=k<.5?1.:-1.;
  if(k>.5&&H(9.)<.3)continue;
  float l=length(q),ang=atan(q.y,q.x),th=ang*teeth+dir*t*2.+(k>.5?3.1416:0.),tooth=.035+.03*H(10.);
  float prof=H(11.)<.5?clamp(2.2*cos(th),-1.,1.):cos(th),edge=R-tooth*.4+tooth*prof*.55,d=l-edge;
  vec2 s=q*rotate2D(dir*t*2./teeth+seed*6.);
  float g2=atan(s.y,s.x),m=3.+floor(4.*fract(seed*7.)),cut=9.,kind=floor(4.*fract(seed*13.));
  float sec=abs(mod(g2,PI2/m)-PI/m);
  if(kind<1.)cut=length(vec2(l*cos(sec)-R*.52,l*sin(sec)))-R*.2;
  else if(kind<2.)cut=max(abs(l-R*.52)-R*.23,R*.09-l*sin(PI/m-sec));
  else if(kind<3.)cut=abs(l-R*.6)-R*.06;
  cut=min(cut,max(abs(s.x),abs(s.y)*step(.4,seed))-R*.1);
  vec3 M=flat_>.5?hsv(v+.4*seed*H(12.),.7*H(13.),.25+.7*fract(seed*5.)):mix(vec3(.65),hsv(.09,.6,.7),step(.6,fract(seed*3.)));
  if(flat_<.5)M*=.75+.25*cos(g2*2.-ang)+.3*(1.-smoothstep(0.,.03,abs(l-R*.82)));
  c=mix(c,c*.55,clamp(.5-(length(q+.03)-R)/.05,0.,1.)*(1.-flat_));
  d=max(d,-cut);
  c=mix(c,M,clamp(.5-d/w,0.,1.));
  c=mix(c,M*.4,clamp(.5-(abs(d)-.008)/w,0.,1.)*(1.-flat_*.6));
}
o=vec4(c,1.);
