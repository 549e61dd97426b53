// title: Cut-out patches in layers
// mode: geekest
// licence: CC0-1.0
// shows: flat layers of soft-edged or hard-edged patches: camouflage, hides of cows, maps, felt and torn paper
#define H(k) fsnoise(vec2(k,e*3.+115.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.5),S=.5+1.5*H(1.),n=2.+floor(4.*H(2.)),kind=floor(4.*H(3.)),lip=.015+.03*H(4.);
vec3 c=hsv(H(5.),.6*H(6.),.2+.7*H(7.));
if(H(8.)<.35){float N=5.+14.*H(9.);q=(floor(p*N)+.5)/N;}                         // in squares
q.y*=1.+1.5*H(10.)*step(.5,H(11.));
for(float i=0.;i<5.;i++){
  if(i>=n)break;
  vec2 u=q*S*(1.+.25*i)+i*9.+e*3.+.08*t;
  float z=snoise2D(u)+.45*snoise2D(u*2.2+4.)+(kind<1.?.3*snoise2D(u*5.):kind<2.?.25*abs(snoise2D(u*9.)):0.)-.15-.25*H(i+20.);
  if(kind>2.5)z=.35*sin(u.x*2.5+2.*snoise2D(u*.6))+.5*z;
  vec3 ink=hsv(H(5.)+(H(12.)<.6?.12:.8)*(H(i+30.)-.5),.7*H(13.)*H(i+40.)+.1,.08+.85*H(i+50.));
  float in_=smoothstep(-lip*.3,lip*.3,z);
  c*=1.-.45*H(14.)*smoothstep(-.25,.0,z)*step(.4,H(15.));                        // the layer's shadow
  c=mix(c,ink,in_);
  if(H(16.)<.3)c=mix(c,ink*.4+.5*step(.5,H(17.)),smoothstep(lip*3.,lip,abs(z-.1))*.7);
  if(H(18.)<.3)c=mix(c,ink.zxy,step(.82,fsnoise(floor(p*22.)+i))*in_*.7);
}
c*=.94+.08*fsnoise(floor(p*70.));
gl_FragColor=vec4(c,1.);
