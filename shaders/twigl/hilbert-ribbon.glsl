// title: Space-filling curves
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: the curve that visits every cell of a square, in two orders, as ribbon, pipe, maze or colour order
#define H(k) fsnoise(vec2(k,e*3.+57.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.5),N=H(1.)<.35?4.:H(1.)<.75?8.:16.,d=9.,W=.1+.2*H(2.),along=0.;
q=(p*rotate2D(.05*t+floor(H(3.)*4.)*PI*.25))*(.3+.35*H(4.))+.5+.03*t;
vec2 page=floor(q);
q=fract(q);
ivec2 cell=ivec2(q*N);
vec2 k=fract(q*N)-.5;
// the index of a cell along the curve, and the cells one step before and after
int s_=0;
ivec2 at[3];
{ivec2 c=cell;for(int n=int(N)/2;n>0;n/=2){ivec2 b_=ivec2((c.x&n)>0,(c.y&n)>0);s_+=n*n*((3*b_.x)^b_.y);if(b_.y==0){if(b_.x==1)c=int(N)-1-c;c=c.yx;}}}
for(int j=0;j<3;j++){
  int i=s_+j-1,u=i;
  ivec2 c=ivec2(0);
  for(int n=1;n<int(N);n*=2){ivec2 b_;b_.x=1&(u/2);b_.y=1&(u^b_.x);if(b_.y==0){if(b_.x==1)c=n-1-c;c=c.yx;}c+=n*b_;u/=4;}
  at[j]=i<0||i>=int(N*N)?cell:c;
}
for(int j=0;j<3;j+=2){
  vec2 v=vec2(at[j]-cell)*.5;
  float x=clamp(dot(k,v)/max(dot(v,v),1e-4),0.,1.);
  if(length(k-v*x)<d){d=length(k-v*x);along=float(s_)+(j<1?-.5:.5)*x;}
}
float x=along/(N*N),kind=H(5.);
vec3 A=hsv(H(6.)+x*(.2+.9*H(7.)*H(8.)),.8*H(9.),.45+.55*H(10.)),B=hsv(H(11.),.6*H(12.),H(13.)<.5?.1:.9),c=B;
float in_=smoothstep(W+.05,W-.02,d);
if(kind<.35)c=mix(B,A,in_);
else if(kind<.6)c=mix(B*(.6+.4*smoothstep(W,W*2.,d)),A*(1.1-.9*d*d/W/W)+.3*exp(-200.*d*d),in_);
else if(kind<.8)c=mix(B,A,in_*step(.35,fract(along*(.5+H(14.))-t*.5)));
else c=hsv(H(6.)+x,.6*H(9.),.3+.7*fract(x*floor(2.+6.*H(15.))))*(.8+.2*in_);
o=vec4(c,1.);
