// title: Tartan
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: checked and striped cloth of over- and underlaid threads with slow folds
#define H(k) fsnoise(vec2(k,e*2.+3.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/1.5),n=5.+floor(3.9*H(1.)),S=.9+2.4*H(2.)*H(3.),fold=0.;
p+=.06*vec2(snoise2D(p*.8+t*.2),snoise2D(p*.8+7.-t*.2));
fold=snoise2D(p*vec2(.5,1.2)*rotate2D(e)+t*.15);
p*=rotate2D(.2*fold*H(4.)+floor(H(5.)*2.)*PI/4.);
vec3 A=vec3(0.),B=vec3(0.);
float a=mod(p.x*S,2.),b=mod(p.y*S+H(6.)*step(.5,H(7.)),2.);
a=a>1.?2.-a:a;b=b>1.?2.-b:b;                   // a sett reads the same both ways
float at=0.,hue=H(8.),tight=H(9.);
for(float i=0.;i<8.;i++){
  if(i>=n)break;
  // stripe i begins at 'at'; each colour stays for a hashed width
  vec3 k=hsv(hue+step(.4,H(i+30.))*(H(i+10.)-.5),.9*H(i+20.)*(.4+.6*tight),.15+.85*sqrt(H(i+40.)));
  A=mix(A,k,step(at,a));B=mix(B,k,step(at,b));
  at+=(.03+1.9*H(i+50.)*H(i+60.))/n*1.1;
}
// twill: which thread lies on top
vec2 g=p*S*(14.+10.*H(70.));
float top=step(.5,fract((floor(g.x)+floor(g.y))*.25)),stripes=step(.8,H(71.));
vec3 c=mix(A,stripes>.5?A:B,top);
vec2 k=fract(g)-.5;
c*=1.-.9*H(72.)*dot(k,k)*(top>.5?1.:.6);
c*=.85+.35*H(73.)*fold+.06*snoise2D(g*1.3);
o=vec4(c,1.);
