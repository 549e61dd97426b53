// title: Robots and dolls
// mode: geekest (MRT)
// licence: CC0-1.0
// shows: boxy robots, dolls and toy soldiers facing us, of hashed heads, eyes, chests, arms and legs
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.+8.))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t*1.4),u=H(1.),v=H(2.),w=3./min(r.x,r.y);
  vec2 G=u<.6?vec2(1.7,2.1):vec2(.9,1.1);
  w*=2.1/G.y;
  vec3 bg=hsv(v,.55*H(3.),.15+.85*H(4.)),c=bg*(1.-.1*p.y);
  if(H(5.)<.25)c=mix(c,bg*.8+.1,step(.5,fract((p.x+p.y)*1.5)));
  id=floor(p/G+.5);
  vec2 q=(p-id*G)/G.y*2.1,a=vec2(abs(q.x),q.y);
  float metal=step(.45,H(6.)),hw=.17+.14*H(7.),hh=.15+.1*H(8.),bw=.2+.17*H(9.),bh=.22+.13*H(10.),k=.01+.12*H(11.),hy=.55,by=hy-hh-bh-.06,sway=.1*sin(t*4.+id.x);
  vec3 A=metal>.5?mix(vec3(.45+.4*H(12.)),hsv(H(13.),.6,.7),.5*H(14.)):hsv(H(13.),.7*H(14.)+.1,.3+.65*H(15.)),B=hsv(H(16.),.75*H(17.),.3+.65*H(18.)),skin=metal>.5?mix(A,B,step(.6,H(19.))):hsv(.06,.25+.4*H(20.),.4+.55*H(21.)),L=vec3(.95,.85,.3);
  D(length(vec2(q.x,(q.y+.95)*5.))-.42,c*.6)
  // legs: straight, jointed, one wheel or a skirt
  float lk=H(22.),ly=by-bh;
  if(lk<.2){D(length(q-vec2(0.,-.78))-.2,vec3(.1)) D(length(q-vec2(0.,-.78))-.08,A) D(box(q-vec2(0.,(ly-.7)*.5),vec2(.06,(ly+.8)*.5),.0),A*.7)}
  else if(lk<.4)D(max(a.x-bw*.8-.3*(ly-q.y),max(q.y-ly-.02,-.92-q.y)),B*(.85+.25*cos(q.x*25.)))
  else{
    vec2 z=a-vec2(bw*.55,(ly-.85)*.5);
    D(box(z,vec2(.05+.05*H(23.),(ly+.9)*.5),.02),B) if(metal>.5)D(max(abs(fract(q.y*14.)-.5)/14.-.015,box(z,vec2(.07,.12),0.)),A*.5)
    D(box(a-vec2(bw*.55+.03,-.88),vec2(.12,.06),.05),mix(A,vec3(.1),.5))
  }
  // arms swing against each other
  float up=H(24.),s=sign(q.x);
  vec2 z=(a-vec2(bw+.05,by+bh-.07))*rotate2D(up<.6?-.15-.3*H(25.)-sway*s:-1.9-.6*H(25.)-sway*s);
  D(box(z+vec2(0.,.22),vec2(.05+.03*H(26.),.26),.04),metal>.5?A*.8:B*1.05)
    if(metal>.5)D(max(abs(fract(z.y*12.)-.5)/12.-.014,box(z+vec2(0.,.2),vec2(.06,.2),0.)),A*.45)
  float claw=length(z+vec2(0.,.52));
  D(metal>.5?max(claw-.1,.05-length(z+vec2(0.,.57))):claw-.075,metal>.5?B:skin)
  D(box(q-vec2(0.,by),vec2(bw-.15*H(27.)*(by-q.y),bh),k),A*(1.+.25*q.y)) D(abs(box(q-vec2(0.,by),vec2(bw,bh),k)+.03)-.008,A*.6)
  float ch=H(28.);
  if(ch<.25){D(box(q-vec2(0.,by+.05),vec2(bw*.6,bh*.45),.02),vec3(.1))
    D(max(length(vec2(mod(q.x,.1)-.05,mod(q.y-by,.1)-.05))-.032,box(q-vec2(0.,by+.05),vec2(bw*.55,bh*.4),0.)),mix(L,vec3(.9,.2,.2),step(.5,fsnoise(floor(vec2(q.x,q.y-by)/.1)+e))))}
  else if(ch<.45){D(length(q-vec2(0.,by+.05))-bw*.5,vec3(.95)) D(abs(length(q-vec2(0.,by+.05))-bw*.5)-.02,B)
    D(max(abs(dot(q-vec2(0.,by+.05),vec2(cos(t),sin(t))))-.012,length(q-vec2(0.,by+.05))-bw*.4),vec3(.8,.1,.1))}
  else if(ch<.7)D(length(vec2(q.x,mod(q.y-by+.07,.14)-.07))-.032+step(bh-.05,abs(q.y-by)),B)
  else if(ch<.85){D(max(abs(abs(q.x)-.6*abs(q.y-by))-.035,abs(q.y-by)-bh),B) D(box(q-vec2(0.,by-bh+.07),vec2(bw,.04),.0),vec3(.1))}
  D(box(q-vec2(0.,hy-hh-.03),vec2(.07,.06),.0),skin*.7)
  // head
  float hk=H(29.),d=hk<.5?box(q-vec2(0.,hy),vec2(hw,hh),k):hk<.8?length((q-vec2(0.,hy))*vec2(hh/hw,1.))-hh-.02:max(a.x-hw*(.7+(q.y-hy)),abs(q.y-hy)-hh);
  D(length(a-vec2(hw,hy))-.06-.04*H(30.),B) D(max(a.x-.014,abs(q.y-hy-hh-.08)-.1)+step(.5,H(31.)),A*.5)
    D(length(q-vec2(0.,hy+hh+.18))-.045+step(.5,H(31.)),L)
  D(d,skin*(1.+.25*(q.y-hy)))
  if(metal<.5){float hat=H(32.);D(max(d-.03,hy+hh*(.3+.4*H(33.))-q.y+.1*q.x),hat<.5?B*.5:B)
    if(hat>.6)D(box(q-vec2(0.,hy+hh+.12),vec2(hw*.8,.15),.02),B*.7)}
  float R=.035+.05*H(34.);
  vec2 y=a-vec2(hw*.45,hy+.03);
  if(H(35.)<.2)D(box(q-vec2(0.,hy+.04),vec2(hw*.75,.05),.02),vec3(.1,.9,.9)*(.5+.5*H(36.)))
  else{D(H(37.)<.6?length(y)-R:box(y,vec2(R),.0),metal>.5?L:vec3(.95)) D(length(y)-R*.5,vec3(.05))}
  D(H(38.)<.4?max(abs(length(q-vec2(0.,hy-.02))-.1)-.014,q.y-hy+.06):box(q-vec2(0.,hy-hh*.55),vec2(hw*.5,.03),.01),metal>.5?vec3(.1):vec3(.7,.2,.2))
    if(H(38.)>.7)D(max(abs(fract(q.x*18.)-.5)/18.-.01,box(q-vec2(0.,hy-hh*.55),vec2(hw*.5,.03),.0)),vec3(.9))
  o0=vec4(c,1.);
  o1=vec4(d);
}
