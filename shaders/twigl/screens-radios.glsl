// title: Radios and screens
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: televisions, radios, cameras, telephones, speakers and handsets from the front on plain ground
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.+2.))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t*1.3),u=H(1.),v=H(2.),G=u<.65?2.:1.05,w=3./min(r.x,r.y)*2./G;
  vec3 bg=hsv(v,.55*H(3.),.1+.9*H(4.)),c=bg*(1.-.1*p.y);
  id=floor(p/G+.5);
  vec2 q=(p/G-id)*2.1,a=abs(q);
  float kind=floor(6.*H(5.)),k=.02+.12*H(6.),W=.6+.2*H(7.),h=.38+.25*H(8.);
  vec3 A=H(9.)<.4?vec3(.1+.75*H(10.)):hsv(H(10.),.7*H(11.),.25+.65*H(12.)),B=mix(A*.4,vec3(.9),step(.5,H(13.))),M=vec3(.75,.72,.65);
  if(kind==5.){float s=W;W=.32+.08*H(7.);h=.7+.12*H(8.);}
  float d=box(q,vec2(W,h),k);
  D(box(q+vec2(-.06,.08),vec2(W,h),k)-.02,c*.5)
  if(kind<1.){                                            // television: legs, aerial, picture
    D(max(min(abs(q.x-.6*(q.y-h)),abs(q.x+.6*(q.y-h)))-.015,max(h-q.y,q.y-h-.35))+step(.6,H(14.)),M*.8)
      D(max(abs(a.x-W*.7-.2*(-h-q.y))-.03,max(q.y+h,-h-.2-q.y)),B*.6)
    D(d,A)
    float sx=H(15.)<.5?0.:.14,s=box(q+vec2(sx,0.),vec2(W-.08-sx,h-.08),.1);
    vec3 P=hsv(H(16.)+.2*snoise2D(q*2.+e),.5*H(17.),.5+.4*snoise2D(q*vec2(2.,1.)+e));
    if(H(18.)<.3)P=hsv(floor((q.x/W+1.)*4.)/7.,.8,.8);else if(H(18.)<.5)P=vec3(fsnoise(floor(q*30.)+floor(t*9.)));else if(H(18.)<.65)P=vec3(.06,.08,.08);
    D(s,P*(.8+.2*sin(q.y*90.))) D(abs(s)-.012,B*.7) D(max(s,abs(q.x+q.y*.8-.1)-.06),mix(c,vec3(1.),.2))
    if(sx>0.){D(length(vec2(q.x-W+.11,abs(q.y-.12)-.1))-.06,B)
      D(max(abs(fract(q.y*16.)-.5)/16.-.012,max(abs(q.x-W+.11)-.07,q.y+.05)+step(q.y,-h+.05)),A*.4)}
  }else if(kind<3.){                                      // radio or speaker: grille, dial, knobs
    if(H(19.)<.4)D(abs(box(q-vec2(0.,h),vec2(W*.6,.16),.05))-.025,B)
    D(d,A) D(abs(d+.03)-.01,M)
    float left=-W*.35*H(20.),n=10.+20.*H(21.);
    vec2 g=q-vec2(left,0.);
    float gr=kind<2.?box(g,vec2(W*.5,h-.1),.05):length(g)-min(h-.08,W*.6);
    D(gr,A*.45) D(max(gr+.02,H(22.)<.4?abs(fract(q.x*n)-.5)/n-.2/n:H(22.)<.7?abs(fract(q.y*n)-.5)/n-.2/n:length(fract(q*n)-.5)/n-.25/n),mix(A,M,.6))
    if(kind>1.5){D(abs(gr+.04)-.02,M) D(length(g)-h*.3,A*.3)}
    vec2 z=vec2(q.x-W*.72,q.y);
    D(min(length(z-vec2(0.,h*.5))-.1,length(z+vec2(0.,h*.5))-.1),B) D(box(z,vec2(.14,.07),.01),vec3(.95,.85,.55))
      D(max(abs(z.x-.1*(H(23.)-.5))-.008,abs(z.y)-.07),vec3(.8,.1,.1))
  }else if(kind<4.){                                      // camera
    D(box(q-vec2(-.05,h*.9),vec2(.2,.16),.03),A*.85) D(box(q-vec2(W*.65,h),vec2(.09,.06),.02),M)
    D(d,A) D(max(d,abs(q.y)-h*.55),H(24.)<.6?vec3(.1):B)
    float R=h*(.55+.3*H(25.)),l=length(q-vec2(.1*(H(26.)-.5),-.03));
    D(l-R,M*.9) D(l-R*.85,vec3(.08)) D(abs(l-R*.7)-.012,M*.6) D(l-R*.5,hsv(.6+.2*H(27.),.6,.25))
      D(length(q-vec2(-R*.2,R*.22))-R*.13,vec3(.85,.9,1.)) D(box(q-vec2(-W*.7,h*.72),vec2(.1,.06),.01),vec3(.9,.9,.8))
  }else if(kind<5.){                                      // telephone: body, dial, receiver
    float body=max(a.x-.45-.25*(.1-q.y),abs(q.y+.2)-.42)-.04;
    D(body,A) float l=length(q+vec2(0.,.22));
    D(l-.3,B) for(float i=0.;i<10.;i++){float an=i*.5+.4;D(length(q+vec2(0.,.22)-.21*vec2(cos(an),sin(an)))-.045,A*.5)} D(l-.1,M)
    D(min(max(abs(length(q-vec2(0.,.0))-.62)-.07,.35-q.y)+step(.6,a.x)*9.,box(a-vec2(.52,.36),vec2(.17,.12),.08)),A*.8)
  }else{                                                  // handset with keys or a panel
    D(d,A) float s=H(28.)<.5?.55:.28;
    D(box(q-vec2(0.,h-.12-h*s*.8),vec2(W-.06,h*s*.8),.02),mix(vec3(.07),hsv(H(29.),.4,.7),step(.5,H(30.))))
    vec2 z=vec2(mod(q.x+.09,.18)-.09,mod(q.y,.14)-.07);
    D(max(box(z,vec2(.06,.04),.02),max(q.y-h+.3+h*s*1.6,-h+.07-q.y))+step(W-.08,a.x),B) D(box(q-vec2(0.,h-.06),vec2(.1,.012),.01),A*.4)
    if(H(31.)<.35)D(box(q-vec2(W*.6,h+.15),vec2(.035,.2),.02),A*.6)
  }
  o=vec4(c,1.);
}
