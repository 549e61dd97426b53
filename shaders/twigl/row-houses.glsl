// title: Streets of houses
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: rows of houses and towers with gables, doors, chimneys and lit windows
float box(vec2 p,vec2 h){vec2 d=abs(p)-h;return length(max(d,0.))+min(max(d.x,d.y),0.);}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id+vec2(k,k*2.+e*7.))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  float e=floor(t/2.),w=3./min(r.x,r.y),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),row=0.,night=step(.65,v);
  p*=mix(.6,1.5,u);
  row=floor((p.y+.9)/2.);
  vec2 q=vec2(p.x+row*.7+.1*t,p.y+.9-row*2.),id=vec2(floor(q.x/.95),row);
  vec3 c=mix(hsv(.5+.6*u,.5*v,.95),hsv(u,.3,.7),q.y/2.)*(night>.5?.25:1.)+.06*snoise2D(p*vec2(1.,3.)+e);
  D(q.y-.12,hsv(.25+.5*v,.2,.35)) D(abs(q.y-.04)-.015-.02*step(.5,fract(q.x*4.)),vec3(.6))
  q.x=mod(q.x,.95)-.475;
  float tall=.45+.9*H(1.)*H(2.),W=.3+.15*H(3.),roof=floor(3.*H(4.)),pitch=.25+.45*H(5.);
  vec3 wall=hsv(.02+.13*H(6.)+.5*step(.75,H(7.)),.6*H(8.),.35+.6*H(9.))*(night>.5?.5:1.),
    tile=hsv(H(10.)*.1-.03+.6*step(.6,H(11.)),.5,.2+.4*H(12.));
  if(H(13.)<.15){                                     // a tree in the gap
    D(box(q-vec2(0.,.3),vec2(.04,.25)),vec3(.3,.2,.1))
    D((length((q-vec2(0.,.6+.2*H(1.)))*vec2(1.,.6+.6*H(3.)))-.26-.04*snoise2D(q*9.+id))*.7,hsv(.15+.2*H(2.),.6,.5))
  }else{
    vec2 b=q-vec2(0.,.1+tall*.5),z=q-vec2(0.,.1+tall);
    D(box(z-vec2(W*.5,pitch*.4),vec2(.05,pitch*.6)),tile*.7)
    if(roof>.5){D(max(z.y-pitch*(1.-abs(z.x)/(W+.06))*(roof<1.5?1.:.7+.6*step(abs(z.x),W*.5)),-z.y),tile*(.85+.15*sin(z.y*60.)))}
    D(box(b,vec2(W,tall*.5)),wall*(.9+.1*step(.15,fract(q.y*14.)))*(1.-.3*step(W*.6,q.x)*H(14.)))
    if(roof<.5)D(box(z,vec2(W+.04,.035)),tile)
    float n=1.+floor(H(15.)*3.),fl=.28+.12*H(16.);
    vec2 g=vec2((q.x/W*.5+.5)*n,(q.y-.42)/fl),k=fract(g)-.5,s_=vec2(2.*W/n,fl);
    float lit=step(.5,fsnoise(floor(g)+id*3.+e)),win=box(k*s_,s_*vec2(.25+.12*H(17.),.3));
    if(g.y>0.&&q.y<.1+tall-.02&&abs(q.x)<W*.98){
      D(win,vec3(.95)*mix(1.,.4,night)) D(win+.015,night*lit>.5?vec3(1.,.8,.35):mix(vec3(.2,.3,.4),vec3(.6,.8,.9),k.y+.4)*(1.-.7*night)) D(abs(k.x*s_.x)-.008+max(win,0.),vec3(.7))}
    D(box(q-vec2(W*(H(18.)-.5),.22),vec2(.07,.13)),hsv(H(19.),.7,.5)*(1.-.5*night)) D(length(q-vec2(W*(H(18.)-.5)+.045,.22))-.013,vec3(.9,.8,.3))
  }
  o=vec4(c,1.);
}
