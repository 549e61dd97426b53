// title: Clear films
// mode: geekest (MRT)
// licence: CC0-1.0
// shows: overlapping clear discs, squares, bands and blobs that multiply or add their colours, hard or soft
#define H(k) fsnoise(vec2(k,e*2.+1.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.5),dark=step(.6,H(1.)),n=2.+floor(7.*H(2.)),kind=floor(5.*H(3.)),soft=3./min(r.x,r.y)+.5*pow(H(4.),4.),hue=H(5.),span=H(6.),size=.35+.5*H(7.),all=0.;
vec3 c=mix(vec3(.97),hsv(hue+.5,.2*H(8.),.95),H(9.)),film=vec3(0.);
if(dark>.5)c=hsv(hue,.6*H(8.),.08);
for(float k=0.;k<9.;k++){
  if(k>=n)break;
  // every film repeats with a period of its own, so that the plane is filled
  vec2 G=vec2(2.1+.5*H(k+10.),2.3),q=p-vec2(H(k+20.),H(k+30.))*2.*G+.06*sin(t+k);
  q-=floor(q/G+.5)*G;
  q*=rotate2D(H(k+40.)*6.3*step(.3,H(10.)));
  float R=size*(.5+.7*H(k+50.)),d=length(q)-R;
  if(kind==1.)d=max(abs(q.x),abs(q.y))-R*.85;
  if(kind==2.)d=abs(q.x)-R*.35;
  if(kind==3.)d=length(q)*(1.+.25*sin(atan(q.y,q.x)*floor(2.+4.*H(k+60.))+k))-R;
  if(kind==4.)d=abs(length(q)-R)-.07-.12*H(k+60.);
  float a=1.-smoothstep(-soft,soft,d);
  film=hsv(hue+span*H(k+70.),.75*step(.12,H(11.)),dark>.5?.55:.9);
  if(H(12.)<.15)film=vec3(dark>.5?.35:.65);
  c=dark>.5?c+film*a*.75:c*mix(vec3(1.),film,a*.9);
  if(H(13.)<.25)c=mix(c,dark>.5?vec3(.9):vec3(.15),1.-smoothstep(.0,.02,abs(d)));
  all+=a;
}
if(H(14.)<.2)c=mix(c,1.-c,step(.5,mod(all,2.)*.5+.25)*step(1.5,all));
o0=vec4(c,1.);
o1=vec4(all);
