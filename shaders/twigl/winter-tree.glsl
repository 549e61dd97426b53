// title: Bare and leafy trees
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: branching trees made by folding the plane, against dawn, snow or night
#define H(k) fsnoise(vec2(k+id*7.,e*3.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/2.),w=3./min(r.x,r.y),id=0.,u=fsnoise(vec2(e,91.)),v=fsnoise(vec2(e,92.)),ground=-.8+.06*sin(p.x*2.+e)+.04*snoise2D(p*3.);
vec3 c=mix(hsv(.02+.2*u,.7*v,.95-.4*v),hsv(.5+.3*v,.2+.5*u,.9-.7*fract(u*5.)),clamp(p.y*.5+.4,0.,1.));
c+=.1*snoise2D(p*vec2(.7,2.)+e+t*.1);
c=mix(c,hsv(.9,.0,1.),(1.-smoothstep(.0,.02,length(p-vec2(u-.5,.6)*1.3)-.16)));
float land=step(p.y,ground);
c=mix(c,hsv(.1+.25*v,.5*u,.25+.6*fract(v*3.))*(1.+.15*snoise2D(p*8.)),land);
id=floor(p.x/1.9+.5);
vec2 q=vec2(p.x-1.9*id,p.y+.85);
float d=1e3,leaf=1e3,sc=1.,a=.3+.45*H(1.),sh=.62+.16*H(2.),T=.045+.06*H(3.),len=.42+.25*H(4.)*(1.-a),asym=.8*(H(5.)-.5);
for(float i=0.;i<9.;i++){
  // one branch, then fold left onto right, turn, shrink and go on from its tip
  vec2 z=vec2(q.x,q.y-clamp(q.y,0.,len));
  d=min(d,(length(z)-T*(1.-.35*clamp(q.y/len,0.,1.)))*sc);
  q.y-=len*(.85+.15*H(6.));
  float s_=q.x<0.?-1.:1.;
  q.x=abs(q.x);
  q*=rotate2D(-a-asym*s_+.04*sin(t*1.5+i));
  q/=sh;sc*=sh;
  if(i>3.)leaf=min(leaf,(length(q-vec2(0.,.2))-.22-.25*H(7.))*sc);
}
vec3 bark=hsv(.06+.05*H(8.),.4*H(9.),.08+.35*H(10.)*(1.-v)+.6*step(.85,H(11.)));
if(H(12.)<.6)c=mix(c,hsv(mix(-.05,.35,H(13.)),.4+.5*H(14.),.45+.5*H(15.))*(.8+.3*snoise2D(p*11.)),clamp(.5-leaf/w,0.,1.)*(.7+.3*H(16.)));
c=mix(c,bark*(1.+.2*snoise2D(p*vec2(30.,6.))),clamp(.5-d/w,0.,1.));
if(fract(u*13.)<.25)c=mix(c,vec3(.97),smoothstep(.7,.8,snoise2D(p*8.+vec2(.2*sin(t),t))));   // falling snow
o=vec4(c,1.);
