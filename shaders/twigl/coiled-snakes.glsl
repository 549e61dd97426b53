// title: Snakes
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: snakes and eels that wind across sand, leaves or water, banded, diamonded or speckled, with heads
#define H(k) fsnoise(vec2(k,e*4.+3.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*.9),w=3./min(r.x,r.y),u=H(1.),v=H(2.);
float rough=snoise2D(p*(3.+9.*u)+e)*.5+.5*snoise2D(p*(15.+20.*v));
vec3 g=hsv(v,.6*u,.25+.7*H(3.)),c=g*(1.+.22*rough*step(.3,fract(u*9.)));
if(fract(v*11.)<.25)c=mix(c,g.gbr*.7,smoothstep(.2,.4,snoise2D(p*2.5+e)));
p*=rotate2D(6.3*H(4.));
float N=.9+.9*H(5.),line=floor(p.y/N+.5);
for(float s=-1.;s<2.;s++){
  float k=line+s,z=k*7.+10.,dir=H(z+1.)<.5?-1.:1.,A=.25+.3*H(z+2.),F=1.5+4.*H(z+3.),x=p.x*dir+t*.3+9.*H(z+4.);
  float period=3.+4.*H(z+5.),at=mod(x,period)/period;
  // distance to a curve y = f(x), divided by its slope; the body's width runs along `at`
  float ph=F*x-t*2.,f=A*sin(ph)*(.6+.4*sin(x*.9)),slope=A*F*cos(ph);
  float d=(p.y-k*N-f)/sqrt(1.+slope*slope),fat=.07+.12*H(z+6.);
  float head=exp(-pow(abs((at-.93)*period/.17),2.)),wide=fat*(smoothstep(0.,.35,at)*step(at,.985)+.45*head)*(1.-smoothstep(.96,1.,at));
  float L=x*sqrt(1.+A*A*F*F*.5),y=d/max(wide,.01),sh=abs(d+.05)-wide;
  c*=1.-.35*(1.-smoothstep(0.,.08,sh));
  vec3 K=hsv(H(z+7.),.8*H(z+8.),.25+.7*H(z+9.)),B=hsv(H(z+7.)+.3*H(z+11.),.9*H(z+12.),.9*H(z+13.)),m=K;
  float pat=H(z+14.),n=4.+9.*H(z+15.);
  if(pat<.3)m=mix(K,B,step(H(z+16.),fract(L*n*.3)));
  else if(pat<.5)m=mix(K,B,step(abs(y)+2.*abs(fract(L*n*.35)-.5),.75));
  else if(pat<.65)m=mix(K,B,step(abs(y),.35));
  else if(pat<.8)m=mix(K,B,step(.15,snoise2D(vec2(L*4.,y*1.5)+z)));
  else{float q=fract(L*n*.25);m=q<.33?K:q<.6?B:q<.72?vec3(.95,.9,.7):B;}
  m*=.8+.2*step(.3,fract(L*18.+.5*step(.5,fract(y*2.))));
  m*=1.1-.65*y*y;
  if(head>.3){float eye=length(vec2((at-.93)*period,abs(d)-fat*.8))-.05;m=mix(m,vec3(.95,.8,.2),step(eye,0.));m=mix(m,vec3(0.),step(eye+.03,0.));}
  c=mix(c,m,clamp(.5-(abs(d)-wide)/w,0.,1.)*step(.012,wide));
}
o=vec4(c,1.);
