// title: Stacked boxes
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: boxes, crates and drums piled in slanting projection, with tape, labels, slats and shaded sides
#define H(k) fsnoise(id*1.7+vec2(k,e*2.+3.)+hh*vec2(5.,9.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.3),hh=0.,u=H(1.),v=H(2.),S=u<.4?.75:u<.75?.45:.28,lean=.5+.2*H(3.),hit=0.,w=2./min(r.x,r.y),big=1.+floor(4.*H(4.)),fill=.3+.5*H(5.);
vec3 ground=hsv(v,.4*H(6.),.2+.7*H(7.)),c=ground;
// axes of the drawing: x to lower right, y to lower left, z up; walk down from the top of the pile
vec2 q=p/S+t*.1,ab;
float kind=floor(4.*fsnoise(vec2(e,30.))),face=0.;
vec2 f=vec2(0.);
for(float k=8.;k>=0.;k--){
  hh=0.;
  if(k>big+3.)continue;
  // top face at height k/2: solve the two ground axes for the point
  float z=k*.5;
  vec2 s=vec2(q.x,q.y-z);
  ab=vec2(s.x/1.732-s.y/(2.*lean),-s.x/1.732-s.y/(2.*lean));
  id=floor(ab);
  float tall=floor((big+2.)*fsnoise(id+e)*step(fsnoise(id+e+7.),fill+.3));
  if(tall>=k&&k>0.){
    // the highest box whose top or side is met: test this level's two sides too
    f=fract(ab);
    hit=k;face=tall==k?1.:f.x>f.y?2.:3.;
    if(tall>k){
      // inside a taller stack: the side seen is the one the ray enters from below
      vec2 d=1.-f;
      face=d.x<d.y?2.:3.;
    }
    break;
  }
}
if(hit>.5){
  hh=floor(hit*.5);
  vec2 g=id;
  float seed=fsnoise(g+e*3.);
  vec3 A=fsnoise(vec2(e,31.))<.4?hsv(.08+.03*seed,.35+.2*H(10.),.5+.35*H(11.)):fsnoise(vec2(e,31.))<.6?vec3(.25+.6*H(11.)):hsv(H(10.),.65,.35+.5*H(11.));
  vec2 s=face<1.5?f:face<2.5?vec2(f.y,fract(hit*.5)):vec2(f.x,fract(hit*.5));
  A*=face<1.5?1.15:face<2.5?.85:.6;
  float edge=min(min(f.x,f.y),min(1.-f.x,1.-f.y));
  if(kind<1.&&face<1.5)A=mix(A,A*1.25+.08,step(abs(f.x-.5),.09));
  else if(kind<2.)A*=.8+.3*step(.1,fract(s.x*4.));
  else if(kind<3.&&face<1.5)A=mix(A,vec3(.95),step(max(abs(f.x-.5),abs(f.y-.5)),.2)*step(.5,seed));
  A*=mix(.55,1.,smoothstep(0.,.05,edge));
  c=A;
}else{
  id=floor(ab);
  c*=1.-.25*step(.94,max(fract(ab.x),fract(ab.y)))+.08*snoise2D(p*9.);
  float near=fsnoise(id-vec2(1.,0.)+e)*step(fsnoise(id-vec2(1.,0.)+e+7.),fill+.3);
  c*=1.-.4*step(.35,near)*step(fract(ab.x),.5);
}
o=vec4(c*(.85+.3*fsnoise(vec2(e,9.))),1.);
