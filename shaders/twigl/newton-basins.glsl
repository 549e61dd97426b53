// title: Basins of root finding
// mode: geek
// licence: CC0-1.0
// shows: which root a place falls to under Newton steps, for polynomials whose roots wander
precision highp float;
uniform vec2 r;uniform vec2 m;uniform float t;uniform float f;uniform float s;uniform sampler2D b;
float h(float x,float e){return fract(sin(x*29.3+e*73.1)*6673.7);}
vec2 mul(vec2 a,vec2 b){return vec2(a.x*b.x-a.y*b.y,a.x*b.y+a.y*b.x);}
vec2 inv(vec2 a){return vec2(a.x,-a.y)/(dot(a,a)+1e-9);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.4),n=3.+floor(3.*h(1.,e)),zoom=.5+1.6*h(2.,e)*h(3.,e),steps=0.,win=0.,near=9.,over=1.+.5*(h(4.,e)-.4)*step(.5,h(5.,e));
  vec2 z=p*zoom+.6*vec2(h(6.,e)-.5,h(7.,e)-.5);
  for(int i=0;i<22;i++){
    // the step is one over the sum of 1/(z - root)
    vec2 sum=vec2(0.);
    near=9.;
    for(int j=0;j<5;j++){
      float k=float(j);
      if(k>=n)break;
      float a=k/n*6.2832+1.2*(h(k+20.,e)-.5)+.2*sin(t+k),R=.6+.6*h(k+30.,e);
      vec2 d=z-R*vec2(cos(a),sin(a));
      float l=dot(d,d);
      if(l<near){near=l;win=k;}
      sum+=inv(d);
    }
    if(near<.002)break;
    z-=over*inv(sum);
    steps++;
  }
  float x=steps-log(max(near,1e-6)/.002)*-.12,k=h(8.,e);
  vec3 A=.5+.5*cos(6.3*(h(9.,e)+win*(.1+.25*h(10.,e))+vec3(0.,.3,.6)));
  A=mix(vec3(.25+.7*h(win+40.,e)),A,h(11.,e)*1.3);
  vec3 c=k<.35?A*(.25+.85*exp(-x*.12)):k<.6?mix(A,vec3(.97),clamp(x*.07,0.,1.))*(.8+.2*cos(x*2.)):k<.8?A*(.4+.6*step(.5,fract(x*.5))):mix(vec3(.03),A,clamp(x*.09,0.,1.2));
  gl_FragColor=vec4(c,1.);
}
