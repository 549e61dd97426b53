// title: Solids on a table
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: balls, boxes, rings, cones and cylinders with shadows on a plain or checked table
#define H(k) fsnoise(vec2(k,e*2.+1.))
float e=0.,id=0.;
float map(vec3 p){
  float d=p.y,n=2.+floor(4.*H(1.));
  p.xz=mod(p.xz+2.3,4.6)-2.3;      // the plane beyond holds the same things again
  id=0.;
  for(float i=0.;i<5.;i++){
    if(i>=n)break;
    float k=i*6.+10.,R=.38+.32*H(k),kind=floor(6.*H(k+1.)),s=9.,a=i*2.4+H(k+2.)*1.5;
    vec3 q=p-vec2(0.,R).xyx-vec3(cos(a),0.,sin(a))*(.3+.33*i);
    q.xz*=rotate2D(H(k+3.)*6.+t*.4);
    if(kind<1.)s=length(q)-R;
    else if(kind<2.)s=length(max(abs(q)-R*vec3(.75,1.,.5+.3*H(k+4.))+.05,0.))-.05;
    else if(kind<3.){q.y+=R*.7;s=length(vec2(length(q.xz)-R*.9,q.y))-R*.3;}
    else if(kind<4.)s=max(dot(vec2(length(q.xz),q.y),vec2(.894,.447))-R*.447,-q.y-R);
    else if(kind<5.)s=max(length(q.xz)-R*.6,abs(q.y)-R)-.02;
    else s=(dot(abs(q),vec3(.577))-R*.577);
    if(s<d){d=s;id=i+1.;}
  }
  return d;
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t/1.5);
  float a=t*.25,x=0.,h=1.6+2.*H(2.);
  vec3 eye=vec3(sin(a)*3.6,h,cos(a)*3.6),f_=normalize(vec3(0.,.35,0.)-eye),s_=normalize(cross(f_,vec3(0.,1.,0.))),
    D=normalize(f_*(1.6+H(3.))+s_*p.x+cross(s_,f_)*p.y),sun=normalize(vec3(H(4.)-.5,.9,H(5.)-.5));
  for(float i=0.;i<64.;i++){float d=map(eye+D*x);x+=d*.95;if(d<.002||x>24.)break;}
  vec3 P=eye+D*x,sky=mix(hsv(H(6.),.5*H(7.),.3+.6*H(8.)),vec3(.9),.3*p.y),c=sky;
  if(x<24.){
    map(P);
    float k=id,o_=map(P);
    vec2 E=vec2(.003,-.003);
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9);
    float sh=1.,y=.04;
    for(float i=0.;i<14.;i++){float d=map(P+N*.01+sun*y);sh=min(sh,9.*d/y);y+=clamp(d,.04,.4);if(sh<.01||y>3.)break;}
    sh=clamp(sh,0.,1.);
    vec3 m=k<.5?hsv(H(9.),.6*H(40.),.3+.6*H(41.))*(H(42.)<.4?.65+.35*sign(sin(P.x*4.)*sin(P.z*4.)):1.)
      :hsv(H(k*3.+50.),.2+.75*H(k+60.),.3+.7*H(k+70.));
    if(k>.5&&H(k+80.)<.3)m*=.6+.4*sign(sin(P.y*25.));
    float lit=max(0.,dot(N,sun))*sh;
    c=m*(.25+.15*N.y+.75*lit)+(k>.5?.5*sh*pow(max(0.,dot(reflect(D,N),sun)),30.):0.);
    c=mix(c,sky,smoothstep(6.,24.,x));
  }
  o=vec4(c,1.);
}
