// title: Folded sponge
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a solid fractal of folded boxes that turns, from coral to cathedral
#define H(k) fsnoise(vec2(k,e*2.+5.))
float e=0.,trap=9.;
mat3 M=mat3(1.);
float map(vec3 p){
  float s=1.;
  trap=9.;
  p=M*p;
  vec3 off=vec3(.5+.6*H(1.),.4+.7*H(2.),.2+.8*H(3.));
  float sc=1.5+.7*H(4.),a=(H(5.)-.5)*.9;
  for(float i=0.;i<4.;i++){
    // mirror into one octant, order the axes, turn a little, grow
    p=abs(p);
    if(p.x<p.y)p.xy=p.yx;
    if(p.x<p.z)p.xz=p.zx;
    p.yz*=rotate2D(a);
    p=p*sc-off*(sc-1.);
    s*=sc;
    trap=min(trap,length(p.yz)/2.);
  }
  // large enough that the copies touch their mirror images
  vec3 q=abs(p)-off*(sc-1.)*vec3(1.05,.9+.3*H(6.),.6+.7*H(30.));
  return (length(max(q,0.))+min(max(q.x,max(q.y,q.z)),0.))/s;
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t/2.);
  M=rotate3D(t*.3+H(7.)*6.,vec3(H(8.)-.5,1.,H(9.)-.5));
  float x=0.,n=0.,glow=9.,near=1.9+1.*H(10.);
  vec3 eye=vec3(0.,0.,-near),D=normalize(vec3(p,1.7)),sun=normalize(vec3(.7,.8,-.6));
  for(float i=0.;i<60.;i++){float d=map(eye+D*x);glow=min(glow,d);if(d<.003||x>7.)break;x+=d*.9;n++;}
  vec3 A=hsv(H(11.),.7*H(12.),.6+.4*H(13.)),B=hsv(H(14.),.8*H(15.),.2+.7*H(16.)),bg=mix(hsv(H(17.),.6*H(18.),.1+.8*H(19.)),B,.25+.25*p.y),
    c=bg+.3*A*exp(-glow*9.)*H(20.);
  if(x<7.){
    vec3 P=eye+D*x;
    vec2 E=vec2(.004,-.004);
    float k=map(P);
    k=trap;
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9);
    c=mix(A,B,smoothstep(0.,.5,k))*(.3+.8*max(0.,dot(N,sun))+.2*N.y)*(1.2-n/60.);
    c=mix(bg,c,exp(-.12*max(0.,x-near)));
  }
  o=vec4(c,1.);
}
