// title: Tools on a pegboard
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: hammers, spanners, screwdrivers, saws and brushes that hang on a board
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*2.+vec2(k,e*4.+k))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t/1.5),w=3./min(r.x,r.y),one=fsnoise(vec2(e,3.)),G=one<.5?2.2:one<.8?1.2:.75;
  vec3 c=hsv(fsnoise(vec2(e,1.)),.5*fsnoise(vec2(e,2.)),.15+.8*one),steel=vec3(0.),grip=vec3(0.);
  c*=1.-.06*snoise2D(p*vec2(2.,30.)*step(.5,fract(one*7.)));
  if(fract(one*11.)<.6)D(length(mod(p,.2)-.1)-.03,c*.35)
  id=floor(p/G+.5);
  vec2 q=(p-id*G)/G*2.2;
  q*=rotate2D((H(1.)-.5)*3.*step(.4,H(2.))+.15*sin(t*2.+H(3.)*9.));
  float kind=floor(6.*H(4.)),L=.35+.3*H(5.),T=.07+.06*H(6.);
  steel=vec3(.55,.58,.62)*(.6+.5*H(7.))*(1.+.5*smoothstep(-.1,.2,q.x));
  grip=hsv(H(8.),.8*H(9.)+.1,.2+.7*H(10.))*(1.2-smoothstep(-.15,.15,q.x)*.5);
  for(float j=0.;j<2.;j++){   // first the shadow, then the thing
    vec2 z=q+(1.-j)*vec2(-.06,.06);
    float g=box(z+vec2(0.,L*.6),vec2(T,L),T*.7),m=1e3;
    if(kind<1.){m=box(z-vec2(-.04,L*.55),vec2(.3,.12),.03);m=min(m,max(box(z-vec2(.32,L*.55),vec2(.15,.12),.0),z.y-L*.55+.5*(z.x-.25)-.1));}
    else if(kind<2.){g=1e3;m=box(z,vec2(T,.6),.02);vec2 k=vec2(z.x,abs(z.y)-.65);
      m=max(min(m,length(k)-.22),-box(k-vec2(0.,.14),vec2(.09,.18),.01));}
    else if(kind<3.){m=box(z-vec2(0.,.5),vec2(.035,.5),.01);g=box(z+vec2(0.,.45),vec2(T*1.4,.35),T);}
    else if(kind<4.){m=max(box(z-vec2(.05,.3),vec2(.25,.6),.0),z.x-.25-.04*abs(fract(z.y*9.)-.5)+.2*z.y);
      g=max(box(z+vec2(0.,.6),vec2(.24,.28),.1),-box(z+vec2(0.,.62),vec2(.1,.13),.05));}
    else if(kind<5.){m=box(z-vec2(0.,.5),vec2(.2,.25),.02);m=min(m,box(z-vec2(0.,.2),vec2(.22,.08),.01));}
    else{float a=.25+.2*sin(t);vec2 k=vec2(abs(z.x),z.y);m=box(k*rotate2D(-a)-vec2(0.,.4),vec2(.05,.45),.04);
      g=abs(length((k-vec2(.2,-.45))*vec2(1.2,.8))-.17)-.05;}
    D(m,j<.5?c*.6:kind>3.5&&kind<4.5&&z.y>.28?grip.zxy*(.7+.3*sin(z.x*90.)):steel)
    D(g,j<.5?c*.6:grip)
  }
  D(length(q+vec2(0.,kind<1.?.5:.0))-.03,vec3(.1))
  o=vec4(c,1.);
}
