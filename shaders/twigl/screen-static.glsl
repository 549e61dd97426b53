// title: Broken screens
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: test cards, scan lines, snow, torn rows and coarse blocks of a faulty screen
#define H(k) fsnoise(vec2(k,e*3.+111.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*2.),kind=floor(5.*H(1.)),row=floor(p.y*(6.+30.*H(2.))),tear=step(.7-.3*H(3.),fsnoise(vec2(row,e)))*(fsnoise(vec2(row+7.,e))-.5)*.8*H(4.);
q.x+=tear+.03*sin(p.y*30.+t*9.)*H(5.);
q.y+=.4*floor(t*3.)*step(.8,H(6.));
float N=3.+14.*H(7.);
vec2 blk=floor(q*N),lost=floor(p*vec2(3.,5.)+e);
if(fsnoise(lost+e)<.35*H(8.)){q=floor(q*N*2.)/N/2.+.3*(fsnoise(lost)-.5);}           // a lost block is repeated coarse from elsewhere
vec3 c=vec3(0.);
for(float k=0.;k<3.;k++){
  // the three guns do not meet
  vec2 u=q+vec2((k-1.)*.06*H(9.),0.);
  float x=0.;
  if(kind<1.){float n=floor((u.x+1.)*3.5);x=mod(floor(n/(k<1.?2.:k<2.?4.:1.))+1.,2.)*(.5+.5*step(-.5,u.y))*.85+.1;if(u.y<-.5)x=fract(u.x*1.5+.5*u.y);}      // bars
  else if(kind<2.)x=.5+.5*sin(length(u-vec2(H(10.)-.5,H(11.)-.5))*(6.+20.*H(12.))+k*H(13.)*2.-t*2.);
  else if(kind<3.)x=fsnoise(floor(u*N*2.)+e+k*step(.5,H(14.)));                                                                                              // snow
  else if(kind<4.)x=.15+.7*max(step(abs(length(u)-.7),.03),max(step(.46,abs(fract(u.x*2.)-.5)),step(.46,abs(fract(u.y*2.)-.5))))+.2*step(.5,fract(u.x*8.))*step(abs(u.y),.2);
  else x=smoothstep(-.4,.6,snoise2D(u*(.8+H(15.))+e)+.25*k*(H(16.)-.5));
  c[int(k)]=x;
}
c=mix(vec3(dot(c,vec3(.33)))*hsv(H(17.),.7*H(18.),1.),c,step(.35,H(19.)));
c*=mix(1.,.6+.4*step(.5,fract(p.y*(14.+20.*H(20.)))),.8*H(21.));                    // scan lines
c=mix(c,vec3(fsnoise(FC.xy+e)),.3*H(22.)*H(23.));
c+=.25*H(24.)*smoothstep(.3,.0,abs(fract(p.y*.4-t*.3)-.5)*2.);                       // a hum bar
c*=mix(1.,smoothstep(1.3,.9,length(p*vec2(.9,1.))),step(.8,H(25.))*.8);
o=vec4(c,1.);
