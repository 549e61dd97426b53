// title: Chairs and stools
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: chairs, stools, benches, tables and shelves of hashed build in a room
#define H(k) fsnoise(vec2(k,e*2.+21.))
float e=0.,id=0.;
float box(vec3 p,vec3 h){vec3 d=abs(p)-h;return length(max(d,0.))+min(max(d.x,max(d.y,d.z)),0.);}
float map(vec3 p){
  float W=.4+.5*H(1.)*H(2.),D=.35+.15*H(3.),S=.55+.45*H(4.),T=.03+.04*H(5.),lean=.2*H(6.),d=9.,kind=H(7.);
  float room=min(p.y,p.z+1.6);
  p.x=mod(p.x+1.25,2.5)-1.25;        // a row of the same piece
  vec3 q=vec3(abs(p.x),p.y,p.z),l=vec3(q.x,p.y,abs(p.z));
  float splay=.15*H(8.)*(S-p.y);
  d=min(box(l-vec3(W-T+splay,S*.5,D-T+splay),vec3(T,S*.5,T))*.9,box(p-vec3(0.,S,0.),vec3(W,.03+.09*H(9.),D)));    // legs and seat
  if(H(10.)<.5)d=min(d,box(l-vec3(W-T,S*.35,0.),vec3(T*.6,T*.6,D)));
  if(kind<.6){                                                    // a back: posts, then bars or a panel
    float B=.3+.45*H(11.);
    vec3 b=q-vec3(0.,S+B,-D+T-lean*max(0.,p.y-S));
    d=min(d,box(b-vec3(W-T,0.,0.),vec3(T,B,T))*.9);
    if(H(12.)<.35)d=min(d,box(b-vec3(0.,B*.2,0.),vec3(W-T,B*.7,T*.5))*.9);
    else if(H(12.)<.7){d=min(d,box(vec3(mod(b.x,.2)-.1,b.y,b.z),vec3(.03,B,T*.5))*.9+max(0.,b.x-W));
      d=min(d,box(b-vec3(0.,B,0.),vec3(W,T*1.4,T))*.9);}
    else d=min(d,box(vec3(b.x,mod(b.y+B,.28)-.14,b.z),vec3(W-T,.07,T*.5))*.9+max(0.,abs(b.y)-B));
    if(H(13.)<.4)d=min(d,min(box(q-vec3(W,S+.28,0.),vec3(T*1.3,T*.7,D)),box(q-vec3(W,S+.14,D-T),vec3(T,.14,T))));
  }else if(kind<.75)d=min(d,min(box(q-vec3(0.,S*1.5,0.),vec3(W,T,D)),box(l-vec3(W-T,S,D-T),vec3(T,S*.6,T))));    // shelf
  id=step(d,room);
  return min(d,room);
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t/1.5);
  float a=(H(14.)-.5)*2.2+.3*sin(t*.8),x=0.,lift=.8+1.5*H(15.);
  vec3 eye=vec3(sin(a)*4.,lift,cos(a)*4.),f_=normalize(vec3(0.,.7,0.)-eye),s_=normalize(cross(f_,vec3(0.,1.,0.))),
    D=normalize(f_*(2.+1.2*H(16.))+s_*p.x+cross(s_,f_)*p.y),sun=normalize(vec3(H(17.)*2.-1.,1.1,.9));
  for(float i=0.;i<64.;i++){float d=map(eye+D*x);if(d<.002||x>15.)break;x+=d;}
  vec3 P=eye+D*x,c=hsv(H(18.),.5*H(19.),.3+.6*H(20.));
  map(P);
  float k=id,sh=1.,y=.03;
  vec2 E=vec2(.003,-.003);
  vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9);
  for(float i=0.;i<20.;i++){float d=map(P+N*.012+sun*y);sh=min(sh,10.*d/y);y+=clamp(d,.03,.3);if(sh<.01)break;}
  sh=clamp(sh,0.,1.);
  if(k>.5){c=hsv(H(21.)<.6?.04+.07*H(22.):H(22.),.75*H(23.),.2+.75*H(24.));c*=1.+.15*snoise2D(vec2(P.x+P.z,P.y)*vec2(4.,22.));
    if(H(25.)<.35&&N.y>.5)c=hsv(H(26.),.7,.8);}
  else if(P.y<.01){c=hsv(H(27.),.5*H(28.),.3+.5*H(29.));c*=H(30.)<.4
    ?(.8+.2*fsnoise(vec2(floor(P.x*4.),e)))*(.3+.7*step(.04,fract(P.x*4.))):H(30.)<.6?.75+.25*sign(sin(P.x*5.)*sin(P.z*5.))
      :1.+.08*snoise2D(P.xz*12.);}
  else{c*=H(31.)<.3?.85+.15*sign(sin(P.x*9.)):H(31.)<.5?.9+.12*snoise2D(P.xy*3.+e):1.;vec2 w_=P.xy-vec2(1.1*(H(32.)-.5),1.9);
    if(H(33.)<.5)c=mix(c,mix(vec3(.9),hsv(H(34.)+.3*snoise2D(w_*3.+e),.6,.8),step(max(abs(w_.x)-.4,abs(w_.y)-.3),0.)),step(max(abs(w_.x)-.46,abs(w_.y)-.36),0.));}
  o=vec4(c*(.4+.1*N.y+.65*sh*max(0.,dot(N,sun))),1.);
}
