// title: Lyapunov maps
// mode: geekest
// licence: CC0-1.0
// shows: order and chaos of a population whose growth rate alternates between two values: swooping shapes
#define H(k) fsnoise(vec2(k,e*3.+61.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,g=p;
float e=floor(t*1.3),sum=0.,x=.5,word=floor(H(1.)*6.),zoom=.12+.6*H(2.)*H(3.),n=0.,k=0.,a=.4*(H(4.)-.5);
q=vec2(3.35+.35*H(5.),3.3+.4*H(6.))+p*zoom*rotate2D(a)+.03*sin(t*.6);
for(float i=0.;i<46.;i++){
  // the order of the two rates: AB, AAB, AABB, ABB.., BBBBBBAAAAAA, ABBA
  float u=word<1.?mod(i,2.):word<2.?step(1.5,mod(i,3.)):word<3.?step(1.5,mod(i,4.)):word<4.?step(.5,mod(i,5.)):word<5.?step(5.5,mod(i,12.)):step(.5,mod(i,4.))*step(mod(i,4.),2.5);
  k=clamp(mix(q.x,q.y,u),0.,4.);
  x=k*x*(1.-x);
  if(i>7.)sum+=log(abs(k*(1.-2.*x))+1e-5)/38.;
}
vec3 A=hsv(H(7.),.3+.6*H(8.),.9),B=hsv(H(9.),.3+.6*H(10.),.8),c=vec3(0.);
float v=clamp(-sum*(.8+.8*H(11.)),0.,1.4),w=clamp(sum*2.2,0.,1.);
c=sum<0.?mix(A*.12,A,pow(v,.3+.6*H(12.))):B*w*(.7+.9*H(13.))+.06;
if(H(14.)<.25)c=sum<0.?mix(vec3(.95),A*.3,sqrt(v)):vec3(.95)-w*B;
if(H(15.)<.3)c=mix(c,c.zxy,.5+.5*sin(v*20.)*step(sum,0.));
gl_FragColor=vec4(c,1.);
