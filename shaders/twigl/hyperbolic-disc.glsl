// title: Hyperbolic tilings
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: triangles reflected without end into a disc or a half-plane: checks, lines and stars
#define H(k) fsnoise(vec2(k,e*3.+59.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),z=p;
float e=floor(t*1.3),P=3.+floor(4.*H(1.)),Q=3.+floor(4.*H(2.)),n=0.,a=0.,half_=step(.7,H(3.));
if((P-2.)*(Q-2.)<=4.01){P+=2.;Q+=2.;}
if(half_>.5){z=p+vec2(0.,1.15);z=z*(.6+.5*H(4.));z.y+=.02;vec2 w=z+vec2(0.,1.);vec2 u=z-vec2(0.,1.);z=vec2(u.x*w.x+u.y*w.y,u.y*w.x-u.x*w.y)/dot(w,w);}
else z=p/(.95+.6*H(5.)*step(.5,H(6.)));
float l0=dot(z,z);
if(l0>1.)z/=l0;            // the outside mirrors the inside
// a shift within the disc
vec2 sh=.6*H(7.)*vec2(cos(t*.4+e),sin(t*.4+e)),u_=z+sh,w_=vec2(1.+dot(sh,z),sh.x*z.y-sh.y*z.x);
z=vec2(u_.x*w_.x+u_.y*w_.y,u_.y*w_.x-u_.x*w_.y)/dot(w_,w_);
// mirrors of the triangle (2, P, Q): two lines through the middle and a circle
float cp=cos(PI/P),cq=cos(PI/Q),sp=sin(PI/P),R2=1./(cq*cq/(sp*sp)-1.),cx=sqrt(1.+R2),line=9.;
for(float i=0.;i<22.;i++){
  float was=n;
  if(z.y<0.){z.y=-z.y;n++;}
  float d=dot(z,vec2(sp,-cp));
  if(d<0.){z-=2.*d*vec2(sp,-cp);n++;}
  vec2 k=z-vec2(cx,0.);
  float l=dot(k,k);
  if(l<R2){z=vec2(cx,0.)+k*R2/l;n++;}
  if(n==was)break;
}
float e1=z.y,e2=dot(z,vec2(sp,-cp)),e3=length(z-vec2(cx,0.))-sqrt(R2),kind=H(8.),scale=max(1.-dot(z,z),.1);
vec3 A=hsv(H(9.),.8*H(10.),.2+.8*H(11.)),B=hsv(H(12.),.8*H(13.),.2+.8*H(14.)),c=mix(A,B,mod(n,2.));
if(kind<.3)c=mix(A,B,smoothstep(-.02,.02,min(length(z)-.3*H(15.)-.05,e3-.1*H(16.))));
else if(kind<.5)c=hsv(H(9.)+.07*n*H(17.),.7*H(10.),.35+.6*fract(n*.37));
float edge=(H(18.)<.5?min(e3,9.):min(min(e1,e2),e3)),W=.01+.05*H(19.);
c=mix(c,H(20.)<.5?vec3(.03):vec3(.96),smoothstep(W+.012,W,edge)*step(.35,H(21.)));
c*=l0>1.&&half_<.5?.35+.3*H(22.):1.;
o=vec4(c*(.9+.15*e1/scale),1.);
