// title: Slit scan
// mode: geek MRT
// licence: CC0-1.0
// shows: a row of colour that moves across and is frozen behind the slit; target 1 keeps the strip
#version 300 es
precision highp float;
uniform vec2 r;uniform float t;uniform float f;uniform sampler2D b0;uniform sampler2D b1;
layout(location=0) out vec4 colour;
layout(location=1) out vec4 strip;
float e;
float h(float x){return fract(sin(x*73.9+e*41.7)*6353.7);}
float n(float x){float i=floor(x),u=fract(x);return mix(h(i),h(i+1.),u*u*(3.-2.*u));}
void main(){
  e=floor((t-f/60.)*400.+.01)/400.;
  vec2 u=gl_FragCoord.xy/r,q=u-.5;
  float a=h(1.),at=f/24.,k=a<.3?u.x:a<.5?length(q)*1.4:a<.75?fract(atan(q.y,q.x+1e-6)/6.2832+.5):u.y,across=a<.3?u.y:a<.5?fract(atan(q.y,q.x+1e-6)/6.2832+.5)*2.:a<.75?length(q)*1.5:u.x;
  // what stands before the slit in this frame
  float w=h(2.)*4.,y=across+.25*sin(f*(.1+.4*h(3.)))*h(4.)+.15*n(f*.3+9.),m_=n(y*(4.+14.*h(5.))+50.),bar=step(.5,fract(y*(2.+5.*h(6.))+.12*n(f*.5)*w));
  vec3 A=.5+.5*cos(6.3*(h(7.)+.3*h(8.)*m_+.015*f*h(9.)+vec3(0.,.3,.6))),B=mix(vec3(h(10.)),A.zxy,.5),c;
  c=h(11.)<.4?mix(B,A,bar):h(11.)<.7?mix(B*.5,A,smoothstep(.3,.7,m_)):A*(.3+.7*m_)*(.6+.4*bar);
  c*=.6+.4*step(.3,h(floor(f*(.3+.7*h(12.)))+90.));
  vec3 old=texture(b1,u).rgb;
  // each frame only the part of the picture that the slit has not passed is drawn anew
  if(k<at-.05&&f>1.)c=old;
  strip=vec4(c,1.);
  colour=vec4(c*(1.-.25*h(13.)*smoothstep(.48,.3,abs(fract(across*6.)-.5))),1.);
}
