// title: Edges and corners
// mode: geek (300 es)
// licence: CC0-1.0
// shows: bare edges, bars, wedges and T, L, X and Y corners, hard or soft, at every scale and contrast
#version 300 es
precision highp float;
uniform vec2 r;
uniform float t;
out vec4 col;
float e=0.;
float H(float k){return fract(sin(k*73.31+e*37.79)*31847.29);}
vec3 tone(float k,float grey){return mix(.5+.5*cos(6.28*(H(k)+vec3(0.,.33,.66)*H(k+.5))),vec3(H(k+.2)),grey)*mix(.3,1.,H(k+.7));}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.8);
  float kind=floor(8.*H(1.)),G=mix(.35,1.6,H(2.)*H(2.)),px=1.5/min(r.x,r.y)/G,soft=px+.3*pow(H(3.),5.),a=6.28*H(4.),grey=step(.45,H(5.)),bend=.5*(H(6.)-.5)*step(.6,H(7.));
  p=mat2(cos(a),sin(a),-sin(a),cos(a))*p;
  p/=G;
  p.y+=bend*p.x*p.x;
  vec2 i=floor(p/2.+.5),q=p-i*2.;
  float s=mix(1.,mod(i.x+i.y,2.)*2.-1.,step(.5,H(8.))),m=.7*(H(9.)-.5);
  if(H(10.)<.4)e+=dot(i,vec2(.17,.31));
  q*=s;
  // u, v: signed distances of two edges through one point; the kind says how they join
  float th=.5+2.*H(11.),u=q.x,v=q.x*cos(th)+q.y*sin(th),A=0.,B=0.,z=0.;
  #define S(d) smoothstep(-soft,soft,d)
  A=S(u);B=S(v);
  if(kind<1.)z=A;
  else if(kind<2.)z=A*B;
  else if(kind<3.)z=A>.5?1.+B:0.;
  else if(kind<4.)z=A+2.*B;
  else if(kind<5.){float g=atan(q.y,q.x)/6.2832+.5;z=floor(g*3.+H(12.));z=mod(z,3.);}
  else if(kind<6.)z=S(.1+.4*H(13.)-abs(u-m));
  else if(kind<7.)z=S(.12+.25*H(13.)-abs(u-m))+S(.05+.2*H(14.)-abs(v))*step(.4,H(15.));
  else z=S(.75*H(16.)+.15-max(abs(q.x)+bend,abs(q.y)*(.4+H(17.))));
  vec3 c0=tone(20.,grey),c1=tone(22.,grey),c2=tone(24.,grey),c3=tone(26.,grey);
  if(distance(c0,c1)<.25)c1=c1.brg*.5+.45*step(dot(c0,vec3(.33)),.45);
  vec3 c=z<1.?mix(c0,c1,z):z<2.?mix(c1,c2,z-1.):mix(c2,c3,z-2.);
  // the light may fall off along an edge, as on folded paper
  if(H(18.)<.35)c*=.75+.5*smoothstep(-1.,1.,kind<1.5?u:v);
  if(H(19.)<.2)c=mix(c,tone(28.,grey),S(.035-abs(u)));
  col=vec4(c,1.);
}
