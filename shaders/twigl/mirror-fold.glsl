// title: Kaleidoscope
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: shards of colour between turning mirrors, folded again and again: lace, stars, crosses
#define H(k) fsnoise(vec2(k,e*2.+14.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t/1.5),n=floor(3.+6.*H(1.)),its=2.+floor(4.9*H(2.)),sc=1.15+.6*H(3.),s_=1.,a=0.,trap=9.,ring=9.,cr=9.;
q*=.7+1.2*H(4.);
a=atan(q.y,q.x+1e-6);
// n mirrors through the middle
a=abs(mod(a,PI2/n)-PI/n);
if(H(5.)<.7)q=length(q)*vec2(cos(a),sin(a));
for(float i=0.;i<8.;i++){
  if(i>=its)break;
  q=abs(q)-vec2(.25+.4*H(6.),.1+.4*H(7.))-.04*sin(t*.6+i);
  q*=rotate2D(H(8.)*3.+.05*t)*sc;
  if(q.x<q.y)q=q.yx;
  s_*=sc;
  trap=min(trap,dot(q,q));
  ring=min(ring,abs(length(q-vec2(.3,.1))-.35*H(9.)-.1)/s_*2.);
  cr=min(cr,min(abs(q.x),abs(q.y))/s_*2.);
}
vec3 c=hsv(H(10.)+H(11.)*sqrt(trap)*.8,.8*H(12.),.35+.65*H(13.))*(.5+.6*exp(-1.5*trap));
c=mix(c,hsv(H(14.)+.3*q.x,.7*H(15.),.9),step(.0,sin(q.x*(2.+6.*H(16.))))*step(.4,H(17.))*.85);
c=mix(c,hsv(H(18.),.7,.15+.8*H(19.)),(1.-smoothstep(.02,.05,ring))*step(.3,H(20.)));
c=mix(c,vec3(H(21.)<.5?.03:.96),(1.-smoothstep(.012,.02,cr))*step(.4,H(22.)));
o=vec4(c*(1.1-.2*length(p)),1.);
