// title: Pipes and joints
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: endless frames of rods, pipes and balls in three directions, flown through
#define H(k) fsnoise(vec2(k,e*3.+69.))
float e=0.,part=0.;
float map(vec3 p){
  vec3 q=abs(mod(p,2.)-1.),i=floor(p/2.);
  q=1.-q;
  float rod=.08+.2*H(1.),sq=H(2.);
  vec3 a=q.yzx,b_=q.zxy,l=sq<.5?sqrt(a*a+b_*b_):max(a,b_);
  float d=min(l.x,H(3.)<.75?l.y:9.);
  d=min(d,l.z)-rod*(1.+.2*H(4.)*sin(dot(p,vec3(6.))));
  float n=rod*1.3+.35*H(5.),j=(H(6.)<.6?length(q):max(q.x,max(q.y,q.z))*1.1)-n;
  part=step(j,d);
  return min(d,j);
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.3);
  vec3 D=normalize(vec3(p,.7+1.1*H(7.))),eye=vec3(1.+sin(t*.5)*.15,1.+cos(t*.4)*.15,t*.8)+vec3(0.,0.,e);
  D.xz*=rotate2D(H(8.)*1.6+.05*t);D.yz*=rotate2D(H(9.)*1.2);
  float x=.1,n=0.,d=1.;
  for(float i=0.;i<40.;i++){d=map(eye+D*x);if(d<.004*x||x>16.)break;x+=d*.85;n++;}
  vec3 P=eye+D*x,haze=hsv(H(10.),.6*H(11.),H(12.)<.5?.05+.2*H(13.):.6+.4*H(13.)),c=haze;
  if(x<16.){
    vec2 E=vec2(.004,-.004);
    map(P);
    float is=part;
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9),L=normalize(vec3(.5,.8,-.4)),id=floor(P*.5+.25);
    vec3 A=hsv(H(14.),.8*H(15.),.3+.6*H(16.)),B=hsv(H(17.)+.3*H(18.)*fsnoise(id.xy+id.z*7.),.8*H(19.),.4+.6*H(20.));
    vec3 m=mix(A,B,is);
    if(H(21.)<.35)m*=.5+.7*step(.5,fract((P.x+P.y+P.z)*(1.+3.*H(22.))));
    c=m*(.4+.8*max(0.,dot(N,L))+.15*N.y)+pow(max(0.,dot(reflect(D,N),L)),18.)*H(23.);
    c*=1.-.5*n/40.;
    c=mix(haze,c,exp(-.012*x*x));
  }
  o=vec4(c,1.);
}
