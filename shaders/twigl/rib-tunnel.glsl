// title: Tunnels
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: winding round, square and star-shaped tunnels with ribs, bricks and lamps
#define H(k) fsnoise(vec2(k,e*2.+13.))
float e=0.;
vec2 way(float z){return vec2(sin(z*.35+e),cos(z*.27+e*2.))*(.3+1.2*H(1.));}
float map(vec3 p){
  vec2 q=p.xy-way(p.z);
  q*=rotate2D(p.z*.25*(H(2.)-.5));
  float kind=floor(4.*H(3.)),a=atan(q.y,q.x+1e-5),l=length(q);
  float R=kind<1.?l:kind<2.?max(abs(q.x),abs(q.y)):kind<3.?l*(1.+.12*cos(a*(3.+floor(4.*H(4.))))):max(l,-q.y*1.9);
  float rib=.22*H(5.)*smoothstep(.6,.95,cos(p.z*(2.+3.*H(6.))));
  float bump=.05*H(7.)*sin(a*floor(8.+12.*H(8.)))*sin(p.z*6.);
  float d=1.25-R-rib+bump;
  // pillars in some
  vec3 k=vec3(abs(q.x)-.75,q.y,mod(p.z,2.)-1.);
  if(H(9.)<.4)d=min(d,length(k.xz)-.11);
  return d;
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t/2.);
  float z=t*1.5,x=0.,n=0.;
  vec3 eye=vec3(way(z),z),aim=vec3(way(z+1.5),z+1.5),f_=normalize(aim-eye+vec3(H(10.)-.5,H(11.)-.5,0.)),
    s_=normalize(cross(vec3(0.,1.,0.),f_)),D=normalize(f_*(.7+.8*H(12.))+s_*p.x+cross(f_,s_)*p.y);
  for(float i=0.;i<64.;i++){float d=map(eye+D*x);if(d<.004*(1.+x)||x>18.)break;x+=d*.7;n++;}
  vec3 P=eye+D*x,haze=hsv(H(13.),.7*H(14.),step(.5,H(15.))*.9*H(16.));
  vec2 E=vec2(.006,-.006),q=P.xy-way(P.z);
  vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9);
  float a=atan(q.y,q.x+1e-5)/PI2,row=floor(P.z*3.),br=fsnoise(vec2(row,floor(a*16.+.5*row)));
  vec3 A=hsv(H(17.),.75*H(18.),.35+.6*H(19.)),B=hsv(H(20.),.8*H(21.),.3+.7*H(22.)),m=mix(A,B,smoothstep(-.2,.4,snoise3D(P*1.3)));
  float pat=floor(4.*H(23.));
  if(pat<1.)m=A*(.5+.7*br)*step(.08,fract(P.z*3.))*step(.06,fract(a*16.+.5*row));
  else if(pat<2.)m=mix(A,B,step(.5,fract(P.z*.8+a*floor(H(24.)*4.))));
  else if(pat<3.)m=mix(A,B,step(.5,fract(a*floor(4.+9.*H(24.)))));
  float lamp=exp(-3.*length(vec2(q.y-1.05,mod(P.z,3.)-1.5)));
  vec3 c=m*(.25+.9*max(0.,-dot(N,D))/(1.+.12*x*x)+.3*N.y+1.5*lamp*H(25.))+hsv(H(26.)*.2,.4,1.)*smoothstep(.35,.9,lamp);
  c*=1.-.35*n/64.;
  o=vec4(mix(haze,c,exp(-.012*x*x)),1.);
}
