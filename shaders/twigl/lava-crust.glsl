// title: Lava
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a dark crust in plates and ropes that drifts on glowing melt, or cracked ice over deep water
#define H(k) fsnoise(vec2(k,e*3.+35.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,w=p;
float e=floor(t*1.2),S=.8+1.4*H(1.),d1=9.,d2=9.,rope=0.;
q=p*S+vec2(.15*t,0.)+e*5.;
q+=.35*vec2(snoise2D(q*.8),snoise2D(q*.8+9.));
vec2 id=floor(q);
for(float j=0.;j<9.;j++){
  vec2 c=id+vec2(mod(j,3.),floor(j/3.))-1.,z=c+.5+.42*sin(t*.4+6.3*vec2(fsnoise(c),fsnoise(c+7.)))-q;
  float d=length(z);
  if(d<d1){d2=d1;d1=d;w=c;}else d2=min(d2,d);
}
rope=snoise2D(q*vec2(1.5,4.)*rotate2D(fsnoise(w)*3.)+.5*snoise2D(q*2.));
float n=snoise2D(q*5.),gap=d2-d1+.12*n*.5,heat=exp(-gap*(5.+14.*H(2.)))+.5*smoothstep(.6,1.,-rope)*H(3.)*(1.-gap);
heat*=.6+.5*snoise2D(q*.5+.2*t)+.4*H(4.);
vec3 crust=vec3(.05+.14*H(5.))*(.6+.3*rope+.25*n)*(1.+.6*fsnoise(w));
vec3 glow=vec3(1.8,.75,.2)*vec3(heat,heat*heat,heat*heat*heat)*1.5;
if(H(6.)<.3){crust=mix(vec3(.75,.85,.92),vec3(.95),rope*.5+.5)*(.8+.2*fsnoise(w));glow=-vec3(.8,.55,.35)*smoothstep(.2,.8,heat*1.4);}      // ice
else if(H(6.)<.45)glow=hsv(H(7.),.8,1.)*heat*1.6+heat*heat;
o=vec4(crust+glow,1.);
