// title: Picture within picture
// mode: geekest
// licence: CC0-1.0
// shows: a camera that looks at its own screen, turned, enlarged and tinted each time
#define H(k) fsnoise(vec2(k,e*3.+85.))
float e=floor((t-f/60.)*400.+.01)/400.,k=f*.12,n=floor(3.+4.*H(1.));
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
q-=.3*vec2(H(2.)-.5,H(3.)-.5);
if(H(4.)<.35){float a=abs(mod(atan(q.y,q.x+1e-6),PI2/n)-PI/n);q=length(q)*vec2(cos(a),sin(a));}
q=q*rotate2D((H(5.)-.5)*1.2)*(H(6.)<.7?1.06+.3*H(7.):.88)+.12*vec2(H(8.)-.5,H(9.)-.5);
vec2 u=.5+q*min(r.x,r.y)/r*.5,w=abs(u-.5);
vec3 old=texture2D(b,u).rgb;
// a small shift of colour at each pass
old=mix(old,old.yzx,.25*H(10.))*(.96+.05*H(11.));
vec3 room=hsv(H(12.),.7*H(13.),.1+.8*H(14.)*H(25.))*(1.+.5*sin(p.x*3.+p.y*2.+e)),c=max(w.x,w.y)<.5?old:room;
if(f<2.)c=room;
vec2 z=p-.7*vec2(H(15.)-.5,H(16.)-.5)-.25*vec2(sin(k*2.+e),cos(k*1.7));
float R=.12+.25*H(17.),shape=H(18.),d=shape<.35?abs(length(z)-R)-.03:shape<.65?max(abs(z.x),abs(z.y))-R*.8:shape<.85?min(abs(z.x)-.03+step(R*1.5,abs(z.y)),abs(z.y)-.03+step(R*1.5,abs(z.x))):length(z)-R*.6;
c=mix(c,hsv(H(19.)+k*.35*H(20.),.85*H(21.),.65+.35*sin(k*2.+H(26.)*6.)),smoothstep(.02,.0,d));
float frame_=max(abs(p.x),abs(p.y));
c=mix(c,hsv(H(22.),.6,.9*H(23.)),smoothstep(.9,.92,frame_)*step(.5,H(24.)));
gl_FragColor=vec4(c,1.);
