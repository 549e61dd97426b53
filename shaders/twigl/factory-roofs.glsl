// title: Works from above
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: large flat, ribbed and saw-tooth roofs, tanks, yards with lorries, chimneys' shadows and rail tracks
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define R(v) fsnoise((v)+e*1.3)
float e=floor(t*1.2),S=.9+1.8*R(vec2(1.)),w=2.5*S/min(r.x,r.y);
vec2 p=(FC.xy*2.-r)/min(r.x,r.y)*S*rotate2D(6.3*R(vec2(2.)))+vec2(t*.2,5.*R(vec2(3.)));
float n=snoise2D(p*2.)*.5+snoise2D(p*7.)*.3+.2*snoise2D(p*25.),mute=R(vec2(4.));
vec3 yard=mix(vec3(.5),hsv(.1,.25,.55),R(vec2(5.)))*(.55+.6*R(vec2(6.))),c=yard*(1.+.13*n);
vec2 C=vec2(1.7,1.3),i=floor(p/C),q=p-(i+.5)*C,sh=vec2(.09,-.07);
float seed=R(i),two=step(.55,R(i+1.)),kind=floor(6.*R(i+2.));
vec2 h=C*.5-vec2(.1+.2*R(i+3.),.1+.15*R(i+4.));
if(R(i+5.)<.3)c=mix(c,hsv(.25,.35,.35)*(1.+.3*n),.9);
D(max(abs(abs(q.x)-C.x*.5),abs(abs(q.y)-C.y*.5))+.05,yard)
D(-max(abs(q.x)-C.x*.5,abs(q.y)-C.y*.5)-.06,vec3(.35)*(1.+.1*n))
if(kind<4.){
  vec2 a=abs(q)-h,b=abs(q-sh)-h;
  if(two>.5){                                              // an L: cut one corner away
    vec2 k=q-h*.35,m=k-sh;
    a=vec2(max(max(a.x,a.y),min(k.x,k.y)));b=vec2(max(max(b.x,b.y),min(m.x,m.y)));
  }
  float d=max(a.x,a.y);
  vec3 roof=mix(hsv(R(i+6.),.6*(1.-mute),.45+.5*R(i+7.)),vec3(.35+.6*R(i+8.)),step(.3,R(i+9.)))*(1.+.08*n);
  D(max(b.x,b.y),c*.4)
  float x=kind<2.?q.y:q.x,f=fract(x*(5.+9.*R(i+10.)));
  if(kind<1.)roof*=.75+.5*f;                               // saw-tooth
  else if(kind<2.)roof*=.92+.12*step(.5,fract(q.y*14.));
  else if(kind<3.)roof*=q.x>0.?1.1:.78;
  D(d,roof) D(abs(d+.02)-.012,roof*.65)
  vec2 g=q*6.,gi=floor(g),gf=fract(g)-.5;
  float u=R(gi+i*7.);
  if(u<.28){D(max(max(abs(gf.x-.1)-.24,abs(gf.y+.08)-.2)/6.,d+.08),roof*.5)
    D(max(max(abs(gf.x)-.24,abs(gf.y)-.2)/6.,d+.08),u<.1?vec3(.2,.3,.4):roof*1.3+.05)}
}else if(kind<5.){                                         // round tanks in rows
  float G=.28+.3*seed;
  vec2 z=mod(q+G*.5,G)-G*.5,k=floor(q/G+.5);
  if(max(abs(k.x*G)-h.x,abs(k.y*G)-h.y)<-G*.35){
    float rad=G*(.3+.12*R(k+i)),l=length(z);
    vec3 m=mix(vec3(.9),hsv(R(i+11.),.4,.7),step(.7,R(i+12.)));
    D(length(z-sh*.9)-rad,c*.4) D(l-rad,m*(.8+.25*dot(z,vec2(-.7,.7))/rad)) D(abs(l-rad*.9)-.008,m*.6) D(max(abs(z.y)-.012,abs(z.x-.05)-rad*.8),m*.65)
  }
}else{                                                     // parked lorries and stacked goods
  vec2 z=vec2(mod(q.x,.16)-.08,q.y),k=vec2(floor(q.x/.16),floor(q.y/.5+.5));
  z.y-=k.y*.5;
  float u=R(k+i*3.);
  if(max(abs(q.x)-h.x,abs(q.y)-h.y)<0.&&u<.75){D(max(abs(z.x-.02)-.05,abs(z.y+.02)-.19),c*.45)
    D(max(abs(z.x)-.05,abs(z.y)-.19),u<.4?vec3(.92):hsv(fract(u*9.),.6,.6))
    D(max(abs(z.x)-.04,abs(z.y-.22)-.035),hsv(fract(u*17.),.7,.5))}
  D(max(abs(fract(q.x/.16)-.5)*.16-.075>0.?-.01:.01,max(abs(q.x)-h.x,abs(z.y)-.24)),vec3(.85))
}
float rail=abs(mod(p.y,C.y*4.)-.16);
D(rail-.1,vec3(.42,.38,.34)*(1.+.2*n)) D(abs(rail-.04)-.008+step(.1,rail),vec3(.7)) D(max(rail-.06,abs(fract(p.x*12.)-.5)/12.-.012),vec3(.3))
o=vec4(c,1.);
