// title: Roman mosaic
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: small rough stones laid along curved rows that show birds, blots and borders
#define H(k) fsnoise(vec2(k,e*2.+8.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),c0=vec2(0.);
float e=floor(t/2.),S=6.+10.*H(1.);
c0=vec2(H(2.)-.5,H(3.)-.5)*2.;
// rows follow rings about a hashed centre; each ring has a whole number of stones
vec2 q=p-c0;
float l=length(q)*S,ring=floor(l),n=max(3.,floor(ring*PI2+.5)),a=(atan(q.y,q.x+1e-6)/PI2+.5)*n+ring*.37,col=floor(a);
if(H(4.)<.5){ring=floor(p.y*S+2.*snoise2D(p*.6+e));l=p.y*S+2.*snoise2D(p*.6+e);a=p.x*S+ring*.4;col=floor(a);n=0.;}
vec2 k=vec2(fract(a),fract(l))-.5,id=vec2(col,ring);
// the motif is looked up once per stone, at its middle
float am=((col+.5-ring*.37)/max(n,1.)-.5)*PI2;
vec2 m=n>0.?c0+(ring+.5)/S*vec2(cos(am),sin(am)):p-k/S;
float h=fsnoise(id+e),g=fsnoise(id+e+7.);
vec3 c=hsv(.08+.1*H(5.),.3*H(6.),.75+.2*H(7.));
vec3 A=hsv(H(8.),.8*H(9.),.2+.6*H(10.)),B=hsv(H(11.),.7,.3+.6*H(12.)),C=hsv(H(13.),.6,.15+.7*H(14.));
float s1=snoise2D(m*(.6+.8*H(15.))+e*4.+.1*t),s2=snoise2D(m*1.7-e);
c=mix(c,A,step(.05,s1));c=mix(c,B,step(.45,s1)*step(0.,s2));
vec2 z=mod(m+H(16.),1.6)-.8;
float fig=H(17.)<.5?length(z*vec2(1.,1.6+s2*.3))-.45:abs(length(z)-.5)-.13;
if(H(18.)<.6)c=mix(mix(c,C,step(fig,0.)),A.zxy,step(fig,-.2));
if(H(19.)<.4)c=mix(c,step(.5,fract(m.x*2.))*vec3(.9)+.05,step(abs(mod(m.y+.9,2.2)-.2),.14));
c*=.75+.4*h;
c*=1.+.12*snoise2D(p*S*2.);
vec2 d=.5-abs(k+.08*(vec2(h,g)-.5));
vec3 grout=hsv(.1,.15,mix(.2,.8,step(.6,H(20.))));
o=vec4(mix(grout,c*(1.+.2*(k.y-k.x)),smoothstep(.04,.11,min(d.x,d.y)+.02*g)),1.);
