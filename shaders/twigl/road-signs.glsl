// title: Road signs
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: round, triangular, square and eight-sided signs with arrows, bars and figures
float box(vec2 p,vec2 h){vec2 d=abs(p)-h;return length(max(d,0.))+min(max(d.x,d.y),0.);}
float poly(vec2 p,float n,float R){float a=atan(p.x,p.y+1e-6),s=PI2/n;return cos(s*floor(a/s+.5)-a)*length(p)-R;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*2.+vec2(k+e*4.,k))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t),w=3./min(r.x,r.y),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.));
  id=floor(p/vec2(1.9,2.2)+.5);
  vec2 q=p-id*vec2(1.9,2.2);
  // behind: leaves, a wall or a soft sky
  float g=snoise2D(p*(1.+3.*v)+e)+.5*snoise2D(p*(3.+5.*v)-e)+.25*snoise2D(p*11.);
  vec3 c=u<.35?hsv(.2+.12*g,.6,.35+.2*g):u<.65
    ?hsv(.05+.5*v,.2,.6+.2*v)*(.85+.15*step(.1,fract(p.y*6.))*step(.06,fract(p.x*2.5+.5*floor(p.y*6.))))
      :mix(vec3(.9),hsv(.55+.1*v,.5,.85),.5+.3*p.y+.2*g);
  D(max(abs(q.x)-.045,q.y),vec3(.5)*(1.-q.x*9.))
  q-=vec2(0.,.15);
  q*=rotate2D(.3*(H(1.)-.5));
  q/=.9+.25*H(2.);
  float kind=floor(5.*H(3.)),d=kind<1.?length(q)-.62:kind<2.?poly(q*sign(H(4.)-.35),3.,.36):kind<3.?poly(q*rotate2D(PI/8.),8.,.58)
    :kind<4.?box(q,vec2(.56,.45+.2*H(4.)))-.04:poly(q*rotate2D(PI/4.*step(.5,H(4.))),4.,.5);
  vec3 rim=kind<2.?vec3(.8,.08,.1):hsv(floor(H(5.)*6.)/6.,.9,.75),face=H(6.)<.5?vec3(.95):kind>1.5?rim*.95:vec3(1.,.8,.1),
    ink=face.g>.7?vec3(.05):vec3(.97);
  D(d,ink) D(d+.02,rim) D(d+.06+.06*H(7.),face)
  float what=floor(7.*H(8.)),s=1e3;
  vec2 z=q*(1.15+.3*step(1.,kind)*step(kind,1.5)),a=vec2(abs(z.x),z.y);
  if(H(9.)<.5)z=z*rotate2D(PI*.5*floor(4.*H(10.)));
  if(what<1.)s=min(box(z+vec2(0.,.1),vec2(.06,.22)),max(abs(z.x)*1.2+z.y-.38,.1-z.y));                                // arrow
  else if(what<2.)s=min(abs(length(z-vec2(.1,.0))-.2)-.06+step(0.,.02-z.y)*.3*step(z.x,.1),box(z+vec2(.1,.18),vec2(.06,.17)));    // bend
  else if(what<3.)s=box(z,vec2(.36,.09));
  else if(what<4.)s=min(length(a-vec2(0.,.25))-.08,min(box(a-vec2(0.,.05),vec2(.08,.13)),box((a-vec2(.06,-.2))*rotate2D(-.3),vec2(.04,.16))));   // walker
  else if(what<5.)s=abs(length((a-vec2(.16,0.))*vec2(1.,.75))-.12)-.04;  // two rings, like a number
  else if(what<6.)s=min(box(z-vec2(0.,.08),vec2(.07-.02*z.y,.18)),length(z+vec2(0.,.24))-.07);                       // exclamation
  else s=min(box(z,vec2(.3,.1)),min(box(z-vec2(-.05,.12),vec2(.16,.1)),length(a-vec2(.18,-.12))-.08));                       // car
  D(s,ink)
  if(H(11.)<.25)D(abs(dot(q,vec2(.7)))-.05+max(0.,d+.05),rim)
  c*=.85+.25*H(12.)+.15*q.y;
  o=vec4(c,1.);
}
