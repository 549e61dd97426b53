// title: Pen strokes
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: invented letters and numerals drawn with a round pen, large or in lines
#define H(k) fsnoise(id*3.+vec2(k,e*2.+k))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t),w=4./min(r.x,r.y),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),G=u<.65?1.9:u<.85?.9:.5,d=1e3;
id=floor(p/G+.5);
vec2 q=(p/G-id)*2.3;
q.x+=(v-.5)*.6*q.y;
q*=rotate2D(.1*sin(t*2.));
// the pen starts at a point of a 3x4 grid and goes on with curved strokes to others
vec2 A=vec2(floor(3.*H(1.))-1.,floor(4.*H(2.))-1.5)*vec2(.7,.58);
float n=3.+floor(2.9*H(5.));
for(float i=0.;i<5.;i++){
  if(i>=n)break;
  vec2 B=vec2(floor(3.*H(i*4.+6.))-1.,floor(4.*H(i*4.+7.))-1.5)*vec2(.7,.58);
  if(distance(A,B)<.3)B=-B+vec2(.1,.5);
  // the bend of each stroke is hashed: straight, slight or nearly a half circle
  float bend=H(i*4.+8.)<.25?0.:2.6*(H(i*4.+60.)-.5);
  vec2 M=(A+B)*.5+bend*vec2(B.y-A.y,A.x-B.x),last=A;
  for(float j=1.;j<7.;j++){
    float s_=j/6.;
    vec2 P=mix(mix(A,M,s_),mix(M,B,s_),s_),l=P-last;
    d=min(d,length(q-last-l*clamp(dot(q-last,l)/(dot(l,l)+1e-6),0.,1.)));
    last=P;
  }
  A=B;
  if(H(i*4.+9.)<.2)A=vec2(floor(3.*H(i+40.))-1.,floor(3.*H(i+50.))-1.)*.5;   // lift the pen
}
float pen=.07+.13*v*H(30.)+.012*snoise2D(q*3.+e),k=clamp(.5-(d-pen)*G*.5/w*2.,0.,1.);
vec3 paper=vec3(0.),ink=vec3(1.);
if(fract(u*9.)>.4){paper=hsv(v,.6*fract(u*17.),.85+.15*u);ink=hsv(fract(u*31.),.8*fract(v*7.),.35*v);}
if(fract(u*9.)>.7){paper=hsv(v,.6,.5)*(1.+.2*snoise2D(p*5.))*(.8+.2*p.x);ink=hsv(v+.3+.4*u,.4,.95);}
if(fract(v*23.)<.25){k=max(k,.35*(1.-smoothstep(.0,.04,abs(fract(p.y*5./G)-.5))));}   // ruled paper
o=vec4(mix(paper,ink*(.85+.15*snoise2D(q*6.)),k),1.);
