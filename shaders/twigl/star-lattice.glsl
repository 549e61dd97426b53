// title: Star lattices
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: interlaced straps that form stars in squares and hexagons, inlaid in colours
#define H(k) fsnoise(vec2(k,e*3.+22.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,k=p,id=p;
float e=floor(t*1.5),S=.7+1.6*H(1.),six=step(.5,H(2.)),d=9.,far=9.,sign_=0.,side=six>.5?6.:4.;
q=p*S*rotate2D(H(3.)*6.+.03*t)+.08*t;
vec2 s2=vec2(1.,1.7320508);
if(six>.5){vec2 A=mod(q,s2)-s2*.5,B=mod(q-s2*.5,s2)-s2*.5;k=dot(A,A)<dot(B,B)?A:B;id=floor((q-k)*2.+.5);}
else{id=floor(q);k=fract(q)-.5;}
// through the middle of every edge pass two lines, at an angle to it: fold into one edge, then measure both
float a=atan(k.y,k.x+1e-6),w=PI2/side,an=mod(a+w*.5,w)-w*.5,l=length(k),ang=.45+.75*H(4.)+.1*sin(t*.7),W=.02+.05*H(5.);
vec2 z=l*vec2(cos(an),abs(sin(an)))-vec2(.5,0.),n1=vec2(sin(ang),cos(ang));
float L=dot(z,n1);
d=abs(L);
float inner=step(0.,-L),core=step(l,.13+.1*H(6.));
vec3 A=hsv(H(7.),.8*H(8.),.2+.7*H(9.)),B=hsv(H(10.),.8*H(11.),.35+.6*H(12.)),C=hsv(H(13.),.7*H(14.),.3+.7*H(15.)),c=mix(B,A,inner);
c=mix(c,C,core*step(.3,H(16.)));
c=mix(c,c*.6+.3*C,step(.5,fsnoise(id+e))*H(17.)*inner);
c*=.92+.1*snoise2D(q*7.);
vec3 strap=mix(vec3(.95,.92,.82),C*.4,step(.6,H(18.)));
float line=smoothstep(W,W*.8,d),under=smoothstep(W*2.2,W,d);
c*=1.-.45*under;
c=mix(c,strap*(1.-.35*smoothstep(W*.3,W*.6,d)*H(19.))*(.85+.15*sin(L/W*2.)),line);
// weave: alternate straps dip where they cross
c*=1.-.4*line*smoothstep(.1,.0,abs(z.y-.02))*step(0.,sin(a*side*.5));
o=vec4(c,1.);
