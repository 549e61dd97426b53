// title: Sheet music
// mode: geekest
// licence: CC0-1.0
// shows: staves with clefs, beamed notes, rests, bar lines and slurs, large or a whole page
#define D(d) k=max(k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+row*5.))
float k=0.,row=0.,e=floor(t*1.3),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),S=u<.35?1.3:u<.7?.75:.4;
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float w=3./min(r.x,r.y)/S;
p.x+=.1*sin(t);
p*=rotate2D((v-.5)*.5);
p.y+=.04*sin(p.x*2.)*v;
row=floor(p.y/S+.5);
vec2 q=vec2(p.x/S+9.*H(1.),p.y/S-row);
// the unit is a stave's height of .4: lines every .1
D(max(abs(fract(q.y*10.+.5)-.5)*.1-.006,abs(q.y)-.21))
float bar=2.4+floor(3.*H(2.))*.6,x=mod(q.x,bar);
D(max(abs(x-.02)-.01,abs(q.y)-.2))
vec2 g=vec2(x-.2,q.y);
if(H(3.)<.4){                                                  // a looped clef at the bar
  D(abs(length(g*vec2(1.,.9)-vec2(0.,-.06))-.1)-.018) D(max(abs(g.x-.02-.1*sin(g.y*9.)*.4)-.016,abs(g.y)-.34))
  D(abs(length(g*vec2(1.4,.8)-vec2(.02,.19))-.09)-.015) D(length(g-vec2(-.05,-.33))-.035)
}
float N=.3,n=floor((x-.45)/N),X=(x-.45)-(n+.5)*N,id=floor(q.x/bar)*17.+n;
if(x>.45&&x<bar-.1){
  float run=floor(n/2.),up=H(run+40.)<.5?1.:-1.,y=floor(9.*H(id+60.))*.05-.2,kind=H(run+90.+floor(q.x/bar)),beam=step(kind,.45);
  if(H(id+120.)<.1){D(max(abs(X)-.06,abs(q.y-.07)-.025)) D(max(abs(X+.03*sin(q.y*40.))-.015,abs(q.y)-.12))}
  else{
    vec2 z=(vec2(X,q.y-y))*rotate2D(.4);
    float head=length(z*vec2(.8,1.15))-.052;
    if(kind>.75)head=max(head,.02-length(z*vec2(.7,1.6)));
    D(head)
    // beamed pairs share the height of their stems' ends; single ones may have a flag
    float end=beam>.5?up*.33:y+up*.33,sx=X-up*.05;
    D(max(abs(sx)-.009,abs(q.y-(y+end)*.5)-abs(end-y)*.5))
    float m=mod(n,2.);
    if(beam>.5){float b=(m<.5?-sx:sx);D(max(abs(q.y-up*.33+.05*(H(run)-.5)*(X+m*N))-.028,b))
      if(H(run+5.)<.4)D(max(abs(q.y-up*.24+.05*(H(run)-.5)*(X+m*N))-.028,b))}
    else if(kind<.6)D(max(abs(sx-.03-.5*abs(end-q.y)*.3)-.02,abs(q.y-end+up*.08)-.08))
    if(H(id+150.)<.15)D(min(min(abs(abs(X+.11)-.02),abs(abs(q.y-y)-.025))-.007+step(.06,max(abs(X+.11),abs(q.y-y))),9.))
    if(H(id+170.)<.15)D(length(vec2(X-.1,q.y-y-.02))-.018)
    D(max(abs(q.y-.25*sign(y))-.006,max(abs(X)-.08,.24-abs(y)))) 
  }
}
float slur=abs(q.y-.34+.12*pow(abs(fract(q.x*.7+H(4.))-.5)*2.,2.))-.012;
if(H(floor(q.x*.7+H(4.))+200.)<.3)D(slur)
float style=fract(u*13.);
vec3 A=hsv(.11,.03+.25*v,.85+.15*v)*(1.+.04*snoise2D(p*3.)),B=vec3(.08);
if(style>.6){A=hsv(v,.6*fract(v*5.),.2);B=hsv(v+.5,.2,.95);}
if(style>.8){A=hsv(v,.4,.8);B=hsv(v,.8,.25);}
gl_FragColor=vec4(mix(A,B,k),1.);
