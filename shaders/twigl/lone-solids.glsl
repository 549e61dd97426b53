// title: Soft solids
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: superellipsoids, cones, rings and screws on a ground, with soft shadows
#define H(k) fsnoise(vec2(k,e*3.+133.))
float e=0.,who=0.;
float body(vec3 p,float n){
  p.xz*=rotate2D(H(n)*6.3+t*.5);
  float R=.45+.25*H(n+1.),hgt=.35+.6*H(n+2.),kind=floor(6.*H(n+3.));
  p.y-=hgt;
  if(kind<1.){p/=vec3(R,hgt,R*(.6+.4*H(n+4.)));float k=2.+4.*H(n+5.);return (pow(pow(abs(p.x),k)+pow(abs(p.y),k)+pow(abs(p.z),k),1./k)-1.)*min(R*.6,hgt);}
  if(kind<2.){float w=R*(1.-.45*(p.y/hgt+1.)*H(n+4.));return max(length(p.xz)-w,abs(p.y)-hgt)*.8-.03;}
  if(kind<3.)return length(vec2(length(p.xy)-hgt+.15,p.z))-.15;
  if(kind<4.){p.xz*=rotate2D(p.y*(1.+3.*H(n+4.)));vec2 q=abs(p.xz)-R*.6;return max(length(max(q,0.))+min(max(q.x,q.y),0.)-.05,abs(p.y)-hgt)*.6;}
  if(kind<5.){float y=p.y/hgt;float w=R*(.55+.35*sin(y*3.+H(n+4.)*6.));return max(length(p.xz)-w,abs(p.y)-hgt)*.6;}
  return max(abs(p.x)*.8+abs(p.z)*.8+p.y*.6-.45*R-.1,-p.y-hgt)*.8;
}
float map(vec3 p){
  float A=body(p-vec3(.5*step(.5,H(1.)),0.,0.),30.),B=H(1.)<.5?9.:body(p+vec3(.6,0.,.3*H(2.)),50.);
  who=A<B?1.:2.;
  return min(A,B);
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.4);
  float high=.5+1.4*H(3.),x=1.,d=1.,near=2.5;
  vec3 eye=vec3(0.,high+.4,-near),F=normalize(vec3(0.,.55,0.)-eye),S=normalize(cross(vec3(0.,1.,0.),F)),D=normalize(F*(1.5+.8*H(4.))+S*p.x+cross(F,S)*p.y),L=normalize(vec3(H(5.)*2.-1.,.5+.6*H(6.),-.6));
  for(float i=0.;i<26.;i++){d=map(eye+D*x);if(d<.004||x>6.)break;x+=d;}
  vec3 ground=hsv(H(7.),.5*H(8.),.25+.7*H(9.)),back=mix(ground,hsv(H(10.),.5*H(11.),H(12.)),.7*H(13.)),c=back*(1.-.15*p.y);
  float flat_=-eye.y/min(D.y,-1e-3);
  bool hit=d<.01&&x<6.;
  vec3 P=eye+D*(hit?x:flat_);
  if(hit||(D.y<-.01&&flat_<14.)){
    float is=who,sh=1.,s_=.06;
    for(float i=0.;i<6.;i++){float k=map(P+L*s_);sh=min(sh,7.*k/s_);s_+=clamp(k,.09,.5);if(sh<.01)break;}
    sh=clamp(sh,0.,1.);
    if(hit){
      vec2 E=vec2(.004,-.004);
      vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9),m=hsv(H(14.)+.4*is*H(15.),.8*H(16.),.3+.65*H(17.));
      if(H(18.)<.3)m=mix(m,vec3(.93),step(.5,fract(P.y*4.)));
      c=m*(.25+.15*N.y+.7*sh*max(0.,dot(N,L)))+H(19.)*sh*pow(max(0.,dot(reflect(D,N),L)),22.)*.7;
    }else{
      if(H(20.)<.3)ground*=.75+.25*mod(floor(P.x*1.5)+floor(P.z*1.5),2.);
      c=mix(ground*(.45+.55*sh),c,smoothstep(3.,9.,flat_));
    }
  }
  o=vec4(c,1.);
}
