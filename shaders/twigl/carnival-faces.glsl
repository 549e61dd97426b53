// title: Carnival faces
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: drawn faces with eyes, mouths, noses, ears and hair of every proportion
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*9.+k))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t/1.5),w=3./min(r.x,r.y),many=fsnoise(vec2(e,4.)),G=many<.3?1.3:2.5;
id=floor(p/G+.5);
vec2 q=(p-id*G)/G*2.5,a=q;
vec3 c=hsv(H(1.),.7*H(2.),.2+.8*H(3.)),skin=H(4.)<.6?hsv(.03+.06*H(5.),.2+.5*H(6.),.3+.7*H(7.)):hsv(H(5.),.7,.9),
  hair=hsv(.1*H(8.)+step(.7,H(9.))*H(10.),.6,.1+.8*H(11.)*H(12.));
c*=.9+.1*sin(H(13.)*40.*dot(q,vec2(H(14.),H(15.))));
q*=rotate2D(.25*sin(t+9.*H(16.)));
a=vec2(abs(q.x),q.y);
float W=.55+.3*H(17.),T=.7+.25*H(18.),k=2.+3.*H(19.),blink=.4+.6*abs(sin(t*1.7+H(20.)*9.));
float hd=pow(pow(abs(q.x/W),k)+pow(abs(q.y/T),k)+1e-6,1./k)-1.;
D((length(q*vec2(1./W,1./T)-vec2(0.,.25))-1.2-.15*snoise2D(q*(2.+8.*H(21.))))*.6+(H(22.)<.25?9.:0.),hair)
D(max(abs(q.x)-W*.4,abs(q.y+T)-.35),skin*.75)
D((length((a-vec2(W,.0))*vec2(1.3,.8))-.1-.15*H(23.)),skin*.85)
D(hd*.6,skin*(1.-.25*smoothstep(-.2,.9,q.x/W)))
D(max(hd*.6,T*(.35+.5*H(24.))-q.y+.1*sin(q.x*(5.+20.*H(25.)))),hair)                     // fringe
vec2 y=a-vec2(W*(.35+.15*H(26.)),.12);
float R=.09+.12*H(27.)*H(28.);
D(length(y*vec2(1.,1./blink))-R*1.2,vec3(.97))
D(length(y-vec2(.03*sin(t)*sign(q.x),0.))-R*.7*min(blink*1.2,1.),hsv(H(29.),.6,.4)) D(length(y)-R*.35,vec3(0.))
D(abs(y.y-R*1.6-(H(30.)-.5)*y.x*2.)-.025-.04*H(31.)+max(0.,abs(y.x)-R*1.3)*3.,hair*.6)
D(max(abs(q.x)-.03-.12*H(32.)*(.15-q.y),abs(q.y+.06)-.16),skin*.7)
vec2 z=q+vec2(0.,T*.5);
float smile=(H(33.)-.4)*3.,M=.15+.25*H(34.),ope=.03+.15*H(35.)*(.6+.4*sin(3.*t));
D((abs(z.y-smile*(z.x*z.x-M*M*.5))-ope*(1.-z.x*z.x/M/M))*.7,mix(vec3(.75,.15,.15),vec3(.2,0.,.05),H(36.)))
D((abs(z.y-smile*(z.x*z.x-M*M*.5)-ope*.4)-ope*.3*(1.-1.6*z.x*z.x/M/M)),vec3(.95))
if(H(37.)<.3)D(abs(length(y)-R*1.9)-.025,vec3(.05))                                        // spectacles
if(H(38.)<.3)D(length(a-vec2(W*.6,-.2))-.13,mix(skin,vec3(1.,.3,.3),.5))
o=vec4(c,1.);
