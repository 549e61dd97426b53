// title: Crabs and lobsters
// mode: geekest
// licence: CC0-1.0
// shows: crabs, lobsters and prawns from above with segmented tails, feelers and claws that open
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+7.))
float bar(vec2 p,vec2 a,vec2 b,float k){p-=a;b-=a;return length(p-b*clamp(dot(p,b)/dot(b,b),0.,1.))-k;}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),i=floor(p/2.1+.5),q=p-i*2.1;
  float e=floor(t*1.3),w=3./min(r.x,r.y),u=H(1.),v=H(2.);
  vec3 c=hsv(u,.55*v,u<.6?.55+.45*v:.12+.2*v),g=c;
  if(v<.4)c*=1.-.25*step(.93,fract(p.x*4.))-.25*step(.93,fract(p.y*4.));
  else if(v<.7)c*=1.+.25*snoise2D(p*6.)*snoise2D(p*17.);
  e+=i.x*5.+i.y*11.;
  q*=rotate2D((H(3.)-.5)*1.4);
  float lob=step(.5,H(4.)),wide=mix(.36+.16*H(5.),.17,lob),tall=mix(.26+.08*H(6.),.34,lob);
  vec3 A=hsv(.98+.12*H(7.)+.5*step(.75,H(8.)),.45+.5*H(9.),.3+.6*H(10.)),K=A*.45;
  vec2 a=vec2(abs(q.x),q.y);
  for(float k=0.;k<4.;k++){                                   // walking legs
    float y=.12-.13*k,f=.05*sin(t*5.+k*2.);
    vec2 hip=vec2(wide*.75,y),knee=hip+vec2(.27,.22-.1*k+f),foot=knee+vec2(.12,-.3-.06*k);
    D(min(bar(a,hip,knee,.04),bar(a,knee,foot,.025)),A*.8)
    D(length(a-knee)-.045,A*1.15)
  }
  if(lob>.5){                                                 // tail of rings, then a fan
    for(float k=0.;k<6.;k++){
      float W=.17-.013*k;
      vec2 z=q-vec2(.05*sin(k*.6+t)*k*.3,-.32-.085*k);
      D(max(length(z*vec2(1.,1.6))-W,z.y-.06),A*(.75+.25*mod(k,2.)))
    }
    vec2 z=vec2(abs(q.x-.1*sin(t+3.)),q.y+.85);
    D(length((z-vec2(.1,0.))*rotate2D(.5)*vec2(1.2,.7))-.1,A*.9)
  }
  D(abs(a.x-.1-.35*pow(max(0.,a.y-.2),1.5))-.012+step(a.y,.2)+step(1.+.2*lob,a.y+step(lob,.5)*.55),K)
  // claws: arm, then two fingers cut from a disc by a wedge
  float big=.18+.12*H(11.),gape=.15+.25*abs(sin(t*2.+e));
  vec2 el=vec2(wide+.2,.28),hand=vec2(wide+.1-.2*lob,.62);
  D(min(bar(a,vec2(wide*.7,.15),el,.06),bar(a,el,hand,.05)),A*.9)
  vec2 z=(a-hand)*rotate2D(-.3);
  float size=q.x>0.?big:big*(.6+.4*H(12.)),claw=length((z-vec2(0.,.05))*vec2(1.3,.85))-size;
  D(max(claw,-(max(abs(z.x+.02)-gape*(z.y-.02),.02-z.y))),A*1.1) D(max(abs(claw+.03)-.01,z.y-.05),K)
  float d=length(q/vec2(wide,tall))-1.;
  d=(d+.04*cos(14.*atan(q.y,q.x))*step(lob,.5))*min(wide,tall);
  D(d,A*(1.1-.6*length(q))) D(abs(d+.03)-.01,K)
  if(H(13.)<.6)D(max(length(mod(q*rotate2D(.6),.13)-.065)-.03*H(14.),d+.06),mix(A,vec3(1.,.9,.7),.6))
  if(lob>.5)D(max(abs(q.x)-.012,d),K)
  D(length(a-vec2(.1,tall+.03))-.045,K) D(length(a-vec2(.1,tall+.03))-.022,vec3(.95))
  gl_FragColor=vec4(c,1.);
}
