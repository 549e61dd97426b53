// title: Dragon tiles
// mode: geek (300 es)
// licence: CC0-1.0
// shows: the plane in complex number bases: dragons, fudge-flakes and other tiles with ragged borders
#version 300 es
precision highp float;
uniform vec2 r;uniform vec2 m;uniform float t;uniform float f;uniform float s;uniform sampler2D b;
out vec4 outColor;
float h(float x,float e){return fract(sin(x*45.1+e*39.7)*6311.9);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.5),kind=floor(4.*h(1.,e)),S=.4+1.4*h(2.,e),its=5.+floor(7.*h(3.,e)),key=0.,tone=0.,w=.5,par=0.;
  // bases -1+i and 1+i have two digits, 2+i five: each step takes the nearest digit away and divides
  vec2 B=kind<1.?vec2(-1.,1.):kind<2.?vec2(1.,1.):kind<3.?vec2(2.,1.):vec2(1.,2.),z=p*S*(kind<2.?3.:4.)+vec2(.2*t,7.*h(4.,e));
  float nb=dot(B,B),wob=h(5.,e)<.3?.35:0.;
  vec2 q=z;
  // the tile: start from the lattice of whole numbers at the finest level and carry upwards
  q*=pow(sqrt(nb),its);
  float a=its*atan(B.y,B.x);
  q=mat2(cos(a),sin(a),-sin(a),cos(a))*q;
  vec2 g=floor(q+.5),k=q-g;
  for(float i=0.;i<12.;i++){
    if(i>=its)break;
    // g = d + B g' with d in 0 .. nb-1: the digit by a congruence, which is exact for whole numbers
    float d=mod(kind<2.?g.x+g.y:kind<3.?g.x-2.*g.y:g.x+2.*g.y,nb);
    vec2 u=g-vec2(d,0.);
    g=floor(vec2(u.x*B.x+u.y*B.y,u.y*B.x-u.x*B.y)/nb+.5);
    tone+=w*d/(nb-1.);
    w*=.6;
  }
  key=fract(sin(dot(g,vec2(12.99,78.23))+e)*43758.5);
  par=mod(g.x+g.y,2.);
  float x=h(6.,e)<.4?key:h(6.,e)<.6?par:fract(g.x*.3+g.y*.5+key*.1);
  vec3 A=.5+.5*cos(6.3*(h(7.,e)+x*(.1+.5*h(8.,e))+vec3(0.,.2,.45))),D=mix(vec3(.4+.5*x),A,h(9.,e)*1.2);
  vec3 c=D*(.35+.65*x)*(1.-.6*h(10.,e)*tone);
  if(h(11.,e)<.3)c=mix(c,D.zxy,step(.75,tone));
  c*=.9+.2*smoothstep(.7,.0,length(k));
  outColor=vec4(c,1.);
}
