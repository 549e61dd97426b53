// title: Hand luggage
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: totes, satchels, trolley cases, rucksacks, clutches and duffels with handles, buckles and wheels
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t*1.2),w=3./min(r.x,r.y),g=step(.5,H(1.)),n=H(2.);
  vec3 c=hsv(H(3.),(1.-g)*.6*H(4.),n<.65?.96-.25*n:.3*(1.-n));
  float G=H(5.)<.7?2.2:1.25;
  id=floor(p/G+.5);
  vec2 q=(p/G-id)*2.2,a=q;
  a.x=abs(a.x);
  float kind=floor(6.*H(6.)),W=.45+.3*H(7.),L=.35+.25*H(8.);
  vec3 A=hsv(H(9.),(1.-g)*(.2+.7*H(10.)),.15+.75*H(11.)),B=mix(A*.4,vec3(H(12.)),.4+.4*H(13.)),M=vec3(.85,.75,.5);
  if(g>.5)M=vec3(.7);
  q.y+=.2;a.y+=.2;
  if(kind<1.){                                     // tote
    D(abs(length((a-vec2(.0,L))*vec2(1.,.6+.5*H(14.)))-W*.55)-.03,B)
    float d=box(vec2(a.x*(1.+.25*(q.y+L)*(H(15.)-.4)),a.y),vec2(W,L+.1),.05);
    D(d,A*(1.+.2*q.y)) D(max(d+.02,.25*sin(q.x*9.*H(16.)+q.y*9.*H(17.))-.12+.2*step(.6,H(18.))),B)
  }else if(kind<2.){                               // satchel: flap and straps
    D(abs(box(q-vec2(0.,L*.8),vec2(W*.8,.55+.2*H(14.)),.5))-.025,B*.8)
    float d=box(q,vec2(W+.1,L),.1);
    D(d,A*.8) D(max(box(q-vec2(0.,L*.4),vec2(W+.1,L*.62),.1),L*.1-q.y-.12*cos(a.x*2.5)),A*1.1)
    D(box(a-vec2(W*.5,-.05),vec2(.05,L*.8),.02),B) D(abs(box(a-vec2(W*.5,-L*.3),vec2(.08,.07),.02))-.02,M)
  }else if(kind<3.){                               // trolley case
    D(max(abs(box(a-vec2(0.,.6),vec2(W*.4,.55),.05))-.025,-q.y),vec3(.5)) D(length(a-vec2(W*.7,-.75))-.1,vec3(.08))
    float d=box(q-vec2(0.,-.05),vec2(W*.95,.65),.12);
    D(d,A) D(max(abs(fract(q.x*(4.+5.*H(14.)))-.5)*.2-.025,d+.07),A*.7) D(abs(d+.05)-.012,B)
    D(box(a-vec2(W*.4,.52),vec2(.06,.1),.02),M)
  }else if(kind<4.){                               // rucksack
    D(abs(length((q-vec2(0.,.72))*vec2(1.,.8))-.14)-.03,B) D(box(a-vec2(W*.9,-.2),vec2(.14,.3),.1),A*.65)
    float d=box(q,vec2(W*.9,.72),.35);
    D(d,A*(1.+.2*q.y)) D(box(q+vec2(0.,.28),vec2(W*.7,.3),.12),mix(A,B,.5)) D(abs(box(q+vec2(0.,.28),vec2(W*.7,.3),.12)+.04)-.012,B)
    D(max(abs(length(q-vec2(0.,.1))-W*.85)-.015,.15-q.y),B) D(box(q-vec2(W*.3,.02),vec2(.02,.09),.01),M)
  }else if(kind<5.){                               // clutch on a chain
    vec2 z=a-vec2(0.,.1);
    float chain=abs(length(z*vec2(.9,.8))-.75);
    D(max(chain-.03+.02*sin(50.*atan(z.y,z.x+1e-5)),-q.y),M)
    float d=mix(box(q,vec2(W+.05,.32),.06),length(q*vec2(.8,1.1))-.42,step(.5,H(14.)));
    D(d,A) D(max(d,.3*a.x-q.y-.02),A*1.25) D(abs(max(d,.3*a.x-q.y-.02))-.012,B) D(length(q)-.07,M)
  }else{                                           // duffel
    D(abs(length((a-vec2(0.,.2))*vec2(1.,.8))-.4)-.035,B)
    float d=box(q,vec2(W+.25,.36),.3);
    D(d,A*(1.1+.5*q.y)) D(max(d,abs(a.x-W*.55)-.06),B) D(max(d,abs(q.y-.2)-.015),vec3(.1))
    D(max(d,abs(q.y)-.1+9.*step(W*.4,a.x)),M)
  }
  o=vec4(c*(1.+.04*snoise2D(p*20.)),1.);
}
