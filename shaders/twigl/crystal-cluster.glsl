// title: Crystals
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: six-sided and square points that grow out of a matrix in many directions, clear or milky
#define H(k) fsnoise(vec2(k,e*3.+113.))
float e=0.,who=0.;
mat3 M=mat3(1.),R_[5];
float map(vec3 p){
  p=M*p;
  float d=length(p)-.45-.08*H(1.)*sin(p.x*9.)*sin(p.y*8.)*sin(p.z*9.),four=step(.65,H(2.));
  who=0.;
  for(int i=0;i<5;i++){
    // a prism with a pyramid on either end, along its own axis
    vec3 q=abs(R_[i]*p);
    float w=.1+.2*H(float(i)+20.),len=.8+.6*H(float(i)+30.),side=four>.5?max(q.x,q.z):max(q.x*.866+q.z*.5,q.z);
    float x=max(side-w,(q.y-len)*.7+side*.75);
    if(x<d){d=x;who=float(i)+1.;}
  }
  return d*.85;
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.3);
  for(int i=0;i<5;i++){float k=float(i);R_[i]=rotate3D(H(k+40.)*6.,normalize(vec3(H(k+50.)-.5,H(k+60.)-.5,H(k+70.)-.5)+1e-3));}
  M=rotate3D(t*.4,normalize(vec3(H(3.)-.5,1.,H(4.)-.5)));
  float near=2.+1.2*H(5.),x=near-1.5,n=0.,d=1.,glow=9.;
  vec3 eye=vec3(.6*(H(6.)-.5),.4*(H(7.)-.5),-near),D=normalize(vec3(p,1.7)),A=hsv(H(8.),.8*H(9.),.4+.6*H(10.)),B=hsv(H(11.),.7*H(12.),.2+.7*H(13.)),
    bg=mix(hsv(H(14.),.6*H(15.),.05+.9*H(16.)),B,.5+.5*sin(p.y*1.5+p.x+e)),c=bg;
  if(H(17.)<.35)bg*=.8+.25*snoise2D(p*1.5+e);
  for(float i=0.;i<30.;i++){d=map(eye+D*x);glow=min(glow,d);if(d<.004||x>5.5)break;x+=d;n++;}
  c=bg*(1.-.3*exp(-7.*max(glow,0.)));
  if(d<.01){
    vec3 P=eye+D*x;
    map(P);
    float is=who;
    vec2 E=vec2(.002,-.002);
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9),L=normalize(vec3(.5,.8,-.6)),R=reflect(D,N),T=refract(D,N,.7);
    vec3 ink=is<.5?B*.6:mix(A,A.zxy,.35*fract(is*.37)*H(18.));
    float inside=.5+.5*sin(dot(M*T,vec3(5.,9.,7.))*2.+is*3.);
    c=ink*(.25+.65*max(0.,dot(N,L)))+pow(max(0.,dot(R,L)),30.)*.9;
    if(is>.5)c=mix(c,ink*(.3+.9*inside)+.25*max(0.,R.y),.3+.5*H(19.));
    c*=1.1-.4*n/30.;
  }
  o=vec4(c,1.);
}
