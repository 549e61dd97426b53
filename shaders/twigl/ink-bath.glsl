// title: Ink bath
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: inks that swirl in a bath: noise whose place is moved by noise, three times
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t/2.),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),x=fsnoise(vec2(e,3.)),y=fsnoise(vec2(e,4.)),s_=.25+.9*u*u,band=0.,n=0.;
q=p*s_+e*3.;
vec2 d=vec2(0.);
for(float i=0.;i<3.;i++){
  d=vec2(snoise3D(vec3(q+d,t*.1+i*5.)),snoise3D(vec3(q.yx-d,t*.1+i*5.+50.)))*(.35+.75*v);
  n+=d.x*.5;
}
band=snoise2D(q*1.4+d*1.6);
vec3 A=hsv(x,.85*y,.9),B=hsv(x+.15+.6*v,.3+.6*u,.2+.6*y),C=mix(vec3(.97,.95,.9),vec3(.02,.02,.06),step(.5,fract(u*7.)));
float k=fract(v*9.);
vec3 c=mix(A,B,smoothstep(-.5,.5,band));
c=mix(c,C,smoothstep(.0,.6,n));
if(k<.35)c=mix(c,C.zyx*.9+.05*A,(1.-smoothstep(.02,.08,abs(fract(band*(1.5+3.*y)+n)-.5))));       // marbled paper: thin combed lines
else if(k<.6)c=mix(C,B,smoothstep(.1,.9,length(d)))+.25*A*(1.-smoothstep(.0,.3,abs(band)));        // smoke
else if(k<.75)c=hsv(x+.2*floor(band*4.)/4.+.1*n,.5*y+.2,.25+.15*floor(5.*(.5+.5*band)));     // flat layers
o=vec4(c,1.);
