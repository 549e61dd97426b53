// title: Polyps and barnacles
// mode: geekest MRT
// licence: CC0-1.0
// shows: domes with mouths, ridges and tentacles, crowded by size; target 1 keeps the height
#define H(k) fsnoise(vec2(k,e*3.+103.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),v=vec2(0.);
float e=floor(t*1.4),S=.9+2.*H(1.),best=-1.,key=0.,R=1.,kind=floor(4.*H(2.));
p+=.06*vec2(sin(p.y*3.+t*.6),cos(p.x*3.-t*.5));
for(float L=0.;L<2.;L++){
  vec2 g=p*S*(1.+L*1.2)+L*5.3,id=floor(g);
  for(float j=0.;j<9.;j++){
    vec2 n=id+vec2(mod(j,3.),floor(j/3.))-1.;
    float u=fsnoise(n+e+L*7.),w=.3+.32*fsnoise(n+e+L*9.);
    vec2 z=g-n-.5-.4*(vec2(u,fsnoise(n+e+3.))-.5);
    // the one whose dome stands highest above the place wins
    float y=(1.-dot(z,z)/w/w)*(w-.25*L);
    if(y>best&&y>0.&&u>.12){best=y;v=z/w;key=u*7.+L;R=w;}
  }
}
float l=length(v),a=atan(v.y,v.x+1e-6),u=fract(key*3.7),n=floor(7.+14.*H(3.)),mouth=.2+.3*H(4.),rib=.5+.5*cos(a*n+key*9.);
vec3 A=hsv(H(5.)+.15*(u-.5)+.2*H(6.)*l,.8*H(7.),.4+.55*H(8.)),B=hsv(H(9.),.7*H(10.),.15+.8*H(11.)),sea=hsv(H(12.),.6*H(13.),.05+.35*H(14.)),c=sea*(.8+.4*snoise2D(p*4.+e));
if(best>0.){
  float dome=1.-l*l,shade=.5+.5*dome+.35*dot(v,vec2(-.6,.7))*l;
  c=mix(B,A,kind<1.?rib:kind<2.?smoothstep(mouth,mouth+.3,l):kind<3.?step(.5,fract(l*(2.+3.*H(15.))-t*.3)):smoothstep(.3,.6,rib*l))*shade;
  float open_=smoothstep(mouth,mouth*.75,l*(1.+.12*cos(a*(3.+floor(4.*H(16.))))));
  c=mix(c,B*.12,open_*step(.3,H(17.)));
  float ring=abs(l-mouth*1.25);
  c=mix(c,vec3(.95,.9,.8),smoothstep(.1,.03,ring)*smoothstep(.3,.7,rib)*step(.5,H(18.)));          // tentacles
  c*=smoothstep(1.,.86,l)*.8+.2;
  c+=.3*H(19.)*smoothstep(.3,.0,length(v-vec2(-.35,.4)));
}
o0=vec4(c,1.);
o1=vec4(best,l,u,1.);
