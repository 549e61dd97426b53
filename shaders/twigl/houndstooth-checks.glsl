// title: Woven checks
// mode: geek
// licence: CC0-1.0
// shows: houndstooth, gingham, tweed and pied checks from the order of dyed threads
precision highp float;
uniform vec2 r;uniform vec2 m;uniform float t;uniform float f;uniform float s;uniform sampler2D b;
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(71.9,23.3))+e)*2917.7);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.7)*2.1;
  float S=6.+14.*h(vec2(1.)),a=h(vec2(2.))<.5?0.:h(vec2(3.))*3.,n=2.+floor(4.*h(vec2(4.))),step_=h(vec2(5.))<.7?4.:2.;
  p+=.06*vec2(sin(p.y*2.+t),sin(p.x*2.3-t))*h(vec2(6.));
  vec2 g=(mat2(cos(a),sin(a),-sin(a),cos(a))*p+.03*t)*S,i=floor(g),k=fract(g)-.5;
  // warp and weft share one order of colours; the twill says which lies on top
  float up=step(step_*.5,mod(i.x+i.y,step_)),cx=mod(floor(i.x/n),2.),cy=mod(floor(i.y/n),2.);
  if(h(vec2(7.))<.3){cx=step(.6,h(vec2(mod(i.x,n*5.),3.)));cy=step(.6,h(vec2(mod(i.y,n*5.),3.)));}
  float v=mix(cx,cy,up);
  vec3 A=.5+.5*cos(6.3*(h(vec2(8.))+vec3(0.,.2,.4)*h(vec2(9.)))),B=vec3(.05+.3*h(vec2(10.)));
  if(h(vec2(11.))<.4){A=vec3(.93,.9,.86);B=mix(B,.8*.5+.5*cos(6.3*(h(vec2(12.))+vec3(0.,.33,.67))),h(vec2(13.)));}
  vec3 c=mix(A,B,v);
  if(mod(i.x,n*6.)<1.||mod(i.y,n*6.)<1.)c=mix(c,vec3(.8,.2,.15),.6*step(.6,h(vec2(14.))));
  float thread=1.-1.6*(up>.5?k.y*k.y:k.x*k.x);
  c*=mix(1.,thread*(.85+.3*h(i)),.4+.5*h(vec2(15.)));
  gl_FragColor=vec4(c*(.9+.1*sin(p.x*1.5+p.y+e)),1.);
}
