// title: Shelf of vases
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: turned vases, jugs, bowls and bottles with painted bands on shelves
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k+e*6.,k))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t/1.5),w=3./min(r.x,r.y),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),G=u<.45?2.:u<.75?1.:.6;
vec3 back=hsv(v,.6*u,.15+.75*fsnoise(vec2(e,3.))),c=back;
p.x+=.1*sin(t);
p.y+=.15;
id=floor(p/vec2(.8,1.)/G+.5);
vec2 q=(p/G-id*vec2(.8,1.))*2.;
c*=1.-.35*smoothstep(-.6,1.1,q.y)+.06*snoise2D(q*vec2(8.,1.));
D(abs(q.y+.87)-.1,hsv(.08,.5*v,.3+.5*u)*(.9+.2*snoise2D(p*vec2(2.,25.)))) D(abs(q.y+.8)-.02,vec3(.9)*back+.1)
float hgt=.6+.9*H(1.),y=(q.y+.77)/hgt;
// the profile is a smooth curve of height: belly, shoulder, neck and lip
float Y=clamp(y,0.,1.),bend=(Y-.15-.55*H(2.))*(2.+2.*H(3.)),belly=exp(-bend*bend),
  R=.12+.1*H(4.)+(.2+.22*H(5.))*belly+.12*H(6.)*smoothstep(.85,1.,Y)+.07*H(7.)*(1.-smoothstep(0.,.12,Y));
if(H(8.)<.25)R=.2+.35*sqrt(Y*(.4+.5*H(9.)));
float x=q.x/R,lx=cos(t*.5)*.5-.2,n=sqrt(max(0.,1.-x*x)),lit=clamp(n*.8+x*lx+.15,0.,1.4);
D(abs(length((q-vec2(R*.9,hgt*.55-.77))*vec2(1.,.7))-.2-.08*H(10.))-.035+(H(11.)<.35?0.:9.),hsv(H(12.),.5,.4))
c*=1.-.5*exp(-10.*abs(q.y+.8)-(q.x/R*.7+.3)*(q.x/R*.7+.3));
float a=asin(clamp(x,-1.,1.))+t*.4,pat=H(13.)*5.,k=floor(3.+5.*H(14.));
float m=pat<1.?step(.0,sin(a*k+sin(Y*20.)*2.)):pat<2.?step(.5,fract(Y*k*.8)):pat<3.?step(.0,sin(a*k)*sin(Y*k*5.)):pat<4.
  ?smoothstep(.1,.3,snoise2D(vec2(a,Y*2.)*k*.4+id)):0.;
if(H(15.)<.6)m*=step(abs(Y-.45),.1+.25*H(16.));
vec3 clay=hsv(H(17.)<.5?.05+.05*H(18.):H(18.),.75*H(19.),.3+.65*H(20.)),ink=mix(hsv(H(21.),.7,.4),vec3(.95),step(.5,H(22.)));
vec3 body=mix(clay,ink,m)*(.25+.8*lit)+.7*H(23.)*pow(max(0.,1.-abs(x-lx*.9)),8.);
D(max((abs(q.x)-R)*.8,abs(y-.5)-.5),body)
D((length((q-vec2(0.,hgt-.77))*vec2(1.,4.))-R*.93),clay*.35)
if(H(24.)<.3)for(float j=0.;j<4.;j++){vec2 z=q-vec2(0.,hgt-.8);z*=rotate2D((j-1.5)*.35);
  D(max(abs(z.x)-.015,abs(z.y-.2)-.2),vec3(.2,.4,.15)) D(length(z-vec2(0.,.42))-.1-.03*sin(6.*atan(z.x,z.y-.42+1e-6)),hsv(H(25.)+.1*j,.7,.95))}
o=vec4(c,1.);
