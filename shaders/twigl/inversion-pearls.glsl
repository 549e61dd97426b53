// title: Circle inversions
// mode: geekest
// licence: CC0-1.0
// shows: foam of touching circles from repeated inversion in a few circles: gaskets, lace and pearls
#define H(k) fsnoise(vec2(k,e*3.+55.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.3),n=2.+floor(4.*H(1.)),sc=1.,hits=0.,trap=9.,line=9.,k=.95+.35*H(2.)+.05*sin(t);
q=q*(.5+1.2*H(3.))+vec2(H(4.)-.5,H(5.)-.5)*1.5;
for(float i=0.;i<9.;i++){
  // back into one cell of a lattice, then turned inside out
  if(H(6.)<.5)q=mod(q+1.,2.)-1.;
  else{q=abs(q);if(q.x+q.y>1.4)q=q.yx-vec2(H(7.)*.6,1.2);}
  float l=dot(q,q),g=k/max(l,.02);
  if(i>n+4.)break;
  q*=g;sc*=g;
  q+=.12*n*vec2(cos(H(8.)*6.),sin(H(8.)*6.))*step(.4,H(9.));
  trap=min(trap,l);
  line=min(line,abs(q.y)/sc);
  hits+=step(l,k);
}
float d=.25*abs(q.y)/sc,x=log(sc+1e-6)*.3,kind=H(10.);
vec3 A=hsv(H(11.)+.3*H(12.)*sqrt(trap),.8*H(13.),.3+.7*H(14.)),B=hsv(H(15.)+.1*hits*H(16.),.7*H(17.),.25+.7*H(18.)),c=A;
if(kind<.35)c=mix(B*.3,A,smoothstep(.0,.05,sqrt(trap)-.2))*(.5+.5*exp(-trap*2.))+.3*exp(-trap*30.);
else if(kind<.6)c=mix(B,A,.5+.5*sin(x*9.));
else if(kind<.85)c=mix(A,B,mod(hits,2.))*(.65+.5*sqrt(trap));
else c=vec3(exp(-d*30.))*mix(vec3(1.),A,.6)+B*.2;
c=mix(c,vec3(H(19.)<.5?.03:.97),smoothstep(.015,.005,line*2.)*step(.4,H(20.)));
gl_FragColor=vec4(c,1.);
