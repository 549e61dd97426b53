// title: Light in a pool
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: bright nets of light over a pool floor of tiles, sand or stones, with ripples and a ball
#define H(k) fsnoise(vec2(k,e*2.+16.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,d=vec2(0.);
float e=floor(t/2.),S=1.+2.*H(1.),net=0.,ph=0.;
// sum of waves in hashed directions; its gradient bends the look, its curvature is the light
for(float i=0.;i<9.;i++){
  float a=H(i+20.)*PI2,k=S*(1.5+i*.8),x=dot(p,vec2(cos(a),sin(a)))*k+t*(1.+.3*i)+d.x*2.;
  d+=vec2(cos(a),sin(a))*cos(x)/(3.+i);
  net+=sin(x)*(.35+.06*i);
}
vec2 ring=p-2.*vec2(H(2.)-.5,H(3.)-.5);
float l=length(ring)+1e-3;
d+=step(.4,H(4.))*ring/l*.5*sin(l*14.-t*5.)*exp(-l*1.2);
q+=d*(.06+.18*H(5.));
net=pow(max(0.,1.-abs(net)*.55),2.+4.*H(6.));
vec3 water=hsv(.42+.22*H(7.)+.4*step(.85,H(8.)),.3+.6*H(9.),.5+.5*H(10.)),c=vec3(.9);
vec2 g=q*(1.+3.*H(11.)),k=abs(fract(g)-.5);
if(H(12.)<.45)c=mix(hsv(H(13.),.6,.8),vec3(.95),step(.5,fsnoise(floor(g)+e)*H(14.)+.4*mod(floor(g.x)+floor(g.y),2.)))*(.5+.5*(1.-smoothstep(.45,.49,max(k.x,k.y))));
else if(H(12.)<.75)c=hsv(.1,.35,.9)*(.85+.2*snoise2D(q*9.)+.15*sin(q.y*9.+2.*snoise2D(q*1.5)));
else{k=fract(g)-.5+.3*(vec2(fsnoise(floor(g)),fsnoise(floor(g)+3.))-.5);
  c=mix(vec3(.25),hsv(.1+.5*fsnoise(floor(g)+5.),.2,.4+.5*fsnoise(floor(g)+e))*(1.1-1.5*length(k)),(1.-smoothstep(.36,.42,length(k*vec2(1.,1.2)))));}
c=c*water*(.6+.25*dot(d,vec2(.7,.7)))+water*.12+vec3(.9,1.,.95)*net*(.1+.55*H(15.)*H(19.));
vec2 z=p-vec2(.6*sin(t*.5+e),.6*cos(t*.4));
float R=.15+.2*H(16.),b=length(z+.1*d);
if(H(17.)<.5){vec3 ball=mix(hsv(H(18.),.9,.95),vec3(.97),step(0.,sin(atan(z.y,z.x+1e-6)*3.+t)));
  c*=1.-.5*(1.-smoothstep(R*.7,R*1.5,length(z+vec2(-.1,.12))));
  c=mix(c,ball*(1.15-b*b/R/R*.6)+.4*(1.-smoothstep(.0,.1,length(z-vec2(-.3,.4)*R))),step(b,R));}
o=vec4(c,1.);
