// title: Quasi-crystal waves
// mode: classic (300 es)
// licence: CC0-1.0
// shows: plane waves in five to thirteen directions: patterns with order but without a period
#version 300 es
precision highp float;
uniform vec2 resolution;uniform vec2 mouse;uniform float time;uniform float frame;uniform float sound;uniform sampler2D backbuffer;
out vec4 outColor;
float h(float x,float y){return fract(sin(x*17.3+y*59.9)*7351.7);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  float e=floor(time*1.5),n=4.+floor(6.*h(1.,e)),S=5.+26.*h(2.,e)*h(3.,e),z=0.,w=0.;
  vec2 q=p+.8*vec2(h(4.,e),h(5.,e));
  for(float i=0.;i<10.;i++){
    if(i>=n)break;
    float a=3.14159*i/n,x=dot(q,vec2(cos(a),sin(a)))*S;
    z+=cos(x+time*(.6+.3*h(i,e)));
    w+=cos(x*1.618-time+i);
  }
  z/=sqrt(n);w/=sqrt(n);
  float kind=floor(5.*h(6.,e)),lum;
  vec3 A=.5+.5*cos(6.3*(h(7.,e)+vec3(0.,.12,.3))),B=(.5+.5*cos(6.3*(h(8.,e)+vec3(0.,.3,.5))))*(dot(A,vec3(.33))>.45?.4*h(9.,e):1.5),c;
  if(kind<1.)c=mix(B,A,.5+.5*sin(z*1.5));
  else if(kind<2.)c=mix(B,A,smoothstep(-.06,.06,z-.3*h(10.,e)));                      // two tones
  else if(kind<3.)c=mix(B,A,smoothstep(.12,.04,abs(fract(z*1.5)-.5)));                // contour lines
  else if(kind<4.)c=.5+.5*cos(6.3*(z*.35+h(11.,e)+vec3(0.,.33,.67)*h(12.,e)));
  else c=mix(mix(B,A,step(0.,z)),A.zxy,step(.4,w)*.8)*(.7+.3*smoothstep(.0,.15,abs(z)));
  outColor=vec4(c,1.);
}
