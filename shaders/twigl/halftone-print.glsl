// title: Halftone print
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a soft picture in printing dots: one ink, four inks out of register, lines or crosses
#define H(k) fsnoise(vec2(k,e*3.+20.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.6),S=3.+9.*H(1.),kind=floor(4.*H(2.)),n=H(3.)<.5?1.:3.;
vec3 c=vec3(1.)*mix(vec3(.96,.94,.88),hsv(H(4.),.4,.95),step(.5,H(5.)));
for(float i=0.;i<3.;i++){
  if(i>=n)break;
  float a=.3+i*.52+H(6.);
  vec2 g=p*rotate2D(a)*S+.15*t*vec2(1.,i),k=fract(g)-.5,at=(g-k-.15*t*vec2(1.,i))*transpose(rotate2D(a))/S;
  // the tone at the dot's centre: waves, a ball, a ramp
  float v=H(7.)<.35?.5+.5*sin(length(at-vec2(H(8.)-.5,H(9.)-.5))*(2.+4.*H(10.))-t+i*1.3):H(7.)<.65?.5+.6*snoise2D(at*(.5+.8*H(11.))+e+i*3.*step(1.5,n))
    :1.1*smoothstep(1.1,.0,length(at-vec2(.3*sin(t+i),.2*cos(t))))+.1;
  float R=sqrt(clamp(v,.02,1.))*.66,d=kind<1.?length(k)-R:kind<2.?abs(k.y)-R*R*1.1:kind<3.?abs(k.x)+abs(k.y)-R*.95:max(abs(k.x),abs(k.y))-R*.75;
  float ink=smoothstep(.06,-.06,d);
  vec3 dye=n<2.?hsv(H(12.),.9*H(13.),.6*H(14.)):i<1.?vec3(.1,.7,.9):i<2.?vec3(.92,.15,.55):vec3(.98,.9,.1);
  c*=mix(vec3(1.),dye,ink);
}
if(H(15.)<.25)c=1.-c;
o=vec4(c,1.);
