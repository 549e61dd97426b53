// title: T-shirts
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: shirts, vests, polos, hoodies and jumpers flat on black or plain ground, with prints, pockets and ribs
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.+9.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.6),w=3./min(r.x,r.y),grey=step(.35,H(1.)),u=H(2.),G=u<.75?2.:1.05;
vec3 c=vec3(step(.55,H(3.))*(.75+.25*H(4.)));
if(grey<.5)c=hsv(H(5.),.5*H(6.),.15+.8*H(7.));
id=floor(p/G+.5);
vec2 q=(p/G-id)*2.05,a=vec2(abs(q.x),q.y);
w*=2./G;
float sl=H(8.),W=.38+.1*H(9.),L=-.62-.3*H(10.),neck=.13+.07*H(11.),drop=.05+.22*H(12.)*H(12.),fit=.12*(H(13.)-.4);
vec3 A=mix(hsv(H(14.),.8*H(15.),.25+.7*H(16.)),vec3(.15+.83*H(17.)),grey),B=mix(hsv(H(18.),.8*H(19.),.9*H(20.)),vec3(H(21.)),grey);
if(distance(A,c)<.2)A=A.x<.5?A+.5:A*.35;
if(distance(A,B)<.25)B=A.g<.5?A+.45:A*.4;
// outline: half width down the side, shoulder line, then a sleeve as a slanted bar
float side=W+fit*(a.y*a.y-.1)+.03*sin(q.y*4.)*H(22.),sh=.72-.28*a.x,d=max(max(a.x-side,q.y-sh),L-q.y-.03*cos(q.x*7.)*H(23.));
float ang=sl<.2?0.:mix(.95,.2,sl),len=sl<.15?-1.:mix(.3,1.15,sl);
vec2 z=(a-vec2(W-.06,.55))*rotate2D(PI/2.-ang);
float wd=.17-.05*sl*clamp(z.x,0.,1.),s=max(abs(z.y)-wd,max(-z.x-.1,z.x-len));
if(len<0.){d=max(d,.16-length((a-vec2(W+.06,.5))*vec2(1.,.6)));s=9.;}
d=min(d,s*.95);
float cut=length(vec2(a.x,(q.y-.74)*neck/max(drop,.05)))-neck;
if(H(24.)<.25)cut=max(a.x-neck*(1.+(q.y-.74)/drop/1.6),.74-drop*1.6-q.y);
if(H(25.)<.2&&sl>.4)D(length(vec2(q.x,q.y-.78)*vec2(1.,.9))-neck-.12,A*.75)
D(max(a.x-neck,abs(q.y-.66)-.1),A*.55)
d=max(d,-cut);
vec3 m=A;
float pat=H(26.),n=4.+9.*H(27.);
if(pat<.16)m=mix(A,B,step(.5,fract(q.y*n*.6)));
else if(pat<.24)m=mix(A,B,step(.7,fract(q.x*n)));
else if(pat<.34)m=mix(A,B,step(abs(q.y-.2-.2*H(28.)),.08+.12*H(29.)));
else if(pat<.42)m=mix(A,B,step(.2,snoise2D(q*(2.+4.*H(30.))+e)));
else if(pat<.5)m=mix(A,B,step(W-.03,a.x)*step(0.,len));
else if(pat<.58)m=mix(A,B,.5*step(.5,fract(q.x*n*.4))+.5*step(.5,fract(q.y*n*.4)));
else if(pat<.85){                                            // a print on the chest
  vec2 k=(q-vec2(H(31.)<.3?.18:0.,.2-.15*H(32.)))/(.1+.2*H(33.));
  float g=atan(k.x,k.y),l=length(k),f=H(34.),x=f<.25?l-1.:f<.45?max(abs(k.x)-1.2,abs(k.y)-.9):f<.65?l-.7-.3*cos(g*floor(3.+4.*H(35.))):f<.85?max(max(abs(k.x)-1.4,abs(k.y)-.4),.45-fsnoise(floor(k*vec2(4.,6.))+e)):abs(l-.8)-.2;
  m=mix(m,B,step(x,0.));m=mix(m,A,step(x+.4,0.)*step(H(36.),.4));
}
m*=1.+.14*snoise2D(q*vec2(4.,1.8)+id*9.+e)+.06*snoise2D(q*11.+e);
m*=1.-.3*smoothstep(-.06,0.,d);
D(d,m)
if(H(37.)<.6)D(max(abs(cut-.025)-.02,d),mix(A,B,.4)*.8)
if(H(38.)<.4)D(max(d,min(q.y-L-.06,9.)),A*(.75+.2*step(.5,fract(q.x*28.))))
if(sl>.15)D(max(abs(a.x-W+.02)-.006,abs(q.y-.35)-.22),A*.6)
if(H(39.)<.2){D(max(abs(q.x)-.012,max(d,.15-q.y)),A*.55) D(length(vec2(q.x,mod(q.y,.14)-.07))-.022+step(q.y,.2)+step(.02,d),B)}
if(H(40.)<.15)D(abs(max(abs(q.x-.2)-.1,abs(q.y-.25)-.11))-.008,A*.55)
o=vec4(c,1.);
