// title: Brick walls
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: brick, block and stone walls in five bonds, with mortar, damp, paint and odd bricks
#define H(k) fsnoise(vec2(k,e*3.+12.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y)+vec2(.05*t,0.),g=p,k=p,id=p;
float e=floor(t*1.4),S=1.2+3.*H(1.)*H(2.),bond=floor(5.*H(3.)),W=1.,row=0.;
g=p*S*vec2(1.,1.6+H(4.));
row=floor(g.y);
// how far a row is shifted, and how long its bricks are
if(bond<1.)g.x+=.5*row;
else if(bond<2.)g.x+=fsnoise(vec2(row,e))*3.;
else if(bond<3.){W=mod(row,2.)<1.?1.:.5;g.x+=.25*row;}
else if(bond<4.)g.x+=row/3.;
else{W=.7+.9*fsnoise(vec2(row,e+2.));g.x+=fsnoise(vec2(row,7.))*5.;}
id=vec2(floor(g.x/W),row);
k=abs(vec2(fract(g.x/W)-.5,fract(g.y)-.5));
vec2 q=vec2((.5-k.x)*W/S,(.5-k.y)/S/(1.6+H(4.)));
float a=fsnoise(id+e),b_=fsnoise(id+e+5.),edge=min(q.x,q.y)+.006*snoise2D(p*14.),J=.012+.03*H(5.)/sqrt(S);
float grit=fsnoise(floor(p*64.)),blot=snoise2D(p*3.+e);
vec3 A=hsv(H(6.)<.5?.02+.05*H(7.):H(7.),.65*H(8.),.3+.55*H(9.)),brick=A*(.75+.5*a)*(.85+.2*grit+.12*blot);
brick=mix(brick,A.zyx*.6,step(.85,b_)*H(10.));
float lit=.5*(smoothstep(.12,.0,1.-fract(g.y)))*H(11.);
vec3 c=mix(hsv(.1,.15*H(12.),.2+.7*H(13.))*(.85+.2*grit),brick*(1.+lit)*(.8+.2*smoothstep(J,J*3.,edge)),smoothstep(J*.8,J*1.1,edge));
if(H(14.)<.35)c=mix(c,hsv(H(15.),.5*H(16.),.9)*(.8+.3*smoothstep(J,J*2.,edge)),smoothstep(.0,.15,snoise2D(p*.8+e*2.)+.15*blot+.2));   // whitewash
c*=1.-.6*H(17.)*smoothstep(.1,.9,snoise2D(vec2(p.x*1.3,p.y*.3)-e));
o=vec4(c,1.);
