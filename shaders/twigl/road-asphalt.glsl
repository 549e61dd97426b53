// title: Asphalt
// mode: classic (300 es)
// licence: CC0-1.0
// shows: chips of stone in tar, with worn paint, tyre marks, mended cracks, drains and leaves
#version 300 es
precision highp float;
uniform vec2 resolution;uniform float time;
out vec4 outColor;
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(71.3,33.9))+e)*5227.7);}
float n(vec2 p){vec2 i=floor(p),u=fract(p);u=u*u*(3.-2.*u);return mix(mix(h(i),h(i+vec2(1.,0.)),u.x),mix(h(i+vec2(0.,1.)),h(i+1.),u.x),u.y);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y)+vec2(0.,.2*time);
  e=floor(time*1.5)*2.7;
  float S=9.+22.*h(vec2(1.)),best=9.,key=0.,worn=n(p*2.)*.5+n(p*6.)*.3+n(p*17.)*.25;
  vec2 g=p*S,id=floor(g);
  for(int j=0;j<4;j++){
    vec2 c=id+vec2(j&1,j>>1)-step(fract(g),vec2(.5)),z=c+.5+.4*(vec2(h(c),h(c+5.))-.5)-g;
    float d=length(z)/(.35+.3*h(c+8.));
    if(d<best){best=d;key=h(c+11.);}
  }
  vec3 tar=vec3(.05+.3*h(vec2(2.)))*mix(vec3(1.),vec3(1.1,1.,.88),h(vec2(3.))),c=mix(tar,tar*(1.+2.2*key)+.05,smoothstep(1.,.7,best))*(.85+.3*worn);
  // paint that is worn where the road is
  float k=floor(h(vec2(4.))*5.),a=floor(h(vec2(5.))*3.)*.6,W=.08+.14*h(vec2(6.)),paint=0.;
  vec2 q=mat2(cos(a),sin(a),-sin(a),cos(a))*p,u=fract(q*vec2(.5,.7)+.25)-.5;
  if(k<1.)paint=step(abs(u.x)*2.,W)*step(.4,fract(q.y*.8));
  else if(k<2.)paint=step(.5,fract(q.x*(1.+h(vec2(7.)))));
  else if(k<3.)paint=max(step(abs(u.x*2.-.12),W*.4),step(abs(u.x*2.+.12),W*.4));
  else if(k<4.)paint=step(abs(abs(q.x)-max(0.,.6-abs(fract(q.y*.5)*2.-.7))),W)*step(abs(q.x),.9);
  vec3 ink=h(vec2(8.))<.6?vec3(.92,.92,.88):h(vec2(9.))<.6?vec3(.95,.75,.1):vec3(.2,.4,.75);
  c=mix(c,ink*(.75+.25*worn),paint*smoothstep(.25,.45,worn+.4*h(vec2(10.))-.1*best));
  c*=1.-.55*h(vec2(11.))*smoothstep(.12,.05,abs(fract(p.x*.6+.04*n(p)+h(vec2(12.)))-.5));                          // tyres
  float z=n(p*1.2+50.)+.12*n(p*6.)-.56;
  c=mix(c,vec3(.02)+.06*n(p*9.),smoothstep(.035,.02,abs(z))*step(.5,h(vec2(13.))));                                   // mended crack
  vec2 m_=p*2.3,l=fract(m_)-.5-.3*(vec2(h(floor(m_)+1.),h(floor(m_)+2.))-.5);
  float b=h(floor(m_)+3.)*6.3;
  l=mat2(cos(b),sin(b),-sin(b),cos(b))*l;
  c=mix(c,mix(vec3(.7,.35,.05),vec3(.6,.6,.15),h(floor(m_)+4.))*(.7+.4*step(.012,abs(l.y))),step(abs(l.y),.1*(1.-l.x*l.x*22.))*step(.7,h(floor(m_)+6.))*step(.45,h(vec2(14.))));
  outColor=vec4(c,1.);
}
