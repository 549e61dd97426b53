// title: Streaks along a flow
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: short brush streaks that follow a whirling field, as wind maps, hair, paint and iron filings
#define H(k) fsnoise(vec2(k,e*3.+37.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,v=p;
float e=floor(t*1.3),S=.5+1.2*H(1.),G=10.+22.*H(2.),sum=0.,step_=.2/G*(1.+2.*H(3.)),speed=0.;
// average of a hashed lattice along the path through the place: only the direction across the flow keeps detail
for(float i=0.;i<10.;i++){
  v=vec2(sin(q.y*S*2.3+e+cos(q.x*S*1.7)),cos(q.x*S*2.1-e*2.+sin(q.y*S*1.9+.3*t)));
  if(H(4.)<.5){vec2 z=q-.8*vec2(H(5.)-.5,H(6.)-.5);v+=1.5*H(7.)*vec2(-z.y,z.x)/(dot(z,z)+.12);}
  speed=length(v);
  q+=v/(speed+.05)*step_*4.;
  sum+=fsnoise(floor(q*G)+e);
}
float x=clamp((sum/10.-.5)*2.2+.5,0.,1.),dir=atan(v.y,v.x+1e-6)/PI2,kind=H(8.);
vec3 A=hsv(H(9.),.8*H(10.),.05+.5*H(11.)),B=hsv(H(12.),.7*H(13.),.6+.4*H(14.)),c=mix(A,B,x);
if(kind<.3)c=hsv(H(9.)+dir*(.3+.7*H(15.)),.4+.5*H(10.),.2+.8*x);
else if(kind<.5)c=mix(A,B,smoothstep(.2,1.6,speed))*(.55+.7*x);
else if(kind<.6)c=vec3(smoothstep(.4,.6,x));
o=vec4(c,1.);
