// title: Flowers
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: daisies, tulip rings and roses of many petals over blurred green or bare ground
#define H(k) fsnoise(id+vec2(k,e*3.+k+19.*L))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t/2.),w=3./min(r.x,r.y),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),big=.6+2.2*u*u,L=0.;
vec3 c=hsv(.2+.2*v+.5*step(.7,u),.2+.5*v,.25+.35*fract(u*7.));
c*=1.+.3*snoise2D(p*1.5+e)+.25*snoise2D(p*vec2(9.,2.5)+e);
for(L=0.;L<3.;L++){
  if(L>3.*v)break;
  float G=big*(.6+.35*L);
  vec2 P=p+L*.37+vec2(0.,.03*sin(t+L));
  for(float j=0.;j<2.;j++){                     // two shifted lattices, so that flowers may overlap
    id=floor(P/G+.5*j)+j*31.;
    vec2 q=P-(id-j*31.+.5-.5*j)*G;
    if(H(1.)<.3+.5*fract(u*9.))continue;
    q=q/G*2.-.5*(vec2(H(2.),H(3.))-.5);
    q*=rotate2D(H(4.)*6.+.15*sin(t+H(5.)*9.));
    q*=vec2(1.,1.+.6*H(6.));
    float R=.45+.35*H(7.),n=4.+floor(9.*H(8.)),l=length(q),a=atan(q.y,q.x+1e-6),sharp=.4+1.4*H(9.),layers=1.+floor(3.*H(10.));
    vec3 ink=hsv(H(11.)+.1*H(12.),.9*H(13.),.55+.45*H(14.));
    vec2 s_=q*rotate2D(1.)-vec2(0.,-.6);
    c=mix(c,hsv(.3,.6,.35),clamp(.5-(abs(s_.x-.2*s_.y*s_.y)-.03+max(0.,abs(s_.y)-.5))*G*.5/w,0.,1.));
    for(float k=0.;k<3.;k++){
      if(k>=layers)break;
      float Rk=R*(1.-.27*k),x=abs(cos(a*n*.5+k*1.6)),pet=Rk*(.35+.65*pow(x+1e-4,sharp*.5));
      vec3 tint=ink*(.65+.25*k+.4*l/R*H(15.))*(.85+.15*x);
      tint=mix(tint,tint.yzx,H(16.)*(1.-smoothstep(.2,.7,l/Rk)));
      c=mix(c,c*.5,clamp(.5-(l-pet-.03)*G*.5/w,0.,1.));
      c=mix(c,tint,clamp(.5-(l-pet)*G*.5/w,0.,1.));
    }
    float eye=R*(.15+.25*H(17.));
    c=mix(c,hsv(.05+.12*H(18.),.8,.3+.65*H(19.))*(.8+.3*snoise2D(q*25.))*(1.2-.5*l/eye),clamp(.5-(l-eye)*G*.5/w,0.,1.));
  }
}
o=vec4(c,1.);
