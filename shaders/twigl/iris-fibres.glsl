// title: Irises and rosettes
// mode: geekest
// licence: CC0-1.0
// shows: rings of radial fibres with a dark centre, a frill and a glint: irises, gills, anemones, daisies' eyes
#define H(k) fsnoise(vec2(k,e*3.+131.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.5),G=H(1.)<.5?2.6:H(1.)<.8?1.4:.9;
vec2 g=p/G+.5+vec2(.03*t,0.),id=floor(g),q=(g-id-.5)*2.3;
float u=fsnoise(id+e),l=length(q),a=atan(q.y,q.x+1e-6),hole=(.2+.2*H(2.))*(1.+.3*sin(t*2.+u*6.)),R=.85+.12*u,x=(l-hole)/(R-hole);
if(H(3.)<.25){hole*=.5;q.y*=1.;a=mod(a,PI);}
// fibres: noise that is long in the radius and short in the angle, closed around the ring
vec2 ring=vec2(cos(a),sin(a));
float n=snoise3D(vec3(ring*(5.+9.*H(4.)),l*1.5+u*9.)),n2=snoise3D(vec3(ring*(14.+14.*H(5.)),l*3.-u*5.)),frill=.35+.12*n+.06*sin(a*9.),fib=.5+.35*n+.3*n2;
vec3 A=hsv(H(6.)+.1*u,.8*H(7.),.3+.6*H(8.)),B=hsv(H(9.),.7*H(10.),.15+.7*H(11.)),white=mix(vec3(.93,.9,.87),hsv(H(12.),.5,.3+.6*H(13.)),step(.5,H(14.))),c=white*(1.05-.25*l+.06*n);
vec3 iris=mix(B,A,smoothstep(-.1,.15,x-frill))*(.45+.8*fib);
iris*=1.-.65*smoothstep(.75,1.,x);
iris=mix(iris,A.zxy,step(.7,H(15.))*smoothstep(.5,.9,n2));
c=mix(c,iris,smoothstep(.02,-.02,l-R));
c=mix(c,vec3(.02)+B*.15*H(16.),smoothstep(.03,-.02,l-hole*(1.+.05*n)));
c+=step(.35,H(17.))*smoothstep(.14,.1,length(q-vec2(-.2,.25)))*.85;
float lid=abs(q.y+.15*q.x)-.85+.65*q.x*q.x;
if(H(18.)<.3)c=mix(c,hsv(.06,.2+.4*H(19.),.3+.6*H(20.))*(1.-.4*smoothstep(.25,.0,lid)),smoothstep(.0,.04,lid));
gl_FragColor=vec4(c,1.);
