// title: Rings and coils
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: linked rings, knots around a ring, springs and ropes before a soft ground
#define H(k) fsnoise(vec2(k,e*3.+77.))
float e=0.,along=0.;
mat3 M=mat3(1.);
float map(vec3 p){
  p=M*p;
  float kind=floor(4.*H(1.)),w=.08+.14*H(2.),R=.85,d=9.,a=atan(p.z,p.x+1e-6);
  vec2 q=vec2(length(p.xz)-R,p.y);
  if(kind<1.){                              // a knot: the tube winds k/2 times while it goes round
    float k=3.+2.*floor(3.*H(3.));
    q*=rotate2D(a*k*.5);
    q.x=abs(q.x)-.32;
    d=length(q)-w;along=a*2.;
  }else if(kind<2.){                        // a chain of rings along a ring
    float n=6.+2.*floor(3.*H(4.)),id=floor(a/PI2*n+.5),u=(a-id*PI2/n)*R;
    vec3 z=vec3(u,q.yx);
    if(mod(id,2.)>.5)z.yz=z.zy;
    d=length(vec2(length(vec2(z.x*.8,z.y))-.3,z.z))-w*.6;along=id*1.3;
  }else if(kind<3.){                        // a spring
    vec3 z=p;
    float u=z.y*(5.+4.*H(5.)),v=atan(z.z,z.x+1e-6),y=mod(u-v,PI2)-PI;
    d=max(length(vec2(length(z.xz)-.6-.2*H(6.),y/(5.+4.*H(5.))))-w*.7,abs(z.y)-1.2)*.8;along=u;
  }else{                                    // a rope of three strands
    vec2 z=q*rotate2D(a*(4.+floor(4.*H(7.))));
    float v=atan(z.y,z.x+1e-6);
    v=mod(v+PI/3.,PI2/3.)-PI/3.;
    z=length(z)*vec2(cos(v),sin(v))-vec2(.17,0.);
    d=(length(z)-.17)*.7;along=v*3.;
  }
  return d;
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.4);
  M=rotate3D(t*.5+H(8.)*6.,normalize(vec3(H(9.)-.5,H(10.)-.3,H(11.)-.5)+1e-3));
  float x=.8,n=0.,d=1.,near=9.;
  vec3 eye=vec3(.8*(H(12.)-.5),0.,-2.4-1.3*H(13.)),D=normalize(vec3(p,1.8));
  for(float i=0.;i<40.;i++){d=map(eye+D*x);near=min(near,d);if(d<.004||x>5.5)break;x+=d*.85;n++;}
  vec3 A=hsv(H(14.),.85*H(15.),.35+.6*H(16.)),B=hsv(H(17.),.8*H(18.),.3+.7*H(19.)),bg=mix(hsv(H(20.),.6*H(21.),.1+.85*H(22.)),hsv(H(23.),.5*H(24.),.2+.7*H(25.)),.5+.5*sin(p.y*1.3+p.x*.4));
  if(H(26.)<.3)bg*=.8+.2*step(.5,fract(p.x*2.+p.y));
  vec3 c=bg*(1.-.3*exp(-8.*max(near,0.)));
  if(d<.01){
    vec3 P=eye+D*x;
    map(P);
    float u=along;
    vec2 E=vec2(.003,-.003);
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9),L=normalize(vec3(.6,.8,-.8)),R=reflect(D,N);
    vec3 m=mix(A,B,.5+.5*sin(u*floor(1.+3.*H(27.))));
    c=H(28.)<.35?m*mix(.15,1.2,smoothstep(-.3,.6,R.y+.3*sin(R.x*5.))):m*(.25+.8*max(0.,dot(N,L)))+pow(max(0.,dot(R,L)),25.)*.8*H(29.);
  }
  o=vec4(c,1.);
}
