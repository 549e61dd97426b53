// title: Butterflies
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: butterflies and moths with open wings: outlines as sums of sines, veins, eye-spots, dark rims
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*3.+2.)+id*9.)
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.4),w=4./min(r.x,r.y),G=H(1.)<.6?1.9:1.,u=H(2.),v=H(3.);
vec3 c=hsv(u,.6*v,fract(u*9.)<.6?.92:.2*v)*(1.+.15*snoise2D(p*1.3+e)*step(.5,fract(v*7.)));
id=floor(p/G+.5);
vec2 q=(p/G-id)*2.2*rotate2D((H(4.)-.5)*1.6);
w/=G*.45;
q.x/=.45+.55*abs(cos(t*2.+6.3*H(5.)));                    // the wings beat
vec2 a=vec2(abs(q.x),q.y);
vec3 A=hsv(H(6.),.9*H(7.),.35+.65*H(8.)),B=hsv(H(6.)+.5*(H(9.)-.5),.8*H(10.),.9*H(11.)),rim=vec3(.02+.15*H(12.))+.2*A*H(13.);
float wings=1.;
for(float k=0.;k<2.;k++){                                  // hind wing first, the fore wing over it
  vec2 z=a-vec2(.05,.1-.15*(1.-k));
  float ang=atan(z.y,z.x)-mix(-.75-.2*H(14.),.6+.25*H(15.),k),R=length(z),f=k*20.;
  float len=(k>.5?.75+.35*H(16.):.6+.3*H(17.)),span=.8+.5*H(f+18.);
  float edge=len*pow(max(0.,cos(clamp(ang/span,-1.57,1.57))),.35+.8*H(f+19.))*(1.+.04*sin(ang*(12.+9.*H(f+20.)))*H(f+21.));
  edge+=(1.-k)*.35*step(.6,H(22.))*exp(-pow(abs((ang+.35)*9.),2.));             // swallow tail
  float d=(R-edge)*.6,n=R/max(edge,.05),x=ang/span;
  vec3 K=mix(A,B,k>.5?smoothstep(.3,1.,n):step(H(f+23.),n));
  K=mix(K,B,step(.5,H(f+24.))*step(.25,sin(n*(9.+9.*H(25.))+x*3.)));
  float spot=length(vec2(x*edge*1.2-.1+.3*H(f+26.),R-edge*.68))-.1*H(f+27.)-.03;
  K=mix(K,rim,step(spot,.03));K=mix(K,B.gbr,step(spot,0.));K=mix(K,vec3(.02),step(spot+.05,0.));
  float dots=length(vec2(fract(x*6.)-.5,(n-.86)*5.))-.3;
  float border=step(1.-.3*H(28.),n);
  K=mix(K,mix(rim,mix(B,vec3(1.),.6),step(dots,0.)*step(.4,H(29.))),border);
  K=mix(K,rim,(1.-smoothstep(.02,.05,abs(fract(x*(3.+2.*k))-.5)*R))*step(.3,H(30.))*.8);
  D(d,K*(.85+.25*n)) D(abs(d)-.008,rim)
}
float y=q.y,x=q.x*.8;
D(max(abs(x)-.05-.025*cos(y*9.-1.),abs(y+.08)-.38)-.01,rim*.7+.15*step(.5,fract(y*14.))*A)
D(abs(a.x-.06-.5*(y-.3)*(y-.3)-.25*(y-.3))-.012+step(y,.3)+step(.68,y),rim*.6)
o=vec4(c,1.);
