// title: Shells
// mode: geek (300 es)
// licence: CC0-1.0
// shows: snail and nautilus coils in cross-section and from outside, with ribs, chambers and bands of colour
#version 300 es
precision highp float;
uniform vec2 r;uniform float t;
out vec4 outColor;
float e;
float h(float x){return fract(sin(x*67.7+e*35.9)*7043.9);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.5);
  float G=h(1.)<.4?3.2:h(1.)<.75?1.6:1.,id,turn=1.35+1.2*h(2.),n=7.+floor(14.*h(3.));
  vec2 g=p/G+.5+.04*t,c0=floor(g),q=(g-c0-.5)*2.3;
  id=h(dot(c0,vec2(3.1,7.7)));
  float b=id*6.3+.2*sin(t+id*9.);
  q=mat2(cos(b),sin(b),-sin(b),cos(b))*q*vec2(id<.5?1.:-1.,1.);
  // a logarithmic spiral: the turn that a place lies in, and where across its tube
  float l=length(q)+1e-4,a=atan(q.y,q.x+1e-6)/6.2832,w=log(l)/log(turn)-a,whorl=floor(w),across=fract(w),along=whorl+a;
  // the shell ends at its mouth
  float end=-.15,cut=step(along+across*.0,end),y=across*2.-1.;
  vec3 A=mix(vec3(.95,.88,.78),.5+.5*cos(6.3*(h(4.)+vec3(0.,.12,.25))),h(5.)),B=mix(vec3(.45,.25,.15),.5+.5*cos(6.3*(h(6.)+vec3(0.,.3,.5))),h(7.)),
    sand=mix(vec3(h(8.)),.5+.5*cos(6.3*(h(9.)+vec3(0.,.15,.3))),.5*h(10.))*(.8+.2*h(floor(p.x*40.)+57.*floor(p.y*40.)));
  float rib=along*n,k=h(11.),round_=sqrt(max(0.,1.-y*y*.95));
  vec3 c=mix(A,B,k<.3?step(.5,fract(rib)):k<.5?step(.5,fract(across*(2.+floor(3.*h(12.))))):k<.75?smoothstep(.4,.9,sin(rib*3.+2.*sin(y*4.+id*9.))):.3*h(floor(rib)));
  c*=.35+.65*round_+.3*dot(normalize(q),vec2(-.6,.7))*y;
  c*=.8+.3*sin(rib*6.2832+.6*y)*h(13.);
  if(h(14.)<.3){                                   // sawn through: chambers between curved walls
    float wall=min(.5-abs(across-.5),abs(fract(rib*.7+.5*y*y)-.5)*.5);
    c=mix(B*.3+.1,A,smoothstep(.06,.03,wall))*(.7+.3*across);
  }
  c*=.55+.45*smoothstep(.0,.12,min(across,1.-across));
  float shadow=smoothstep(1.35,.7,l/1.);
  outColor=vec4(mix(sand*(1.-.5*shadow),c,cut*step(.012,l)),1.);
}
