// title: Knitting
// mode: geekest
// licence: CC0-1.0
// shows: rows of stitches as paired slanting loops, with snow patterns, stripes, ribs and cables
#define H(k) fsnoise(vec2(k,e*3.+93.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.4),S=3.+6.*H(1.)*H(2.),rib=step(.7,H(3.));
p+=.05*vec2(snoise2D(p*1.3+e),snoise2D(p*1.3-e));
vec2 g=p*rotate2D(.4*(H(4.)-.5))*S*vec2(1.,1.3)+vec2(.1*t,.2*t);
// each column is two slanted strands: shear the rows up on one side and down on the other
float col=floor(g.x),x=fract(g.x)-.5,y=g.y+abs(x)*.9,row=floor(y);
vec2 k=vec2(abs(x)-.25,fract(y)-.5),id=vec2(col,row);
float strand=1.-pow(abs(k.x)/.25,2.)*.8,turn=sin((k.y*.9+k.x*1.6)*14.)*.5+.5;
float edge=smoothstep(.5,.3,abs(k.y))*smoothstep(.26,.2,abs(k.x));
vec3 A=hsv(H(5.),.75*H(6.),.35+.6*H(7.)),B=hsv(H(8.),.7*H(9.),.3+.7*H(10.)),C=hsv(H(11.),.6*H(12.),.9),ink=A;
float kind=H(13.),n=5.+floor(6.*H(14.));
vec2 m_=abs(mod(id,n)-floor(n*.5));
if(kind<.35){float v=fsnoise(vec2(m_.x*3.+m_.y,e));ink=mix(A,B,step(.5,v));if(mod(row,n*2.)<n)ink=mix(B,C,step(.6,v));}          // mirrored motifs
else if(kind<.55)ink=mod(floor(row/(1.+floor(4.*H(15.)))),2.)<1.?A:B;
else if(kind<.7)ink=mix(A,B,step(m_.x+m_.y,n*.3));
else if(kind<.85)ink=mix(A,B,.3*step(.5,fsnoise(id))+.5*snoise2D(p*3.+e));                                                         // mottled
vec3 c=ink*(.35+.65*strand*edge)*(.85+.2*turn)*(.92+.12*fsnoise(id));
if(rib>.5)c*=.55+.45*step(1.,mod(col,3.))*(.8+.2*sin(x*PI));
c*=.9+.15*fsnoise(floor(p*90.));
gl_FragColor=vec4(c,1.);
