// title: Keys and locks
// mode: geekest
// licence: CC0-1.0
// shows: door keys with bows, stems and bits, and padlocks with shackles, in brass, iron or flat black
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*4.+vec2(k,e*2.))
float box(vec2 p,vec2 h){vec2 d=abs(p)-h;return length(max(d,0.))+min(max(d.x,d.y),0.);}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t*1.4),u=H(1.),v=H(2.),G=u<.6?2.1:1.05,w=3./min(r.x,r.y)*2.1/G,flat_=step(.6,fract(u*9.));
  vec3 bg=hsv(v,.6*fract(v*9.)*fract(u*3.),fract(u*13.)<.6?.65+.35*fract(v*7.):.05+.2*v),c=bg;
  if(fract(v*21.)<.4)c*=1.+.25*snoise2D(p*vec2(2.,20.)+e);
  id=floor(p/G+.5);
  vec2 q=(p/G-id)*2.1*rotate2D(fract(u*23.)<.6?.8*(H(3.)-.5):H(3.)*6.3);
  vec3 M=mix(hsv(.11,.65,.75),vec3(.35+.4*H(4.)),step(.5,H(5.)));
  if(flat_>.5)M=dot(bg,vec3(.33))>.4?vec3(.08):vec3(.92);
  float d=9.,cut=9.,lock=step(.72,H(6.));
  if(lock>.5){
    float W=.42+.15*H(7.),hh=.35+.12*H(8.);
    vec2 z=q+vec2(0.,.3);
    float sh=max(abs(length(vec2(z.x,max(z.y-hh-.15,0.)))-W*.65)-.07,-z.y);
    d=H(9.)<.3?length(z)-W:box(z,vec2(W,hh)-.08)-.08;
    cut=min(length(z-vec2(0.,.05))-.08,box(z-vec2(0.,-.08),vec2(.035,.12)));
    D(min(sh,d)-.04,c*.7) D(sh,mix(M,vec3(.75),.5*(1.-flat_))*(1.+.3*(1.-flat_)*sin(z.x*20.)))
  }else{
    float kind=floor(5.*H(10.)),n=3.+floor(3.*H(11.)),R=.26+.08*H(12.);
    vec2 z=q-vec2(0.,.55);
    float g=atan(z.x,z.y),l=length(z);
    // bows: ring, clover, oval, square or star; then the stem and a notched bit
    d=kind<1.?abs(l-R)-.07:kind<2.?abs(l-R*(.75+.3*cos(g*n)))-.06:kind<3.?abs(length(z*vec2(.8,1.2))-R)-.06:kind<4.?abs(box(z*rotate2D(PI/4.),vec2(R*.75))-.05)-.05:max(l-R-.06,.09-length(z-vec2(0.,.14)));
    d=min(d,max(abs(q.x)-.05-.02*step(.9,fract(q.y*3.+.4))*2.,max(q.y-.55+R*.8,-.9-q.y)));
    float y=q.y+.7,f=floor((y+.2)*12.);
    float bit=H(13.)<.55?max(max(-q.x,q.x-.34+.12*step(.5,H(f+20.))),abs(y)-.2):max(max(-q.x,q.x-.14-.08*abs(fract(y*9.*H(14.)+H(15.))-.5)),abs(y-.12)-.42);
    if(H(16.)<.5)bit=max(bit,-(box(vec2(q.x-.2,y),vec2(.05,.05))));
    d=min(d,bit);
    D(d-.05-.05*u,c*.75)
  }
  float shine=1.-.25*smoothstep(-.08,0.,d)+.25*sin(q.x*7.+q.y*3.+2.);
  D(max(d,-cut),M*(flat_>.5?1.:shine))
  D(abs(max(d,-cut))-.008,M*(flat_>.5?1.:.35))
  if(lock>.5)D(cut,vec3(.04))
  gl_FragColor=vec4(c,1.);
}
