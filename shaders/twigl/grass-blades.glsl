// title: Tall grass
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: bending blades, reeds and corn in rows behind rows, against the light or in it, with ears and dew
#define H(k) fsnoise(vec2(k,e*3.+99.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.3),S=1.6+4.*H(1.),lean=(H(2.)-.5)*1.2,back=H(3.);
vec3 far=hsv(back<.5?.15+.1*H(4.):H(4.),.6*H(5.),.3+.65*H(6.)),near=hsv(back<.7?.2+.15*H(7.):H(7.),.3+.6*H(8.),.05+.5*H(9.)),c=far*(.85+.25*p.y+.2*exp(-3.*length(p-vec2(H(10.)-.5,H(11.)))));
for(float L=0.;L<5.;L++){
  // one layer: columns of blades that grow from below the view, each bent by its hash and the wind
  float k=S*(1.9-.22*L),hgt=1.9-.33*L*(.4+H(12.)),wind=.12*sin(t*1.5+p.x*1.5+L);
  vec3 ink=mix(far,near,(L+1.)/5.);
  for(float j=0.;j<2.;j++){
    float y=(p.y+1.8),q=(p.x-(lean*.12+wind)*y*y*.35)*k+L*7.3+j*.5,col=floor(q),u=fsnoise(vec2(col,L*2.+j)+e),v=fsnoise(vec2(col,L*2.+j+9.)+e);
    float top=hgt*(.5+.7*u)+.9,bend=(v-.5)*.5*y*y*.5,x=fract(q)-.5-clamp(bend,-.4,.4)*.6,w=.44*(1.-clamp(y/top,0.,1.))+.03;
    float blade=smoothstep(w,w-.05,abs(x))*step(y,top);
    vec3 a=ink*(.7+.5*u+.25*sign(x)*H(13.))*(.6+.5*y/top);
    c=mix(c,a,blade);
    float ear=length(vec2(x,(y-top)*k*.28));
    c=mix(c,mix(hsv(H(14.),.6,.85),ink*1.3,.3)*(.8+.4*sin(y*60.)),smoothstep(.17,.13,ear)*step(.6,H(15.))*step(.35,v));
  }
}
o=vec4(c,1.);
