// title: Foam
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: foam of bubbles in three sizes, dense to sparse, white on a drink, on water or on steel
#define H(k) fsnoise(vec2(k,e*3.+8.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.3),S=.8+1.2*H(1.),cover=.3+.7*H(2.);
vec3 base=hsv(H(3.)<.5?.06+.05*H(4.):H(4.),.75*H(5.),.15+.7*H(6.)),c=base*(.85+.25*snoise2D(p*1.2+e)),film=hsv(H(7.),.15,1.);
vec2 L=vec2(cos(e),sin(e))*.3;
float patch_=snoise2D(p*.8+e*3.+.05*t);
for(float i=3.;i>0.;i--){
  // small bubbles first; each size lies on its own shifted lattice
  float k=S*exp2(i)*.8;
  vec2 g=p*k+vec2(i*3.7+.1*t*sin(i),.2*sin(t*.5+i)),id=floor(g);
  for(float j=0.;j<4.;j++){
    vec2 n=id+vec2(mod(j,2.),floor(j/2.))-step(fract(g),vec2(.5)),z=n+.5+.3*(vec2(fsnoise(n+i),fsnoise(n+i+9.))-.5)-g;
    float R=.28+.3*fsnoise(n+e+i*5.),d=length(z)/R;
    if(fsnoise(n+i*7.+e)>cover*(i>1.?1.:.7)+.5*patch_||d>1.)continue;
    float rim=smoothstep(.72,1.,d),hi=smoothstep(.22,.1,length(z/R-L))+.5*smoothstep(.15,.05,length(z/R+L*1.6));
    vec3 in_=mix(base,film,.25+.5*H(8.))*(.85+.3*(1.-d));
    in_=mix(in_,hsv(H(9.)+d*.6+fsnoise(n),.5,.9),.35*step(.7,H(10.)));
    c=mix(mix(c,in_,.65),film,rim*.85)*(1.-.35*smoothstep(.9,1.,d)*H(11.))+hi*.6;
  }
}
o=vec4(c,1.);
