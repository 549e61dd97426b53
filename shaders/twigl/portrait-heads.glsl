// title: Portraits
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: softly shaded heads with hair, brows, eyes, nose and mouth, turned and lit from any side
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define S(a,b,x) clamp(((x)-(a))/((b)-(a)),0.,1.)
#define H(k) fsnoise(vec2(k,e*2.+11.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),i=floor(p/vec2(1.7,2.1)+.5),q=p-i*vec2(1.7,2.1);
float e=floor(t*1.3),w=5./min(r.x,r.y),grey=step(.75,H(1.)),u=H(2.),v=H(3.);
vec3 c=hsv(v,.5*u,.25+.65*H(4.))*(1.+.15*snoise2D(p*1.1+e)-.15*length(q));
if(u<.2)c=mix(c,c.gbr,step(.3,fract(p.x*.8+.2*p.y)));
e+=dot(i,vec2(1.3,3.9));
q*=rotate2D(.4*(H(5.)-.5));
float yaw=.16*(H(6.)-.5)*2.,W=.4+.07*H(7.),L=.54+.07*H(8.),jaw=.25*H(9.),side=H(10.)<.5?-1.:1.,smile=.16*(H(11.)-.3),age=H(12.);
vec3 skin=hsv(.04+.045*H(13.),.3+.35*H(14.),.3+.65*H(15.)),hair=hsv(.03+.1*H(16.),.65*H(17.),.07+.7*H(18.)*H(18.)),cloth=hsv(H(19.),.7*H(20.),.15+.7*H(21.));
float light=.8;
vec2 a=vec2(abs(q.x-yaw),q.y),f=vec2(q.x/(W*(1.-jaw*max(0.,-q.y)*.9)),q.y/L);
float head=(length(f)-1.)*W,len=H(22.),curl=.04*snoise2D(q*(4.+8.*H(23.))+e);
// hair behind, neck and shoulders, head, then the front hair
float back=max(length(vec2(q.x,max(q.y-.1,0.)))-W-.1-.08*H(24.)+curl,-.15-len*.9-q.y);
if(len>.3)D(max(back,abs(q.x)-W-.13),hair*(.8+.25*sin(q.x*35.+4.*curl*9.)))
D(max(abs(q.x)-.19-.04*H(25.),max(q.y+.2,-.9-q.y)),skin*.72)
D(q.y+.72+.55*q.x*q.x*1.2-.1*S(.3,.0,abs(q.x)),cloth*(1.+.2*q.x*side))
  D(max(abs(q.x)-.16-.5*(q.y+.72),-.95-q.y)+step(H(26.),.5)+step(-.58,q.y),skin*.75)
D(length(a-vec2(W-.01,-.02)-yaw*vec2(sign(q.x-yaw),0.)*-.3)-.09,skin*.8)
float shade=light+.35*S(-.5,.5,q.x*side)*.9-.3*S(.55,1.05,length(f))+.08*S(-.2,.5,q.y);
D(head,skin*shade)
vec2 z=a-vec2(.18,.05);
vec3 dark=skin*.45;
// soft features: sockets, cheeks, nose ridge and its shadow
c=mix(c,dark,.35*exp(-dot(z*vec2(5.,7.),z*vec2(5.,7.))*2.)*step(head,0.));
c=mix(c,hsv(.99,.5,.9)*shade,.15*exp(-dot((a-vec2(.23,-.2))*6.,(a-vec2(.23,-.2))*6.))*step(head,0.));
c+=skin*.16*exp(-pow(abs((q.x-yaw*1.3+.015*side)*22.),2.))*S(-.2,-.1,q.y)*S(.2,.0,q.y)*step(head,0.);
c=mix(c,dark,.5*exp(-pow(abs((q.x-yaw*1.4+.05*side)*26.),2.))*S(-.2,-.12,q.y)*S(.15,-.1,q.y));
D(length((vec2(abs(q.x-yaw*1.4)-.035,q.y+.18))*vec2(.8,1.5))-.02,dark*.8)
float lid=.6+.5*H(27.);
D(length(z*vec2(.62,1.4/lid))-.045,vec3(.93)*shade)
  D(max(length(z-vec2(.02*sin(t*2.+e)*sign(q.x-yaw),0.))-.034,length(z*vec2(.62,1.4/lid))-.045),hsv(.08+.5*H(28.),.5,.4*H(29.)+.1))
  D(abs(length((z+vec2(0.,.03))*vec2(.75,1.1))-.085)-.012+step(z.y,.01),dark*.6)
D(abs(z.y-.12-.05*H(30.)+.8*z.x*z.x+.2*(H(31.)-.5)*z.x)-.014-.012*H(32.)+step(.11,abs(z.x)),mix(hair,dark,.3)*.8)
vec2 m=vec2(q.x-yaw,q.y+.32-smile*4.*(q.x-yaw)*(q.x-yaw));
D(max(length(m*vec2(.32,1.))-.032-.03*H(33.)*step(.6,H(34.)),abs(m.x)-.13),mix(skin*.65,hsv(.98,.65,.65),.2+.7*H(35.))*shade)
  D(abs(m.y)-.007+step(.12,abs(m.x)),dark*.6)
if(H(36.)<.25)D(max(max(head,q.y+.15+.1*curl*9.*.3),.06-length((m-vec2(0.,.01))*vec2(.35,1.))),mix(c,hair,.75))
float fringe=.28-.3*H(37.)*(H(38.)<.5?a.x:q.x*side+.2)+.5*curl+.1*step(len,.08);
if(len>.06)D(max(max(length(vec2(q.x/(W+.05),(q.y-.02)/(L+.07)))-1.+curl,fringe-q.y-.9*max(0.,a.x-W*.72)),-.3-q.y),hair*(.9+.3*sin(q.x*40.+q.y*12.)+.3*S(.2,.6,q.x*side)))
if(H(39.)<.2)D(abs(length(z*vec2(.9,1.))-.13)-.012,vec3(.08)) 
if(H(40.)<.15)D(max(length(vec2(q.x,q.y-.2))-W-.1,.3-q.y+.1*q.x*side),cloth.gbr)
o=vec4(mix(c,vec3(dot(c,vec3(.3,.6,.1))),grey),1.);
