// title: Cut fruit
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: slices of orange, melon, kiwi, apple, fig and avocado with rind, flesh, pips and segments
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*5.+vec2(k,e*2.+1.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.4),u=H(1.),v=H(2.),G=u<.5?2.1:u<.8?1.1:.65,w=3./min(r.x,r.y)*2.1/G,same=step(.5,H(3.));
vec3 bg=hsv(v,.65*H(4.),.25+.75*H(5.)),c=bg;
if(H(6.)<.35)c*=.9+.2*snoise2D(p*vec2(1.5,16.)+e);
id=floor(p/G+.5);
vec2 q=(p/G-id)*2.1+.15*(vec2(H(7.),H(8.))-.5);
q*=rotate2D(6.3*H(9.));
vec2 ii=id;
id*=1.-same;
float kind=floor(6.*H(10.)),hue=H(11.),R=.72+.18*H(12.),half_=step(H(13.),.3),g=atan(q.y,q.x),l=length(q),d=0.;
if(kind>=3.){l=length(q*vec2(1.,.75+.2*H(14.)-.12*q.y));l+=.03*cos(g*3.);}
d=l-R;
if(half_>.5)d=max(d,-q.y);
float s=l/R;
vec3 rind=vec3(.9,.5,.1),pith=vec3(.97,.93,.8),flesh=vec3(1.,.6,.15);
id=ii;
D(max(length(q+vec2(-.06,.08))-R-.02,half_>.5?-q.y-.1:-9.),c*.55)
if(kind<2.){                                                       // citrus: wedges with rounded ends
  float n=8.+floor(4.*H(15.)),f=abs(fract(g/PI2*n)-.5),k=kind<1.?hue*.13:.0+.3*step(.5,hue);
  rind=hsv(k+.03,.85,.9);flesh=hsv(k+.03*H(16.),.75,.95);
  D(d,rind) D(max(d,s*R-R*.93),pith)
  float wedge=max(s-.84+.25*pow(f*2.,6.)*.4,max(.12-s,(.02/R-(.5-f)*PI2/n*s)));
  D(max(wedge*R,d+.02),flesh*(.85+.2*snoise2D(vec2(g*14.,l*4.)))) D(max(length(vec2(f*PI2/n*l,l-R*.35)*vec2(1.6,.7))-.035,d)+step(H(17.),.4),pith*.9)
}else if(kind<3.){                                                 // kiwi or melon: pips on a ring
  float melon=step(.5,H(18.));
  rind=mix(vec3(.4,.28,.12),vec3(.1,.35,.12)+.25*step(.3,sin(g*20.)),melon);
  flesh=mix(hsv(.22+.08*H(19.),.7,.75),hsv(.97+.15*H(19.),.75,.9),melon);
  D(d,rind) D(d+.06,mix(pith,flesh,.35)) D(d+.06+.06*melon,flesh*(.85+.2*s+.08*sin(g*40.)*(1.-melon)))
  if(melon<.5)D((length(q*vec2(1.,1.3))-R*.28),vec3(.92,.92,.7))
  float n=melon>.5?9.:20.,ring=floor(s*5.),a=fract(g/PI2*n+ring*.5)-.5;
  D(length(vec2(a*l*PI2/n,fract(s*5.)*R/5.-R*.1)*vec2(1.5,.8))-.03+step(.22,abs(s-.52)),vec3(.05))
}else if(kind<5.){                                                 // apple, pear, avocado
  float stone=step(.5,H(20.));
  rind=hsv(mix(H(21.)*.35,.27,stone),.8,mix(.7,.25,stone));
  flesh=mix(vec3(.97,.93,.75),hsv(.19,.5,.9),stone);
  D(d,rind) D(d+.04+.02*stone,flesh*(1.-.1*s)) D(abs(d+.1)-.02,mix(flesh,rind,.3*stone))
  if(stone>.5){D(length(q+vec2(0.,.1))-R*.42,vec3(.4,.22,.1)*(1.3-length(q-vec2(-.12,.05))))}
  else{D(abs(length(q*vec2(1.3,.9))-.24)-.012,flesh*.8) D(length(vec2(abs(q.x)-.09,q.y+.02)*vec2(1.8,1.))-.1,vec3(.25,.13,.06))
    D(max(abs(q.x-.1*(q.y-R))-.03,abs(q.y-R*1.1)-.16),vec3(.3,.2,.1))}
}else{                                                             // fig, pomegranate, dragon fruit: specks throughout
  rind=hsv(.75+.25*H(22.),.7,.45);flesh=hsv(.93+.1*H(23.),.65*H(24.),.9);
  D(d-.05*step(.5,H(25.))*max(0.,sin(g*9.)),rind) D(d+.07,pith) D(d+.13,flesh*(.8+.3*snoise2D(q*9.)))
  vec2 z=q*12.,k=floor(z);
  D(max(length(fract(z)-.5-.3*(vec2(fsnoise(k),fsnoise(k+3.))-.5))/12.-.02,d+.15),mix(vec3(.05),vec3(.95,.8,.5),step(.5,H(26.))))
}
o=vec4(c,1.);
