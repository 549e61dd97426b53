// title: Skylines
// mode: geekest
// licence: CC0-1.0
// shows: rows of tower silhouettes with spires and lit panes before dusk, fog, night or plain paper, mirrored in water
#define H(k) fsnoise(vec2(k,e*2.+3.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.2),u=H(1.),v=H(2.),band=floor((p.y+1.)/2.2),y=mod(p.y+1.,2.2)-.65,water=step(H(3.),.5),w=2./min(r.x,r.y);
if(y<0.&&water>.5)y=-y*1.3+.02*sin(y*60.+t*4.);
vec3 hi=hsv(v,.6*H(4.),.15+.7*H(5.)),lo=hsv(v+.4*(H(6.)-.5),.7*H(7.),.4+.6*H(8.)),c=mix(lo,hi,smoothstep(0.,1.4,y));
if(H(9.)<.35)c=vec3(.95)*(.8+.2*u);
float night=step(dot(c,vec3(.33)),.5);
vec2 sun=vec2(mod(p.x,4.)-2.-.8*(u-.5),y-.5-.6*v);
c=mix(c,mix(vec3(1.),lo,.3),(1.-smoothstep(0.,w*2.,length(sun)-.2-.25*u))*step(H(10.),.5));
if(night>.5)c+=step(.985,fsnoise(floor(p*40.)))*.6;
float n=2.+floor(3.*H(11.));
for(float k=0.;k<4.;k++){
  if(k>=n)break;
  // a layer of blocks: width, height, crown and windows from the block's number
  float s=(.16+.12*H(12.))*(.6+.25*k),x=p.x+k*7.3+t*.05*(k+1.)+band*3.,i=floor(x/s),f=fract(x/s)-.5,g=fsnoise(vec2(i,k+e)),b=fsnoise(vec2(i+.5,k+e));
  float top=(.25+.9*g*g*H(13.)+.25*g)*(1.15-.17*k),crown=floor(b*6.),half_=.5-.18*fract(b*9.);
  if(crown<1.)top+=(.5-abs(f))*.25;
  else if(crown<2.)top-=step(.2,abs(f))*.1+step(.32,abs(f))*.12;
  else if(crown<3.)top+=f*.2;
  else if(crown<4.)top+=.25*step(abs(f),.03);
  else if(crown<5.)top+=.08*sqrt(max(0.,.25-f*f))*2.-.02;
  float d=max((abs(f)-half_)*s,y-top);
  d=min(d,y-.12-.08*fsnoise(vec2(floor(x*2.1),k)));
  float a=(k+1.)/n;
  vec3 m=mix(c,mix(lo*.15,hi*.35,.3),.25+.7*a);
  if(H(14.)<.2)m=mix(hi*.2,lo*.9+.1,fract(b*5.));
  vec2 z=vec2(f*s*45.,y*38.)*(.5+.4*fract(g*7.)),zi=floor(z),zf=fract(z);
  float on=step(fsnoise(zi+i+k*9.),.15+.45*night*H(15.))*step(.25,zf.x)*step(.3,zf.y)*step(.35,H(16.));
  m=mix(m,mix(vec3(1.,.85,.45),vec3(.8,.9,1.),step(.7,fract(g*13.))),on*mix(.25,.95,night)*a);
  c=mix(c,m,clamp(.5-d/w,0.,1.));
  c=mix(c,lo,.12*(1.-smoothstep(0.,.5,y)));
}
if(mod(p.y+1.,2.2)<.65)c*=water>.5?.75+.1*sin(p.y*50.+3.*sin(p.x*4.)):.35;
gl_FragColor=vec4(c,1.);
