// title: Gaskets in space
// mode: geek MRT
// licence: CC0-1.0
// shows: the tetrahedron, octahedron and pyramid divided by mirrors, turning; target 1 keeps depth and shade
#version 300 es
precision highp float;
uniform vec2 r;uniform float t;
layout(location=0) out vec4 colour;
layout(location=1) out vec4 depth;
float e,kind,sc,its,trap;
float h(float x){return fract(sin(x*91.3+e*37.9)*7723.1);}
mat2 rot(float a){return mat2(cos(a),sin(a),-sin(a),cos(a));}
float twist;
float map(vec3 p){
  float s_=1.;
  trap=9.;
  for(float i=0.;i<6.;i++){
    if(i>=its)break;
    if(kind<1.){if(p.x+p.y<0.)p.xy=-p.yx;if(p.x+p.z<0.)p.xz=-p.zx;if(p.y+p.z<0.)p.yz=-p.zy;p=p*sc-vec3(sc-1.);}
    else if(kind<2.){p=abs(p);if(p.x<p.y)p.xy=p.yx;if(p.x<p.z)p.xz=p.zx;p=p*sc-vec3(1.4,0.,0.)*(sc-1.);}
    else{p.xz=abs(p.xz);if(p.x<p.z)p.xz=p.zx;p.y+=.2;if(p.y>.35)p.y=.7-p.y;p=p*sc-vec3(1.,.2,.0)*(sc-1.);}
    p.xz*=rot(twist);
    s_*=sc;
    trap=min(trap,dot(p,p));
  }
  float d=kind<1.?max(max(-p.x-p.y-p.z,p.x+p.y-p.z),max(-p.x+p.y+p.z,p.x-p.y+p.z))*.577-.577:length(p)-.85;
  return d/s_;
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.3);
  kind=floor(h(1.)*3.);sc=1.85+.3*h(2.);its=3.+floor(3.*h(3.));twist=(h(4.)-.5)*.5*step(.4,h(5.));
  float a=t*.4+h(6.)*6.,b_=h(7.)*2.-1.,near=1.9+1.3*h(8.),x=near-1.9,n=0.,d=1.,glow=9.;
  vec3 eye=vec3(0.,0.,-near),D=normalize(vec3(p,1.7));
  eye.yz*=rot(b_);D.yz*=rot(b_);eye.xz*=rot(a);D.xz*=rot(a);
  for(int i=0;i<40;i++){d=map(eye+D*x);glow=min(glow,d);if(d<.003*x||x>6.5)break;x+=d*.9;n++;}
  vec3 A=.5+.5*cos(6.3*(h(9.)+vec3(0.,.2,.45))),B=.5+.5*cos(6.3*(h(10.)+vec3(0.,.33,.67))),bg=mix(vec3(h(11.)),B,.6*h(12.))*(.8+.25*p.y),c=bg+A*exp(-glow*9.)*.4*h(13.);
  A=mix(vec3(.8),A,h(14.));
  if(x<6.5){
    vec3 P=eye+D*x;
    float k=trap;
    vec2 E=vec2(.003,-.003);
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9);
    c=mix(A,B*.8,smoothstep(.1,1.2,k)*h(15.))*(.25+.85*max(0.,dot(N,normalize(vec3(.6,.8,-.5))))+.15*N.y)*(1.2-n/40.);
    if(h(16.)<.2)c=(N*.5+.5)*(1.15-n/40.);
  }
  colour=vec4(c,1.);
  depth=vec4(x/7.,n/40.,glow,1.);
}
