// title: Bicycles
// mode: geekest
// licence: CC0-1.0
// shows: bicycles, penny-farthings, scooters and motorcycles in profile, frames and spokes before flat walls
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+6.))
float bar(vec2 p,vec2 a,vec2 b,float k){p-=a;b-=a;return length(p-b*clamp(dot(p,b)/dot(b,b),0.,1.))-k;}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.1),w=3./min(r.x,r.y),u=H(1.),row=floor(p.y/1.6+.5),v=H(30.);
  vec3 wall=hsv(u,.6*H(2.),u<.7?.6+.4*H(3.):.2*H(3.)),c=wall*(1.+.08*p.y);
  if(v<.25){vec2 b=vec2(p.x*2.+.5*mod(floor(p.y*5.),2.),p.y*5.);c*=.85+.2*step(.06,fract(b.x))*step(.1,fract(b.y))+.1*fsnoise(floor(b));}
  e+=row*3.;
  vec2 q=vec2(mod(p.x+row*.9+1.2,2.4)-1.2,p.y-1.6*row+.1);
  if(H(4.)<.5)q.x=-q.x;
  // wheels first, then the frame between hub, crank, seat and bars, or the body of a motorcycle
  float motor=step(.6,H(5.)),R=.27+.1*H(6.),R2=H(7.)<.15?R*.5:R,th=mix(.02,.06,motor)+.02*H(8.),wb=.55+.1*H(9.),y0=-.6;
  if(R2<R)R=.45;
  vec2 back=vec2(-wb,y0+R2),front=vec2(wb,y0+R),crank=vec2(-.1,y0+.3),seat=vec2(-.25-.1*H(10.),.0+.15*H(11.)),bars=vec2(.35,.1+.2*H(12.));
  vec3 A=hsv(H(13.),.9*H(14.),.2+.7*H(15.)),K=vec3(.05),M=vec3(.65);
  if(dot(wall,vec3(.33))<.25){K=vec3(.6);A+=.3;}
  D(q.y-y0+.005,wall*.6) D(q.y-y0+.3*H(16.)+.1,wall.gbr*.5)
  for(float k=0.;k<2.;k++){
    vec2 z=q-(k<.5?back:front);
    float rr=k<.5?R2:R,l=length(z),g=atan(z.y,z.x)+t*2.,n=floor(6.+8.*H(17.));
    D(max(abs(fract(g/6.2832*n)-.5)*l*6.28/n-.006,l-rr),M)
    D(abs(l-rr+th)-th,K) D(l-.05-.04*motor,M*.7)
    if(H(18.)<.5)D(max(abs(l-rr-.03)-.015,z.x*(k-.5)*2.-z.y*.9+.05),A)
  }
  if(motor<.5){
    float step_=step(.6,H(19.)),f=.018+.02*H(20.);
    vec2 top=mix(seat,vec2(seat.x*.6,-.2),step_*.8);
    float d=min(min(bar(q,back,crank,f),bar(q,crank,seat,f)),min(bar(q,back,mix(crank,seat,.8),f*.8),bar(q,crank,mix(front,bars,.7),f)));
    D(min(d,min(bar(q,front,bars,f),bar(q,mix(crank,top,.9),mix(front,bars,.8),f))),A)
    float hx=q.x-bars.x;
    D(min(bar(q,bars,bars+vec2(.12*(H(21.)-.3),.09),.02),bar(q,bars+vec2(-.08,.1*H(22.)),bars+vec2(.06,.08),.025)),K)
    D(min(bar(q,mix(crank,seat,.9),seat+vec2(0.,.05),.015),bar(q,seat+vec2(-.1,.07),seat+vec2(.11,.06),.03)),K)
    D(abs(length(q-crank)-.09)-.015,M) D(bar(q,crank,crank+.13*vec2(cos(t*3.),sin(t*3.)),.016),K)
    if(H(23.)<.25)D(max(abs(q.x-bars.x-.15)-.14+.2*(bars.y-q.y),abs(q.y-bars.y+.1)-.11),vec3(.7,.5,.3)*(.7+.3*step(.5,fract(q.x*20.))))
  }else{
    D(min(bar(q,back,crank,.05),bar(q,front,bars,.035)),M)
    D(min(bar(q,crank+vec2(.02,.02),vec2(.2,y0+.35),.16),length(q-vec2(-.02,-.15))-.08),K+.12)
    D(min(bar(q,vec2(-.05,-.02),vec2(.24,.03+.05*H(24.)),.1+.05*H(25.)),bar(q,vec2(-.6,.0),seat-vec2(.1,.06),.06)),A)
    D(bar(q,seat-vec2(.3,-.02+.1*H(26.)),vec2(-.08,.02),.05),K) D(bar(q,bars,bars+vec2(-.18,.06),.025),K)
    D(bar(q,crank-vec2(0.,.15),back+vec2(-.12,-.05),.035),M*1.3) D(length(q-bars-vec2(.07,-.08))-.075,vec3(.95,.9,.6))
    if(H(27.)<.4)D(max(bar(q,front+vec2(.1,.25),bars+vec2(-.05,.1),.12),bars.x-.15-q.x),mix(A,vec3(1.),.3))
  }
  gl_FragColor=vec4(c,1.);
}
