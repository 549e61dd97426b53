// title: Tissue under the lens
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: stained tissue: walls, nuclei, grains and vacuoles, in packed, long or loose cells
#define H(k) fsnoise(vec2(k,e*3.+47.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,v=p,w=p;
float e=floor(t*1.4),S=1.5+3.5*H(1.),d1=9.,d2=9.,loose=H(2.),kind=floor(3.*H(3.));
p+=.05*t;
q=p*rotate2D(H(4.)*3.)*S*vec2(1.,.35+.65*step(.4,H(5.)))+.3*vec2(snoise2D(p+e),snoise2D(p-e));
vec2 id=floor(q);
for(float j=0.;j<9.;j++){
  vec2 n=id+vec2(mod(j,3.),floor(j/3.))-1.,z=n+.5+(.2+.28*loose)*sin(t*.5+6.3*vec2(fsnoise(n+e),fsnoise(n+e+7.)))-q;
  float d=length(z);
  if(d<d1){d2=d1;d1=d;v=z;w=n;}else d2=min(d2,d);
}
float a=fsnoise(w+e),b_=fsnoise(w+e+3.),wall=d2-d1,W=.05+.12*H(6.);
float light=step(.45,H(7.));
vec3 stain=hsv(H(8.),.3+.6*H(9.),light>.5?.95:.45),nuc=hsv(H(8.)+.1+.3*H(10.),.7,light>.5?.45:.9),glass=light>.5?vec3(.97,.95,.96):stain*.1;
vec3 c=mix(glass,stain,.25+.5*a*H(11.)+.2*snoise2D(q*5.+a*9.)*H(12.));
float R=.1+.14*b_;
vec2 z=v+.2*(vec2(a,b_)-.5);
c=mix(c,nuc*(.8+.2*snoise2D(q*14.)),smoothstep(R,R*.75,length(z))*step(.25,b_));
c=mix(c,nuc*.5,smoothstep(R*.4,R*.3,length(z-.02))*step(.25,b_));
if(kind<1.){vec2 g=q*5.,k=fract(g)-.5-.3*(vec2(fsnoise(floor(g)),fsnoise(floor(g)+5.))-.5);       // green grains
  c=mix(c,mix(vec3(.25,.55,.15),nuc,.5),smoothstep(.26,.2,length(k))*step(.5,fsnoise(floor(g)+8.))*step(W,wall));}
else if(kind<2.)c=mix(c,glass,smoothstep(.0,.1,.32-length(v-.1*vec2(b_,a)))*step(.5,a));              // vacuoles
vec3 edge=kind>1.5?glass:mix(nuc,stain*.5,H(13.));
c=mix(edge,c,smoothstep(W*.6,W,wall));
c=mix(c,mix(edge,c,.5),smoothstep(W*.4,.0,abs(wall-W*1.5)));
c*=.9+.12*snoise2D(p*.8+e);
if(H(14.)<.25)c*=smoothstep(1.25,1.15,length((FC.xy*2.-r)/min(r.x,r.y)))*.9+.1;
o=vec4(c,1.);
