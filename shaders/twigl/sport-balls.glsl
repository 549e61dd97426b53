// title: Balls
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: footballs, tennis, basket, beach and striped balls on grass, boards or bare ground with shadows
#define H(k) fsnoise(id*3.+vec2(k,e*2.+8.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.4),u=H(1.),v=H(2.),G=u<.55?2.2:1.2,w=3./min(r.x,r.y),floor_=H(3.);
vec3 g=floor_<.35?hsv(.25+.1*v,.6,.4+.2*u):hsv(v,.5*u,.2+.75*H(4.)),c=g;
if(floor_<.35)c*=.8+.3*snoise2D(p*vec2(25.,8.))+.15*snoise2D(p*3.);
else if(floor_<.6)c*=.85+.2*step(.03,fract(p.y*2.+.3))*(.8+.3*snoise2D(vec2(p.x*2.,p.y*14.)));
if(H(5.)<.4)c=mix(c,vec3(.95),step(abs(p.x*sin(v*6.)+p.y*cos(v*6.)-.4),.05)+step(abs(length(p-v)-1.2),.04));
id=floor(p/G+.5);
vec2 q=(p/G-id)*2.2+.3*(vec2(H(6.),H(7.))-.5);
float R=.45+.4*H(8.),l=length(q),sh=length((q-vec2(.18,-.2)*R)*vec2(.95,1.1))-R;
c=mix(c,c*.4,(1.-smoothstep(-.25,.15,sh)));
if(l<R+w){
  // a unit sphere: position on it, turned by a hashed rotation that rolls with time
  vec3 n=vec3(q,sqrt(max(0.,R*R-l*l)))/R,m=n*rotate3D(6.3*H(9.)+t*.5,vec3(H(10.)-.5,H(11.)-.5,H(12.)-.3)),a=abs(m);
  float kind=floor(7.*H(13.)),k=0.;
  vec3 A=hsv(H(14.),.85*H(15.),.5+.5*H(16.)),B=mix(vec3(.95),hsv(H(17.),.8,.5),step(.5,H(18.))),b=A;
  if(kind<1.){                                            // patches about the twelve corners of an icosahedron
    float s=max(max(dot(a,vec3(0.,1.,1.618)),dot(a,vec3(1.,1.618,0.))),dot(a,vec3(1.618,0.,1.)))/1.902;
    b=mix(vec3(.95),H(19.)<.6?vec3(.06):A,step(.925,s));
    b=mix(b,vec3(.4),(1.-smoothstep(.0,.05,min(min(a.x,a.y),a.z)))*step(s,.92));
  }else if(kind<2.){                                      // four seams: two circles, two bent lines
    k=min(min(a.x,a.y),abs(a.x-.35-.7*m.z*m.z));
    b=mix(hsv(.05+.05*H(20.),.8,.8)*(.9+.2*sin(m.x*60.)*sin(m.y*60.)),vec3(.05),step(k,.03));
  }else if(kind<3.){                                      // one seam that waves about the equator
    k=abs(m.z-.55*cos(2.*atan(m.y,m.x+1e-5))*sqrt(max(0.,1.-m.z*m.z)));
    b=mix(hsv(.2+.6*step(.6,H(19.)),.7,.9)*(.9+.15*snoise2D(m.xy*25.)),vec3(.97),step(k,.07));
  }else if(kind<4.){                                      // gores of a beach ball, with caps
    float s=floor((atan(m.y,m.x+1e-5)/PI2+.5)*6.);
    b=a.z>.93?vec3(.95):mod(s,2.)<.5?vec3(.95):hsv(H(14.)+s*.15,.85,.9);
  }else if(kind<5.)b=mix(A,B,step(.5,fract(m.z*(1.+3.*H(19.))+.5)));
  else if(kind<6.){b=abs(m.z)<.5?A:vec3(.95);b=mix(b,vec3(.97),step(length(m-vec3(1.,0.,0.)),.45));b=mix(b,vec3(.05),step(abs(length(m.yz*vec2(1.6,1.))-.17),.04)*step(0.,m.x));}
  else b=A*(.9+.2*step(.0,sin(m.x*30.)*sin(m.y*30.)*sin(m.z*30.)));
  float lit=.35+.75*max(0.,dot(n,normalize(vec3(-.5,.6,.7))));
  b=b*lit+.5*pow(max(0.,dot(n,normalize(vec3(-.35,.45,.85)))),30.)*H(21.);
  c=mix(c,b,clamp(.5-(l-R)/w,0.,1.));
}
o=vec4(c,1.);
