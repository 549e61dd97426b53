// title: Crowds
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: people stood, walking and sitting in rows and throngs, the far ones small, in coats, hats and skirts
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id+vec2(k,e*3.+k))
float bar(vec2 p,vec2 a,vec2 b,float k){p-=a;b-=a;return length(p-b*clamp(dot(p,b)/dot(b,b),0.,1.))-k;}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t*1.1),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),few=step(.6,u),w=3./min(r.x,r.y),grey=step(.8,fract(v*9.));
  vec3 g=hsv(v,.4*fract(u*7.)*(1.-grey),.35+.6*fract(v*5.)),c=g*(1.+.1*p.y);
  if(fract(u*13.)<.4)c*=.92+.12*step(.5,fract(p.x*1.5+p.y*.7))*step(.5,fract(p.y*2.));
  float n=few>.5?3.:7.,G=few>.5?1.5:.55,F=few>.5?.85:.5+.35*fract(v*17.);
  // rows from the back to the front, so that the nearer stand before the farther
  float top=floor(p.y/G+1.35);
  for(float k=0.;k<2.;k++){
    float row=top-k,y0=(row-.9)*G,size=F*(few>.5?1.:.6);
    id.y=row;
    float pitch=size*(few>.5?1.15:.62)+.15*fract(u*31.),x=p.x+row*.37*pitch*2.+t*.15*(fract(row*.5)<.3?1.:-1.);
    id.x=floor(x/pitch);
    if(H(1.)<.15)continue;
    vec2 q=vec2(x-(id.x+.5)*pitch+.25*pitch*(H(2.)-.5),p.y-y0-.2*G*H(3.))/size;
    float W=w;
    w=3./min(r.x,r.y)/size;
    float tall=.85+.25*H(4.),wide=.11+.07*H(5.),step_=.12*sin(t*5.+H(6.)*9.)*step(.4,H(7.)),skirt=step(.7,H(8.));
    vec3 top_=hsv(H(9.),.75*H(10.)*(1.-grey),.15+.8*H(11.)),leg=hsv(H(12.),.5*H(13.)*(1.-grey),.1+.6*H(14.)),skin=hsv(.06,.3+.3*H(15.),.3+.65*H(16.)),hair=hsv(.07,.6*H(17.),.6*H(18.));
    q.y/=tall;
    D(length(vec2(q.x-.15,q.y*5.+.9))-.35,c*.7)
    D(min(bar(q,vec2(-.05,.05),vec2(-.06-step_,-.42),.055),bar(q,vec2(.05,.05),vec2(.06+step_,-.42),.055)),skirt>.5?skin:leg)
    D(length(vec2(abs(q.x)-.08-abs(step_),q.y+.45)*vec2(.7,1.2))-.05,leg*.4)
    float arm=H(19.)<.2?.35:-.3;
    D(bar(vec2(abs(q.x),q.y),vec2(wide,.42),vec2(wide+.08+.05*H(20.),.42+arm*(q.x>0.?1.:sign(H(21.)-.3))),.04),top_*.85)
    float d=max(abs(q.x)-wide-.03*(q.y-.2)-skirt*.3*max(0.,.12-q.y),abs(q.y-.25+.12*skirt)-.25-.12*skirt)-.02;
    D(d,top_*(.85+.6*q.y)) if(H(22.)<.3)D(max(d,abs(q.x)-.04),vec3(.9)) if(H(23.)<.25)D(max(d,abs(fract(q.y*9.)-.5)*.1-.025),leg)
    if(skirt>.5)D(max(d,q.y-.14),leg)
    if(H(24.)<.3)D(max(abs(q.x-wide-.08)-.09,abs(q.y-.02)-.1),hsv(H(25.),.7*(1.-grey),.6*H(26.)))
    vec2 z=q-vec2(0.,.66);
    D(max(abs(q.x)-.035,abs(q.y-.54)-.06),skin*.85) D(length(z+vec2(0.,.05*step(.6,H(27.))))-.12-.03*step(.6,H(27.)),hair)
    if(H(28.)<.7)D(length((z+vec2(.0,.03))*vec2(1.15,.95))-.09,skin)
    if(H(29.)<.25)D(min(max(abs(z.x)-.1,abs(z.y-.1)-.05),max(abs(z.x)-.17,abs(z.y-.06)-.015)),leg)
    w=W;
  }
  o=vec4(c,1.);
}
