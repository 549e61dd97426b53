// title: Beetle collection
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: beetles, moths and spiders seen from above, pinned in a case
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.+k))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t/1.5),w=3./min(r.x,r.y),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),G=u<.5?2.:u<.8?1.1:.7;
vec3 c=hsv(v,.35*u,.2+.75*fract(v*9.))*(1.+.05*snoise2D(p*15.));
id=floor(p/G+.5);
vec2 q=(p/G-id)*2.3,a=q;
c*=.75+.25*smoothstep(0.,.1,1.15-max(abs(q.x),abs(q.y)));
q*=rotate2D((H(1.)-.5)*step(.5,H(2.))*6.+.1*sin(t*3.+id.x));
a=vec2(abs(q.x),q.y);
w*=2.3/G*.5;
float W=.22+.22*H(3.),L=.4+.25*H(4.),hd=.1+.12*H(5.),wing=step(.6,H(6.)),legs=3.+step(.85,H(7.)),y0=.62*L;
vec3 ink=hsv(H(8.),.3+.7*H(9.),.25+.7*H(10.)),dk=ink*.25,alt=mix(vec3(.95,.8,.2),hsv(H(11.),.8,.7),H(12.));
for(float i=0.;i<4.;i++){                        // legs: two straight pieces with a knee
  if(i>=legs)break;
  vec2 A=vec2(W*.5,.35-.28*i),B=A+vec2(.35+.15*H(13.),.25-.22*i+.05*sin(t*6.+i*2.)),E=B+vec2(.12,-.12-.18*i+.2*H(14.)),z=a-A,l=B-A;
  float s_=length(z-l*clamp(dot(z,l)/dot(l,l),0.,1.));
  z=a-B;l=E-B;
  D(min(s_,length(z-l*clamp(dot(z,l)/dot(l,l),0.,1.)))-.022-.015*H(15.),dk)
}
if(wing>.5){                                     // moth: two pairs of patterned wings
  vec2 z=(a-vec2(.12,.1))*rotate2D(-.5-.3*H(16.)+.1*sin(t*4.));
  float d1=length((z-vec2(.45,.05))*vec2(1.,1.5+.5*H(17.)))-.42,d2=length((a-vec2(.33,-.4))*vec2(1.2,.9))-.3;
  D(d2,alt*(.7+.4*step(0.,sin(length(a-vec2(.33,-.4))*(20.+30.*H(18.)))))) D(d1,mix(ink,alt,step(0.,sin(z.x*(8.+20.*H(19.))+3.*snoise2D(z*3.+id)))))
  D(length(z-vec2(.5,.05))-.1,dk) D(length(z-vec2(.5,.05))-.06,alt)
  W*=.4;
}
D(abs(a.x-.05-.25*(a.y-.7)*(a.y-.7)*3.*H(20.)-.2*H(21.)*(a.y-.6))-.018+max(0.,abs(a.y-.85)-.22),dk)   // feelers
float shell=(length(q*vec2(1./W,1./L)+vec2(0.,.25))-1.)*min(W,L);
float pat=H(22.)<.3?step(length(mod(a,.22)-.11),.05+.04*H(23.)):H(22.)<.6?step(0.,sin(q.y*(15.+20.*H(24.)))):H(22.)<.8
  ?step(.1,snoise2D(a*6.+id)):step(.6,fract(a.x*12.));
float gl=exp(-18.*dot(a-vec2(W*.35,.05),a-vec2(W*.35,.05)));
D(shell,dk) D(shell+.03,mix(ink,alt,pat*step(.3,H(25.)))*(.6+.6*smoothstep(0.,.2,-shell))+.5*gl*H(26.))
D(max(abs(q.x)-.01,shell+.03)+max(0.,q.y-L*.3),dk)
D(length((q-vec2(0.,L*.72))*vec2(.8,1.3))-W*.62,ink*.55+.1) D(length(q-vec2(0.,L*.72+W*.5))-hd,dk*1.6)
D(length(a-vec2(hd*.7,L*.72+W*.5+hd*.4))-hd*.3,H(27.)<.5?vec3(.8,.1,.05):vec3(.02))
o=vec4(c,1.);
