// title: Split rectangles
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a plane split again and again into rectangles with black, white or no bars: bare walls to busy plans
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),lo=vec2(0.),hi=vec2(2.2),id=vec2(0.),q=p;
float e=floor(t*1.5),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),w=2./min(r.x,r.y),deep=2.+floor(6.*u),seed=0.;
if(v<.3)q*=rotate2D(PI/4.);
q+=t*.07;
id=floor(q/2.2);
q-=id*2.2;
seed=fsnoise(id+e);
for(float k=0.;k<8.;k++){
  if(k>=deep)break;
  // cut the longer side at a hashed share and keep the part that holds the pixel
  vec2 s=hi-lo;
  float cut=mix(.5,.15+.7*fract(seed*7.7),fsnoise(vec2(e,3.)));
  seed=fract(seed*31.7+.37*k);
  if(s.x*(1.+.6*(seed-.5))>s.y){float x=lo.x+s.x*cut;if(q.x<x){hi.x=x;seed=fract(seed*5.3+.11);}else{lo.x=x;seed=fract(seed*9.1+.53);}}
  else{float y=lo.y+s.y*cut;if(q.y<y){hi.y=y;seed=fract(seed*6.7+.71);}else{lo.y=y;seed=fract(seed*8.3+.23);}}
  if(seed<.12*u)break;
}
float edge=min(min(q.x-lo.x,hi.x-q.x),min(q.y-lo.y,hi.y-q.y)),bar=.07*fsnoise(vec2(e,4.))*fsnoise(vec2(e,5.)),g=fract(seed*13.7),style=fsnoise(vec2(e,6.));
vec2 z=(q-lo)/(hi-lo);
vec3 c=style<.3?(g<.55?vec3(.93,.91,.86):g<.7?vec3(.8,.1,.1):g<.85?vec3(.1,.2,.6):vec3(.95,.8,.15)):style<.5?vec3(.1+.85*g):
  style<.75?hsv(v+.25*g*u,.25+.6*fract(g*9.),.2+.75*fract(g*5.)):hsv(g,.75,.9);
if(fract(v*9.)<.3)c*=.7+.45*z.y;
if(fract(v*17.)<.25)c=mix(c,vec3(fract(g*3.)),step(length((z-.5)*(hi-lo)),.35*min(hi.x-lo.x,hi.y-lo.y)));
else if(fract(v*17.)<.4)c=mix(c,c*.4,step(.5,fract((fract(g*7.)<.5?q.x:q.y)*14.))*step(.5,fract(g*11.)));
c=mix(c,vec3(step(fract(u*23.),.3)),clamp(.5+(bar-edge)/w,0.,1.)*step(.004,bar));
o=vec4(c,1.);
