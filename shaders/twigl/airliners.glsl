// title: Aircraft
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: airliners, fighters and propeller planes seen from below or above in clear, cloudy or night sky
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+3.))
// a swept wing: a slab in y at distance x from the middle
#define WING(z,span,root,tip,sweep) max(abs((z).y+(sweep)*abs((z).x))-mix(root,tip,clamp(abs((z).x)/(span),0.,1.)),abs((z).x)-(span))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.2),w=3./min(r.x,r.y),u=H(1.),v=H(2.),cl=snoise2D(p*(.7+u)+e)*.6+.3*snoise2D(p*2.+e*2.)+.15*snoise2D(p*5.);
vec3 sky=v<.7?hsv(.5+.15*u,.15+.5*H(3.),.5+.5*H(4.)):v<.85?vec3(.1+.7*u):hsv(.02+.1*u,.5,.8),c=sky*(1.-.2*p.y);
if(H(5.)<.55)c=mix(c,mix(vec3(1.),sky.brg,.2*u),smoothstep(.0,.7,cl));
float G=H(6.)<.7?2.1:.9,row=floor(p.y/G+.5);
q.x+=row*G*.4;
q=vec2(mod(q.x+G*.5,G)-G*.5,p.y-row*G)/G*2.1;
w*=2.1/G;
e+=floor(row*7.+(p.x+row*G*.4+G*.5)/G)*step(.5,H(7.))*.1;
q*=rotate2D((H(8.)-.5)*1.2);
vec2 a=vec2(abs(q.x),q.y);
float kind=H(9.),L=.65+.25*H(10.),R=.05+.07*H(11.)*(1.-.4*kind),sweep=kind<.35?.1*H(12.):.3+.55*H(12.),span=.5+.42*H(13.),root=.09+.13*H(14.),y0=.1*(H(15.)-.3);
vec3 A=H(16.)<.5?vec3(.85+.15*H(17.)):H(16.)<.75?vec3(.08+.3*H(17.)):hsv(H(18.),.7,.7),B=hsv(H(19.),.8,.7),S=A*.72;
if(kind<.35){
  float two=step(.5,H(20.));                                    // propellers: blurred discs
  vec2 n=vec2(abs(a.x-.33*two),q.y-mix(L,y0+.2,two));
  D(WING(q-vec2(0.,y0),span,root,root*.7,sweep),S)
  D(max(n.x-.05,abs(n.y)-.16),A*.9) D(max(n.x-.17,abs(n.y-.05)-.012),mix(c,A*.4,.7))
}else{
  float back=step(.75,H(21.));
  vec2 n=a-(back>.5?vec2(.13,-.45):vec2(.3,.02-sweep*.3+y0+root*.7));
  if(kind<.8)D(max(abs(n.x)-.045,abs(n.y)-.1)-.01,B*.8+.1)
  D(WING(q-vec2(0.,y0+.05),kind<.8?span:span*.75,root*(kind<.8?1.:2.2),.03,kind<.8?sweep:sweep+.4),S)
  if(H(22.)<.3)D(max(WING(q-vec2(0.,y0+.05),span,root,.03,sweep),abs(a.x-span+.1)-.06),B)
}
D(WING(q-vec2(0.,-L+.1),span*.42,.09,.04,sweep*.8),S)
float x=(q.y+.05)/L,fuse=a.x-R*sqrt(max(0.,1.-pow(abs(x),x>0.?4.:2.)));
D(max(fuse,abs(x)-1.),A*(1.1-2.*a.x)) D(max(max(fuse,abs(x)-1.),a.x-.02)+step(H(23.),.5),B)
D(max(a.x-.03,abs(q.y-L*.78)-.035),vec3(.1,.15,.2))
D(max(a.x-.014,abs(q.y+L-.12)-.13),B)
if(H(24.)<.3){float tr=(a.x-span*.3)/(.03+.05*max(0.,-q.y));c=mix(c,vec3(1.),.6*exp(-tr*tr)*step(q.y,-L*.5)*smoothstep(-2.5,-.6,q.y));}
if(H(25.)<.3)D(length(vec2(a.x-span*.65,q.y-y0+sweep*span*.6))-.06,B) 
o=vec4(c,1.);
