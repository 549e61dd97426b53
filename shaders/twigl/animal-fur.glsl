// title: Fur
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: combed fur and grass-like hair whose direction swirls, with patches of colour
#define H(k) fsnoise(vec2(k,e*2.+1.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t/1.5),S=.6+1.2*H(1.),lum=0.,root=0.;
vec3 c=vec3(0.);
for(float L=0.;L<4.;L++){
  // each layer of hair is a lattice of strokes, bent along a slow flow
  float G=(7.+4.*L)*S,a=H(2.)*6.+(.5+2.*H(3.))*snoise2D(p*.5*S+e)+.3*sin(t)+.25*L;
  vec2 g=p*rotate2D(a);
  g=g*vec2(G,G*(.12+.2*H(4.)));
  float col=floor(g.x);
  g.y+=fsnoise(vec2(col,L))*9.;
  vec2 id=vec2(col,floor(g.y))+L*40.,k=fract(g);
  float h=fsnoise(id),x=abs(k.x-.5-.25*sin(k.y*3.+h*6.)),hair=(1.-smoothstep(0.,.45*(1.-k.y)+.05,x))*smoothstep(0.,.15,k.y);
  float blot=snoise2D(p*(.7+1.5*H(5.))+e*3.)+.3*snoise2D(p*4.+e),tab=H(6.)<.5?step(.1,blot):step(.2,sin(6.*p.x*S+3.*blot));
  vec3 A=hsv(.02+.1*H(7.)+.5*step(.85,H(8.)),.75*H(9.),.3+.65*H(10.)),B=mix(A*.25,vec3(.97),step(.45,H(11.)));
  vec3 k3=mix(A,B,tab*step(.3,H(12.)))*(.35+.16*L+.4*h);
  c=mix(c,k3,L<.5?1.:hair);
}
c*=.8+.35*snoise2D(p*.8-e)*H(13.)+.2*p.y*H(14.);
o=vec4(c,1.);
