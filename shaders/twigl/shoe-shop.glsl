// title: Shoe shop
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: trainers, boots, pumps, loafers and mules in profile on a plain ground, one a cell
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*3.+id*7.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.3),row=floor(p.y/1.75+.5),w=3./min(r.x,r.y),id=0.,u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.));
p.x+=row*.8;
id=floor(p.x/2.2+.5)+row*5.;
vec2 q=vec2(mod(p.x+1.1,2.2)-1.1,p.y-1.75*row);
if(v<.5)q.x=-q.x;
float grey=step(.45,u),kind=floor(5.*H(2.)),x=q.x,boot=step(abs(kind-1.),.5),pump=step(abs(kind-2.),.5);
vec3 c=hsv(fract(u*9.),.5*v*(1.-grey),u<.7?.95-.2*v:.03+.2*v)*(1.+.06*q.y),A=hsv(H(3.),.8*H(4.)*(1.-grey),.12+.6*H(5.)+.25*step(u,.9)*step(.7,u)),
  B=hsv(H(6.),.7*H(7.)*(1.-grey),.1+.9*H(8.)),dark=A*.45;
float heel=pump*(.2+.35*H(9.))+boot*.2*H(10.)+.06,ankle=boot>.5?.8+.65*H(11.):pump>.5?.3:kind<1.?.6+.25*H(11.):.5;
// heights over the sole: the shaft behind falls along the instep to a rounded toe
float bot=-.68+heel*(1.-smoothstep(-.5,.4,x)),toe=.32+.14*H(12.);
float up=mix(ankle,toe+.1*(1.-x),smoothstep(-.35,.25+.2*H(13.),x))*sqrt(clamp((.93-x)/(.15+.3*H(14.)),0.,1.));
up-=(pump+step(2.5,kind)*.6)*.17*exp(-pow(abs((x+.1)/.3),2.));
if(kind>3.5)up*=smoothstep(-.35,-.25,x);
float d=max(max(q.y-bot-up,bot-q.y),max(abs(x)-.93,-x-.8+.12*(q.y-bot)*(1.-boot)))*.7;
D(max(abs(q.y+.76)-.03,abs(x)-1.02),c*.75)
D(max(max(abs(q.y-bot+.01)-.05-.05*H(15.)*(1.-pump),abs(x-.03)-.9),-.95-x),B)
float hw=.05+.22*H(16.);
D(max(max(x+.82-hw*(1.+q.y+.7)-.1,-.88-x),max(q.y-bot,-.74-q.y)),B*.8)
D(d,A*(.85+.35*(q.y-bot))+.05*snoise2D(q*9.))
D(max(d+.02,x-.05-.1*H(17.)+.6*(bot-q.y+.1)-step(H(18.),.5)*9.),mix(A,B,.6))
D(max(d+.02,.62-x+step(H(19.),.5)*9.),mix(A,B,.5)*.8)
if(kind<1.){
  float s=abs(fract((x*1.5-q.y)*(2.+4.*H(20.)))-.5)-.18;
  D(max(max(s*.2,d+.04),abs(x+.1)-.22),B)
  D(max(max(abs(fract(q.y*8.)-.5)-.22,d+.01)*.3,abs(x-.22+.5*(q.y+.3))-.13),B*1.2)
}
if(boot>.5&&H(21.)<.5)D(max(abs(fract(q.y*5.)-.5)*.2-.03,abs(x-.06+.3*q.y)-.1)+step(0.,d),B)
D(max(abs(d+.03)-.012,-d-.1),dark)
if(boot>.5)D(max(abs(q.y-bot-ankle+.08)-.05,d),dark)
o=vec4(c,1.);
