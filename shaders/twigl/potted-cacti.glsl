// title: Potted plants
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: cacti, succulents, palms and trailing plants in pots and bowls on a sill, silhouettes or colours
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*3.+1.))
float bar(vec2 p,vec2 a,vec2 b,float k){p-=a;b-=a;return length(p-b*clamp(dot(p,b)/dot(b,b),0.,1.))-k;}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.2),w=3./min(r.x,r.y),u=H(1.),v=H(2.),row=floor(p.y/2.1+.5),G=1.3+.5*H(3.),col=0.,dark=step(.8,H(4.));
  vec2 q=vec2(p.x+row*.6,p.y-row*2.1);
  vec3 bg=hsv(v,.5*u,.45+.55*H(5.)),c=mix(bg,bg.gbr*.6,step(q.y,-.88))*(1.+.12*q.y);
  if(fract(u*9.)<.3)c*=.88+.2*step(.05,fract(q.x*1.4+.5*floor(q.y*3.)))*step(.05,fract(q.y*3.));
  col=floor(q.x/G+.5);
  q.x-=col*G;
  e+=col*5.+row*17.;
  float W=.2+.12*H(6.),h=.16+.14*H(7.),y0=-.9+2.*h,kind=floor(5.*H(8.)),n=0.;
  vec3 A=hsv(.2+.25*H(9.),.25+.5*H(10.),.25+.55*H(11.)),P=hsv(H(12.),.7*H(13.),.25+.7*H(14.)),F=hsv(H(15.),.8,.9);
  vec2 z=q-vec2(0.,y0),a=vec2(abs(z.x),z.y);
  if(kind<1.){                                                  // column cactus with arms
    float L=.6+.5*H(16.),k=.1+.08*H(17.),side=H(18.)<.5?1.:-1.,d=bar(z,vec2(0.),vec2(0.,L),k);
    vec2 b=vec2(z.x*side,z.y);
    d=min(d,min(bar(b,vec2(0.,.3),vec2(.3,.34),k*.6),bar(b,vec2(.3,.34),vec2(.32,.35+.35*H(19.)),k*.6))+step(H(20.),.35));
    d=min(d,min(bar(b,vec2(0.,.5),vec2(-.27,.53),k*.5),bar(b,vec2(-.27,.53),vec2(-.27,.75),k*.5))+step(H(21.),.5));
    D(d,A*(.75+.35*sin(z.x*(70.+40.*H(22.))))) D(length(fract(z*vec2(11.,9.))-.5)*.1-.018+step(-.01,d),vec3(.95,.95,.8))
    if(H(23.)<.4)D(length(z-vec2(0.,L+k))-.08-.02*sin(atan(z.x,z.y-L-k)*6.),F)
  }else if(kind<2.){                                            // ball or flat pads
    float R=.3+.15*H(16.),g=asin(clamp(z.x/max(.02,sqrt(max(0.,R*R-(z.y-R*.8)*(z.y-R*.8)))),-1.,1.));
    float d=length(z-vec2(0.,R*.8))-R;
    if(H(17.)<.5){d=min(length((z-vec2(0.,.25))*vec2(1.4,1.))-.3,min(length((z-vec2(.2,.6))*rotate2D(.5)*vec2(1.5,1.))-.24,length((z-vec2(-.18,.62))*rotate2D(-.5)*vec2(1.5,1.))-.22));g=9.*z.x;}
    D(d,A*(.7+.35*cos(g*8.))) D(max(length(mod(z,.13)-.065)-.016,d),vec3(.95,.95,.8)) D(length(a-vec2(.1,R*1.75))-.06,H(18.)<.5?F:A)
  }else if(kind<4.){                                            // fans of leaves: straight swords or bent fronds
    n=5.+floor(7.*H(16.));
    float bend=kind<3.?.15*H(17.):.5+.7*H(17.),L=.6+.5*H(18.);
    for(float k=0.;k<12.;k++){
      if(k>=n)break;
      float f=(k+.5)/n*2.-1.,Y=z.y+bend*z.x*z.x*1.3*step(2.5,kind),an=f*(kind<3.?.6:1.2);
      vec2 s=vec2(z.x,Y)*rotate2D(-an);
      float len=L*(.75+.4*H(k+30.)),x=s.y/len,wd=(.05+.06*H(19.))*sqrt(max(0.,x*(1.-x)*4.));
      if(kind>2.5&&H(20.)<.5)wd*=.6+.6*step(.4,fract(s.y*14.+abs(s.x)*6.));
      D(max(abs(s.x)-wd,abs(s.y-len*.5)-len*.5),A*(.65+.4*H(k+50.))*(1.+.5*step(.0,s.x)*step(H(21.),.6)))
    }
  }else{                                                        // stems with round leaves, rising or hanging
    float hang=step(.5,H(16.));
    for(float k=0.;k<6.;k++){
      float x0=(k-2.5)*.13,y=z.y*(hang>.5?-1.:1.)+hang*.1,sw=x0*(1.+1.5*max(y,0.))+.05*sin(y*9.+k),L=.4+.5*H(k+30.);
      D(max(abs(z.x-sw)-.012,max(-y,y-L)),A*.6)
      float s=floor(y*9.),side=mod(s,2.)*2.-1.;
      D(length(vec2(z.x-sw-side*.06,(fract(y*9.)-.5)/9.)*vec2(.8,1.1))-.055+step(y,0.)+step(L,y),A*(.7+.5*H(s+k*7.)))
    }
  }
  vec2 pot=vec2(a.x-.25*W*(q.y+.9-h*2.)/h*.5*H(24.),q.y+.9-h);
  D(max(pot.x-W,abs(pot.y)-h)-.01,P*(1.+.35*cos(q.x/W*1.6+.6)-.2)) D(max(a.x-W-.04,abs(q.y-y0+.04)-.045)+step(H(25.),.3),P*.8)
  D(max(max(a.x-W,abs(pot.y)-h*.4),.25-sin(q.x*30.)*cos(q.y*25.))+step(H(26.),.6),P.gbr)
  if(dark>.5)c=mix(c,vec3(.04),step(.22,distance(c,bg*(1.+.12*(p.y-row*2.1))))*.9);
  o=vec4(c,1.);
}
