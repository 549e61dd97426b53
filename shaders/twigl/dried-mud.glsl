// title: Cracked ground
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: mud, glaze and old paint with cracks in two generations, curled edges and puddles
#define H(k) fsnoise(vec2(k,e*3.+45.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,v=p,w=p;
float e=floor(t*1.4),S=.8+1.8*H(1.),gap=9.,d1=9.,tone=0.,tilt=0.,dip=.5+.5*snoise2D(p*.7+e);
vec3 A=hsv(H(2.)<.7?.05+.07*H(3.):H(3.),.45*H(4.),.4+.5*H(5.)),c=A;
q+=.12*vec2(snoise2D(p*2.5+e),snoise2D(p*2.5-e))+.05*t;
for(float L=0.;L<2.;L++){
  // the first cracks cut large plates; the second, thinner ones divide them
  vec2 g=q*S*(1.+1.3*L)+L*7.,id=floor(g);
  float best=9.;
  for(float j=0.;j<9.;j++){vec2 n=id+vec2(mod(j,3.),floor(j/3.))-1.,z=n+vec2(fsnoise(n+e),fsnoise(n+e+7.))-g;float d=dot(z,z);if(d<best){best=d;v=z;w=n;}}
  float edge=9.;
  for(float j=0.;j<9.;j++){vec2 n=w+vec2(mod(j,3.),floor(j/3.))-1.,z=n+vec2(fsnoise(n+e),fsnoise(n+e+7.))-g;
    if(dot(z-v,z-v)>.001)edge=min(edge,dot(.5*(v+z),normalize(z-v)));}
  float W=(.03+.09*H(6.))*(L<.5?1.:.45)*(.5+.8*dip);
  tone+=(fsnoise(w+e)-.5)*(L<.5?.35:.12);
  gap=min(gap,edge/W);
  tilt+=dot(v,vec2(cos(e),sin(e)))*(L<.5?.35:.12)*H(7.);
}
float grit=fsnoise(floor(p*70.)),curl=smoothstep(3.,1.,gap)*H(8.);
c*=(1.+tone+tilt+.35*curl)*(.85+.3*grit*H(9.)+.1*snoise2D(p*5.));
vec3 below=mix(A*.15,hsv(H(10.),.6*H(11.),.5*H(12.)),step(.6,H(13.)));
c=mix(below,c,smoothstep(.7,1.3,gap));
float wet=smoothstep(.62,.66,dip+.1*tone)*step(.65,H(14.));
c=mix(c,mix(A*.35,vec3(.55,.65,.75),.5+.4*snoise2D(p*vec2(.8,2.)+t*.3)),wet);
o=vec4(c,1.);
