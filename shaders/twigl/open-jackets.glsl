// title: Jackets
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: blazers, coats, hooded and quilted jackets with lapels, zips, buttons and pockets
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*7.+1.))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),i=floor(p/vec2(1.9,2.2)+.5),q=p-i*vec2(1.9,2.2),a=q;
  float e=floor(t*1.1),w=3./min(r.x,r.y),grey=step(.45,H(1.)),bg=H(2.);
  vec3 c=hsv(H(3.),.35*(1.-grey),bg<.7?.98-.2*bg:.28*(1.-bg))*(1.-.15*length(q));
  e+=dot(i,vec2(.13,.29));
  a.x=abs(a.x);
  float L=.6+.35*H(4.)*step(.5,H(5.)),W=.36+.1*H(6.),A_=.12+.25*H(7.),v=H(8.),type=H(9.);
  vec3 A=hsv(H(10.),.75*H(11.)*(1.-grey),.12+.65*H(12.)),B=hsv(H(13.),.6*H(14.)*(1.-grey),.2+.8*H(15.)),N=A*.5;
  q.y-=L-.75;a.y-=L-.75;
  // sleeve: a tapered bar hung from the shoulder
  vec2 z=(a-vec2(W-.02,.62))*rotate2D(A_);
  float sl=box(vec2(z.x-.06,z.y+.5),vec2(.13+.05*(z.y+.5),.58-.4*step(.85,type)),.05);
  D(sl,A*.9) D(max(sl,-.93-z.y+.05*H(16.)),mix(A,B,.4)) D(abs(sl)-.008,N)
  if(H(17.)<.3){D(length((q-vec2(0.,.75))*vec2(1.,.9))-.3,A*.8) D(length((q-vec2(0.,.72))*vec2(1.,.8))-.2,N*.7)}
  float body=box(q-vec2(0.,.7-L),vec2(W+.06*H(18.)*sin(a.y*4.-.5)+.12*(type-.4)*(.4-q.y),L),.08);
  body=max(body,q.y-.7+.35*max(0.,a.x-.12));
  vec3 K=A*(1.+.12*snoise2D(q*vec2(3.,1.5)+e));
  if(v<.25)K*=.75+.3*sqrt(abs(sin(q.y*(10.+8.*H(19.)))));                          // quilted
  else if(v<.4)K=mix(K,B,.35*step(.5,fract(q.x*9.))+.35*step(.5,fract(q.y*9.)));
  else if(v<.5)K=mix(K,B,step(.8,fract(q.x*12.)));
  else if(v<.6)K=mix(K,B,step(.1,snoise2D(q*4.+e)));
  else if(v<.7)K=mix(K,B,step(.3,q.y));
  D(body,K) D(abs(body)-.008,N)
  float V=.5*H(20.),open=.16*step(.7,H(21.))*(.8-q.y),gap=max(a.x-.13*smoothstep(V-.1,.75,q.y)-open,body);
  D(gap,mix(B,vec3(.9),.5)*(1.-.3*step(a.x,.035)*step(.4,H(22.)))) 
  // lapel: a kite beside the gap
  vec2 l=a-vec2(.16+open,.5);
  D(max(max(l.x-.11-.35*(l.y-.05)*step(l.y,.05),-l.x-.05+.28*l.y),max(abs(l.y+.1)-.28,body))+step(type,.35),A*1.3+.04)
  D(max(max(a.x-.009-open*.2,q.y-.6),body),N*.6)
  if(type<.35)D(max(a.x-.02,max(body,abs(fract(q.y*20.)-.5)-.25)),vec3(.75))
  else D(length(vec2(a.x-.05-open-.08*step(.7,H(23.)),(fract(q.y*3.5)-.5)/3.5))-.025+step(.2,q.y)+step(0.,body+.03),B*.8)
  vec2 k=a-vec2(W*.58,.15-.4*L);
  k*=rotate2D(.3*(H(24.)-.5));
  D(abs(box(k,vec2(.13,.03+.1*step(.5,H(25.))),.02))-.009,N)
  D(max(body,.78-2.*L-q.y+.6)+step(H(26.),.6),mix(A,B,.5)*(.8+.2*sin(q.x*90.)))
  o=vec4(c,1.);
}
