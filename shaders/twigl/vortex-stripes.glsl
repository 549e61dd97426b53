// title: Stripes wound by vortices
// mode: geekest
// licence: CC0-1.0
// shows: point vortices that wind stripes, dots and rings into spirals, softer at their cores
#define H(k) fsnoise(vec2(k,e*3.+109.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.4),n=2.+floor(6.*H(1.)),spin=0.,street=step(.65,H(2.)),near=9.;
for(float i=0.;i<8.;i++){
  if(i>=n)break;
  float side=mod(i,2.)*2.-1.;
  vec2 c0=street>.5?vec2((i-n*.5+.5)*.55+mod(t*.15,.55),.22*side)*1.1:2.2*vec2(H(i+10.)-.5,H(i+20.)-.5)+.2*vec2(sin(t*.5+i),cos(t*.6+i*2.));
  vec2 z=q-c0;
  float core=.05+.25*H(i+30.),l=length(z),a=(street>.5?side:sign(H(i+40.)-.5))*(2.+6.*H(3.))*core/(core+l*l*3.)*exp(-l*.8);
  q=c0+z*rotate2D(a);
  near=min(near,l/core);
  spin+=a;
}
float S=1.5+4.*H(4.),kind=floor(5.*H(5.)),x=0.;
vec2 g=q*rotate2D(H(6.)*3.)*S,u=fract(g)-.5;
x=kind<1.?.5+.5*sin(g.x*PI*2.):kind<2.?smoothstep(-.05,.05,.33-length(u)):kind<3.?.5+.5*sin(length(q)*S*6.-t):kind<4.?step(0.,sin(g.x*PI*2.))*.7+.3*step(0.,sin(g.y*PI)):smoothstep(-.5,.5,snoise2D(g*.6+e));
if(H(7.)<.4)x=smoothstep(.35,.65,x);
vec3 A=hsv(H(8.),.8*H(9.),.05+.5*H(10.)),B=hsv(H(11.)+.1*spin*H(12.),.7*H(13.),.55+.45*H(14.)),c=mix(A,B,x);
if(H(15.)<.35)c=mix(c,hsv(H(16.)+.15*floor(g.x),.7*H(17.),.4+.5*fsnoise(vec2(floor(g.x),e))),.8);
c*=mix(1.,.4+.6*smoothstep(.0,2.,near),step(.6,H(18.)));
gl_FragColor=vec4(c,1.);
