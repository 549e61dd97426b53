// title: Contour maps
// mode: geek (300 es)
// licence: CC0-1.0
// shows: heights as layered tints, contour lines, hatching and water, on map paper or on a screen
#version 300 es
precision highp float;
uniform vec2 r;uniform vec2 m;uniform float t;uniform float f;uniform float s;uniform sampler2D b;
out vec4 outColor;
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(33.7,71.1))+e)*5923.3);}
float n(vec2 p){vec2 i=floor(p),u=fract(p);u=u*u*u*(u*(u*6.-15.)+10.);
  return mix(mix(h(i),h(i+vec2(1.,0.)),u.x),mix(h(i+vec2(0.,1.)),h(i+1.),u.x),u.y);}
float land(vec2 p){float z=n(p)*.6+n(p*2.1+4.)*.28+n(p*4.3)*.1;return z;}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.4)*1.1;
  float S=.7+1.6*h(vec2(1.)),N=5.+14.*h(vec2(2.));
  vec2 q=p*S+.1*t;
  float z=land(q),zx=land(q+vec2(.02,0.)),zy=land(q+vec2(0.,.02)),slope=length(vec2(zx-z,zy-z))/.02;
  // a line keeps its width where the land is steep
  float y=z*N,thick=mod(floor(y+.5),4.)<1.?2.2:1.,line=1.-smoothstep(.5*thick,.9*thick,abs(fract(y+.5)-.5)/max(slope*N*.018,.03));
  float lv=floor(y+.5)/N,k=h(vec2(3.)),sea=.3+.2*h(vec2(4.));
  vec3 A=.55+.45*cos(6.3*(h(vec2(5.))+vec3(0.,.15,.3))),B=.4+.4*cos(6.3*(h(vec2(6.))+vec3(0.,.3,.6))),c,ink=vec3(.3,.2,.1);
  if(k<.3){c=mix(mix(vec3(.55,.75,.45),vec3(.95,.9,.65),smoothstep(.35,.55,lv)),vec3(.75,.5,.35),smoothstep(.55,.7,lv));c=lv<sea?mix(vec3(.3,.5,.75),vec3(.7,.85,.95),lv/sea):c;}
  else if(k<.55){c=vec3(.96,.94,.88)-.25*smoothstep(.45,.5,n(q*1.7+9.))*vec3(.6,.1,.5);ink=A*.5;}
  else if(k<.75){c=B*.12;ink=A;}
  else{c=mix(B*.5,A,fract(lv*2.5));line*=.25;}
  if(h(vec2(7.))<.5)c*=.75+.25*clamp(1.+(zx-zy)*30.*.7,0.,2.);
  c=mix(c,ink,line*.85);
  if(h(vec2(8.))<.4){vec2 g=abs(fract(p*1.5+.2)-.5);c=mix(c,ink.zyx,.6*step(min(g.x,g.y),.012));}
  outColor=vec4(c,1.);
}
