// title: Banded storms
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: belts and zones with curls and oval storms, as on a gas planet or in poured paint
#define H(k) fsnoise(vec2(k,e*3.+39.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.2),S=.6+1.2*H(1.),globe=step(.6,H(2.)),l=length(p),lit=1.;
if(globe>.5){l=length(p-vec2(H(3.)-.5,H(4.)-.5)*.6);float R=.6+.5*H(5.);q=(p-vec2(H(3.)-.5,H(4.)-.5)*.6)/R;l/=R;
  q/=sqrt(max(.02,1.-.75*min(l*l,1.)));lit=l<1.?sqrt(max(0.,1.-l*l))*.9+.25:0.;}
q=q*rotate2D(H(6.)*.6)*S+vec2(e*3.,0.);
// ovals push the belts aside and turn what is in them
float spot=0.;
for(float i=0.;i<3.;i++){
  vec2 z=q-vec2(e*3.+2.4*(H(i+20.)-.5)+.1*t,1.8*(H(i+30.)-.5));
  float R=.12+.25*H(i+40.),d=length(z*vec2(.6,1.))/R;
  float g=exp(-d*d*.7);
  q.y+=z.y*g*.7;q.x+=z.y*g*2.;
  if(H(i+50.)<.7)spot=max(spot,smoothstep(1.,.75,d)*(.8+.2*sin(d*9.-t)));
}
float wind=sin(q.y*7.)*.8;
q+=.12*vec2(snoise2D(q*vec2(2.,4.)+vec2(t*wind*.2,0.)),snoise2D(q*vec2(3.,4.)+7.+vec2(t*wind*.2,0.)));
q+=.03*vec2(snoise2D(q*6.),snoise2D(q*6.+4.));
float y=q.y*(1.+1.5*H(7.)),x=snoise2D(vec2(q.x*.15,y))*.9+.4*snoise2D(vec2(q.x*.3,y*2.7))+.15*snoise2D(vec2(q.x,y*8.));
vec3 A=hsv(H(8.),.7*H(9.),.5+.5*H(10.)),B=hsv(H(8.)+.5*(H(11.)-.5),.3+.6*H(12.),.15+.5*H(13.)),c=mix(B,A,smoothstep(-.6,.6,x));
c=mix(c,vec3(.95,.92,.85),smoothstep(.3,.8,-x)*H(14.));
c=mix(c,hsv(H(15.)*.1,.6,.75),spot*.8);
vec3 sky=vec3(.01,.01,.03)+.8*step(.985,fsnoise(floor(FC.xy*40./r.y)+e));
o=vec4(globe>.5?mix(sky,c*lit*(.7+.5*dot(p,vec2(cos(t),sin(t)))),smoothstep(1.02,.98,l)):c,1.);
