// title: Branching by folds
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: corals, ferns, nerves and bronchi: a stem whose sides are mirrored and shrunk again and again
#define H(k) fsnoise(vec2(k,e*3.+63.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,g=p;
float e=floor(t*1.3),G=.9+1.3*H(1.),d=9.,sc=1.,lv=0.,ang=.35+.75*H(2.),shrink=1.25+.35*H(3.),side=.15+.3*H(4.),len=.45+.25*H(5.),fern=step(.65,H(6.));
vec2 id=floor(p/G+.5+.04*t),A=vec2(0.);
g=(p/G+.5+.04*t-id-.5)*2.1;
float u=fsnoise(id+e);
q=g*rotate2D(floor(u*4.)*PI*.5+.4*(u-.5))*(.8+.4*H(7.))+vec2(0.,1.25);
float bend=.25*(fsnoise(id+e+3.)-.5)+.06*sin(t*1.3+u*6.);
for(float i=0.;i<9.;i++){
  // the stem, thinner upwards
  float w=.055*(1.1-.6*clamp(q.y/len,0.,1.))*(.6+H(8.)),x=(length(vec2(q.x+bend*q.y*q.y,q.y-clamp(q.y,0.,len)))-w)/sc;
  if(x<d){d=x;lv=i;}
  q.y-=len;
  if(fern>.5){q.y=q.y<-len*.6?q.y+len*.6:q.y;}
  q.x=abs(q.x+bend*len*len);
  // both sides at once: turn the stem's axis to a branch and grow
  q*=rotate2D(-ang*(1.+.15*sin(i+u*9.+t*.7)));
  q*=shrink;sc*=shrink;
  q.y+=side*.3;
}
float hue=H(9.),leaf=smoothstep(5.5,8.,lv);
vec3 bark=hsv(hue,.6*H(10.),.1+.8*H(11.)),tip=hsv(H(12.),.8*H(13.),.3+.7*H(14.)),ground=dot(bark,vec3(.33))>.45?hsv(H(15.),.6*H(16.),.05+.25*H(17.)):hsv(H(15.),.4*H(16.),.75+.25*H(17.));
vec3 c=ground*(.85+.2*snoise2D(p*1.2+e));
c=mix(c,tip,H(18.)*exp(-max(d,0.)*12.)*.5);
c=mix(c,mix(bark,tip,lv/8.),smoothstep(.014,-.004,d));
if(H(19.)<.3)c*=.6+.4*step(.5,fract(d*14.-t*.4));
o=vec4(c,1.);
