// title: Dye carried by whirls
// mode: classic MRT
// licence: CC0-1.0
// shows: dye that whirls carry along frame by frame; target 1 keeps the dye, target 0 shows it
#version 300 es
precision highp float;
uniform vec2 resolution;uniform float time;uniform float frame;uniform sampler2D backbuffer0;uniform sampler2D backbuffer1;
layout(location=0) out vec4 shown;
layout(location=1) out vec4 kept;
float e;
float h(float x){return fract(sin(x*61.7+e*23.9)*7151.3);}
vec3 pal(float x){return .5+.5*cos(6.3*(x+vec3(0.,.3,.55)));}
vec3 start(vec2 p){
  float k=h(1.),x=k<.3?step(.5,fract(p.y*(1.+2.*h(2.)))):k<.55?mod(floor(p.x*2.)+floor(p.y*2.),2.):k<.8?step(.5,fract(length(p)*2.5)):step(length(fract(p*1.6)-.5),.32);
  return mix(mix(vec3(h(3.)),pal(h(4.)),h(5.)),mix(vec3(h(6.)),pal(h(7.)+.15*floor(p.y*2.)),h(8.)),x);
}
void main(){
  e=floor((time-frame/60.)*400.+.01)/400.;
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y),v=vec2(0.);
  for(float i=0.;i<6.;i++){
    vec2 z=p-1.8*vec2(h(i+20.)-.5,h(i+30.)-.5);
    float w=.1+.25*h(i+50.);
    v+=vec2(-z.y,z.x)*(h(i+40.)-.5)*exp(-dot(z,z)/w)*2.5;
  }
  v+=.3*vec2(sin(p.y*3.+e),cos(p.x*3.))*h(9.);
  vec2 q=p-v*.085,u=.5+q*min(resolution.x,resolution.y)/resolution*.5;
  vec3 c=frame<2.?start(p):texture(backbuffer1,u).rgb;
  float out_=max(abs(u.x-.5),abs(u.y-.5));
  if(out_>.5)c=start(q);
  kept=vec4(c,1.);
  float lum=dot(c,vec3(.33)),sh=dot(texture(backbuffer1,u+.012).rgb,vec3(.33))-lum;
  shown=vec4(c*(.95+.5*sh*h(10.))+.15*max(0.,sh)*h(11.),1.);
}
