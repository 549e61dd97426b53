// title: Halls of pillars
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: halls with round, square and fluted pillars, arches and patterned floors, in light or dusk
#define H(k) fsnoise(vec2(k,e*3.+75.))
float e=0.,part=0.;
float map(vec3 p){
  float G=2.+1.2*H(1.),top=1.6+H(2.),kind=floor(3.*H(3.)),R=.2+.25*H(4.);
  vec3 q=vec3(mod(p.x,G)-G*.5,p.y,mod(p.z,G)-G*.5);
  float a=atan(q.z,q.x+1e-6),l=length(q.xz);
  float d=kind<1.?l-R:kind<2.?max(abs(q.x),abs(q.z))-R:l-R+.04*cos(a*12.);
  // foot and capital
  d=min(d,max(l-R-.14,abs(p.y)-.18));
  d=min(d,max(max(abs(q.x),abs(q.z))-R-.12,abs(p.y-top)-.12));
  part=0.;
  // arches: a ceiling with barrels cut out of it
  vec2 w=vec2(mod(p.x+G*.5,G)-G*.5,mod(p.z+G*.5,G)-G*.5);
  float roof=H(5.)<.75?max(top-p.y,-min(length(vec2(w.x,p.y-top))-G*.38,length(vec2(w.y,p.y-top))-G*.38)):9.;
  if(roof<d){d=roof;part=1.;}
  if(p.y<d){d=p.y;part=2.;}
  return d;
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.3);
  vec3 D=normalize(vec3(p,.8+.9*H(6.))),eye=vec3(.3*sin(t*.3),1.+.3*H(7.),t*.8);
  D.xz*=rotate2D(H(8.)*1.57);
  float x=.1,n=0.,d=1.;
  for(float i=0.;i<44.;i++){d=map(eye+D*x);if(d<.003*x||x>22.)break;x+=d*.9;n++;}
  vec3 P=eye+D*x,haze=hsv(H(9.),.5*H(10.),H(11.)<.5?.06+.1*H(12.):.6+.4*H(12.)),c=haze;
  if(x<22.){
    map(P);
    float is=part;
    vec2 E=vec2(.005,-.005);
    vec3 N=normalize(E.xyy*map(P+E.xyy)+E.yyx*map(P+E.yyx)+E.yxy*map(P+E.yxy)+E.xxx*map(P+E.xxx)+1e-9),L=normalize(vec3(.8,.6,.3)),A=hsv(H(13.),.5*H(14.),.4+.55*H(15.)),B=hsv(H(16.),.7*H(17.),.15+.7*H(18.)),m=A;
    vec2 g=P.xz*(1.+H(19.));
    if(is>1.5)m=H(20.)<.5?mix(A,B,mod(floor(g.x)+floor(g.y),2.)):mix(A,B,step(.7,max(abs(fract(g.x)-.5),abs(fract(g.y)-.5))*1.6))*(.8+.2*fsnoise(floor(g)));
    else if(is>.5)m=mix(A,B,H(21.)*.8);
    else if(H(22.)<.4)m=mix(A,B,step(.5,fract(P.y*(2.+3.*H(23.)))));
    // shafts of light from one side fall in regular patches
    float patch_=smoothstep(.3,.1,abs(fract(dot(P,vec3(.3,-.35,.12))*1.3)-.5))*H(24.);
    c=m*(.3+.5*max(0.,dot(N,L))+.2*max(0.,-dot(N,D))+patch_*.7*vec3(1.,.85,.6))*(1.15-.6*n/44.);
    c=mix(haze,c,exp(-.006*x*x));
  }
  o=vec4(c,1.);
}
