// title: Pet faces
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: cats, dogs, bears, rabbits, foxes, pigs and owls, face on, with patches on their coats
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*6.+1.))
#define E(z,h) ((length((z)/(h))-1.)*min((h).x,(h).y))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),i=floor(p/2.15+.5),q=p-i*2.15;
float e=floor(t*1.2)+dot(i,vec2(31.,57.)),w=3./min(r.x,r.y),kind=floor(6.*H(1.)),e0=floor(t*1.2);
vec3 c=hsv(fsnoise(vec2(e0,1.)),.7*fsnoise(vec2(e0,2.)),.25+.75*fsnoise(vec2(e0,3.)))*(1.-.12*length(q));
if(fsnoise(vec2(e0,4.))<.3)c*=1.+.25*snoise2D(p*3.+e0);
q*=rotate2D(.35*(H(2.)-.5));
vec3 A=hsv(.03+.09*H(3.),.65*H(4.),.15+.8*H(5.)),B=mix(vec3(.95,.9,.85),A*.35,step(.6,H(6.))),K=A*.3,eye=hsv(.1+.35*H(7.),.7,.4+.5*H(8.));
vec2 a=vec2(abs(q.x),q.y),F=vec2(.62+.14*H(9.),.6+.12*H(10.));
// ears: long, pricked, round or hanging
vec2 z=a-vec2(.42,.5);
float ear=kind<2.?max(abs(z.x*.9+.2*z.y)+.6*z.y-.27,-z.y-.3):kind<3.?length(z-vec2(.08,.02))-.26:kind<4.?E((z-vec2(-.15,.2))*rotate2D(.2),vec2(.16,.5)):
  kind<5.?E((z-vec2(.15,-.35))*rotate2D(-.3*H(11.)),vec2(.2,.5)):max(abs(z.x)+.5*abs(z.y)-.2,-.2-z.y);
bool owl=H(12.)<.14;
if(kind<4.||owl){D(ear,A*.85) D(ear+.08,mix(B,vec3(.9,.6,.6),.6))}
float head=E(vec2(a.x,a.y+.1*a.x*a.x),F),rag=.03*sin(atan(q.y,a.x)*40.)*H(13.);
D(head+rag,A*(.95+.2*q.y))
float coat=H(14.);
if(coat<.3)D(max(head+.02,.18-abs(fract(q.y*4.+a.x*1.5)-.5)+step(q.y,.1)),K)
else if(coat<.55)D(max(head,.1-snoise2D(q*1.6+e)),B)
else if(coat<.75)D(max(head,a.x-.1-.3*max(0.,-q.y)),B)
if(kind>3.&&kind<5.&&!owl)D(ear,A*.55)
// eyes
float R=owl?.27:.09+.08*H(15.);
vec2 y=a-vec2(owl?.27:.26+.05*H(16.),.1+.06*H(17.));
if(owl)D(length(y)-R-.08+.02*sin(atan(y.y,y.x)*20.),B)
y*=rotate2D(.4*(H(18.)-.5));
float open=1.+H(19.);
D(length(y*vec2(1.,open))-R,K*.5) D(length(y*vec2(1.,open))-R*.85,eye)
D(length(y*vec2(kind<1.?3.:1.2,1.))-R*.6,vec3(.02)) D(length(y-vec2(-.3,.35)*R)-R*.2,vec3(1.))
if(owl){D(max(abs(q.x)-.1-.25*(q.y+.1),abs(q.y+.12)-.16),vec3(.85,.6,.2)*(1.-q.x))}
else{
  vec2 m=a-vec2(.11,-.27);
  float M=.16+.12*H(20.);
  D(min(E(m,vec2(M,M*.8)),E(a-vec2(0.,-.4),vec2(M,.13))),mix(B,A,.25))
  vec2 n=vec2(a.x,q.y+.17);
  if(kind>4.&&H(21.)<.5){D(E(n,vec2(.24,.17)),vec3(.9,.6,.6)) D(length(n-vec2(.09,0.))-.04,K)}
  else D(max(a.x+.6*abs(n.y-.05)-.12,abs(n.y)-.08),H(22.)<.5?vec3(.05):vec3(.75,.4,.4))
  D(max(abs(length(a-vec2(.11,-.27))-.12)-.014,q.y+.29),K)
  if(H(23.)<.3)D(max(E(vec2(a.x,q.y+.48),vec2(.08,.14)),q.y+.4),vec3(.85,.35,.4))
  if(H(24.)<.5)D(max(abs(fract((q.y+.3-(a.x-.2)*.25)*9.)-.5)-.05,abs(a.x-.55)-.32)+step(.13,abs(q.y+.27)),mix(K,B,step(.5,A.r)*.2))
}
o=vec4(c,1.);
