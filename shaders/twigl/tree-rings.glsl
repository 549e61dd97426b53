// title: End grain
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: sawn logs: rings, rays, heartwood, drying cracks and bark, single or stacked
#define H(k) fsnoise(vec2(k,e*3.+11.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.5),G=H(1.)<.45?1.05:H(1.)<.8?2.6:30.,R=0.;
vec2 g=p/G+.04*t*vec2(1.,.3),id=vec2(0.),q=vec2(0.);
g.x+=.5*mod(floor(g.y),2.);
id=floor(g);
q=(g-id-.5)*G;
if(G>9.)q=p+vec2(H(2.)-.5,H(3.)-.5)*2.5,id=vec2(0.);
float a=fsnoise(id+e),b_=fsnoise(id+e+5.);
vec2 pith=q-.15*min(G,2.)*(vec2(a,b_)-.5);
float an=atan(pith.y,pith.x+1e-5),l=length(pith)*(1.+.05*snoise2D(vec2(cos(an),sin(an))*1.5+id*5.+e)+.03*sin(an*5.+a*9.));
R=.46*G*(.8+.2*b_);
float years=l*(G<2.?12.:5.+9.*H(4.))+.3*snoise2D(q*2.+id),late=fract(years),ring=smoothstep(.2,.95,late)*(1.-smoothstep(.95,1.,late));
ring*=.6+.4*fsnoise(vec2(floor(years),a));
float hue=.06+.05*H(5.);
vec3 wood=hsv(hue,.3+.4*H(6.),.6+.4*H(7.))*(.85+.3*a),core=wood*vec3(.65,.5,.45);
vec3 c=mix(wood,core,smoothstep(R*.7,R*.35,l)*step(.4,H(8.)));
c*=1.-.45*ring;
c*=.92+.12*snoise2D(vec2(an*20.,l*3.)+id);                                  // rays
float crack=abs(sin(an*.5*(1.+floor(3.*a))+b_*6.)+.1*snoise2D(vec2(l*5.,a)));
c*=1.-.85*smoothstep(.06,.0,crack*l/R*1.5)*smoothstep(0.,.3,l/R)*step(.35,b_);
c*=1.+.1*snoise2D(q*vec2(1.,14.)*rotate2D(a*3.))*H(9.);                     // marks of the saw
if(G<9.){
  float edge=l/R;
  c=mix(c,core*.35*(.7+.6*fsnoise(vec2(floor(an*9.),a))),smoothstep(.9,.93,edge));
  vec3 gap=mix(vec3(.05,.04,.03),hsv(H(10.),.4*H(11.),.7),step(.35,H(12.)));
  c=mix(c,gap*(1.3-.4*edge),smoothstep(1.,1.03,edge));
}
o=vec4(c,1.);
