// title: Toy vehicles
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: cars, vans, buses and lorries from the side, each on its road
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(cell+vec2(k,3.*k))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  float e=floor(t/2.),w=3./min(r.x,r.y);
  p.y+=.25;
  float row=floor(p.y/2.6+.5);
  p.x+=.25*sin(t+row)+1.7*row;
  vec2 cell=vec2(floor(p.x/3.2+.5),row)+17.*e,q=vec2(p.x-3.2*floor(p.x/3.2+.5),p.y-2.6*row);
  vec3 sky=hsv(fsnoise(vec2(e,row)),.6*fsnoise(vec2(e,1.)),.3+.7*fsnoise(vec2(e,2.))),ink=hsv(H(1.),.9*H(2.),.2+.8*H(3.));
  vec3 c=sky*(1.-.15*q.y),dark=ink*.3,glass=mix(vec3(.75,.9,1.),vec3(.1,.15,.25),step(.5,H(4.)));
  D(abs(q.y-.1-.5*H(5.))-.2*abs(sin(3.*q.x+H(6.)*9.)),sky*.75)          // skyline
  D(q.y+.5,mix(vec3(.3),sky.zxy,.4)) D(box(vec2(mod(q.x,.4)-.2,q.y+.8),vec2(.12,.03),.02),vec3(.9,.9,.7))
  float L=.65+.45*H(7.),h=.12+.2*H(8.),kind=floor(H(9.)*4.),R=.13+.1*H(10.),y=-.42+R;
  if(H(11.)<.5)q.x=-q.x;
  // kind 0, 1: saloon with a sloping cabin; 2: bus; 3: lorry with a load
  float cab=box(vec2(q.x*(1.+.9*(q.y-y-h)),q.y-y-h*2.),vec2(L*.55,.22),.08);
  float top=kind<2.?cab:kind<3.?box(q-vec2(0.,y+h+.3),vec2(L,.42),.07):box(q-vec2(L*.68,y+h+.15),vec2(L*.3,.35),.1);
  D(box(q-vec2(0.,y+h*.6),vec2(L,h),.07),ink)
  D(top,kind<2.?ink*.85:ink)
  float win=kind<2.?max(cab+.06,.03-abs(q.x)):box(vec2(mod(q.x+.16,.32)-.16,q.y-y-h-.38),vec2(.12,.13),.03);
  if(kind>2.)win=box(q-vec2(L*.75,y+h+.3),vec2(.12,.11),.03);
  D(max(win,top+.04),glass)
  if(kind>2.)D(box(q-vec2(-L*.35,y+h+.2),vec2(L*.65,.25+.2*H(12.)),.02),hsv(H(13.),H(14.),.9)*(.85+.15*sign(sin(20.*q.x))))
  D(box(q-vec2(L,y+h*.5),vec2(.05,.05),.03),vec3(1.,.9,.4))
  vec2 k=vec2(abs(q.x)-L*.6,q.y-y+.02);
  if(kind>1.&&q.x<0.)k.x=abs(k.x)-R*1.1;
  D(length(k)-R,vec3(.06)) D(length(k)-R*.5,vec3(.7)*(.7+.3*sin(6.*atan(k.y,k.x+1e-6)+9.*t)))
  o=vec4(c,1.);
}
