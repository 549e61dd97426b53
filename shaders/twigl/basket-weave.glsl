// title: Basket weave
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: woven straps of cane, leather or ribbon that pass over and under each other
#define H(k) fsnoise(vec2(k,e*2.+5.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/1.5),S=1.5+5.*H(1.)*H(2.),n=1.+floor(3.*H(3.)),gap=.05+.3*H(4.);
p*=rotate2D(H(5.)*3.+.05*t);
p+=.25*H(6.)*vec2(snoise2D(p*.7+e),snoise2D(p*.7-e));
vec2 g=p*S,id=floor(g),k=fract(g)-.5;
vec3 c=hsv(H(7.),.5,.08+.2*H(8.))*(1.+.4*snoise2D(g*3.));
float over=mod(floor((id.x+id.y)/n),2.);
for(float j=0.;j<2.;j++){
  // j = 0 draws the strap below, j = 1 the one on top of it
  bool across=(over>.5)==(j>.5);
  vec2 z=across?k:k.yx,G=across?g:g.yx;
  float lane=across?id.y:id.x,half_=.5-gap*.5,bend=cos(z.x*PI)*(j>.5?1.:-.6);
  float grain=snoise2D(vec2(G.x*1.2,G.y*9.)+lane*5.),edge=abs(z.y)/half_;
  vec3 ink=hsv((across?H(9.):mix(H(9.),H(10.),step(.4,H(11.))))+.06*fsnoise(vec2(lane,e)),.85*H(12.),(.35+.6*H(13.))*(.8+.4*fsnoise(vec2(lane+9.,across?1.:2.))));
  if(H(14.)<.35&&abs(z.y)<half_*.35)ink=across?vec3(.95,.9,.8)*(.3+.7*H(15.)):ink.yzx;
  ink*=(.62+.38*bend)*(1.-.45*edge*edge)*(1.+.2*grain*H(16.));
  ink+=.35*H(17.)*max(0.,bend)*exp(-20.*(z.y-.12)*(z.y-.12));
  c=mix(c*(1.-.5*(1.-smoothstep(1.,1.5,edge))),ink,(1.-smoothstep(.95,1.05,edge)));
}
o=vec4(c,1.);
