// title: Leather
// mode: geekest
// licence: CC0-1.0
// shows: grained, quilted and creased hides with stitching, glossy or dull
#define H(k) fsnoise(vec2(k,e*3.+5.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,v=vec2(0.),w=vec2(0.);
float e=floor(t*1.4),S=3.+7.*H(1.)*H(2.),d1=9.,d2=9.,puff=0.,st=9.;
p+=.04*t;
q=p*S+.25*vec2(snoise2D(p*2.+e),snoise2D(p*2.-e));
vec2 id=floor(q);
for(float j=0.;j<9.;j++){
  vec2 c=id+vec2(mod(j,3.),floor(j/3.))-1.,z=c+.15+.7*vec2(fsnoise(c+e),fsnoise(c+e+7.))-q;
  float d=dot(z,z);
  if(d<d1){d2=d1;d1=d;v=z;w=c;}else d2=min(d2,d);
}
float pore=smoothstep(.0,.35,sqrt(d2)-sqrt(d1)),crease=abs(snoise2D(p*1.2+.2*v+e));
vec2 N=-v*.7*(.3+H(3.));
// quilting: cushions between crossed seams
float quilt=step(.5,H(4.)),G=1.+1.2*H(5.);
vec2 g=H(6.)<.5?p*G:vec2(p.x+p.y,p.x-p.y)*G,k=fract(g)-.5;
N+=quilt*k*1.3;
st=min(.5-abs(k.x),.5-abs(k.y));
vec3 hide=hsv(H(7.)<.6?.02+.07*H(8.):H(8.),.8*H(9.),.15+.75*H(10.)),L=normalize(vec3(cos(t),sin(t),1.)),
  n3=normalize(vec3(N,1.));
float lit=max(0.,dot(n3,L)),spec=pow(max(0.,dot(n3,normalize(L+vec3(0.,0.,1.)))),6.+30.*H(11.));
vec3 c=hide*(.25+.85*lit)*(.55+.45*pore)+spec*pore*(.1+.6*H(12.));
c*=1.-.7*smoothstep(.1,.0,crease)*step(.45,H(13.));
c*=1.-quilt*.7*smoothstep(.05,.0,st);
float along=abs(k.x)>abs(k.y)?g.y:g.x;
c=mix(c,mix(vec3(.9,.85,.7),hide.zxy,H(14.)),quilt*smoothstep(.02,.012,abs(st-.03))*step(.3,fract(along*8.))*step(.4,H(15.)));
gl_FragColor=vec4(c,1.);
