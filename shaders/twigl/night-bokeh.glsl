// title: Lights out of focus
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: discs and polygons of light out of focus over a dim gradient, as in a street at night
#define H(k) fsnoise(vec2(k,e*3.+23.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.3),sides=floor(5.+4.*H(1.)),disc=step(.5,H(2.)),S=.6+.7*H(3.);
vec3 A=hsv(H(4.),.7*H(5.),.05+.35*H(6.)),c=mix(A,hsv(H(7.),.6,.02+.3*H(8.)),.5+.5*sin(p.y*1.2+p.x*.5+e));
for(float i=0.;i<2.;i++){
  // two depths; each has its own lattice of lamps, some of them lit
  float k=S*(1.+1.3*i);
  vec2 g=p*k+vec2(i*5.+.15*t*(i-1.),e*7.+.05*t),id=floor(g);
  for(float j=0.;j<4.;j++){
    vec2 n=id+vec2(mod(j,2.),floor(j/2.))-step(fract(g),vec2(.5)),z=n+.5+.5*(vec2(fsnoise(n),fsnoise(n+9.))-.5)-g;
    float q=fsnoise(n+3.+i),R=.25+.3*fsnoise(n+4.),a=atan(z.y,z.x+1e-6),w=PI2/sides;
    float l=disc>.5?length(z):length(z)*cos(mod(a,w)-w*.5)/cos(w*.5);
    float soft=.02+.25*H(9.)*i*.4,lamp=smoothstep(R,R-soft-.02,l)*(.55+.45*smoothstep(R*.4,R,l));
    vec3 ink=H(10.)<.6?hsv(H(11.)+.2*(fsnoise(n+5.)-.5)+.5*step(.8,q),.8*H(12.),1.):hsv(fsnoise(n+5.),.7,1.);
    c+=ink*lamp*step(.45-.3*H(13.),q)*(.15+.5*q)*(.75+.25*sin(t*2.+q*30.));
  }
}
o=vec4(c,1.);
