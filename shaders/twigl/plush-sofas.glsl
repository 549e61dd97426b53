// title: Sofas and beds
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: sofas, armchairs, beds and benches from the front with cushions, legs, throws and a floor line
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+8.))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.2),w=3./min(r.x,r.y),u=H(1.),v=H(2.),row=floor(p.y/1.7+.5),col=0.;
  vec3 wall=hsv(v,.45*u,.35+.6*H(3.)),c=wall*(1.+.1*p.y);
  vec2 q=vec2(p.x+row*1.1,p.y-row*1.7);
  if(H(4.)<.25)c*=.92+.12*step(.5,fract(q.x*3.));
  D(q.y+.52,hsv(.08+.5*step(.8,H(5.)),.4*H(6.),.3+.5*H(7.))*(.95+.1*step(.5,fract(q.x*2.+q.y*3.))))
  D(abs(q.y+.48)-.04,mix(wall,vec3(1.),.5))
  col=floor(q.x/2.3+.5);
  q.x-=col*2.3;
  e+=row*5.+col*3.;
  vec2 a=vec2(abs(q.x),q.y);
  float W=.4+.55*H(8.),seat=-.3+.1*H(9.),back=.1+.4*H(10.),arm=.08+.12*H(11.),k=.02+.13*H(12.),kind=H(13.),n=max(1.,floor(W*2.8*H(14.)+.6));
  vec3 A=hsv(H(15.),.75*H(16.),.15+.75*H(17.)),B=hsv(H(18.),.8*H(19.),.3+.7*H(20.)),L=hsv(.07,.5,.15+.5*H(21.));
  D(length(vec2(q.x,(q.y+.74)*7.))-W*1.05,c*.6)
  D(box(a-vec2(W*.9,-.68),vec2(.03+.03*H(22.),.09),.02),L)
  if(kind<.65){                                            // sofa: back, cushions, arms
    float top=back-.12*H(23.)*cos(q.x/W*3.),f=(fract((q.x/W*.5+.5)*n)-.5)*2.*W/n;
    D(box(q-vec2(0.,(top+seat)*.5-.1),vec2(W,(top-seat)*.5+.12),k),A*.85)
    D(box(vec2(f,q.y-(top+seat)*.5-.04),vec2(W/n-.01,(top-seat)*.45),k)+step(W,a.x),A*(.95+.25*q.y))
    if(H(24.)<.3)D(max(length(mod(q+.1,.2)-.1)-.018,box(q-vec2(0.,(top+seat)*.5),vec2(W*.9,(top-seat)*.4),k)),A*.5)
    for(float i=0.;i<3.;i++){if(H(i+30.)<.55){vec2 z=(q-vec2((H(i+33.)-.5)*W*1.5,seat+.15))*rotate2D(.6*(H(i+36.)-.5));
      D(box(z,vec2(.15+.04*H(i+39.)),.06),mix(B,B.gbr,step(.5,H(i+42.)))*(.8+.3*step(.5,fract(z.x*(9.*H(i+45.))+z.y*4.))))}}
    D(box(q-vec2(0.,-.5),vec2(W,.12),k*.5),A*.75) D(box(vec2(f,q.y-seat+.1),vec2(W/n-.008,.1),k),A*1.08)
    float roll=H(25.)<.5?min(length(a-vec2(W+.02,seat+.15))-arm,box(a-vec2(W+.02,(seat+.1-.62)*.5),vec2(arm*.8,(seat+.72)*.5),.02)):box(a-vec2(W+.02,(seat+.15-.62)*.5),vec2(arm,(seat+.8)*.5),k);
    D(roll,A*.95) D(abs(roll)-.007,A*.6)
    if(H(26.)<.25)D(box(q-vec2(W*.45,-.12),vec2(.16,.42),.02),B*(.8+.25*step(.5,fract(q.y*9.))))
  }else{                                                   // bed from its foot: boards, pillows, cover
    D(box(q-vec2(0.,back*.5-.1),vec2(W,back*.5+.4),k),L)
      if(H(27.)<.5)D(max(abs(fract(q.x*7.)-.5)/7.-.04,box(q-vec2(0.,back*.5),vec2(W-.06,back*.4+.1),0.)),mix(wall,L,.4))
    D(box(a-vec2(W*.48,-.02),vec2(W*.42,.14),.1),vec3(.93)) D(box(a-vec2(W*.45,-.08),vec2(W*.3,.1),.08)+step(H(28.),.5),B*1.1)
    float d=box(q-vec2(0.,-.38),vec2(W-.02,.28),.06+.04*sin(q.x*9.));
    D(d,A*(1.1+.9*q.y+.2)) if(H(29.)<.6)D(max(d,H(30.)<.5?abs(fract(q.x*6.)-.5)-.2:max(abs(fract(q.x*5.)-.5),abs(fract(q.y*5.)-.5))-.3),B)
    D(max(d,abs(q.y+.2)-.04),vec3(.95)) D(box(q-vec2(0.,-.6),vec2(W+.02,.07+.1*H(31.)),.02),L*1.1)
  }
  o=vec4(c,1.);
}
