// title: Codes
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: matrix codes with finder squares, bar codes with digits, round and hexagon codes, new or worn
#define R(v) fsnoise((v)+e*1.3)
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.4),u=R(vec2(1.)),v=R(vec2(2.)),kind=floor(5.*R(vec2(3.))),G=u<.6?2.:1.1,on=0.;
p*=rotate2D((R(vec2(4.))-.5)*.8);
vec2 id=floor(p/G+.5),q=(p/G-id)*2.15,a=abs(q);
e+=id.x*3.+id.y*7.;
float in_=step(max(a.x,a.y),.92),N=9.+floor(3.*R(vec2(5.)))*6.;
if(kind<2.){
  vec2 z=(q*.54+.5)*N,g=floor(z);
  on=step(.5,R(g*1.7));
  // finder squares fill three corners, timing dots run between
  vec2 f=min(g,N-1.-g),m=abs(f-3.);
  float k=max(m.x,m.y);
  bool corner=max(f.x,f.y)<7.&&!(g.x>N*.5&&g.y<N*.5);
  if(N>12.&&corner)on=k<1.5||k==3.?1.:0.;
  else if(kind>.5&&N<12.)on=g.x<.5||g.y<.5?1.:g.x>N-1.5?mod(g.y,2.):g.y>N-1.5?mod(g.x,2.):on;
  if(R(vec2(6.))<.2)on*=step(length(fract(z)-.5),.45);
}else if(kind<3.){
  float z=(q.x+1.)*(18.+20.*R(vec2(7.))),g=floor(z);
  on=step(.5,R(vec2(g,2.)))*step(-.6,q.y);
  float d=floor((q.x+.9)*6.);
  vec2 c=floor(vec2(fract((q.x+.9)*6.)*4.,(q.y+.9)*22.));
  if(q.y<-.62)on=step(.45,R(vec2(d,c.x)+c.y*3.))*step(c.x,2.5)*step(0.,c.y)*step(c.y,4.5);
}else if(kind<4.){
  float l=length(q)*(5.+4.*R(vec2(8.))),g=floor(l),n=6.+floor(g*3.),s=floor((atan(q.y,q.x)/PI2+.5)*n);
  on=g<1.?1.:g<2.?0.:step(.45,R(vec2(g,s)));
  on*=step(abs(fract(l)-.5),.42);
  in_=step(length(q),.93);
}else{
  vec2 s=vec2(1.,1.732),z=q*(4.+5.*R(vec2(9.))),A=mod(z,s)-s*.5,B=mod(z+s*.5,s)-s*.5,h=dot(A,A)<dot(B,B)?A:B,g=z-h;
  on=step(.5,R(floor(g*4.+.5)))*step(max(abs(h.x),dot(abs(h),s*.5)),.42);
  float l=length(q);
  if(l<.32)on=step(.5,fract(l*9.));
}
float w=R(vec2(10.)),fade=fsnoise(vec2(floor(t*1.4),20.));
vec3 bg=w<.5?vec3(.97-.1*v):hsv(v,.4*R(vec2(11.)),.85),fg=w<.4?vec3(.03):hsv(R(vec2(12.)),.8,.35);
if(R(vec2(13.))<.3){vec3 x=bg;bg=fg;fg=x;}
vec3 wall=hsv(fsnoise(vec2(floor(t*1.4),7.)),.5*u,.2+.6*v)*(1.+.1*snoise2D(p*4.)),c=mix(bg,fg,on*in_);
c=mix(wall,c,step(max(a.x,a.y),1.));
if(fade<.35)c=mix(c,wall,smoothstep(.2,.6,snoise2D(p*3.+e)+.4*snoise2D(p*12.)));
o=vec4(c*(1.-.25*fade*length(p-.5)),1.);
