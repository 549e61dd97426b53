// title: Sand ripples
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: wind ripples, dune crests and footprints in sand, snow or ash under low light
#define H(k) fsnoise(vec2(k,e*3.+2.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.2),a=H(1.)*6.3,S=1.+6.*H(2.)*H(3.),z=0.,zx=0.;
vec2 E=vec2(.02,0.),L=vec2(cos(a+t*.2),sin(a+t*.2));
// height at the place and a step towards the light: their difference is the shade
for(float j=0.;j<2.;j++){
  q=p+j*.03/sqrt(S)*L;
  float w=snoise2D(q*(.5+.6*H(4.))+e),x=q.x*cos(a)+q.y*sin(a)+.35*w+.08*snoise2D(q*2.5),ph=x*S*3.+t*.3;
  float y=1.-abs(fract(ph/2.)*2.-1.+.4*sin(ph*PI));          // steep on one side
  z=mix(y,sin(ph*PI)*.5+.5,H(5.))/S*.5+.5*w*H(6.);
  vec2 g=vec2(q.x+.25*sin(floor(q.y*1.6)*9.),q.y*1.6)*1.2,k=fract(g)-.5;
  float foot=length((k-vec2(.12*sign(sin(floor(g.y)*PI+1.)),0.))*vec2(2.3,1.1));
  z-=step(.6,H(7.))*.12*smoothstep(.32,.22,foot)*step(.35,fsnoise(floor(g)+e));
  if(j<.5)zx=z;
}
float lum=(z-zx)*sqrt(S)*(6.+16.*H(8.));
vec3 A=H(9.)<.5?hsv(.07+.06*H(10.),.6*H(11.),.45+.5*H(12.)):H(9.)<.75?vec3(.85,.9,.97):hsv(H(10.),.35*H(11.),.2+.6*H(12.));
vec3 c=A*(.75-lum*.5)+max(-lum,0.)*.2*vec3(1.,.85,.6);
c=mix(c,A.zyx*.3*A,clamp(lum*.4,0.,.8));
c*=.88+.24*fsnoise(floor(p*90.)+e);
c=mix(c,vec3(.1),step(.988,fsnoise(floor(p*25.)+e))*step(.5,H(13.)));
o=vec4(c,1.);
