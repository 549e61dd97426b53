// title: Eyes
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: eyes close by: iris rays, pupils round, slit or barred, lids, lashes and brows, of men, cats, birds and fish
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.+7.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.4),u=H(1.),G=u<.55?2.3:u<.8?1.3:.8,w=4./min(r.x,r.y)*2./G,grey=step(.78,H(2.)),beast=step(.5,H(3.));
vec3 skin=beast>.5?hsv(H(4.),.6*H(5.),.15+.6*H(6.)):hsv(.03+.05*H(4.),.3+.35*H(5.),.3+.65*H(6.)),c=skin;
c*=1.+.12*snoise2D(p*3.+e)+(beast>.5?.25*snoise2D(p*vec2(9.,22.)+e):.04*snoise2D(p*22.));
id=floor(p/G+.5);
vec2 q=(p/G-id)*2.2;
id*=step(.5,H(7.));
q*=rotate2D(.5*(H(8.)-.5));
float W=.78,up=.2+.35*H(9.),lo=.15+.25*H(10.),open=1.-.85*pow(abs(sin(t*1.7+H(11.)*6.)),14.),x=q.x/W,round_=beast*step(.5,H(12.)),tilt=.12*(H(13.)-.4);
// two lids: parabolas of their own heights that meet in the corners
float top=up*open*(1.-x*x)+tilt*x,bot=-lo*(1.-x*x)+tilt*x,d=max(max(q.y-top,bot-q.y),abs(q.x)-W)*.85;
if(round_>.5)d=length(q)-.5-.15*H(14.);
c*=1.-.4*exp(-max(0.,d)*(5.+9.*H(15.)));
if(H(16.)<.4&&beast<.5)c=mix(c,hsv(H(17.),.5,.6),.55*(1.-smoothstep(0.,.35,d))*step(0.,q.y));
vec2 z=q-vec2(.22*(H(18.)-.5)+.05*sin(t*2.),.03+.05*(up-lo));
float l=length(z),a=atan(z.y,z.x),R=(beast>.5?.42:.32)+.06*H(19.);
vec3 white=mix(vec3(.95,.93,.9),hsv(.12,.7,.9),beast*step(.4,H(20.))),iris=hsv(H(21.),.3+.6*H(22.),.3+.6*H(23.)),in_=mix(iris.gbr,vec3(.9,.7,.3),H(24.));
vec3 m=white*(1.-.35*smoothstep(.3,.75,abs(q.x)));
float rays=snoise2D(vec2(a*(6.+8.*H(25.)),l*3.)+e)*.5+.5;
vec3 k=mix(in_,iris,smoothstep(.12,.22,l+.06*rays))*(.6+.6*rays)*(1.-.7*smoothstep(R*.75,R,l));
m=mix(m,k,(1.-smoothstep(R-w,R+w,l)));
float P=.09+.12*H(26.),slit=H(27.),pu=beast<.5||slit<.35?l-P:slit<.7?length(z*vec2(2.6,.75))-P:slit<.85?max(abs(z.y)-.06,abs(z.x)-.25):length(vec2(z.x,z.y+.15*cos(z.x*16.)))-P;
m=mix(m,vec3(.015),clamp(.5-pu/w,0.,1.));
m=mix(m,vec3(1.),clamp(.5-(length(z-vec2(-.1,.12))-.05-.03*H(28.))/w,0.,1.)*.95+.25*clamp(.5-(length(z-vec2(.12,-.12))-.09)/.1,0.,1.));
m*=1.-.45*smoothstep(-.16,.0,max(q.y-top,-.3))*(1.-round_);
D(d,m)
D(abs(d)-.014-.025*H(29.)*step(0.,q.y),skin*.25)
D(max(abs(q.y-top-.1-.06*H(30.))-.012,abs(q.x)-W*.95)+round_,skin*.6)
if(beast<.5||H(31.)<.3){                                       // lashes: strokes that fan out from the lid
  float s=(q.x+.06*(q.y-top)*x*9.)*(14.+6.*H(32.)),L=(.1+.14*H(33.))*(1.-.5*x*x);
  D(max(abs(fract(s-x*(q.y-top)*9.)-.5)*.07-.012*(1.-(q.y-top)/L),max(q.y-top-L,top-q.y))+step(.98,abs(x))+round_,vec3(.04))
}
float by=q.y-.62-.12*H(34.)+.35*q.x*q.x-.2*(H(35.)-.5)*q.x,bh=(.03+.07*H(36.))*(1.1-abs(x)*.7);
if(beast<.5)D(max(abs(by)-bh-.02*snoise2D(vec2(q.x*40.-q.y*30.,q.y*5.)),abs(q.x)-.75),skin*.3)
o=vec4(mix(c,vec3(dot(c,vec3(.3,.6,.1))),grey),1.);
