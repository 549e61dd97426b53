// title: Melting drops
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: drops that run into each other, matt, glossy, metallic or banded, before a soft ground
#define H(k) fsnoise(vec2(k,e*2.+15.))
float e=0.;
float map(vec3 p){
  float s=0.,n=2.+floor(4.*H(1.)),k=5.+9.*H(2.);
  for(float i=0.;i<8.;i++){
    if(i>=n)break;
    vec3 q=p-vec3(sin(t*.6+i*2.1+e),cos(t*.5+i*3.3),sin(t*.4+i*1.3))*vec3(1.1,.9,.6)*(.35+.55*H(3.));
    s+=exp(-k*(length(q*vec3(1.,1.,.8+.5*H(4.)))-.3-.3*H(i+5.)));
  }
  float d=-log(s+1e-9)/k;
  return d+.03*H(20.)*sin(p.x*14.)*sin(p.y*14.)*sin(p.z*14.);
}
vec3 room(vec3 d){
  // what surrounds the drops: two colours, a window, a bar of light
  vec3 c=mix(hsv(H(21.),.6*H(22.),.1+.6*H(23.)),hsv(H(24.),.6*H(25.),.35+.6*H(26.)),smoothstep(-.6,.7,d.y+.2*sin(d.x*3.)));
  c+=.8*H(27.)*(1.-smoothstep(.0,.1,max(abs(d.x-.4)-.2,abs(d.y-.6)-.2)));
  return c*(1.-.3*H(28.)*step(.5,fract(d.x*4.+d.y)));
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t/2.);
  float x=1.5,near=9.;
  vec3 eye=vec3(0.,0.,-4.2),D=normalize(vec3(p,2.6)),c=room(vec3(p*.6,1.)),sun=normalize(vec3(H(29.)-.5,.9,-.7));
  for(float i=0.;i<48.;i++){float d=map(eye+D*x);near=min(near,d);if(d<.004||x>7.)break;x+=d*.85;}
  c*=1.-.35*exp(-6.*max(near,0.));
  if(near<.01){
    vec3 P=eye+D*x;
    vec2 E=vec2(.004,-.004);
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9);
    float kind=floor(4.*H(30.)),F=pow(max(0.,1.+dot(N,D)),3.),lit=max(0.,dot(N,sun));
    vec3 R=reflect(D,N),m=hsv(H(31.)+.25*H(32.)*P.y,.8*H(33.),.35+.6*H(34.));
    if(H(35.)<.35)m=mix(m,hsv(H(36.),.7,.9),step(0.,sin(P.y*(6.+14.*H(37.))+2.*snoise3D(P*1.5))));
    c=kind<1.?m*(.3+.8*lit):kind<2.?m*(.25+.7*lit)+pow(max(0.,dot(R,sun)),40.)+room(R)*F*.6:kind<3.?room(R)*mix(vec3(1.),m*1.5,.6)+.2*F
      :mix(m,m.yzx,F+.3*N.x)*(.45+.5*N.y+.6*F);
  }
  o=vec4(c,1.);
}
