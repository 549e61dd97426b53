// title: Scales and roof tiles
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: overlapping round, pointed or square scales with sheen, as on fish, snakes and roofs
#define H(k) fsnoise(vec2(k,e*2.+9.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),g=p;
float e=floor(t/1.5),S=2.+7.*H(1.)*H(2.),kind=floor(4.*H(3.)),top=-1.;
p+=.25*H(4.)*vec2(sin(p.y*1.5+t*.5),cos(p.x*1.3-t*.4));
g=p*S*vec2(1.,1.+.8*H(5.));
vec3 c=vec3(.05);
float row0=ceil(g.y);
for(float j=2.;j>=0.;j--){
  // from the rows behind to the row in front, which hides the former
  float row=row0-1.+j,x=g.x+.5*mod(row,2.),col=floor(x);
  vec2 k=vec2(fract(x)-.5,g.y-row),id=vec2(col,row);
  float a=fsnoise(id+e),d=kind<1.?length(k*vec2(1.,.9))-.58:kind<2.?abs(k.x)*1.05+max(0.,-k.y)*.6-.5:kind<3.?max(abs(k.x)-.46,-k.y-.5)
    :length(vec2(k.x,min(k.y+.15,0.)))-.49;
  if(k.y>.62)continue;
  float blot=snoise2D((id+vec2(-.5*mod(row,2.),0.))/S*(1.+2.*H(6.))+e*2.),band=sin(row*H(7.)*3.+col*H(8.));
  vec3 A=hsv(H(9.)+.15*(a-.5)*H(10.),.85*H(11.),.3+.65*H(12.)),B=hsv(H(13.),.8*H(14.),.15+.8*H(15.));
  vec3 ink=mix(A,B,H(16.)<.4?smoothstep(-.2,.3,blot):H(16.)<.7?step(.3,band):step(.8,a));
  ink*=(.6+.4*a*H(17.)+.5*(1.-smoothstep(-.5,.5,k.y)))*(1.-.25*step(.5,H(18.))*(1.-smoothstep(.0,.05,abs(k.x))));
  ink+=.5*H(19.)*exp(-16.*dot(k-vec2(-.12,-.05),k-vec2(-.12,-.05)));
  float m=(1.-smoothstep(-.03,.03,d));
  c=mix(c*(1.-.6*(1.-smoothstep(.0,.22,d))),ink*(1.-.55*smoothstep(-.09,.0,d)),m);
}
o=vec4(c*(.9+.3*snoise2D(p*.6+e)),1.);
