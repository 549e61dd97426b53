// title: Spots that grow
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: spots, stripes and mazes that grow by comparing near and far averages of the last frame
#define H(k) fsnoise(vec2(k,e*3.+81.))
// the scene stays the same while its frames are drawn: t - f/60 is where they began
float e=floor((t-f/60.)*400.+.01)/400.,near=0.,far=0.,w=0.,R=(.045+.1*H(1.)*H(2.))*min(r.x,r.y);
vec2 u=FC.xy/r,p=(FC.xy*2.-r)/min(r.x,r.y),d=vec2(0.);
float old=texture(b,u).a;
vec2 st=vec2(1.,.35+.65*step(.4,H(3.)));
float turn=H(4.)*3.+1.2*snoise2D(p*.6+e)*step(.5,H(5.));
if(f<2.)old=fsnoise(floor(FC.xy*.7)+e);
else{
  for(float i=0.;i<10.;i++){
    float a=i*2.39996,l=sqrt((i+.5)/10.);
    d=l*vec2(cos(a),sin(a))*st*rotate2D(turn);
    far+=texture(b,u+d*R/r).a;
    if(i<4.)near+=texture(b,u+d*R*.62/r).a;
  }
  // pushed up where the near average is above the far one
  old=clamp(old+(near/4.-far/10.+.02*(H(6.)-.5))*1.6,0.,1.);
  old=mix(old,smoothstep(.3,.7,old),.25);
}
float x=smoothstep(.35,.65,old),edge=4.*old*(1.-old);
vec3 A=hsv(H(7.),.8*H(8.),.05+.5*H(9.)),B=hsv(H(10.)+.1*snoise2D(p+e)*H(11.),.7*H(12.),.5+.5*H(13.)),c=mix(B,A,x);
if(H(14.)<.4)c=mix(c,hsv(H(15.),.8,.9),edge*.8);
if(H(16.)<.4)c*=.8+1.2*(old-texture(b,u+1.5/r).a);
c*=.9+.2*snoise2D(p*1.5+e);
o=vec4(c,old);
