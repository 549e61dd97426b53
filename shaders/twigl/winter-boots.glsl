// title: Boots
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: boots of every height: laced, furred, buckled, rubber, heeled, in greys and browns on plain ground
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*2.+vec2(k,e*2.+6.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.6),w=3./min(r.x,r.y),u=H(1.),grey=step(.4,H(2.)),G=u<.7?1.9:1.05;
vec3 c=vec3(H(3.)<.5?.02:.7+.3*H(4.));
if(grey<.5)c=hsv(H(5.),.4*H(6.),.3+.65*H(7.));
id=floor(p/G+.5);
w*=1.9/G;
vec2 q=(p/G-id)*2.;
if(H(8.)<.5)q.x=-q.x;
q.x+=.12;
vec3 A=mix(hsv(.03+.08*H(9.)+step(.75,H(10.))*H(11.),.75*H(12.),.2+.6*H(13.)),vec3(.12+.8*H(14.)),grey),B=mix(A*.5,vec3(.85*H(15.)),.6);
if(distance(A,c)<.25)A=c.g<.5?A+.4:A*.4;
float top=-.1+.95*H(16.),heel=.35*H(17.)*step(.5,H(18.)),sole=.05+.1*H(19.),x=q.x,y=q.y,base=-.85+sole;
// ground line of the foot: raised at the heel; shaft between two edges that lean with the calf
float b=base+heel*(1.-smoothstep(-.45,.35,x)),calf=.05*sin((y+.2)*2.6)*H(20.),lo=-.48-calf-.04*H(21.),hi=.02+calf+.12*(1.-smoothstep(-.5,-.1,y))+.08*H(22.);
float toe=.3+.12*H(23.),foot=b+toe*sqrt(clamp((.85-x)/(.2+.3*H(24.)),0.,1.))+.3*(1.-smoothstep(-.05,.45,x));
float shaft=max(max(lo-x,x-hi),max(y-top-.06*x*(H(25.)-.5)*3.,b-y)),vamp=max(max(y-foot,b-y),max(x-.85,lo-x)),d=min(shaft,vamp);
float k=.06,h=clamp(.5+.5*(vamp-shaft)/k,0.,1.);
d=mix(vamp,shaft,h)-k*h*(1.-h);
D(length(vec2(x-.1,(y+.86)*5.))-.8,c*.75)
// sole, welt and heel block
float lug=H(26.)<.4?.02*sign(sin(x*45.)):0.;
D(max(max(y-b,b-sole-y+lug),max(x-.88,-x-.52)),B*.7)
float hw=heel>.15?.04+.14*H(27.):.25;
D(max(max(y-b,-.85-y),abs(x+.5-hw+.12*(y-b))-hw)+step(heel,.01),B*.55)
float fold=snoise2D(q*vec2(3.,6.)+e)*.08+.05*snoise2D(q*11.),shade=.8+.35*(1.-smoothstep(-.2,.0,d))+.25*(x-.1)*sign(u-.4)+fold;
vec3 m=A*shade;
float pat=H(28.);
if(pat<.15)m*=.8+.25*sqrt(abs(sin(y*16.)));
else if(pat<.25)m=mix(m,B,step(.25,snoise2D(q*5.+e)));
else if(pat<.32)m=mix(m,B,step(.5,fract((x+y)*4.))*step(.5,fract((x-y)*4.)));
D(d,m)
if(H(29.)<.5)D(max(d,x<.55-.2*H(30.)?1.:-1.),mix(A,B,.6)*shade)
if(H(31.)<.4)D(max(d,max(x+.25+.3*(y-b),y-b-.4)),mix(A,B,.5)*shade)
float style=H(32.);
if(style<.35){float f=hi-.03;                                     // laces up the front
  D(max(abs(x-f+.1)-.1,max(abs(fract(y*11.)-.5)/11.-.014,max(y-top+.06,-.45-y))),mix(B,vec3(.9),.4))
    D(max(length(vec2(x-f+.18,(fract(y*11.)-.5)/11.))-.018,max(y-top+.06,-.45-y)),vec3(.8))}
else if(style<.55){float s=y-mix(-.3,top-.15,H(33.));D(max(max(abs(s)-.035,d),-1.),B) D(abs(max(abs(x-hi+.1)-.06,abs(s)-.06))-.015,vec3(.8,.7,.4))}
else if(style<.7)D(max(abs(x-lo-.18)-.012,max(d,-.4-y)),vec3(.75)*(.6+.5*step(.5,fract(y*30.))))
else if(style<.8)D(max(max(abs(x-lo-.22)-.1+.2*(y+.2),d),abs(y+.15)-.25),A*.5)
if(H(34.)<.35){float f=top-.03+.04*snoise2D(vec2(x*14.,e));
  D(max(abs(y-f)-.1-.04*snoise2D(q*14.),max(lo-.05-x,x-hi-.05)),mix(vec3(.93),A,.3*H(35.))*(.8+.3*snoise2D(q*18.)))}
else D(max(abs(y-top+.04)-.035,shaft),A*.6)
D(max(abs(d+.03)-.006,d),A*.5)
o=vec4(c,1.);
