// title: Rain on a pane
// mode: classic MRT
// licence: CC0-1.0
// shows: drops and runs of water on glass that turn a soft view upside down; target 1 keeps their slope
#version 300 es
precision highp float;
uniform vec2 resolution;uniform float time;
layout(location=0) out vec4 shown;
layout(location=1) out vec4 slope;
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(31.9,77.3))+e)*8363.7);}
vec3 view(vec2 p,float blur){
  // a soft street: bands of colour and a few lamps
  vec3 c=mix(.5+.5*cos(6.3*(h(vec2(1.))+vec3(0.,.1,.25))),.5+.5*cos(6.3*(h(vec2(2.))+vec3(0.,.2,.4))),smoothstep(-.3-blur,.3+blur,p.y+.15*sin(p.x*2.)))*(.15+.8*h(vec2(3.)));
  for(float i=0.;i<6.;i++){
    float l=length(p-vec2(h(vec2(i,4.))-.5,h(vec2(i,5.))-.5)*2.4);
    c+=(.5+.5*cos(6.3*(h(vec2(i,6.))+vec3(0.,.3,.6))))*.7*smoothstep(.16+blur,.1-blur*.3,l);
  }
  return c;
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y),N=vec2(0.);
  e=floor(time*1.3)*1.7;
  float S=1.2+2.*h(vec2(7.)),hit=0.,wet=h(vec2(8.));
  for(float i=0.;i<3.;i++){
    float k=S*(1.+i*1.1);
    vec2 g=p*k+i*7.,id=floor(g);
    id.x=floor(g.x);
    // large drops slide down their columns
    if(i<1.){g.y+=time*(.2+.5*h(vec2(id.x,9.)));id=floor(g);}
    vec2 z=fract(g)-.5-.3*(vec2(h(id+i),h(id+i+3.))-.5);
    z.y*=.8;
    if(z.y>0.&&i<1.)z.x*=1.+z.y*2.;
    float R=(.12+.25*h(id+i+6.))*step(h(id+i+9.),.35+.6*wet),l=length(z);
    if(l<R){N=z/R;hit=1.;}
    if(i<1.&&abs(z.x)<R*.35&&z.y>0.&&hit<.5){N=vec2(z.x/R*1.5,0.);hit=.5;}          // the trail above it
  }
  float fog=h(vec2(11.))*.25;
  vec3 c=view(p,.2+fog);
  if(hit>0.){c=mix(c,view(p-N*1.1,.02)*(1.05-.55*dot(N,N)*hit),hit)+.5*smoothstep(.3,.1,length(N-vec2(-.35,.45)))*hit;}
  shown=vec4(c*(.95+.05*h(floor(p*90.))),1.);
  slope=vec4(N*.5+.5,hit,1.);
}
