// title: Clocks and dials
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: clock, watch, gauge and compass faces with numerals, ticks, hands, rims and straps
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.)+id*vec2(5.,9.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.3),u=H(1.),v=H(2.),G=u<.6?2.1:u<.85?1.05:.7,w=3./min(r.x,r.y)*2./G;
vec3 bg=hsv(v,.6*H(3.),.1+.85*H(4.)),c=bg;
if(H(5.)<.4)c*=.9+.2*snoise2D(p*vec2(1.,14.)+e);
id=floor(p/G+.5);
vec2 q=(p/G-id)*2.1;
float R=.62+.25*H(6.),l=length(q),sq=H(7.),d=l-R,n=12.,gauge=step(.72,H(8.)),a=atan(q.x,q.y);
if(sq<.25)d=length(max(abs(q)-R*.78,0.))-R*.15;
if(sq>.85)d=max(abs(q.x),abs(q.y))*.93-R+.25*max(0.,(abs(q.x)+abs(q.y))*.7-R*.95);
vec3 face=H(9.)<.6?mix(vec3(.97),hsv(H(10.),.3,.9),.6*H(11.)):hsv(H(10.),.6*H(12.),.05+.3*H(13.)),ink=dot(face,vec3(.33))>.5?mix(vec3(.06),hsv(H(14.),.8,.4),H(15.)):mix(vec3(.95),hsv(H(14.),.7,.95),H(15.)),rim=mix(hsv(.11,.6*H(16.),.8),hsv(H(17.),.7*H(18.),.2+.5*H(19.)),step(.5,H(20.)));
if(H(21.)<.3){D(abs(q.x)-R*.55,rim*.5) D(max(abs(abs(q.x)-R*.48)-.015,abs(fract(q.y*8.)-.5)-.25),rim)}      // strap
if(H(22.)<.15){D(length(vec2(abs(q.x)-R*.6,q.y-R*.9))-R*.28,rim*.8)}                                                 // bells
D(d-.1-.05*u,c*.55) D(d-.06*H(23.)-.02,rim*(1.+.35*sin(a*2.+.8))) D(d,face*(1.05-.12*l))
float s=R*.9,tick=abs(fract(a/PI2*60.+.5)-.5)*PI2/60.*l,hour=abs(fract(a/PI2*n+.5)-.5)*PI2/n*l,open=step(2.3,abs(a))*gauge;
if(H(24.)<.6)D(max(tick-.006,abs(l-s)-.025)+open,ink)
float style=H(25.);
D(max(hour-.012-.025*H(26.),abs(l-s+.03)-.05-.06*H(27.))+open+step(.7,style),ink)
if(style>.35){
  // numerals: invented strokes on a 2 x 3 grid, upright at each hour
  float k=floor(a/PI2*n+.5),g=k*PI2/n;
  vec2 z=(q-R*.7*vec2(sin(g),cos(g)))/(.07+.05*H(28.)),i=floor(z*vec2(1.3,1.6)+.5);
  if(mod(k,3.)<.5||H(29.)<.6)D(max(max(abs(z.x)-.8,abs(z.y)-1.),.5-step(.45,fsnoise(i+k*3.+e)+.2*step(abs(i.x),.5)))*.1+open,ink)
}
if(gauge>.5){
  D(max(abs(l-R*.8)-.03,a-2.3)+step(a,.6+H(30.)),vec3(.85,.15,.1)) D(max(abs(l-R*.8)-.03,abs(a+1.2)-1.)+step(H(31.),.4),vec3(.2,.65,.25))
}
if(H(32.)<.25){D(length(q+vec2(0.,R*.4))-R*.2,face*.85) D(max(abs(length(q+vec2(0.,R*.4))-R*.18)-.008,-1.),ink)}
for(float k=0.;k<3.;k++){
  if(gauge>.5&&k>.5)break;
  if(k>1.5&&H(33.)<.4)break;
  float at=H(34.+k)*6.3+t*(k<.5?.2:k<1.5?.8:2.),L=R*(k<.5?.5:k<1.5?.75:.82),W=k>1.5?.008:.02+.035*H(37.);
  if(gauge>.5){at=(H(34.)-.5)*4.4;L=R*.75;}
  vec2 z=q*rotate2D(at);
  float x=z.y/L,hd=max(abs(z.x)-W*(H(38.)<.5?1.:x>0.?1.2*(1.-x)+.15:1.),abs(z.y-L*.43)-L*.57);
  if(H(39.)<.2)hd=min(hd,abs(length(z-vec2(0.,L*.65))-.06)-.012);
  D(hd,k>1.5?vec3(.8,.15,.1):ink)
}
D(l-.045,ink) D(l-.02,face)
D(max(d+.03,abs(q.x*.8+q.y-.5)-.09)+step(H(40.),.7),mix(c,vec3(1.),.35))
o=vec4(c,1.);
