// title: Bulbs of powers
// mode: geekest
// licence: CC0-1.0
// shows: the solid of the power map in three dimensions, smooth or budded, coloured by its orbit
#define H(k) fsnoise(vec2(k,e*3.+73.))
float e=0.,trap=9.,N_=8.;
vec3 J=vec3(0.);
float map(vec3 p){
  vec3 z=p;
  float dr=1.,l=length(z);
  trap=9.;
  for(float i=0.;i<3.;i++){
    if(l>1.6)break;
    // turn both angles by the power, as z^n does with its one
    float th=acos(clamp(z.z/l,-1.,1.))*N_,ph=atan(z.y,z.x+1e-6)*N_,k=pow(l,N_-1.);
    dr=k*N_*dr+1.;
    z=k*l*vec3(sin(th)*cos(ph),sin(th)*sin(ph),cos(th))+mix(p,J,step(.001,dot(J,J)));
    l=length(z);
    trap=min(trap,min(l,abs(z.x)+.2));
  }
  return .4*log(max(l,1e-4))*l/dr;
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.2);
  N_=3.+floor(6.*H(1.));
  if(H(2.)<.4)J=.9*(vec3(H(3.),H(4.),H(5.))-.5)+.25*sin(t*.5+vec3(0.,2.,4.));
  mat3 M=rotate3D(t*.3+e,vec3(H(6.)-.5,1.,H(7.)-.5));
  float near=1.5+1.3*H(8.),x=max(near-1.4,.0),n=0.,d=1.,glow=9.;
  vec3 eye=M*vec3(.3*(H(9.)-.5),0.,-near),D=M*normalize(vec3(p,1.4));
  // rays that pass by the ball around the solid need no steps
  if(dot(eye,eye)-dot(eye,D)*dot(eye,D)<1.6)for(float i=0.;i<24.;i++){d=map(eye+D*x);glow=min(glow,d/x);if(d<.003*x||x>4.5)break;x+=d;n++;}
  vec3 A=hsv(H(10.),.8*H(11.),.5+.5*H(12.)),B=hsv(H(13.),.8*H(14.),.25+.6*H(15.)),bg=mix(hsv(H(16.),.6*H(17.),.05+.85*H(18.)),B*.6,.5+.5*p.y),c=bg+A*exp(-glow*40.)*.4*H(19.);
  if(d<.006*x){
    vec3 P=eye+D*x;
    map(P);
    float k=trap;
    vec2 E=vec2(.004,-.004);
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9),L=M*normalize(vec3(.7,.7,-.7));
    c=mix(B,A,smoothstep(.2,.9,k))*(.25+.85*max(0.,dot(N,L)))*(1.2-n/40.)+.3*H(20.)*pow(max(0.,dot(reflect(D,N),L)),12.);
  }
  gl_FragColor=vec4(c,1.);
}
