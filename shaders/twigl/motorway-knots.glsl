// title: Motorways from above
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: motorways with lanes, lorries, crossings, slip roads and roundabouts between grass, sand and roofs
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+7.))
float e=floor(t*1.1),S=1.+1.6*H(1.),w=3.*S/min(r.x,r.y);
vec2 p=(FC.xy*2.-r)/min(r.x,r.y)*S*rotate2D(6.3*H(2.))+.2*vec2(H(3.),H(4.));
float n=snoise2D(p*1.5+e)*.5+snoise2D(p*5.)*.3+snoise2D(p*18.)*.15;
vec3 land=hsv(.08+.22*H(5.),.2+.35*H(6.),.25+.4*H(7.)),c=land*(1.+.3*n),tar=vec3(.25+.35*H(8.)),line=vec3(.9);
vec2 g=floor(p*2.5),f=fract(p*2.5)-.5;
if(H(9.)<.5&&fsnoise(g+e)<.6)D(max(abs(f.x)-.2-.2*fsnoise(g),abs(f.y)-.2-.2*fsnoise(g+3.))*.4,hsv(fsnoise(g+5.),.25,.4+.5*fsnoise(g+7.))*(f.x>0.?1.:.75))
else if(snoise2D(p*2.+e*3.)>.35)c*=.6+.5*abs(snoise2D(p*14.));
float knot=H(10.),lanes=1.+floor(3.*H(11.)),W=.1*lanes+.05,P=3.6;
vec2 z=mod(p+P*.5,P)-P*.5;
// slip roads first, then the lower road, then the bridge with its shadow
if(knot<.35)D(abs(length(abs(z)-vec2(.75))-.52)-.075,tar*1.1)
else if(knot<.6)D(abs(length(abs(z)-vec2(1.25))-1.05)-.07,tar*1.1)
else if(knot<.8){float l=length(z);D(abs(l-.62)-.14,tar*1.1) D(abs(abs(l-.62)-.12)-.012,line) D(l-.3,land*.6)}
for(float k=2.;k<4.;k++){
  if(k==3.&&knot>.6&&knot<.8)break;
  vec2 q=k<2.5?z:z.yx;
  q.y+=.12*sin(q.x*PI2/P)*step(.8,knot);
  float wd=k<2.5?W:W*(.6+.4*H(12.)),y=abs(q.y);
  if(k>2.5){D(max(abs(q.y-.06)-wd-.03,abs(q.x)-W-.12),vec3(.1)) D(max(y-wd-.05,abs(q.x)-W-.15),vec3(.65))}
  D(y-wd,tar*(1.+.06*n)) D(abs(y-wd+.02)-.008,line) D(abs(y)-.02,k<2.5?land*.8:vec3(.85,.75,.3))
  float lane=(y-.03)/.1;
  D(max(abs(fract(lane+.5)-.5)*.1-.006,max(y-wd+.05,abs(fract(q.x*4.)-.5)-.28))+step(lane,.4),line)
  // vehicles: a hashed cell on each lane, the two directions opposed
  float dir=sign(q.y),id=floor(lane)*dir,x=q.x+dir*t*(.4+.1*id),cell=floor(x/.3),s=fsnoise(vec2(cell,id+k*9.)+e);
  vec2 v=vec2(mod(x,.3)-.15,(fract(lane)-.5)*.1);
  float lorry=step(s,.12),L=.035+.05*lorry;
  if(s<.15+.35*H(13.)&&y<wd-.01){D(max(abs(v.x-.015)-L,abs(v.y-.012)-.024),vec3(.1))
    D(max(abs(v.x)-L,abs(v.y)-.022),mix(vec3(.9),hsv(fsnoise(vec2(cell,3.)),.8,.7),step(.5,fract(s*40.))))
    D(max(abs(v.x-.01*dir)-.012,abs(v.y)-.018)+lorry,vec3(.1,.12,.15))}
}
o=vec4(mix(c,vec3(.6),.15*H(14.)),1.);
