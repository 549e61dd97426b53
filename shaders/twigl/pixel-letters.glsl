// title: Pixel letters
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: invented letters and sprites on 5 x 7 or 8 x 8 dots, mirrored or not, from screens and old games
#define R(v) fsnoise((v)+e*1.7)
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),i=vec2(0.);
float e=floor(t*1.6),u=R(vec2(1.)),v=R(vec2(2.)),G=u<.4?1.7:u<.75?.85:.42,sprite=step(.5,fract(u*11.));
if(fract(v*7.)<.3)p*=rotate2D((v-.5)*.6);
vec2 N=mix(vec2(6.,8.),vec2(9.,9.),sprite),S=G*N/N.y;
p+=t*vec2(.07,0.);
i=floor(p/S);
vec2 z=(p/S-i)*N,g=floor(z),f=fract(z);
// sprites are mirrored and grown from the middle; letters favour their left stem and bars
vec2 k=g;
float on=0.,x=min(g.x,N.x-2.-g.x);
if(sprite>.5){
  k.x=x;
  float edge=length((g-vec2(3.5))/vec2(4.6,4.6));
  on=step(edge-.55,R(k*1.3+i*7.)-.35);
}else{
  float bar=step(mod(g.y,3.),.5)*step(.35,R(vec2(g.y,9.)+i));
  float stem=step(g.x,.5)*step(.25,R(i+3.))+step(3.5,g.x)*step(R(i+4.),.55)*step(.2,R(i+vec2(floor(g.y/3.),5.)));
  on=clamp(bar*step(.15,R(i*3.+g))+stem,0.,1.);
  if(R(i+9.)<.12)on=0.;
}
on*=step(max(g.x+1.5-N.x,g.y+1.5-N.y),0.);
float gap=.12*fract(u*23.)*step(.3,fract(v*13.)),dot_=fract(v*17.)<.25?step(length(f-.5),.45):step(gap,min(min(f.x,f.y),1.-max(f.x,f.y)));
vec3 bg=fract(u*5.)<.5?vec3(.02+.1*v):hsv(v,.5*fract(v*3.),.25+.75*fract(u*7.)),fg=hsv(fract(v*9.)+.3*R(i)*step(.5,fract(u*3.)),.85*fract(u*19.),.95);
if(dot(bg,vec3(.33))>.55)fg*=.3;
float shade=sprite*step(.7,R(k*2.3+i*5.));
vec3 c=mix(bg,mix(fg,fg.gbr*.6,shade),on*dot_);
c=mix(c,bg*1.25+.02,(1.-on)*dot_*step(fract(u*31.),.4));
if(fract(v*29.)<.3)c*=.7+.4*step(.5,fract(p.y*40.));
o=vec4(c,1.);
