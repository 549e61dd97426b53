// title: Fruit on a table
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: apples, pears, oranges and plums, shaded round, on a cloth in front of a wall
#define H(k) fsnoise(vec2(k,e*3.+1.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/2.),w=4./min(r.x,r.y),n=floor(1.+5.9*H(1.)),edge=-.1+.5*H(2.);
vec2 sun=normalize(vec2(cos(t*.3),1.2));
vec3 wall=hsv(H(3.),.5*H(4.),.2+.7*H(5.))*(1.-.3*length(p-sun)*.6),cloth=hsv(H(6.),.7*H(7.),.35+.6*H(8.));
if(H(9.)<.5)cloth*=.8+.2*sign(sin(12.*p.x/(1.6-p.y))*sin(14./(1.8-min(p.y,.9))));
vec3 c=p.y<edge?cloth*(.75+.2*p.y):wall;
for(float i=0.;i<6.;i++){
  if(i>=n)break;
  float k=i*8.+20.,R=(.28+.22*H(k))*(n<2.?1.7:1.),kind=floor(4.*H(k+1.));
  // rows come nearer with i; the table repeats sideways
  vec2 q=p-vec2(mod(1.3*i+2.*H(k+2.),2.6)-1.3,edge-.05-.14*i+R*.7);
  if(n>1.)q.x=mod(q.x+1.3,2.6)-1.3;else q.x=mod(q.x+1.25,2.)-1.;
  q*=rotate2D(.5*(H(k+3.)-.5));
  float d=length(q)-R;
  if(kind<1.)d=length(q*vec2(.95,1.05)+vec2(0.,.12*R*exp(-9.*abs(q.x)/R)*sign(q.y)))-R;               // apple
  else if(kind<2.)d=-log(1e-20+exp(-9.*(length(q+vec2(0.,.15*R))-R*.85)/R)+exp(-9.*(length(q-vec2(0.,.8*R))-R*.4)/R))*R/9.;   // pear
  vec3 ink=kind<1.?hsv(mix(-.03,.3,H(k+4.)),.8,.8):kind<2.?hsv(.12+.1*H(k+4.),.65,.8):kind<3.?hsv(.03+.1*H(k+4.),.9,1.)
    :hsv(.75+.2*H(k+4.),.6,.45);
  vec2 sh=q+vec2(sun.x*.2,R*.75);
  c*=1.-.55*exp(-pow(length(sh*vec2(.8,3.))/R,2.));
  float z=sqrt(clamp(-d/R*(2.+d/R),0.,1.)),lit=dot(normalize(vec3(q/R,z+.3)),normalize(vec3(sun,.8)));
  vec3 skin=ink*(.3+.8*max(lit,0.))*(1.+.15*snoise2D(q*vec2(20.,6.)+k)*H(k+5.))+pow(max(lit,0.),30.)*.6;
  if(H(k+6.)<.4)skin=mix(skin,skin.yxz*1.1,smoothstep(-.3,.6,snoise2D(q*2.+k)));
  c=mix(c,skin,clamp(.5-d/w,0.,1.));
  float stalk=max(abs(q.x-.1*(q.y-R))-.03*R/.3,abs(q.y-R*(kind<2.&&kind>=1.?1.2:.95))-.12);
  if(kind<2.||kind>2.5)c=mix(c,vec3(.25,.15,.05),clamp(.5-stalk/w,0.,1.));
}
o=vec4(c,1.);
