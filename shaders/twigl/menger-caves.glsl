// title: Hollow cubes
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: a cube with square, round or cross-shaped holes bored at three sizes, whole or from inside
float e;
float h(float x){return fract(sin(x*71.3+e*33.7)*6197.3);}
float kind,ratio;
float map(vec3 p){
  vec3 q=abs(p)-1.;
  float d=max(q.x,max(q.y,q.z)),s_=1.;
  for(int i=0;i<3;i++){
    // one set of holes of this size, through all three directions
    vec3 a=mod(p*s_+1.,2.)-1.;
    s_*=3.;
    vec3 k=abs(3.*a);
    float hole;
    if(kind<1.)hole=min(max(k.x,k.y),min(max(k.y,k.z),max(k.z,k.x)))-ratio;
    else if(kind<2.)hole=min(length(k.xy),min(length(k.yz),length(k.zx)))-ratio*1.15;
    else{a=mod(p*s_/3.,2.)-1.;hole=3.*length(a)-ratio*2.3;}         // balls cut from the corners
    d=max(d,-hole/s_);
  }
  return d;
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.3);
  kind=floor(3.*h(1.));ratio=.8+.35*h(2.);
  float a=t*.3+h(3.)*6.,c0=h(4.)*1.2-.3,x=0.,n=0.,d,near=2.+1.6*h(6.);
  mat2 R=mat2(cos(a),sin(a),-sin(a),cos(a)),Q=mat2(cos(c0),sin(c0),-sin(c0),cos(c0));
  vec3 eye=vec3(.0,.0,-near),D=normalize(vec3(p,1.3+1.5*h(5.)));
  eye.yz*=Q;D.yz*=Q;eye.xz*=R;D.xz*=R;
  for(int i=0;i<44;i++){d=map(eye+D*x);if(d<.0025*x||x>7.)break;x+=d;n++;}
  vec3 A=.5+.5*cos(6.3*(h(7.)+vec3(0.,.2,.4))),B=.5+.5*cos(6.3*(h(8.)+vec3(0.,.33,.67)));
  A=mix(vec3(.75),A,h(9.));
  float v=h(10.);
  vec3 bg=mix(vec3(v),B,.5*h(11.))*(v<.5?.4:1.)*(1.-.25*length(p)+.2*sin(p.y*3.+e)),c=bg;
  if(x<7.){
    vec3 P=eye+D*x;
    vec2 E=vec2(.003,-.003);
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9);
    float depth=max(abs(P.x),max(abs(P.y),abs(P.z)));
    vec3 m_=mix(B,A,smoothstep(.3,1.,depth));
    if(h(12.)<.3)m_=abs(N)*.7+.2;
    c=m_*(.2+.55*abs(dot(N,normalize(vec3(.4,.8,.3))))+.35*max(0.,-dot(N,D)))*(1.25-n/36.);
    c=mix(c,bg,.25*smoothstep(2.,6.,x));
  }
  o=vec4(c,1.);
}
