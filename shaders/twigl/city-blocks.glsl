// title: Towers
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a town of box towers with windows seen from a drifting balloon, by day and by night
#define H(k) fsnoise(vec2(k,e*2.+11.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/2.),pitch=.3+.75*H(1.),a=H(2.)*6.3+t*.1,x=0.,face=0.,hgt=0.,hit=0.,tall=.8+2.6*H(3.),night=step(.65,H(4.));
vec3 eye=vec3(t*.5,tall*.75+.5+1.5*H(5.),e*9.),D=normalize(vec3(p,1.3+H(6.))),c=vec3(0.),P=eye;
D.yz*=rotate2D(-pitch);
D.xz*=rotate2D(a);
D+=vec3(1e-4);
vec2 id=vec2(0.),lo=vec2(0.);
for(float i=0.;i<48.;i++){
  // step from cell to cell; in each one box, cut by its four walls and its roof
  P=eye+D*(x+1e-3);
  id=floor(P.xz);
  float seed=fsnoise(id+e),W=.3+.15*fsnoise(id+e+3.);
  hgt=tall*seed*(.4+.6*seed)*(.7+.4*snoise2D(id*.15+e))*step(.12,seed)+.1*step(.12,seed);
  vec2 k=eye.xz-id-.5,n1=(-sign(D.xz)*W-k)/D.xz;
  float enter=max(n1.x,n1.y),roof=(hgt-eye.y)/D.y;
  vec2 n2=(sign(D.xz)*W-k)/D.xz;
  float leave=min(n2.x,n2.y);
  if(enter<leave&&leave>0.){
    if(enter>0.&&eye.y+D.y*enter<hgt&&eye.y+D.y*enter>0.){x=enter;face=n1.x>n1.y?1.:2.;hit=1.;break;}
    if(D.y<0.&&roof>enter&&roof<leave&&hgt>0.){x=roof;face=3.;hit=1.;break;}
  }
  vec2 wall=((step(0.,D.xz)-.5)-k)/D.xz;
  float next=min(wall.x,wall.y);
  if(eye.y+D.y*next<0.){x=-eye.y/D.y;hit=2.;break;}
  x=max(next,x+1e-3);
  if(x>40.||(D.y>0.&&P.y>tall*1.6))break;
}
P=eye+D*x;
vec3 haze=night>.5?hsv(.6+.3*H(7.),.6,.15+.2*H(8.)):hsv(.08+.5*H(7.),.3*H(8.)+.05,.65+.35*H(9.));
c=mix(haze,haze*hsv(.6,.5,.8),clamp(D.y*2.,0.,1.))+.1*snoise2D(D.xz*3./(abs(D.y)+.3));
float b=fsnoise(id+e+7.),g=fsnoise(id+e+8.);
if(hit>1.5){vec2 k=abs(fract(P.xz)-.5);c=mix(vec3(.3)*(.6+.4*g),hsv(.28,.45,.45),step(b,.25)*step(max(k.x,k.y),.4));
  c=mix(c,vec3(.85),step(.485,max(k.x,k.y))*step(.5,fract((k.x>k.y?P.z:P.x)*5.)));c*=1.-.75*night;}
else if(hit>.5){
  vec3 m=hsv(H(10.)+.25*(b-.5)*H(11.),.7*g*H(12.),.35+.55*b);
  vec2 w_=vec2((face<1.5?P.z:P.x)*(6.+4.*floor(g*2.)),P.y*(5.+5.*b)),k=fract(w_);
  float win=step(.2,k.x)*step(.3,k.y)*step(k.y,.85)*step(k.x,.8);
  if(b>.75)win=step(.35,k.y);
  float on=step(.55,fsnoise(floor(w_)+id));
  vec3 glass=night>.5?mix(vec3(.04),vec3(1.,.85,.5),on):mix(vec3(.15,.2,.3),haze,.5*on);
  c=face<2.5?mix(m*(night>.5?.18:face<1.5?1.:.6),glass,win):m*(night>.5?.25:1.2)*(.85+.15*step(.3,fract(P.x*3.)));
}
o=vec4(mix(c,haze,1.-exp(-.0022*x*x)),1.);
