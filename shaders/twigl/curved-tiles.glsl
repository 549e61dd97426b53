// title: Pipes and knots
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: arcs and crossings on square tiles that join to endless pipes, cords or rails
#define H(k) fsnoise(vec2(k,e*2.+6.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/1.5),S=1.1+3.5*H(1.)*H(2.),R=.08+.2*H(3.),sq=step(.7,H(4.));
p=p*S*rotate2D(floor(2.*H(5.))*PI/4.)+.2*t;
vec2 id=floor(p),k=fract(p)-.5;
float a=fsnoise(id+e*3.),b=fsnoise(id+e+5.),w=6.*S/min(r.x,r.y)*.5;
vec3 ground=hsv(H(6.),.7*H(7.),.1+.8*H(8.)),c=ground*(1.-.25*H(9.)*mod(id.x+id.y,2.))*(1.+.12*snoise2D(p*3.));
vec3 ink=hsv(H(10.),.9*H(11.),.4+.6*H(12.)),rim=ink*.25;
if(a<.5)k.x=-k.x;
for(float j=0.;j<2.;j++){
  // two arcs about opposite corners, or a bridge over a straight way
  vec2 z=j<.5?k+.5:k-.5;
  float l=sq>.5?max(abs(z.x),abs(z.y)):length(z),d=abs(l-.5),along=atan(abs(z.y)+1e-5,abs(z.x))*2./PI;
  if(b<.3*H(13.)*2.){d=j<.5?abs(k.x):abs(k.y);along=j<.5?k.y+.5:k.x+.5;}
  float v=d/R,dash=step(.5,fract(along*floor(1.+4.*H(14.))*2.+t*floor(H(15.)*2.)));
  vec3 body=H(16.)<.4?ink*sqrt(max(0.,1.-v*v)+.05)+.5*exp(-30.*(v-.2)*(v-.2)):H(16.)<.7?mix(ink,ink.zxy,step(.45,v))
    :mix(ink,ink*.4,step(.8,v));
  if(H(17.)<.4)body=mix(body,ground.yzx,dash*step(v,.35+.5*H(18.)));
  c*=1.-.5*(1.-smoothstep(R,R*1.8,d))*step(R,d);
  c=mix(c,rim,clamp(.5-(d-R)/w,0.,1.));
  c=mix(c,body,clamp(.5-(d-R*.85)/w,0.,1.));
}
o=vec4(c,1.);
