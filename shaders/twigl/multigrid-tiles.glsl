// title: Aperiodic tiles
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: tilings cut by five, seven or eight families of lines, each area coloured by how it was reached
#define H(k) fsnoise(vec2(k,e*3.+18.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.5),n=3.+floor(5.*H(1.)),S=.8+2.4*H(2.)*H(3.),sum=0.,par=0.,edge=9.,key=0.;
q=p*S+4.*vec2(H(4.),H(5.))+.1*t;
for(float i=0.;i<8.;i++){
  if(i>=n)break;
  // line family i: the index of the strip and the distance to its border
  float a=PI*i/n+.02*t*(H(6.)-.5),x=dot(q,vec2(cos(a),sin(a)))+H(i+30.)+.12*sin(dot(q,vec2(-sin(a),cos(a)))*2.+t)*step(.75,H(7.));
  float id=floor(x),k=abs(fract(x)-.5);
  sum+=id;key+=id*(i*1.7+.9);par=mod(par+id,2.);
  edge=min(edge,.5-k);
}
float a=fract(sin(key*12.9)*4375.5),level=fract(sum/n*1.5),kind=floor(4.*H(8.));
float x=kind<1.?a:kind<2.?level:kind<3.?par:fract(sum*.382);
vec3 A=hsv(H(9.),.8*H(10.),.15+.8*H(11.)),B=hsv(H(12.),.8*H(13.),.4+.6*H(14.)),c=mix(A,B,x);
if(H(15.)<.4)c=hsv(H(9.)+x*(.1+.5*H(16.)),.3+.6*H(10.),.55+.45*a);
c*=.75+.25*smoothstep(.0,.25,edge)+.2*(a-.5);
float W=.015+.05*H(17.)*H(18.);
c=mix(c,vec3(step(.6,H(19.))*.95),smoothstep(W+.015,W,edge)*step(.25,H(20.)));
o=vec4(c,1.);
