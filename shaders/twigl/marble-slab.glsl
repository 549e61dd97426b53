// title: Marble and agate
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: polished stone with thin veins, bands and clouds
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t/2.),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),s_=fsnoise(vec2(e,3.)),x=0.,a=1.,vein=0.,cloud=0.;
p=p*(.25+.7*u*u)+vec2(e*5.,t*.05);
q=p+.5*vec2(snoise2D(p*1.3),snoise2D(p*1.3+9.));
for(float i=0.;i<4.;i++){
  // ridged noise: thin lines where the noise crosses zero
  float n=snoise2D(q);
  vein+=a*(1.-smoothstep(0.,.09+.15*v,abs(n)))*(.5+.5*snoise2D(q*.7+5.));
  cloud+=a*n;
  q=q*rotate2D(1.1)*1.7+n*.2;
  a*=.55;
}
vec3 A=hsv(fsnoise(vec2(e,4.)),.7*s_*s_,.25+.7*v),B=hsv(fsnoise(vec2(e,5.)),.6*u,fsnoise(vec2(e,6.))),
  V=v<.5?vec3(.95,.93,.88):hsv(u,.4,.15);
vec3 c=mix(A,B,smoothstep(-1.,1.2,cloud)*.8);
if(s_>.5)c=mix(c,B.zxy,.5+.5*sin(cloud*(8.+10.*v)+length(p)*6.));      // agate bands
c=mix(c,V,clamp(vein*(.4+.8*fsnoise(vec2(e,7.))),0.,1.));
if(fract(u*11.)<.3){                                                   // slabs, each turned
  vec2 g=abs(fract((FC.xy*2.-r)/min(r.x,r.y)*.8+.3)-.5);
  c*=.4+.6*(1.-smoothstep(.48,.5,max(g.x,g.y)));
}
o=vec4(c*(.95+.1*snoise2D(p*30.)*s_),1.);
