// title: Pots and kettles
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: saucepans, kettles, coffee pots, graters and moka pots on a hob or a plain ground, matt or polished
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*3.+4.))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.2),w=3./min(r.x,r.y),u=H(1.),v=H(2.),row=floor(p.y/1.9+.5),col=0.;
  vec3 bg=hsv(v,.5*u,fract(u*9.)<.3?.15:.5+.5*H(3.)),c=bg*(1.+.1*p.y);
  vec2 q=vec2(p.x+row,p.y-row*1.9+.15);
  col=floor(q.x/2.1+.5);
  q.x-=col*2.1;
  if(fract(v*7.)<.4)c*=.9+.15*step(.04,fract(q.x*2.5))*step(.06,fract(q.y*2.5+.3));
  D(abs(q.y+.72)-.07,bg.gbr*.5) D(q.y+.79,bg*.55)
  e+=row*9.+col*3.;
  if(H(4.)<.5)q.x=-q.x;
  vec2 a=vec2(abs(q.x),q.y);
  float kind=floor(5.*H(5.)),W=.32+.22*H(6.),h=.2+.32*H(7.),base=-.65,mid=base+h;
  vec3 A=H(8.)<.4?vec3(.25+.55*H(9.)):hsv(H(9.),.8*H(10.),.25+.65*H(11.)),K=vec3(.06)+A*.15;
  // metal: bright and dark upright bands across the body
  float x=q.x/W,sh=H(12.)<.5?.65+.45*cos(x*2.2+.5):.6+.3*sin(x*6.+1.)+.25*(1.-smoothstep(.0,.1,abs(x+.4)));
  if(kind<2.){                                                     // pan with a long handle or two ears
    float n=step(.5,H(13.));
    D(n>.5?box(q-vec2(W+.35,base+h*1.6),vec2(.42,.04),.03):abs(box(a-vec2(W+.02,base+h*1.5),vec2(.12,.06),.05))-.025,K)
    float d=box(vec2(a.x+.1*H(14.)*(q.y-mid),q.y-mid),vec2(W,h),.06+.1*H(15.));
    D(d,A*sh) D(max(d,q.y-base-.06),A*sh*.6) D(box(a-vec2(0.,mid+h),vec2(W+.03,.025),.02),A*1.2)
    if(H(16.)<.6){D(max(length(vec2(q.x,(q.y-mid-h)*2.5))-W,mid+h-q.y),mix(A,vec3(.7),.5)*sh) D(length(q-vec2(0.,mid+h+W*.4+.06))-.07,K)}
    if(H(17.)<.35)D(max(length(vec2(fract(q.x*4.)-.5,(q.y-mid)*4.))-.3,d),mix(A,vec3(1.),.7))
  }else if(kind<3.){                                               // kettle: a squat dome, spout, arched handle
    D(max(abs(length((q-vec2(0.,mid+.15))*vec2(1.,.75))-W*.95)-.04,mid+.15-q.y),K)
    D(max(abs(q.x-W-.12-.35*(q.y-mid))-.07+.1*(q.y-mid),abs(q.y-mid-.02)-.26),A*.8)
    float d=max(length(vec2(q.x,max(q.y-base,0.)*(.75+.5*H(18.))))-W-.15,base-q.y);
    D(d,A*sh*(1.+.3*(q.y-mid))) D(max(d,abs(q.y-base-.09)-.03),A*.5) D(length(q-vec2(0.,base+(W+.15)/(.75+.5*H(18.))+.03))-.06,K)
  }else if(kind<4.){                                               // coffee pot: two cones, waist, beak
    float wst=.55+.25*H(19.),y=(q.y-base)/(1.2);
    float R=W*mix(1.,wst,smoothstep(0.,.48,y))*(1.+.5*max(0.,y-.48)),f=H(20.)<.5?.8+.25*cos(floor(x*3.5)*1.7+1.):sh;
    D(abs(box(q-vec2(-W-.1,base+.78),vec2(.16,.27),.06))-.04,K)
    D(max(abs(q.x-R-.02)+.9*abs(q.y-.42)-.17,.25-q.y),A*.8)
    D(max(a.x-R,max(base-q.y,y-.93)),A*f) D(max(a.x-R-.02,abs(y-.48)-.03),A*.5)
      D(max(a.x-R+.3*max(0.,y-.93)*W*9.,abs(y-.97)-.05),A*f*.8) D(length(q-vec2(0.,base+1.28))-.06,K)
  }else{                                                           // grater or toaster: a box with slots
    D(abs(box(q-vec2(0.,mid+h+.1),vec2(W*.4,.14),.12))-.035,K)
    float d=box(vec2(a.x*(1.+.3*(q.y-base)),q.y-mid-.1),vec2(W,h+.12),.05);
    D(d,A*sh)
    vec2 g=vec2(mod(q.x+.5*step(.5,fract(q.y*4.))*.12,.12)-.06,mod(q.y,.125)-.0625);
    D(max(H(21.)<.6?length(g*vec2(1.,1.6))-.035:abs(g.y)-.02,d+.07),K)
  }
  o=vec4(c,1.);
}
