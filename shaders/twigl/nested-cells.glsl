// title: Cells within cells
// mode: geekest
// licence: CC0-1.0
// shows: each cell holds smaller cells of its own kind: pebbled hides, turtle shells, maps, nests
#define H(k) fsnoise(vec2(k,e*3.+51.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,v=p,w=p,key=vec2(0.);
float e=floor(t*1.5),S=.9+1.2*H(1.),level=2.+floor(1.9*H(2.)),shade=1.,line=0.;
vec3 c=vec3(0.);
q=p*S+.06*t;
for(float L=0.;L<3.;L++){
  if(L>=level)break;
  vec2 id=floor(q);
  float d1=9.,d2=9.;
  for(float j=0.;j<9.;j++){
    vec2 n=id+vec2(mod(j,3.),floor(j/3.))-1.,z=n+.1+.8*vec2(fsnoise(n+key+e),fsnoise(n+key+e+7.))-q;
    float d=length(z);
    if(d<d1){d2=d1;d1=d;v=z;w=n;}else d2=min(d2,d);
  }
  float a=fsnoise(w+key+e+11.),W=(.06+.1*H(3.))*(1.-.2*L);
  vec3 ink=hsv(H(4.)+(.1+.4*H(5.))*(a-.5)+.12*L*H(6.),.8*H(7.),.3+.6*fract(H(8.)+.4*L+.5*a));
  c=L<.5?ink:mix(c,ink,.55);
  shade*=.75+.35*smoothstep(.0,.3,d2-d1)+.3*v.y*H(9.);
  line=max(line,smoothstep(W,W*.5,d2-d1)*(1.-.25*L));
  if(fsnoise(w+key+e+17.)<.3*H(10.)&&L>.5)break;
  // the next lattice starts in this cell, turned by its hash
  key+=w*1.37+3.;
  q=v*rotate2D(a*6.)*(2.2+H(11.))+9.*a;
}
c*=shade;
c=mix(c,H(12.)<.6?c*.12:vec3(.93,.9,.82),line);
gl_FragColor=vec4(c*(.95+.1*snoise2D(p*9.)),1.);
