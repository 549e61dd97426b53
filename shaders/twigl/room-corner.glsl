// title: Rooms
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: the corner of a room with boards or tiles, papered walls, windows, pictures, a carpet, sofa and lamp
#define H(k) fsnoise(vec2(k,e*2.+5.))
#define D(d,k) m=mix(m,k,clamp(.5-(d)*60./x,0.,1.));
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.1),yaw=.785+1.1*(H(1.)-.5),x=1e3,face=0.,h=1.3+.5*H(2.),day=H(3.);
vec3 D_=normalize(vec3(p,.85+.4*H(4.))),eye=vec3(-.9-.6*H(5.),1.1+.4*H(6.),-.9-.6*H(7.)),P=eye,m=vec3(0.);
D_.yz*=rotate2D(-.12);
D_.xz*=rotate2D(yaw);
// inside a box: the nearest of the six walls, then one sofa box in front
vec3 S=vec3(2.,h*.5+.6,2.),k=(sign(D_)*S-(eye-vec3(0.,S.y,0.)))/(D_+1e-5);
x=min(k.x,min(k.y,k.z));
face=x==k.y?(D_.y<0.?0.:1.):x==k.x?2.:3.;
P=eye+D_*x;
vec3 wallc=hsv(H(8.),.5*H(9.),.45+.5*H(10.)),floorc=hsv(.07+.05*H(11.),.6*H(12.),.25+.5*H(13.));
vec2 q=face<1.5?P.xz:face<2.5?P.zy:P.xy;
if(face<.5){
  float kind=H(14.);
  m=floorc;
  if(kind<.5){float b=floor(q.x*5.);m*=.8+.3*fsnoise(vec2(b,floor(q.y*1.2+fsnoise(vec2(b,3.)))))+.1*snoise2D(q*vec2(30.,2.));m*=step(.04,fract(q.x*5.))*.3+.7;}
  else if(kind<.8)m*=.7+.4*mod(floor(q.x*2.5)+floor(q.y*2.5),2.);
  else m*=.95+.15*snoise2D(q*30.);
  vec2 z=(q-vec2(.7,.5)*H(15.))*rotate2D(H(16.));
  float rug=H(17.)<.5?length(z)-.9:max(abs(z.x)-1.,abs(z.y)-.7);
  vec3 rc=hsv(H(18.),.7*H(19.),.3+.6*H(20.));
  if(H(21.)<.7){D(rug,rc) D(abs(rug+.12)-.03,rc.brg) D(max(rug+.2,.3-abs(sin(z.x*9.)*sin(z.y*9.))),rc.gbr)}
}else if(face<1.5)m=vec3(.9)*(.75+.15*H(22.))*(.8+.2*step(.12,fract(q.x*2.)));
else{
  m=wallc*(face>2.5?.85:1.05);
  float pap=H(23.),f=face;
  if(pap<.35)m*=.9+.12*step(.5,fract(q.x*4.));else if(pap<.6)m*=.9+.25*step(length(fract(q*4.)-.5),.22);else if(pap<.8)m*=.75+.3*step(.06,fract(q.x*3.+.5*floor(q.y*6.)))*step(.1,fract(q.y*6.));
  D(q.y-.12,vec3(.85)) D(abs(q.y-.8)-.02+step(.4,H(24.)),vec3(.8))
  vec2 z=q-vec2(.6*(H(25.+f)-.5)+.3,1.25);
  if(H(27.+f)<.45){                                            // window with panes
    float d=max(abs(z.x)-.55,abs(z.y)-.5);
    D(d-.07,vec3(.92)) D(d,mix(hsv(.55,.4,.5+.5*day),hsv(.3,.4,.4*day),step(z.y,-.15+.1*sin(z.x*5.)))+.25*day)
      D(max(d,min(abs(z.x),abs(z.y))-.02),vec3(.92))
    vec3 cur=hsv(H(29.),.6,.7);
    if(H(30.)<.5)D(max(abs(abs(z.x)-.68)-.17,abs(z.y+.1)-.75),cur*(.75+.3*sin(z.x*50.)))
  }else if(H(31.+f)<.65){                                       // pictures
    vec2 i=vec2(floor(z.x/.6+.5),0.);z.x-=i.x*.6;
    float d=max(abs(z.x)-.17-.08*H(i.x+33.),abs(z.y-.1)-.28*H(i.x+36.)-.1);
    D(d-.04,hsv(.1,.5,.1+.6*H(39.))) D(d,mix(vec3(.9),hsv(H(i.x+40.)+.3*snoise2D(z*5.+i.x),.6,.7),step(d,-.05)))
  }else{D(max(abs(z.x)-.36,q.y-1.7),floorc*.8) D(max(abs(abs(z.x)-.15)-.1,abs(abs(q.y-.9)-.35)-.25),floorc*.65)
    D(length(z-vec2(.28,-.35))-.035,vec3(.8,.7,.3))}
}
float occ=.55+.45*min(1.,min(min(S.x-abs(P.x)+.05*step(1.5,face)*9.,S.z-abs(P.z)+step(1.5,face)*9.),1.)*1.4);
m*=occ*(1.15-.12*x);
// sofa or cupboard against the back wall
vec3 lo=vec3(.3-.9*H(45.),0.,1.15),hi=vec3(1.3,.45+1.1*H(46.)*H(46.),1.98),a=(lo-eye)/D_,b=(hi-eye)/D_,n1=min(a,b),n2=max(a,b);
float en=max(n1.x,max(n1.y,n1.z)),ex=min(n2.x,min(n2.y,n2.z));
if(en<ex&&en>0.&&H(47.)<.8){
  P=eye+D_*en;
  m=hsv(H(48.),.6*H(49.),.25+.6*H(50.))*(en==n1.y?1.15:en==n1.z?.85:.65);
  vec2 s=en==n1.z?P.xy:en==n1.x?P.zy:P.xz;
  m*=.75+.25*step(.05,fract(s.x*2.5))*step(.06,fract(s.y*2.2));
}
o=vec4(m*(.6+.5*day),1.);
