// title: Tree bark
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: furrowed, plated and peeling bark, with lichen and the dashes of a birch
#define H(k) fsnoise(vec2(k,e*3.+1.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,v1=vec2(0.);
float e=floor(t*1.3),S=1.+2.5*H(1.),kind=floor(3.*H(2.)),d1=9.,d2=9.,w=0.,age=0.;
p+=vec2(.03*t,.2*sin(t*.4));
w=snoise2D(p*vec2(1.,.4)*S+e);
q=p*vec2(S*2.,S*(.3+.5*H(3.)))+vec2(.5*w,.3*snoise2D(p*3.));
vec2 id=floor(q),win=id;
for(float j=0.;j<9.;j++){
  vec2 c=id+vec2(mod(j,3.),floor(j/3.))-1.,z=c+vec2(fsnoise(c+e),fsnoise(c+e+7.))-q;
  float d=abs(z.x)+.7*abs(z.y);
  if(d<d1){d2=d1;d1=d;v1=z;win=c;}else d2=min(d2,d);
}
float groove=smoothstep(0.,.15+.4*H(4.),d2-d1),fine=snoise2D(vec2(q.x*6.,q.y*2.)+fsnoise(win)*9.);
vec3 A=hsv(.04+.1*H(5.),.6*H(6.),.3+.6*H(7.)),D=hsv(.02+.06*H(8.),.5*H(9.),.03+.2*H(10.)),c=A;
// a plate is lit from the left: its near side lies at positive v1.x
c=mix(D,A*(.7+.25*fine+.6*clamp(v1.x,-.5,.6)),groove);
if(kind<1.){                       // birch: pale skin, dark dashes across
  float row=floor(p.y*S*5.),x=p.x*S+fsnoise(vec2(row,e))*9.,dash=step(.6,fsnoise(vec2(floor(x),row)))*smoothstep(.5,.3,abs(fract(p.y*S*5.)-.5)/(1.2-abs(fract(x)*2.-1.)));
  c=mix(vec3(.92,.88,.8)*(.75+.2*H(11.))+.06*snoise2D(p*vec2(2.,20.)),D,max(dash*.9,smoothstep(.45,.7,w+.2*fine)));
}else if(kind<2.)c=mix(c,mix(A.yxz,vec3(.7,.5,.3),H(12.))*(.8+.2*fine),step(.62,fsnoise(win+3.))*smoothstep(.1,.2,d2-d1));
float moss=snoise2D(p*1.3-e)+.4*snoise2D(p*9.);
c=mix(c,hsv(.2+.2*H(13.),.5,.25+.5*H(14.))*(.7+.5*fsnoise(floor(p*60.))),smoothstep(.4,.7,moss)*step(.5,H(15.)));
o=vec4(c*(1.1-.5*H(16.)*min(1.,p.x*p.x)),1.);
