// title: Planks and parquet
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: wooden boards with rings, knots and nails, laid in rows, squares or herringbone
#define H(k) fsnoise(vec2(k,e*2.+7.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,id=vec2(0.),h=vec2(0.);
float e=floor(t/1.5),S=.8+2.5*H(1.)*H(2.),kind=floor(3.*H(3.)),L=2.+floor(3.*H(4.));
p=p*S+vec2(.1*t,0.);
if(kind<1.){                                    // rows, each shifted
  float row=floor(p.y*2.);
  q=vec2(p.x/L+fsnoise(vec2(row,e)),p.y*2.);
  id=floor(q);h=(fract(q)-.5)*vec2(L,.5);
}else if(kind<2.){                              // parquet squares of four staves
  vec2 s_=floor(p);
  q=mod(s_.x+s_.y,2.)<.5?fract(p):fract(p).yx;
  id=s_*7.+floor(q.y*L);h=vec2(q.x-.5,(fract(q.y*L)-.5)/L);
}else{                                          // herringbone from a staircase of cells
  vec2 s_=floor(p*2.),f_=fract(p*2.);
  float m=mod(s_.x-s_.y,4.);
  bool lies=m<2.;
  id=lies?vec2(s_.x-m,s_.y):vec2(s_.x,s_.y-(3.-m));
  vec2 z=lies?vec2(m+f_.x-1.,f_.y-.5):vec2((3.-m)+f_.y-1.,f_.x-.5);
  h=z*.5;id+=lies?0.:50.;
}
float a=fsnoise(id+e),b=fsnoise(id+e+9.);
vec2 k=h+vec2(a,b)*30.;
// rings of a trunk, cut lengthwise: noise stretched along the board, pulled about knots
vec2 kn=h-vec2((a-.5)*.7,(b-.5)*.25);
float knot=exp(-60.*dot(kn*vec2(.6,1.),kn*vec2(.6,1.)))*step(.55,fract(b*7.));
float ring=sin((k.y*6.+.9*snoise2D(k*vec2(.7,1.6))+knot*2.)*(6.+12.*H(5.)));
float fine=snoise2D(k*vec2(3.,60.))+.5*snoise2D(k*vec2(9.,25.));
vec3 c=hsv(.04+.07*H(6.)+.5*step(.88,H(7.)),.75*H(8.),.3+.6*H(9.));
c*=(.75+.5*a*H(10.))*(1.+(.08+.2*H(11.))*ring+.1*fine)*(1.-.7*knot);
vec2 edge=kind<1.?vec2(L*.5,.25):kind<2.?vec2(.5,.5/L):vec2(.5,.25);
vec2 d=edge-abs(h);
c*=.3+.7*smoothstep(.0,.03,min(d.x,d.y));
if(H(12.)<.4)c=mix(c,vec3(.1,.1,.12),(1.-smoothstep(.025,.035,length(vec2(d.x-.08,abs(h.y)-edge.y*.5)))));
o=vec4(c*(1.+.1*snoise2D(p*.4+e)),1.);
