// title: Nets and fences
// mode: geekest
// licence: CC0-1.0
// shows: fishing nets, chain-link fences and grids with knots before a blurred view
#define H(k) fsnoise(vec2(k,e*3.+14.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,k=p;
float e=floor(t*1.6),S=1.2+3.*H(1.),sag=.35*H(2.),kind=floor(3.*H(3.)),d=9.,W=.03+.07*H(4.)*H(5.);
// the view behind: three soft bands and a few spots out of focus
vec3 c=mix(hsv(H(6.),.6*H(7.),.35+.6*H(8.)),hsv(H(9.),.7*H(10.),.2+.6*H(11.)),smoothstep(-.5,.5,p.y+.5*snoise2D(p*.6+e)));
for(float i=0.;i<5.;i++){
  vec2 z=p-2.4*vec2(H(i+20.)-.5,H(i+30.)-.5)-.2*sin(t*.4+i);
  c=mix(c,hsv(H(i+40.),.7*H(12.),.3+.7*H(i+50.)),.8*(1.-smoothstep(.0,.25+.3*H(i+60.),length(z))));
}
q+=sag*vec2(snoise2D(p*.6+e+.1*t),snoise2D(p*.6-e-.1*t));
q*=S;
if(kind<1.){q=vec2(q.x+q.y,q.x-q.y)*.7;k=fract(q)-.5;d=min(abs(k.x),abs(k.y));}                 // square net
else if(kind<2.){                                                                               // chain link: zigzag wires
  float col=floor(q.x),y=abs(fract(q.y+.5*mod(col,2.))-.5)*2.,x=fract(q.x);
  k=vec2(min(x,1.-x),min(y,1.-y));
  d=abs(x-y)*.7;
}else{k=fract(q)-.5;d=min(abs(k.x),abs(k.y)+.02);}
float wire=1.-smoothstep(W*.8,W,d),knot=1.-smoothstep(W*2.,W*2.3,length(k));
vec3 ink=hsv(H(13.),.7*H(14.),.05+.9*H(15.));
c*=1.-.3*(1.-smoothstep(W,W*3.,d));
c=mix(c,ink*(.6+.8*(1.-d/W)*(.6+.4*sin((q.x+q.y)*9.))),wire);
c=mix(c,ink*(1.1-length(k)/W*.3),knot*step(.5,H(16.)));
gl_FragColor=vec4(c,1.);
