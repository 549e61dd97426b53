// title: Nebulae
// mode: geekest
// licence: CC0-1.0
// shows: glowing gas behind dark dust, with shells, pillars and stars of several sizes
#define H(k) fsnoise(vec2(k,e*3.+123.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.3),gas=0.,dust=0.,a=1.,l=0.;
q=p*(.4+.8*H(1.))+vec2(e*5.,.04*t);
vec2 w=vec2(snoise2D(q*.8),snoise2D(q*.8+9.));
for(float i=0.;i<4.;i++){
  vec2 u=(q+.4*w)*exp2(i)*.9+i*3.;
  gas+=a*snoise2D(u+w*.3);
  dust+=a*(1.-abs(snoise2D(u*1.3+20.)));
  a*=.5;
}
l=length(p-.9*vec2(H(2.)-.5,H(3.)-.5)+.15*w);
float shell=exp(-pow((l-.3-.5*H(4.))*(3.+5.*H(5.)),2.))*step(.5,H(6.)),core=exp(-l*(1.5+2.*H(7.)));
float x=clamp(.45+.4*gas+.6*shell+.7*core*H(8.),0.,1.6),dark=smoothstep(.9,1.6,dust-.3*core+.3*H(9.));
vec3 A=hsv(H(10.),.5+.5*H(11.),1.),B=hsv(H(10.)+.2+.5*H(12.),.6*H(13.)+.2,1.);
vec3 c=mix(B*.08,mix(B,A,smoothstep(.4,1.1,x)),x*x*(.4+.6*H(14.)));
c*=1.-dark*(.4+.6*H(15.));
if(H(16.)<.3)c=vec3(dot(c,vec3(.4)))*(.8+.4*A);
for(float i=0.;i<3.;i++){
  vec2 g=p*(2.5+4.*i)+i*7.,z=fract(g)-.5-.6*(vec2(fsnoise(floor(g)+e),fsnoise(floor(g)+e+5.))-.5);
  float s_=fsnoise(floor(g)+e+9.),d=length(z);
  c+=mix(vec3(1.),mix(A,B,s_),.5)*(smoothstep(.1*s_,.0,d)+.012/(d+.02)*smoothstep(.5,.1,d))*step(.6,s_)*(i<1.?1.:.6);
}
gl_FragColor=vec4(c,1.);
