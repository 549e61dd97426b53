// title: Relief without colour
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: embossed rings, steps, ribs and grids in plaster or card, in one tone under low light
#define H(k) fsnoise(vec2(k,e*3.+33.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),g=p,q=p;
float e=floor(t*1.4),S=1.+2.*H(1.),kind=floor(6.*H(2.)),z0=0.,z=0.,a=t*.5+H(3.)*6.;
vec2 L=vec2(cos(a),sin(a))*(.02+.05*H(13.));
for(float j=0.;j<2.;j++){
  q=(p+j*L)*S+.1*t;
  vec2 id=floor(q),k=fract(q)-.5;
  float u=fsnoise(id+e),v=fsnoise(id+e+7.),x=0.;
  k*=rotate2D(floor(u*4.)*PI*.5);
  if(kind<1.)x=floor(min(length(k+.5),1.)*(2.+4.*H(4.)))/(2.+4.*H(4.));                 // quarter discs in steps
  else if(kind<2.)x=.5+.5*sin((k.x+k.y*floor(v*2.))*(6.+20.*H(5.)));                     // ribs that change direction
  else if(kind<3.)x=smoothstep(.0,.06,.42*u-length(k))*v;                                // discs
  else if(kind<4.)x=k.x*(u-.5)*1.6+k.y*(v-.5)*1.6+.3*v;                                  // tilted tiles
  else if(kind<5.)x=.5*floor(3.*(.5+.5*snoise2D(q*.6+e)))+.15*smoothstep(.4,.45,max(abs(k.x),abs(k.y)));
  else{x=.5+.5*cos(min(length(q-3.*H(6.)),length(q+2.*H(7.)))*6.);}
  if(j<.5)z0=x;else z=x;
}
float lum=(z0-z)*(1.2+2.*H(8.))*.8/sqrt(S);
vec3 base=mix(vec3(.8),hsv(H(9.),.7,1.),.5*H(10.)*step(.5,H(11.)))*(.25+.75*H(12.));
o=vec4(base*(.85+.1*z0)+lum*.6*(.3+.7*base)+.02*(fsnoise(FC.xy)-.5)+base*.12*snoise2D(p*.5+e),1.);
