// title: Aquarium
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: striped and spotted fish of many shapes that swim past each other
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id+vec2(k,e*5.+k))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/2.),w=3./min(r.x,r.y),u=fsnoise(vec2(e,8.)),v=fsnoise(vec2(e,9.));
vec3 c=hsv(.4+.3*u,.3+.6*v,.45+.25*p.y)+.12*max(0.,snoise2D(vec2(p.x*3.+p.y,t*.4)))*(1.+p.y);
c=mix(c,vec3(.75,.65,.45)*(.8+.2*snoise2D(p*12.)),clamp(-3.*(p.y+1.+.15*sin(p.x*2.+e)),0.,1.)*step(.4,v));
float far=floor(1.+u*3.);
for(float k=0.;k<3.;k++){
  if(k>=far)break;
  // each layer is a lattice of fish, the nearer the larger
  float G=.8+.7*k+(far<2.?.8:0.);
  vec2 q=p+vec2(t*(.2+.1*k)*(mod(k,2.)*2.-1.),k*.6),id=vec2(0.,floor(q.y/G));
  q.x+=id.y*G*.6;
  id.x=floor(q.x/G/1.3)+40.*k;
  if(H(1.)<.25)continue;
  q=(q-vec2(floor(q.x/G/1.3)*1.3+.65,id.y+.5)*G)/G*2.;
  q.x*=mod(k,2.)*2.-1.;
  q.y+=.04*sin(9.*q.x-6.*t);
  float fat=.25+.3*H(2.),L=.8,x=q.x,B=fat*sqrt(max(0.,1.-(x+.1)*(x+.1)/.5));
  vec3 A=hsv(H(3.),.3+.7*H(4.),.9),Z=hsv(H(5.),H(6.),.2+.8*H(7.));
  D(max(abs(q.y)-(x-.42)*(.6+.9*H(8.)),abs(x-.6)-.25+.25*H(9.)*cos(q.y*8.)),Z)                      // tail
  D(max(q.y-fat*1.5+.6*abs(x-.1),-q.y),Z*.8) D(max(-q.y-fat*1.3+.9*abs(x-.2),q.y),Z*.8)              // fins
  float pat=H(10.)<.4?sin(x*(10.+15.*H(11.))):H(10.)<.7?sin(q.y*30.*H(12.)+2.):snoise2D(q*7.+id)-.2;
  D((abs(q.y)-B)*.7,mix(A,Z,step(.2,pat))*(.85+.5*q.y))
  vec2 y=q+vec2(.52,-.06);
  D(length(y)-.09,vec3(.95)) D(length(y)-.05,vec3(.02))
  D(abs(length(q+vec2(.75,.0))-.42)-.012+max(0.,abs(q.y)-B*.8),Z*.5)
}
o=vec4(c,1.);
