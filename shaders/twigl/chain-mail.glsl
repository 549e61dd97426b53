// title: Rings and chains
// mode: geek (300 es)
// licence: CC0-1.0
// shows: interlinked rings of metal in rows, each lit as a bent wire
#version 300 es
precision highp float;
uniform vec2 r;uniform vec2 m;uniform float t;uniform float f;uniform float s;uniform sampler2D b;
out vec4 outColor;
float h(float x,float y){return fract(sin(x*91.7+y*37.3)*5519.1);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.4),S=1.2+3.5*h(1.,e)*h(2.,e),R=.5+.16*h(3.,e),wire=.08+.09*h(4.,e),lean=.35*h(5.,e),a=h(6.,e)*1.6+.1*t;
  p*=mat2(cos(a),sin(a),-sin(a),cos(a));
  vec2 g=p*S,L=vec2(cos(t),sin(t));
  vec3 metal=mix(vec3(.75,.77,.8),.5+.5*cos(6.3*(h(7.,e)+vec3(0.,.15,.3))),h(8.,e)),back=(.5+.5*cos(6.3*(h(9.,e)+vec3(0.,.3,.6))))*h(10.,e)*.9;
  vec3 c=back*(.8+.2*sin(g.x*4.)*sin(g.y*4.));
  float top=-9.;
  for(int j=-1;j<2;j++)for(int i=-1;i<2;i++){
    vec2 id=floor(g)+vec2(float(i),float(j)),z=g-id-.5;
    // rows lean to either side, so that a ring passes over one neighbour and under the other
    float side=mod(id.y,2.)<.5?1.:-1.,y=z.x*side*lean+z.y*.1;
    float d=abs(length(z*vec2(1.,1.+.3*h(11.,e)))-R)-wire;
    float x=clamp(1.+d/wire,0.,1.),hgt=y+sqrt(max(0.,1.-x*x))*wire;
    if(d>0.){if(d<.12)c*=1.-.35*(1.-d/.12)*step(top,y);continue;}
    if(hgt<top)continue;
    top=hgt;
    vec2 n=normalize(z+1e-5)*sign(length(z)-R)*x;
    float lit=.5+.5*dot(n,L),spec=pow(lit,9.);
    vec3 ink=metal*(h(id.x+e,id.y)<.12*step(.5,h(12.,e))?vec3(1.,.6,.3):vec3(1.));
    c=ink*(.2+.7*lit*(1.-.4*x*x))+spec*.7;
  }
  outColor=vec4(c,1.);
}
