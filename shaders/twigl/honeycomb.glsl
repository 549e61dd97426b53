// title: Hexagon lattices
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: honeycombs, hexagonal tiles, stacked cubes and rings on a hexagonal lattice
#define H(k) fsnoise(vec2(k,e*2.+4.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/1.5),S=1.2+5.*H(1.)*H(2.),kind=floor(4.*H(3.));
p=p*S*rotate2D(.1*t*(H(4.)-.5))+vec2(.3*t,0.);
// the nearer centre of two shifted rectangular lattices
vec2 s_=vec2(1.,sqrt(3.)),A=mod(p,s_)-s_*.5,B=mod(p-s_*.5,s_)-s_*.5,k=dot(A,A)<dot(B,B)?A:B,id=floor((p-k)*2.+.5);
float a=fsnoise(id+e),b=fsnoise(id+e+31.),h=max(abs(k.x),dot(abs(k),vec2(.5,.8660254))),edge=.5-h;
float wave=.5+.5*sin(length(id)*(.2+H(5.))-t*2.);
float x=H(6.)<.4?a:H(6.)<.7?wave:smoothstep(-.4,.5,snoise2D(id*.07*(.5+2.*H(7.))+e));
vec3 ink=mix(hsv(H(8.),.8*H(9.),.15+.6*H(10.)),hsv(H(11.)+.2*a*H(12.),.8*H(13.),.5+.5*H(14.)),x),c=ink;
if(kind<1.){                                   // wax cells: dark or filled with honey
  c=mix(ink*(.3+1.3*h),ink*.4+vec3(.6,.4,.1)*(.3+k.y),step(.7,b));
  c=mix(hsv(H(15.)*.15,.5,.9)*(.8+.3*k.y),c,smoothstep(.05,.1+.04*b,edge));
}else if(kind<2.){                             // cubes: three rhombs by direction
  float n=floor(fract(atan(k.x,k.y+1e-6)/PI2+1./6.)*3.);
  c=ink*(n<1.?1.15:n<2.?.65:.35)*(b<.15?vec3(1.,.6,.5):vec3(1.))*(.9+.1*snoise2D(p*7.));
}else if(kind<3.){                             // rings and dots
  float R=.12+.3*b;
  c=mix(hsv(H(16.),.6,.2+.6*H(17.)),ink,(1.-smoothstep(.0,.03,abs(length(k)-R)-.03-.12*a)));
  c=mix(c,ink.zxy,(1.-smoothstep(.0,.02,length(k)-R*.4)));
}else c=ink*(.75+.5*smoothstep(.0,.12,edge)-.2*k.y)*(1.+.25*snoise2D(p*2.5+a*9.)*H(18.));
c*=smoothstep(.0,.02+.03*H(19.),edge+(kind<2.&&kind>=1.?.05:0.));
o=vec4(c,1.);
