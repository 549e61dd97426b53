// title: Spotted skins
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: leopard rosettes, giraffe plates, zebra lines and toad warts as of living skin
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/1.5),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),s_=fsnoise(vec2(e,3.)),kind=floor(4.*fsnoise(vec2(e,4.)));
p=p*(.7+1.6*u)+e*3.;
p+=.15*vec2(snoise2D(p+t*.1),snoise2D(p+5.-t*.1));
vec2 g=p*2.,id=floor(g),best=vec2(9.),cell=vec2(0.);
for(float j=0.;j<9.;j++){
  // nearest and second nearest of jittered points
  vec2 n=vec2(mod(j,3.),floor(j/3.))-1.,q=n+vec2(fsnoise(id+n),fsnoise(id+n+7.))*.8+.1-fract(g);
  q*=1.+.12*snoise2D(p*3.);
  float d=length(q);
  if(d<best.x){best=vec2(d,best.x);cell=id+n;}else best.y=min(best.y,d);
}
float a=fsnoise(cell+3.),rough=snoise2D(p*5.),R=.28+.15*a;
vec3 base=hsv(.05+.09*u+.5*step(.8,v),.6*s_+.1,.45+.5*v),dark=hsv(.05+u*.2,.5,.05+.25*s_),mid=mix(base,dark,.45);
vec3 c=base*(1.+.08*snoise2D(p*vec2(8.,30.))+.1*rough);
if(kind<1.){                                                                     // rosettes
  float ring=abs(best.x-R)-.09-.09*snoise2D(p*3.5+a*9.);
  c=mix(c,mid,(1.-smoothstep(-.05,.05,best.x-R)));
  c=mix(c,dark,(1.-smoothstep(-.04,.04,ring)));
}else if(kind<2.)c=mix(c,mix(dark,mid*.9,a),smoothstep(.08,.16,best.y-best.x+.04*rough));   // plates
else if(kind<3.){                                                                // stripes
  float z=sin((p.x+.6*snoise2D(p*.6)+.2*snoise2D(p*1.4))*(5.+5.*v));
  c=mix(c,v<.5?dark:vec3(.95),smoothstep(-.2,.1,z+.25*snoise2D(p*1.1+4.)));
}else{                                                                           // warts
  float z=max(0.,1.-best.x/(R*1.2)),lit=dot(vec2(cos(t),sin(t)),fract(g)-.5);
  c=mix(c*(.7+.2*rough),mix(base.yxz,dark,step(.6,a)),smoothstep(0.,.4,z))*(.75+.5*z+.4*lit*z);
}
o=vec4(c*(.9+.25*snoise2D(p*.5)),1.);
