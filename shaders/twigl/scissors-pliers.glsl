// title: Scissors and pliers
// mode: geeker (MRT)
// licence: CC0-1.0
// shows: scissors, pincers, pliers and tongs: two mirrored halves that turn about a pin
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*61.73+e*33.91)*18397.531);}
vec3 ink(float k){float g=H(k+.3);return g<.4?vec3(.1+.8*H(k)):(.5+.5*cos(6.28*(H(k)+vec3(0.,.35,.65))))*(.4+.6*H(k+.5));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float bar(vec2 p,vec2 a,vec2 b,float ra,float rb){p-=a;b-=a;float h=clamp(dot(p,b)/dot(b,b),0.,1.);return length(p-b*h)-mix(ra,rb,h);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  w=3./min(r.x,r.y);
  e=floor(t*1.4);
  vec3 bg=ink(1.);
  c=bg*(.95+.1*sin(p.y*3.));
  if(H(2.)<.3)c=mix(c,bg*.8+.1,step(.94,fract(p.x*3.))+step(.94,fract(p.y*3.)));
  float G=H(3.)<.65?2.:1.05;
  vec2 i=floor(p/G+.5),q=(p/G-i)*2.;
  w*=2./G;
  e+=i.x*5.7+i.y*2.3;
  float a0=6.28*H(4.),kind=floor(3.*H(5.)),open=.08+.4*H(6.)*(.6+.4*sin(t*3.)),L=.55+.35*H(7.);
  q*=mat2(cos(a0),sin(a0),-sin(a0),cos(a0));
  q.y+=.1;
  vec3 A=ink(8.),M=vec3(.72)*(.6+.5*H(9.));
  if(length(A-bg)<.35)A=bg.gbr*.5+.45*step(dot(bg,vec3(.33)),.4);
  // each half crosses at the pin: its blade leans one way, its grip the other
  for(float s=-1.;s<2.;s+=2.){
    float a=open*s;
    vec2 z=mat2(cos(a),sin(a),-sin(a),cos(a))*q;
    z.x*=s;
    float grip,blade;
    if(kind<1.){                                     // scissors: rings of hashed ovals
      float R=.17+.06*H(10.),long_=1.+.7*H(11.)*step(0.,s);
      vec2 g=z-vec2(.14,-.5-.1*long_);
      blade=max(max(z.x-.075*(1.-z.y/L*.9),-z.x-.04),max(z.y-L,-.1-z.y));
      grip=min(abs(length(g*vec2(1.,1./long_))-R)-.045,bar(z,vec2(0.),vec2(.04,-.35),.06,.05));
    }else if(kind<2.){                               // pliers: short jaws, long curved grips
      float J=.25+.25*H(12.),n=H(13.);
      blade=max(max(z.x-.13*(1.-z.y/J*.5*n),-z.x-.01*sin(z.y*90.)),max(z.y-J,-.12-z.y));
      vec2 g=z-vec2(.2*sin((z.y+.1)*-2.2),0.);
      grip=bar(g,vec2(0.,-.1),vec2(.06,-.95),.07,.055+.03*H(14.));
    }else{                                           // pincers: round jaws that leave a hole
      float R=.22+.08*H(15.);
      blade=max(abs(length(z-vec2(0.,R))-R)-.06,-z.x-.02);
      grip=bar(z-vec2(.12*z.y*z.y,0.),vec2(0.,0.),vec2(.02,-.95),.07,.04);
    }
    D(min(blade,grip)-.04,c*.8);
    D(blade,M*(.8+.25*s+.3*(1.-smoothstep(.0,.02,abs(z.x-.02)))));
    D(grip,A*(.9+.1*s));
    D(abs(grip)-.008,A*.55);
  }
  D(length(q)-.06,M*.6);D(length(q)-.03,M*1.2);
  o0=vec4(c,1.);
  o1=vec4(q,0.,1.);
}
