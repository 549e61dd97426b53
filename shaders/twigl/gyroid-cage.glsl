// title: Grey labyrinth
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a labyrinth surface inside a ball, box or endless, in greys as an X-ray or a plaster cast
#define H(k) fsnoise(vec2(k,e*2.+17.))
float e=0.;
mat3 M=mat3(1.);
float map(vec3 p){
  p=M*p;
  float S=3.+5.*H(1.),thick=.03+.1*H(2.);
  vec3 q=p*S+e;
  float g=H(3.)<.6?dot(sin(q),cos(q.yzx)):cos(q.x)+cos(q.y)+cos(q.z);
  float d=(H(4.)<.5?abs(g)-thick*S:g)/S*.6;
  float hull=H(5.)<.5?length(p)-1.15:H(5.)<.8?max(abs(p.x),max(abs(p.y),abs(p.z)))-.85:length(p.xy)-.8;
  return max(d,hull);
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t/1.5);
  M=rotate3D(t*.4,vec3(H(6.)-.5,.6,H(7.)-.5));
  float x=.6,ray=0.,hit=0.,lum=0.;
  vec3 eye=vec3(0.,0.,-3.1),D=normalize(vec3(p,1.9+.6*H(8.))),sun=normalize(vec3(cos(t),1.,-1.2));
  for(float i=0.;i<56.;i++){
    float d=map(eye+D*x);
    ray+=(1.-smoothstep(.0,.08,d));
    if(d<.004){hit=1.;break;}
    x+=max(d,.012);
    if(x>5.)break;
  }
  float bg=H(9.)*(.8+.2*p.y)+.1*snoise2D(p*(1.+3.*H(10.))+e);
  lum=bg;
  vec3 P=eye+D*x;
  if(hit>.5){
    vec2 E=vec2(.004,-.004);
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9);
    float k=.3+.7*max(0.,dot(N,sun)),rim=1.+dot(N,D);
    lum=H(11.)<.35?rim*1.1+.1:H(11.)<.7?k*(.4+.6*H(12.))+pow(max(0.,dot(reflect(D,N),sun)),20.):(.2+.8*step(.5,fract((M*P).y*7.)))*k;
    lum=mix(lum,bg,smoothstep(1.8,5.,x)*.8);
  }
  lum+=.02*ray*H(13.);
  o=vec4(vec3(lum)*mix(vec3(1.),hsv(H(14.),.2,1.),step(.6,H(15.))),1.);
}
