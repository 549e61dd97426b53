// title: Fields from above
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: ploughed, green and ripe fields of crooked outline with hedges, tracks, woods and a farm, as from orbit
#define R(v) fsnoise((v)+e*1.9)
float e=floor(t*1.1),S=1.+2.5*fsnoise(vec2(e,1.)),w=2./min(r.x,r.y);
vec2 p=(FC.xy*2.-r)/min(r.x,r.y)*S*rotate2D(6.3*R(vec2(2.)))+vec2(t*.2,9.*R(vec2(3.))),warp=.25*vec2(snoise2D(p*.4+e),snoise2D(p*.4+e+30.)),q=p+warp*R(vec2(4.)),lo=vec2(0.),s=vec2(3.),id=vec2(0.);
w*=S;
id=floor(q/3.);
q-=id*3.;
float seed=R(id),deep=1.+floor(5.*R(vec2(5.))),edge=9.;
// halve the parcel along its longer side until it is small enough
for(float k=0.;k<6.;k++){
  if(k>=deep)break;
  float c=.3+.4*fract(seed*7.3);
  if(s.x>s.y*(.7+.6*fract(seed*3.1))){if(q.x-lo.x<s.x*c)s.x*=c;else{lo.x+=s.x*c;s.x*=1.-c;seed+=.31;}}
  else{if(q.y-lo.y<s.y*c)s.y*=c;else{lo.y+=s.y*c;s.y*=1.-c;seed+=.57;}}
  seed=fract(seed*17.3+k*.13);
  if(seed<.1)break;
}
vec2 z=q-lo;
edge=min(min(z.x,z.y),min(s.x-z.x,s.y-z.y));
float dry=R(vec2(6.)),kind=fract(seed*23.),g=fract(seed*41.),n=snoise2D(p*1.3+seed*9.)*.6+snoise2D(p*4.+seed*9.)*.3+.15*snoise2D(p*18.);
float ang=floor(fract(seed*13.)*4.)*.785,row=dot(z,vec2(cos(ang),sin(ang)))*(12.+25.*g);
vec3 c=kind<.35?hsv(.2+.12*g*(1.-dry),.35+.35*fract(seed*5.),.22+.35*g):kind<.6?hsv(.11+.03*g,.35+.3*dry,.5+.35*g):kind<.85?hsv(.05+.04*g,.3+.3*g,.28+.3*fract(seed*3.)):hsv(.3,.5,.2);
c*=1.+.22*n;
c*=1.+.13*sin(row)*step(.3,fract(seed*29.))*(1.-smoothstep(.0,.3,w*(12.+25.*g)*.5));
if(kind>.92)c=hsv(.3,.45,.16+.12*g)*(.7+.7*abs(snoise2D(p*11.)));                       // a wood
if(fract(seed*37.)<.25)c=mix(c,c*1.35,step(.5,fract(row*.06)));
float hedge=step(fract(seed*19.),.5),track=.025+.05*R(vec2(7.));
c=mix(c,mix(hsv(.1,.25,.65),hsv(.29,.45,.2)*(.8+.5*snoise2D(p*25.)),hedge*step(.4,R(vec2(8.)))),clamp(.5-(edge-track)/w,0.,1.));
vec2 road=p*rotate2D(R(vec2(9.))*3.);
road.y+=.25*sin(road.x*.8);
float d=abs(mod(road.y,5.)-2.5)-.06;
c=mix(c,vec3(.62+.2*dry),clamp(.5-d/w,0.,1.)*step(R(vec2(10.)),.6));
vec2 h=mod(road,vec2(2.3,5.))-vec2(1.1,2.9+.15*sin(floor(road.x/2.3)*5.));
if(R(floor(road/vec2(2.3,5.)))<.4)c=mix(c,vec3(.75,.5,.42)*(h.x>0.?1.:.7),step(max(abs(h.x)-.13,abs(h.y)-.09),0.));
o=vec4(mix(c,vec3(.7,.75,.8),.25*R(vec2(11.)))*(.8+.4*R(vec2(12.))),1.);
