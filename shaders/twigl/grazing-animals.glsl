// title: Grazing animals
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: four-legged animals from the side, with plain, spotted or striped coats
float limb(vec2 p,vec2 a,vec2 b,float u,float v){p-=a;b-=a;float h=clamp(dot(p,b)/dot(b,b),0.,1.);return length(p-b*h)-mix(u,v,h);}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(cell+vec2(k,2.*k))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=floor(p/vec2(2.2,1.75)+.5);
  float e=floor(t/2.),w=3./min(r.x,r.y);
  vec2 cell=id+19.*e,q=p-id*vec2(2.2,1.75);
  float land=fsnoise(vec2(e,5.)),g=.06*snoise2D(p*vec2(14.,5.));
  vec3 c=mix(hsv(.25+.3*land-.2*H(1.),.55,.55),hsv(.55+.4*land,.35,.95),smoothstep(-.1,.1,q.y-.1-.3*land-.1*sin(p.x*2.+e)))+g;
  float L=.35+.25*H(2.),B=.13+.17*H(3.),leg=.3+.4*H(4.),neck=.15+.5*H(5.)*H(6.),th=.035+.05*H(7.);
  vec2 hip=vec2(-L,.05),sh=vec2(L,.05+.1*H(8.));
  if(H(9.)<.5)q.x=-q.x;
  float na=mix(-.4,1.2,.5+.5*sin(t*.7+H(10.)*9.));
  vec2 head=sh+neck*vec2(cos(na),sin(na))+vec2(.1,0.),nose=head+vec2(.12+.14*H(11.),-.08);
  float far=1e3,d=limb(q,hip,sh,B*(.8+.4*H(12.)),B);
  for(float i=0.;i<4.;i++){
    vec2 a=i<2.?hip:sh;
    float step_=.25*sin(t*3.+i*1.7);
    float l=limb(q,a+vec2(0.,-B*.3),a+vec2(step_*leg,-B*.3-leg),th*1.6,th*.8);
    if(mod(i,2.)<.5)far=min(far,l);else d=min(d,l);
  }
  d=min(d,limb(q,sh,head,B*.75,th*1.5));
  d=min(d,limb(q,head,nose,.06+.08*H(13.),.05));
  d=min(d,limb(q,hip+vec2(-B*.7,.05),hip+vec2(-B-.25*H(14.),.05+.5*(H(15.)-.6)),th,.02+.05*H(16.)));
  d=min(d,limb(q,head+vec2(-.03,.05),head+vec2(-.08,.1+.3*H(17.)*H(18.)),.05,.015));  // ear or horn
  vec3 fur=hsv(.02+.1*H(19.),.7*H(20.),.2+.75*H(21.)),alt=mix(vec3(.95),fur*.25,step(.5,H(22.)));
  float coat=H(23.)<.3?0.:H(24.)<.5?step(.25,snoise2D(q*(4.+6.*H(25.))+cell)):step(.1,sin(q.x*30.+4.*snoise2D(q*2.+cell)));
  D(far,fur*.6)
  D(d,mix(fur,alt,coat)*(.8+.8*clamp(q.y+.3,0.,.5)))
  D(length(q-head-vec2(.05,.03))-.025,vec3(.02))
  o=vec4(c,1.);
}
