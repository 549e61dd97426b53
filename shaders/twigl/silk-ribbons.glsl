// title: Ribbons
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: broad bands that wave across each other with a sheen and a soft shadow, few or many
#define H(k) fsnoise(vec2(k,e*3.+127.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.4),n=2.+floor(6.*H(1.)),one=step(.5,H(2.)),a0=H(3.)*6.3;
vec3 c=mix(hsv(H(4.),.6*H(5.),.1+.85*H(6.)),hsv(H(4.)+.1,.5*H(7.),.1+.85*H(6.)),.5+.5*sin(p.y*1.2+p.x+e));
for(float i=0.;i<8.;i++){
  if(i>=n)break;
  float a=one>.5?a0+.25*(H(i+20.)-.5):H(i+20.)*6.3,w=.1+.25*H(8.)*H(i+30.),k=1.+2.*H(i+40.),ph=H(i+50.)*6.3+t*.6;
  q=p*rotate2D(a);
  // the middle line, and how the ribbon's width seems to shrink where it turns its edge to us
  float mid=(H(i+60.)-.5)*1.9+.3*sin(q.x*k+ph)*H(i+70.)+.1*sin(q.x*k*2.3+i),roll=cos(q.x*(1.+1.5*H(9.))+i*2.+t*.4),wide=w*(one>.5?1.:.15+.85*abs(roll)),y=(q.y-mid)/wide;
  vec3 ink=hsv(H(10.)+.5*H(11.)*H(i+80.),.85*H(12.),.3+.7*H(i+90.));
  if(roll<0.&&one<.5)ink*=.6;                                                    // its back
  float sheen=.55+.35*sin(q.x*k*1.5+y*.8+i)+.25*sqrt(max(0.,1.-y*y));
  if(H(13.)<.3)ink=mix(ink,vec3(.95),step(.6,abs(y))*step(abs(y),.8));
  c*=1.-.4*smoothstep(1.7,.8,abs(y-.25));
  c=mix(c,ink*sheen,smoothstep(1.03,.97,abs(y)));
}
o=vec4(c*(.97+.05*snoise2D(p*5.)),1.);
