// title: Balloons
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: hot-air balloons, blimps and toy balloons, striped, chequered or plain, over hills or in bare sky
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*5.+vec2(k,e*3.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.2),w=3./min(r.x,r.y),u=H(1.),v=H(2.);
vec3 low=hsv(u,.5*v,.6+.4*H(3.)),high=hsv(u+.1+.4*H(4.),.6*H(5.),.3+.6*H(6.)),c=mix(low,high,.5+.5*sin(p.y*.9));
if(H(7.)<.5)c+=.2*smoothstep(0.,.8,snoise2D(p*vec2(.8,2.)+e)+.4*snoise2D(p*3.));
for(float k=0.;k<2.;k++){
  float G=k<.5?1.1:2.;
  if(k>.5&&H(8.)<.2)break;
  if(k<.5&&u<.35)continue;
  vec2 z=p+vec2(t*.1*(k+1.),.37*k),g=floor(z/G);
  id=g+k*20.;
  if(H(9.)<.2)continue;
  vec2 q=(z/G-g-.5)*2.2+.2*vec2(H(10.)-.5,H(11.)-.5);
  q.y-=.05*sin(t+H(12.)*6.);
  float kind=H(13.),R=.5+.2*H(14.),W=w*2.2/G;
  vec3 A=hsv(H(15.),.95*H(16.),.35+.65*H(17.)),B=hsv(H(18.),.9*H(19.),.9*H(20.)),b=A;
  vec2 s=q-vec2(0.,.2);
  if(kind>.75)s.y*=1.6;
  // the envelope narrows to the mouth; longitude from the position across the disc
  float y=s.y/R,wid=R*sqrt(max(0.,1.-y*y))*(kind<.55?mix(1.,smoothstep(-1.4,.1,y),.75):1.),d=kind>.75?length(s*vec2(.75,1.))-R:max(abs(s.x)-wid,abs(y)-1.);
  float lon=asin(clamp(s.x/max(wid,.01),-1.,1.))/PI,n=floor(3.+6.*H(21.)),st=fract(lon*n+t*.1),pat=H(22.);
  if(kind>.75){
    float fin=max(abs(s.y)-.28-.3*(s.x+.9),abs(s.x+.78)-.2);
    w=W;D(fin,B) D(max(abs(s.x)-.22,abs(s.y+R+.08)-.1),B*.6)
    lon=s.y/R*.5;st=fract(lon*n*.5);
  }
  if(pat<.4)b=mix(A,B,step(.5,st));
  else if(pat<.55)b=mix(A,B,step(.5,fract(y*n*.4+abs(fract(lon*n)-.5)*H(23.))));
  else if(pat<.7)b=mix(A,B,abs(step(.5,st)-step(.5,fract(y*n*.5))));
  else if(pat<.8)b=mix(A,B,step(abs(y-.1),.22));
  w=W;
  if(kind<.55){
    float rope=abs(abs(q.x)-.1+.12*(q.y+.4))-.01;
    D(max(rope,abs(q.y+.6)-.22),c*.4)
    D(max(abs(q.x)-.1,abs(q.y+.82)-.09),vec3(.45,.3,.15)*(.8+.3*step(.5,fract(q.y*25.))))
  }else if(kind<.75){
    D(max(abs(q.x-.06*sin(q.y*6.+t))-.012,max(q.y+R-.2,-1.3-q.y)),c*.4)
    D(max(abs(q.x)-.07+.5*(q.y+R-.12),abs(q.y+R-.16)-.06),b*.7)
  }
  D(d*.8,b*(.75+.45*cos(lon*2.6+.6)*(.8+.3*y)))
  if(kind>.55&&kind<.75)D(length((s-vec2(-.2,.25))*vec2(1.,.7))-.1,mix(b,vec3(1.),.7))
  w=3./min(r.x,r.y);
}
if(v<.4)D(p.y+.8-.25*snoise2D(vec2(p.x*.7,e))-.05*snoise2D(vec2(p.x*3.,e)),low*.35)
o=vec4(c,1.);
