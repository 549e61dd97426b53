// title: Spectacles
// mode: geekest (MRT)
// licence: CC0-1.0
// shows: glasses and goggles from the front: round, square, cat's eye and aviator frames, clear or tinted
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*4.+2.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.3),w=3./min(r.x,r.y),row=floor(p.y/1.15+.5);
vec3 g=hsv(H(1.),.6*H(2.)*step(.5,H(3.)),.2+.8*H(4.)),c=g*(1.-.2*abs(p.y));
if(H(5.)<.3)c*=.9+.2*step(.5,fract(p.x*1.5+p.y*(H(6.)<.5?0.:1.5)));
e+=row*9.;
float G=2.05;
vec2 q=vec2(mod(p.x+row*.7+G*.5,G)-G*.5,p.y-1.15*row);
q*=rotate2D(.25*(H(7.)-.5)+.1*sin(t*3.));
vec2 a=vec2(abs(q.x)-.45,q.y);
float P=1.6+3.*H(8.)*H(8.)*2.,thick=.02+.07*H(9.)*H(10.),slant=.7*(H(11.)-.4)*H(12.);
vec2 S=vec2(.34+.05*H(13.),.2+.14*H(14.)),l=a;
l.y-=slant*l.x*.6;
l.x-=.18*(H(15.)-.5)*l.y;
S.y*=1.+.35*slant*l.x/S.x;
// a lens is a super-ellipse; its frame a band about the rim
float lens=(pow(pow(abs(l.x/S.x),P)+pow(abs(l.y/S.y),P),1./P)-1.)*S.y;
vec3 F=hsv(H(16.),H(17.),.1+.7*H(18.)*H(19.)),tint=hsv(H(20.),.8*H(21.),.15+.5*H(22.)),sheen=vec3(0.);
float dark=step(.45,H(23.));
D(lens*.9-.07-.05*step(H(24.),.2)+.08*step(.0,-lens),c*.8)                           // shadow
c=mix(c,mix(mix(c,vec3(1.),.25),tint,dark*(.6+.4*clamp(.5+l.y*2.,0.,1.))),clamp(.5-lens/w,0.,1.));
D(max(lens+.04,abs(fract(l.x*1.2+l.y*1.1+.3)-.5)-.07),mix(c,vec3(1.),.55))
D(abs(lens)-thick,F) D(max(abs(lens)-thick,abs(l.y-S.y*.9)-.07)+step(H(25.),.4),F*2.+.1)
float br=H(26.)<.5?abs(length(vec2(q.x,q.y+.02))-.12)-thick*.8+step(q.y,0.):max(abs(q.y-.12+.5*q.x*q.x)-thick*.9,abs(q.x)-.13);
D(br,F) if(H(27.)<.25)D(max(abs(q.y-.22)-thick*.7,abs(q.x)-.25),F)
D(max(abs(a.y-.1-slant*.2-.1*(a.x-S.x))-thick,abs(a.x-S.x-.08)-.09),F*.8)
D(length(a-vec2(S.x+.02,.1+slant*.2))-.025,vec3(.9,.85,.6))
o0=vec4(c,1.);
o1=vec4(lens);
