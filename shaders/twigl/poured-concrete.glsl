// title: Concrete and plaster
// mode: classic
// licence: CC0-1.0
// shows: grey walls with boards, holes, stains, patches and cracks; low contrast
precision highp float;
uniform vec2 resolution;uniform float time;
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(23.1,87.7))+e)*6481.9);}
float n(vec2 p){vec2 i=floor(p),u=fract(p);u=u*u*(3.-2.*u);return mix(mix(h(i),h(i+vec2(1.,0.)),u.x),mix(h(i+vec2(0.,1.)),h(i+1.),u.x),u.y);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y)+vec2(.05*time,0.);
  e=floor(time*1.4)*1.9;
  float S=.5+1.1*h(vec2(1.)),k=h(vec2(2.)),z;
  vec2 g=p*vec2(S,S*(.7+h(vec2(3.)))),id=floor(g),u=fract(g)-.5;
  float tone=h(id+3.),cloud=n(p*1.3)*.5+n(p*3.1)*.3+n(p*7.)*.2,grit=h(floor(p*75.));
  vec3 base=mix(vec3(.62,.61,.58),mix(vec3(.75,.68,.58),vec3(.5,.55,.58),h(vec2(4.))),h(vec2(5.)))*(.45+.65*h(vec2(6.)));
  vec3 c=base*(.8+.3*cloud+.12*(tone-.5))*(.95+.08*grit);
  // marks of the boards
  float board=p.x*(3.+5.*h(vec2(7.)));
  if(k<.35)c*=.9+.12*h(vec2(floor(board),1.))+.08*n(vec2(board*6.,p.y))-.25*smoothstep(.04,.0,abs(fract(board)-.5)*.5);
  vec2 w=(.5-abs(u))/vec2(S);
  float seam=min(w.x,w.y);
  if(k>.25&&k<.8)c*=.55+.45*smoothstep(.0,.02,seam+.004*n(p*30.));
  vec2 hole=abs(abs(u)-.28)/S;
  float d=length(hole);
  if(k>.25&&k<.8&&h(vec2(8.))<.7){c*=.4+.6*smoothstep(.03,.045,d);c+=.15*smoothstep(.01,.0,abs(d-.05))*step(0.,u.y);}
  // air bubbles, runs of water, a crack, a newer patch
  vec2 q=p*14.,b=fract(q)-.5-.5*(vec2(h(floor(q)),h(floor(q)+4.))-.5);
  c*=1.-.5*smoothstep(.16,.08,length(b)/(.4+h(floor(q)+7.)))*step(.75,h(floor(q)+9.));
  c*=1.-.45*h(vec2(9.))*smoothstep(.45,.8,n(vec2(p.x*4.,p.y*.35)));
  z=n(p*1.6+30.)+.25*n(p*5.)+.1*n(p*16.)-.62;
  c*=1.-.75*smoothstep(.012,.003,abs(z))*step(.4,h(vec2(10.)));
  if(h(vec2(11.))<.35)c=mix(c,base.zyx*(1.1+.1*cloud),step(.5,n(floor(p*1.7)+40.))*step(.1,abs(u.x))*.6);
  if(h(vec2(12.))<.3)c=mix(c,(.5+.5*cos(6.3*(h(vec2(13.))+vec3(0.,.3,.6))))*(.7+.3*cloud),smoothstep(.01,-.01,p.y-.3+.6*h(vec2(14.))+.01*n(p*20.)));   // a painted foot
  gl_FragColor=vec4(c,1.);
}
