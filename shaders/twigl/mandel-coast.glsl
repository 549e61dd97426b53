// title: Coasts of the power maps
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: zooms to rich places on the border of the sets of z^2+c, its conjugate and its folded kin
#define H(k) fsnoise(vec2(k,e*3.+53.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),z=p,C=p,q=p;
float e=floor(t*1.5),kind=floor(4.*H(1.)),n=0.,l=0.,trap=9.,a=PI2*H(2.),zoom=.12+1.1*pow(H(3.),2.);
// centres: on the cardioid or its circle for z^2+c; a few good places for the rest
vec2 c0=kind<1.?(H(4.)<.6?.5*vec2(cos(a),sin(a))-.25*vec2(cos(2.*a),sin(2.*a)):vec2(-1.,0.)+.25*vec2(cos(a),sin(a)))
  :kind<2.?vec2(-.5-H(4.),-.7*H(5.))
  :kind<3.?vec2(cos(floor(a)*2.094),sin(floor(a)*2.094))*.9:vec2(cos(a),sin(a))*.6;
if(kind>.5)zoom=max(zoom,.55);
C=c0*(1.+.02*sin(t))+p*zoom*rotate2D(.1*t);
z=vec2(0.);
for(float i=0.;i<60.;i++){
  if(kind<1.)z=vec2(z.x*z.x-z.y*z.y,2.*z.x*z.y)+C;
  else if(kind<2.){z=abs(z);z=vec2(z.x*z.x-z.y*z.y,2.*z.x*z.y)+C;}
  else if(kind<3.)z=vec2(z.x*z.x-z.y*z.y,-2.*z.x*z.y)+C;
  else{q=vec2(z.x*z.x-z.y*z.y,2.*z.x*z.y);z=vec2(q.x*z.x-q.y*z.y,q.x*z.y+q.y*z.x)+C;}
  l=dot(z,z);
  trap=min(trap,abs(z.x*H(6.)-z.y)+.3*abs(length(z)-.6*H(7.)));
  if(l>40.)break;
  n++;
}
float m_=n+1.-log2(max(log2(max(l,1.1))/5.3,.01))/(kind>2.5?1.58:1.),x=log(m_+1.)*(.6+1.2*H(8.)),k=H(9.);
vec3 A=hsv(H(10.),.8*H(11.),.9),B=hsv(H(12.),.7*H(13.),.25),c=k<.3?.5+.5*cos(6.3*(x*.7+H(14.)+vec3(0.,.15,.35))):k<.55?mix(B,A,.5+.5*sin(x*5.)):k<.8?mix(B,A,step(.5,fract(x*2.)))*(.7+.5*fract(x*2.)):A*exp(-trap*4.)+B*x*.4;
if(n>59.)c=mix(mix(vec3(.02),B.zxy,H(15.)),A,exp(-5.*trap)+.4*fract(trap*4.));
o=vec4(c,1.);
