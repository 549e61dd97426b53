// title: Braids and knots
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: bands that weave over and under and turn back at hashed walls, as knot work, plaits and cane
#define H(k) fsnoise(vec2(k,e*3.+107.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.5),S=1.3+2.6*H(1.),wall=.12+.4*H(2.),W=.11+.07*H(3.),d=9.,x=0.,over=0.,u=0.;
vec2 g=p*rotate2D(PI*.25*floor(H(4.)*4.)+.3*H(5.))*S+.12*t,id=floor(g),k=fract(g)-.5;
// a crossing in each cell, unless a wall cuts it: then both bands bend away from the wall
float q=fsnoise(id+e),kind=q<wall*.5?1.:q<wall?2.:0.,odd=mod(id.x+id.y,2.);
vec3 paper=hsv(H(6.),.5*H(7.),H(8.)<.5?.08+.15*H(9.):.7+.3*H(9.)),c=paper*(.9+.15*snoise2D(g*2.)),A=hsv(H(10.),.8*H(11.),.4+.6*H(12.)),B=H(13.)<.5?A:hsv(H(14.),.8*H(15.),.4+.6*H(16.));
if(H(17.)<.3)c*=.8+.2*step(.3,length(fract(g*4.)-.5));
for(float j=0.;j<2.;j++){
  // j = 0 the lower band, j = 1 the upper one
  float which=odd>.5?j:1.-j;
  if(kind<.5){float s_=which<.5?1.:-1.;d=abs(k.x-s_*k.y)*.7071;x=(k.x+s_*k.y)*.7071;}
  else{
    // an arc around a point beyond the middle of the side joins two corners
    vec2 z=kind<1.5?k:k.yx;
    x=z.x;
    d=abs(length(vec2(z.x,z.y-(which<.5?.75:-.75)))-.56);
  }
  float w=d/W;
  vec3 ink=(which<.5?A:B)*(.75+.35*sqrt(max(0.,1.-w*w)));
  if(H(18.)<.4)ink=mix(ink,paper,smoothstep(.25,.15,w)*.8);
  else if(H(18.)<.7)ink*=.75+.25*step(.4,fract(x*6.+w*.6));
  c*=1.-.55*smoothstep(1.9,1.,w);
  c=mix(c,ink,smoothstep(1.05,.95,w));
  c=mix(c,vec3(.03),smoothstep(.16,.08,abs(w-1.))*step(.5,H(19.)));
}
o=vec4(c,1.);
