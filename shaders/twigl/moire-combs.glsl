// title: Moire combs
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: line and ring gratings laid over each other, in ink, in glow or as soft waves
#define H(k) fsnoise(vec2(k,e*2.+10.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/1.5),n=2.+floor(2.9*H(1.)),hard=step(.5,H(2.)),add=0.,mul=1.,x=0.;
vec3 c=vec3(0.),paper=hsv(H(3.),.4*H(4.),.6+.4*H(5.)),layer=vec3(1.);
for(float i=0.;i<4.;i++){
  if(i>=n)break;
  float k=i*7.+20.,f_=3.+22.*H(k)*H(40.);
  vec2 q=(p-2.*vec2(H(k+1.)-.5,H(k+2.)-.5))*rotate2D(H(k+3.)*6.+.1*t*(H(k+4.)-.5));
  float kind=floor(4.*H(k+5.));
  x=kind<1.?q.x*f_:kind<2.?length(q)*f_:kind<3.?atan(q.y,q.x+1e-6)/PI*floor(f_*.8+2.):q.x*f_+sin(q.y*(1.+3.*H(k+6.)))*1.5;
  float s_=sin(PI*(x+t*.4*(H(k+6.)-.5)));
  s_=hard>.5?smoothstep(-.2,.2,s_+.6*(H(41.)-.5)):.5+.5*s_;
  add+=s_/n;
  mul*=s_*2.-1.;
  layer*=mix(vec3(1.),hsv(H(k+.5),.9*H(42.),.35+.6*H(k+1.5)),s_);     // inks multiply
}
vec3 A=hsv(H(6.),.8*H(7.),.1+.4*H(8.)),B=hsv(H(9.),.8*H(10.),.9);
float mode_=H(11.);
c=mode_<.35?paper*layer:mode_<.6?mix(A,B,add):mode_<.8?mix(A,B,.5+.5*mul):hsv(H(12.)+.6*add,.3+.6*H(13.),.3+.7*fract(add*2.+H(14.)));
o=vec4(c*(.85+.2*snoise2D(p*.7+e)),1.);
