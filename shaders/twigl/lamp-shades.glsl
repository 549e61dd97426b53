// title: Lamps
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: table, floor, desk and hanging lamps, lit or dark, with the pool of light they throw on the wall
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+3.))
float bar(vec2 p,vec2 a,vec2 b,float k){p-=a;b-=a;return length(p-b*clamp(dot(p,b)/dot(b,b),0.,1.))-k;}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.2),w=3./min(r.x,r.y),u=H(1.),v=H(2.),on=step(.4,H(3.)),dim=mix(1.,.3,on);
  vec3 wall=hsv(v,.55*u,.35+.6*H(4.)),light=hsv(.08+.06*H(5.)+.5*step(.85,H(6.)),.4,1.),c=wall;
  if(fract(u*9.)<.35)c*=.9+.15*step(.5,fract(p.x*(3.+5.*v)));
  else if(fract(u*9.)<.5)c*=.9+.2*step(.3,sin(p.x*9.)*sin(p.y*9.));
  c*=dim;
  float col=floor(p.x/1.7+.5),row=floor(p.y/2.4+.5);
  vec2 q=p-vec2(col*1.7,row*2.4),head=vec2(0.,.35);
  e+=col*7.+row*3.;
  float kind=floor(4.*H(7.)),top=.1+.3*H(8.),bot=.25+.28*H(9.),h=.18+.16*H(10.),tilt=0.;
  vec3 A=hsv(H(11.),.7*H(12.),.5+.5*H(13.)),B=hsv(H(14.),.6*H(15.),.1+.6*H(16.))*dim,glow=mix(A*dim*1.4,light*(.5+.5*A),on);
  if(kind==2.){head=vec2(.25+.1*H(17.),.4);tilt=.7;}
  if(kind==3.)head.y=-.1+.3*H(17.);
  vec2 z=(q-head)*rotate2D(-tilt),a=vec2(abs(z.x),z.y);
  // cones of light above and below the shade
  float lo=(1.-smoothstep(-.12,.12,a.x-bot-max(0.,-z.y-h)*1.1))*(1.-smoothstep(-.1,.1,z.y+h)),hi=(1.-smoothstep(-.1,.1,a.x-top-max(0.,z.y-h)*.8))*smoothstep(-.1,.1,z.y-h)*step(kind,1.5);
  c+=on*light*wall*(.75*exp(-1.1*dot(z,z))*(.5+lo+hi)+.15);
  if(kind<2.){                                              // foot with a turned body
    D(q.y+.85,B.gbr*.5+wall*.15*dim)
    float y=q.y+.85,n=H(18.),body=n<.35?.03:n<.7?.07+.16*exp(-pow(abs((y-.3-.3*H(19.))*4.),2.))*(1.+.15*sin(y*40.*H(20.))):.2-.1*y;
    D(max(abs(q.x)-body,max(-y,q.y-head.y)),B*(1.+.5*cos(q.x*12.))) D(max(abs(q.x)-.25,abs(y-.03)-.03),B*.7)
    if(n<.35)D(min(bar(q,vec2(0.,-.4),vec2(-.3,-.85),.025),bar(q,vec2(0.,-.4),vec2(.3,-.85),.025))+step(H(21.),.5),B)
  }else if(kind<3.){                                        // jointed arm
    D(q.y+.85,B.gbr*.5+wall*.15*dim) D(max(abs(q.x+.2)-.28,abs(q.y+.8)-.05),B)
    D(min(bar(q,vec2(-.2,-.8),vec2(-.45,-.05),.025),bar(q,vec2(-.45,-.05),head,.025)),B) D(length(q-vec2(-.45,-.05))-.055,B*1.4)
  }else D(max(abs(q.x)-.012,head.y-q.y),B*.6)
  float s=(z.y+h)/(2.*h),W=mix(bot,top,H(22.)<.3?sqrt(clamp(s,0.,1.)):s),d=max(a.x-W,abs(z.y)-h)*.85,n=H(23.);
  if(kind>1.&&n<.3)d=max(length(z*vec2(1.,1.15)-vec2(0.,-h*.8))-bot,-h-z.y);
  if(n>.85)d=length(z)-bot*.85;
  D(length(z-vec2(0.,-h-.02))-.1,mix(B,light*1.3,on))
  float pat=H(24.);
  vec3 m=glow*(pat<.25?.75+.25*step(.5,fract(z.x/W*3.)):pat<.4?.7+.3*step(.5,fract(s*5.)):1.)*(1.15-.7*on*abs(s-.5)+(1.-on)*.4*cos(z.x/W*2.+.5)-.4);
  D(d,m) D(max(d,abs(abs(s-.5)-.47)-.03),B)
  o=vec4(c,1.);
}
