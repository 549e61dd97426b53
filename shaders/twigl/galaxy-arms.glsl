// title: Spirals and whirls
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: galaxies, snail shells, lollipops and targets, each wound about one or more centres
#define H(k) fsnoise(id+vec2(k,e*2.+12.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t/1.5),G=fsnoise(vec2(e,3.))<.6?2.6:1.2;
id=floor(p/G+.5);
float kind=floor(4.*fsnoise(vec2(e,5.))),w=5./min(r.x,r.y);
vec2 q=(p/G-id)*2.2;
q+=.3*(vec2(H(1.),H(2.))-.5);
q*=rotate2D(H(3.)*6.)*mat2(1.,0.,0.,1.+1.2*H(4.)*step(kind,.5));
float l=length(q)+1e-3,a=atan(q.y,q.x+1e-6),n=1.+floor(4.*H(5.)),turn=(H(6.)<.5?1.:-1.)*(2.+5.*H(7.));
float phase=a*n+turn*log(l)*1.2-t*.8,s_=.5+.5*cos(phase),noise_=snoise2D(q*2.5+e)+.5*snoise2D(q*6.-e);
vec3 A=hsv(H(8.),.3+.6*H(9.),.9),B=hsv(H(10.),.8*H(11.),.3+.6*H(12.)),c=hsv(H(13.),.6,.05+.12*H(14.));
if(kind<1.){                                             // galaxy and its stars
  c+=A*exp(-l*5.)*1.4+mix(B,A,s_)*s_*(.75+.4*noise_)*exp(-l*1.7)*1.5;
  vec2 g=p*9.,k=fract(g)-.5;
  float star=fsnoise(floor(g)+e);
  k+=.6*(vec2(star,fract(star*31.))-.5);
  c+=step(.6,star)*.012*star/(dot(k,k)+.006)*mix(vec3(1.),A,fract(star*7.));
}else if(kind<2.){                                       // shell with ribs, on sand
  float whorl=fract((phase/PI2)/n),R=.85+.1*noise_*.2,rib=.8+.2*sin(a*(8.+20.*H(15.)));
  vec3 body=mix(A,B,smoothstep(.1,.9,whorl))*rib*(.35+1.1*sin(PI*clamp(whorl*.95+.05,0.,1.)));
  c=hsv(.1+.5*H(16.),.3,.75)*(.9+.12*noise_)*(1.-.4*(1.-smoothstep(.8,1.05,length(q-vec2(.07,-.07)))));
  c=mix(c,body,clamp(.5-(l-R)/w,0.,1.));
}else if(kind<3.){                                       // lollipop or pinwheel on a stick
  float sp=a*n*2.+turn*l*2.-t;
  c=mix(hsv(H(17.),.5*H(18.),.4+.5*H(19.)),B*.7,.5+.5*q.y);
  vec2 z=(p/G-id)*2.2;
  c=mix(c,vec3(.95),step(abs(z.x),.05)*step(z.y,0.));
  vec3 k=mix(A,mix(vec3(.97),B,H(20.)),smoothstep(-.15,.15,sin(sp)))*(1.1-.5*l*l);
  c=mix(c,k+.3*exp(-12.*dot(q-vec2(-.25,.3),q-vec2(-.25,.3))),clamp(.5-(l-.7)/w,0.,1.));
}else{                                                   // rings that drift: target, tree slice or ripple
  float ring=l*(5.+12.*H(21.))+.5*noise_*H(22.)-t*.6*H(23.),x=H(24.)<.5?step(.5,fract(ring)):.5+.5*sin(PI2*ring);
  c=mix(A,B,x)*(1.-.3*l*H(25.));
  c=mix(c,hsv(H(26.),.8,.8),step(l,.12)*step(.5,H(27.)));
}
o=vec4(c,1.);
