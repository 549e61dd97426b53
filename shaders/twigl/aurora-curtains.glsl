// title: Curtains of light
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: aurora, light curtains and rays that hang over a dark land or fill the view
#define H(k) fsnoise(vec2(k,e*3.+31.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.2),hill=0.;
vec3 c=mix(hsv(H(1.),.7*H(2.),.02+.2*H(3.)),hsv(H(4.),.6,.15*H(5.)),p.y*.5+.5);
vec2 g=p*11.;
c+=.8*step(.8,fsnoise(floor(g)+e))*smoothstep(.15,.0,length(fract(g)-.5))*step(.4,H(6.));
for(float i=0.;i<5.;i++){
  float base=-.7+i*.33+.5*(H(i+20.)-.5),x=p.x+.15*t*(H(i+30.)-.5);
  // the foot of the curtain winds; its light grows at once and fades slowly upwards
  float foot=base+.35*snoise2D(vec2(x*.9,i*7.+e+.15*t))+.08*snoise2D(vec2(x*4.,i+e)),y=p.y-foot;
  float ray=.55+.45*snoise2D(vec2(x*(5.+14.*H(7.)),i*3.+.3*t+y*.4)),len=.25+.8*H(i+40.);
  float glow=smoothstep(-.04-.1*H(8.),.02,y)*exp(-max(y,0.)/len*2.2)*(.35+.65*ray);
  c+=hsv(H(9.)+.3*H(10.)*y+.12*i*H(11.),.85-.5*H(12.),1.)*glow*(.35+.55*H(i+50.));
}
hill=-.75+.2*snoise2D(vec2(p.x*1.1,e))+.06*snoise2D(vec2(p.x*6.,e));
c=mix(c,vec3(.01,.015,.02),smoothstep(.01,-.01,p.y-hill)*step(.5,H(13.)));
if(H(14.)<.15)c=1.-c;
o=vec4(c,1.);
