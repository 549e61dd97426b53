// title: Stained glass
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: panes of coloured glass in lead, cut at random, in rings or in leaves
#define H(k) fsnoise(vec2(k,e*2.+2.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),g=p;
float e=floor(t/2.),S=1.2+3.*H(1.)*H(2.),polar=step(.55,H(3.)),d1=9.,d2=9.,l=length(p)+1e-4;
// in a rose window the cells lie in polar coordinates
if(polar>.5){float n=6.+floor(H(4.)*7.);g=vec2(abs(fract(atan(p.y,p.x+1e-6)/PI2*n)-.5)*2.,log(l+.15)*1.3*(.5+S*.4));}
else g=p*S;
vec2 id=floor(g),k=fract(g),win=vec2(0.),v1=vec2(0.),pos=vec2(0.);
for(float j=0.;j<9.;j++){
  vec2 n=vec2(mod(j,3.),floor(j/3.))-1.,c0=id+n;
  vec2 q=n+.5+.48*sin(t*.4+6.3*vec2(fsnoise(c0+e),fsnoise(c0+e+9.)))*(.3+.7*H(5.))-k;
  float d=H(6.)<.3?abs(q.x)+abs(q.y):length(q);
  if(d<d1){d2=d1;d1=d;win=c0;}else d2=min(d2,d);
}
float a=fsnoise(win+e*5.),b=fsnoise(win+3.),wob=snoise2D(p*6.+b*9.);
float hue=H(7.)+(.15+.85*H(8.))*(a-.5);
vec3 c=hsv(hue,.25+.75*H(9.)*sqrt(b),.25+.75*b)*(.75+.25*wob+.5*exp(-2.*d1));
if(polar<.5&&H(10.)<.4)c*=.5+.8*(1.-smoothstep(.0,1.6,distance(p,vec2(sin(t),cos(t*.7)))));
if(b>.85)c=vec3(.95,.95,.85)*(.8+.2*wob);
float lead=d2-d1;
c=mix(vec3(.03,.03,.04)+.12*(1.-smoothstep(.0,.03,abs(lead-.02))),c,smoothstep(.04,.05+.06*H(11.),lead));
o=vec4(c,1.);
