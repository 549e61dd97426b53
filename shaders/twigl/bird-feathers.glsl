// title: Plumage
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: overlapping feathers with shafts, barbs, bars and eyes, in rows
#define H(k) fsnoise(vec2(k,e*3.+91.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),g=p;
float e=floor(t*1.4),S=.8+2.*H(1.),row0=0.;
p+=.12*vec2(sin(p.y*1.7+t*.4),cos(p.x*1.3));
g=p*S*vec2(1.,.9+.6*H(2.))+.1*t;
row0=ceil(g.y);
vec3 c=vec3(.05);
for(float j=0.;j<3.;j++){
  float row=row0+1.-j,x=g.x+.5*mod(row,2.)+.15*(fsnoise(vec2(row,e))-.5),col=floor(x),u=fsnoise(vec2(col,row)+e);
  // along the shaft from the root (0) above to the tip (1) below
  vec2 k=vec2(fract(x)-.5+.08*(u-.5),row-g.y);
  k*=rotate2D((u-.5)*.35);
  float y=k.y/1.75,w=.56*sqrt(clamp(1.-pow(y,3.),0.,1.))*smoothstep(-.1,.25,y),d=abs(k.x)/max(w,.01);
  if(d>1.||y>1.||y<0.)continue;
  float barb=abs(k.x)*1.2-k.y*.8,fib=.5+.5*sin(barb*(50.+30.*H(3.))),split=step(.93,fsnoise(vec2(floor(barb*9.),u)))*smoothstep(.5,1.,d);
  if(split>.5)continue;
  vec3 A=hsv(H(4.)+.08*(u-.5),.8*H(5.),.2+.7*H(6.)),B=hsv(H(7.),.7*H(8.),.3+.7*H(9.)),ink=A;
  float kind=H(10.);
  if(kind<.3)ink=mix(A,B,step(.5,fract(barb*(2.+2.*H(11.)))));                                      // barred
  else if(kind<.55)ink=mix(A,B,smoothstep(.6,.9,max(d,y)));                                          // edged
  else if(kind<.75){float l=length(vec2(k.x,k.y-1.25)*vec2(1.2,1.));ink=mix(A,B,smoothstep(.32,.3,l));ink=mix(ink,B.zxy*.5,smoothstep(.18,.16,l));}   // eyed
  else ink=mix(A,B,y);
  ink*=(.75+.25*fib)*(.65+.35*y+.2*k.x)*(.6+.4*smoothstep(1.,.85,d));
  c=mix(ink,mix(ink,vec3(.9,.85,.75),.7),smoothstep(.03,.015,abs(k.x)));
  if(j>0.)c*=.8;
  break;
}
o=vec4(c*(1.+.15*snoise2D(p+e)),1.);
