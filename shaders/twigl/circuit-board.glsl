// title: Circuit boards
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: tracks with bends, pads, chips with legs and small parts on a board
#define H(k) fsnoise(vec2(k,e*3.+16.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),g=p,id=p,k=p;
float e=floor(t*1.3),S=2.5+4.*H(1.),d=9.,hue=H(2.);
vec3 board=hue<.5?vec3(.03,.25,.12):hue<.7?vec3(.05,.1,.35):hue<.85?vec3(.08):vec3(.5,.1,.08),cu=mix(vec3(.85,.65,.3),board*2.2+.1,H(3.));
board*=.6+H(4.);
g=p*S+vec2(.15*t,.1*t);
id=floor(g);k=fract(g)-.5;
// an edge between two cells carries a track if its hash says so: both cells agree
float east=step(.42,fsnoise(id+e)),west=step(.42,fsnoise(id+vec2(-1.,0.)+e)),north=step(.5,fsnoise(id+e+40.)),south=step(.5,fsnoise(id+vec2(0.,-1.)+e+40.)),n=east+west+north+south,W=.07;
if(east>.5)d=min(d,length(vec2(k.x-clamp(k.x,0.,.5),k.y)));
if(west>.5)d=min(d,length(vec2(k.x-clamp(k.x,-.5,0.),k.y)));
if(north>.5)d=min(d,length(vec2(k.x,k.y-clamp(k.y,0.,.5))));
if(south>.5)d=min(d,length(vec2(k.x,k.y-clamp(k.y,-.5,0.))));
vec2 z=abs(k);
if(n>1.5&&n<2.5&&east!=west)d=abs((east>.5?k.x:-k.x)+(north>.5?k.y:-k.y)-.5)*.7071;       // bends are cut at 45 degrees
vec3 c=board*(.9+.1*snoise2D(g*6.));
c=mix(c,cu,smoothstep(W+.02,W-.02,d));
float pad=n<1.5||n>3.5?1.:step(.8,fsnoise(id+9.)),l=length(k);
c=mix(c,mix(cu,vec3(.8),.5),pad*smoothstep(.24,.2,l));
c=mix(c,vec3(.02),pad*smoothstep(.12,.09,l));
// parts: black chips with legs, bright resistors
vec2 G=p*S/3.+vec2(.05*t,.0333*t),I=floor(G),K=fract(G)-.5;
float what=fsnoise(I+e*2.);
if(what<.4){
  vec2 b_=vec2(.3,.18+.12*fsnoise(I+3.));
  if(fsnoise(I+4.)<.5)K=K.yx;
  float body=max(abs(K.x)-b_.x,abs(K.y)-b_.y),leg=max(abs(K.x)-b_.x,abs(K.y)-b_.y-.09);
  c=mix(c,vec3(.75)*(1.2-abs(K.y)),step(leg,0.)*step(.5,fract(K.x*13.)));
  c=mix(c,(what<.28?vec3(.07):what<.34?vec3(.8,.75,.6):hsv(H(5.),.7,.6))*(1.-.8*K.y),smoothstep(.01,-.01,body));
  c=mix(c,vec3(.7),step(abs(K.y),.03)*step(abs(K.x),.18)*step(.5,fract(K.x*20.+fsnoise(floor(K.xx*40.)))));
}
o=vec4(c,1.);
