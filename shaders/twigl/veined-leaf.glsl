// title: Pressed leaves
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: single leaves with lobes, teeth and veins, green to autumn red, on paper or soil
#define H(k) fsnoise(id*2.+vec2(k+e*2.,k))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t/1.5),w=4./min(r.x,r.y),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),G=u<.5?2.2:u<.8?1.2:.7;
vec3 c=v<.4?vec3(.93,.9,.82)*(.7+.3*u):hsv(.07+.6*step(.8,v),.4,.15+.5*u);
c*=1.+.15*snoise2D(p*20.)+.12*snoise2D(p*6.+e);
for(float j=0.;j<2.;j++){
  id=floor(p/G+.5+.5*j);
  vec2 q=(p/G-id+.5*j)*2.;
  id+=j*40.;
  if(j>.5&&fract(v*5.)<.5)break;
  q*=rotate2D(H(1.)*6.3+.3*sin(t+id.x));
  q/=.95;
  float x=(q.y+.75)/1.5,X=clamp(x,0.,1.),lob=H(2.)<.45?0.:.15+.35*H(3.),n=2.+floor(4.*H(4.)),teeth=.06*H(5.)*step(.4,H(6.));
  q.x+=.12*sin(X*3.+H(7.)*6.);
  // half width along the mid rib: a skewed arch, cut by lobes and teeth
  float arch=(.2+.4*H(8.))*pow(X*(1.-X)*4.+1e-5,.55+.4*H(9.))*(1.2-.5*X),y=X-.55*abs(q.x);
  float B=arch*(1.-lob*(.5+.5*cos(PI2*n*y)))-teeth*abs(fract(y*14.)-.5)*2.;
  float d=max(abs(q.x)-B,abs(x-.5)-.5)*.6;
  float vein=min(abs(q.x)-.012*(1.3-X),abs(fract(y*(lob>0.?n:7.)+.5)-.5)/7.-.006+.02*abs(q.x)),small=snoise2D(q*14.+id);
  float hue=.33*H(10.)-.02,shade=snoise2D(q*2.+id+e);
  vec3 leaf=hsv(hue+.06*shade,.35+.6*H(11.),.35+.5*H(12.))*(1.+.12*small+.25*sign(q.x)*H(13.));
  leaf=mix(leaf,hsv(hue-.12,.7,.45),(1.-smoothstep(.0,.1,-d))*H(14.));
  leaf=mix(leaf,H(15.)<.6?leaf*1.5+.1:leaf*.4,(1.-smoothstep(.0,.02,vein)));
  if(H(16.)<.3)leaf=mix(leaf,c,step(.55,snoise2D(q*3.+9.+id)));                  // eaten holes
  float stem=max(abs(q.x)-.02,abs(q.y+.85)-.15),dd=min(d,stem);
  c*=1.-.4*(1.-smoothstep(-.02,.09,dd));
  c=mix(c,d<stem?leaf:leaf*.6,clamp(.5-dd*G*.5/w,0.,1.));
}
o=vec4(c,1.);
