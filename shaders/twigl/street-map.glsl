// title: Town from the air
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: streets, roofs, parks, cars and a river from straight above, or as a drawn map
#define H(k) fsnoise(id+vec2(k,e*2.+20.))
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t/2.),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),S=.7+1.8*u*v,w=3.*S/min(r.x,r.y),map_=step(.65,fract(u*9.));
p=p*S*rotate2D(u*3.)+vec2(t*.1,e*7.);
float river=abs(p.y*.6+p.x*.3+.5*snoise2D(p*.4+e)-floor(p.y*.12+.5)*5.)-.16;
vec2 g=p+.12*v*vec2(snoise2D(p*.5),snoise2D(p*.5+5.));
// blocks: rows of hashed width, so that streets do not all meet
float row=floor(g.y);
float B=.8+.9*fsnoise(vec2(row,e)),x=g.x/B+fsnoise(vec2(row,e+3.))*3.;
id=vec2(floor(x),row);
vec2 k=vec2((fract(x)-.5)*B,fract(g.y)-.5),hb=vec2(B,1.)*.5,a=hb-abs(k);
float st=.05+.05*v,edge=min(a.x,a.y);
vec3 road=map_>.5?vec3(1.):vec3(.28+.15*u),c=road,ground=map_>.5?hsv(.1,.08,.9):hsv(.2+.15*H(2.),.25,.4+.2*H(3.));
if(map_<.5)D(max(abs(edge)-.008,.25-fract((a.x<a.y?k.y:k.x)*6.)*.5),vec3(.9,.9,.6))
D(st-edge,map_>.5?ground:vec3(.62)) D(st+.03-edge,ground)
if(H(4.)<.18){                                   // a park: trees, a pond
  D(st+.04-edge,map_>.5?vec3(.72,.88,.65):hsv(.3,.5,.4)) D(length(k-vec2(.1))-.14-.04*snoise2D(k*6.+id),hsv(.55,.5,.7))
  vec2 q=fract(k*7.)-.5+.4*(vec2(fsnoise(floor(k*7.)),fsnoise(floor(k*7.)+3.))-.5);
  if(edge>st+.1&&length(k-vec2(.1))>.2)D((length(q)-.38)/7.,hsv(.28+.08*fsnoise(floor(k*7.)),.6,.3+.3*q.y+.1))
}else{
  vec2 n=floor(vec2(1.+B*2.5*H(5.),1.+2.*H(6.))),in_=(hb-st-.05)*2.,y=(k/in_+.5)*n,h=floor(y),z=(fract(y)-.5)*in_/n;
  float b=fsnoise(h+id*7.+e),m=fsnoise(h+id*5.+9.);
  vec2 s_=in_/n*(.28+.2*b),f_=abs(z)-s_;
  if(edge>st+.04){
    if(map_<.5)D(max(abs(z.x-.03)-s_.x,abs(z.y+.03)-s_.y),ground*.45)
    float d=max(f_.x,f_.y);
    if(m>.6)d=max(d,-max(z.x,z.y));               // L-shaped
    vec3 roof=map_>.5?hsv(.08,.12,.8):hsv(.02+.08*b+.5*step(.8,m),.6*m,.35+.5*fract(b*9.));
    D(d,roof*(map_>.5?1.:(fract(m*7.)<.5?1.15-.4*step(z.x,0.):.9+.1*sin(z.y*90.)))) D(max(d,.012-abs(d+.02)),roof*.8)
  }
}
vec2 car=vec2(mod(k.x+t*.3*(H(7.)-.5)+B,.45)-.22,a.y-st*.5);
if(map_<.5)D(max(abs(car.x)-.06,abs(car.y)-.018)+step(.6,H(8.)),hsv(H(9.),.7*H(10.),.9))
if(fract(v*7.)<.6){D(river-.04,map_>.5?ground:vec3(.6,.6,.5)) D(river,map_>.5?vec3(.6,.8,.95):hsv(.5+.1*u,.5,.4)*(1.+.15*snoise2D(p*vec2(4.,9.)+t)))}
if(map_>.5)c*=mix(vec3(1.),hsv(v,.35,1.),.6);
o=vec4(c,1.);
