// title: Ties and socks
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: neckties, bow ties, socks, scarves, mittens and belts with stripes, spots and checks
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.+1.))
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t*1.5),u=H(1.),v=H(2.),grey=step(.5,H(3.)),k0=floor(6.*H(4.)),w=3./min(r.x,r.y);
  vec2 G=k0<1.?vec2(1.1,2.2):k0<2.?vec2(1.7,1.3):vec2(1.6,2.);
  if(u>.75){G*=.55;w/=.55;}
  vec3 c=hsv(v,.5*H(5.)*(1.-grey),H(6.)<.6?.7+.3*H(7.):.02+.2*H(7.));
  id=floor(p/G+.5);
  vec2 q=(p-id*G)*(u>.75?1.82:1.),s;
  if(mod(id.x,2.)>.5)q.x=-q.x;
  q*=rotate2D((H(8.)-.5)*.5);
  float d=9.,a=abs(q.x),seam=9.;
  vec3 A=hsv(H(9.),.8*H(10.)*(1.-grey),.15+.75*H(11.)),B=hsv(H(12.),.8*H(13.)*(1.-grey),.1+.9*H(14.));
  if(distance(A,c)<.25)A=c.g<.5?A+.45:A*.35;
  s=q;
  if(k0<1.){                                              // necktie: knot, blade, point
    float W=.1+.15*(.62-q.y)*(.8+.6*H(15.)),tip=-.75-.15*H(16.);
    d=max(a-W,max(q.y-.62,tip+a*.9-q.y));
    d=min(d,max(a-.15-.25*(q.y-.72),abs(q.y-.72)-.14));
    seam=abs(q.y-.59);
  }else if(k0<2.){                                        // bow: two wings and a knot
    float wing=.1+.42*H(15.)*smoothstep(0.,.6,a)+.08*cos(a*6.);
    d=max(abs(q.y)-wing-.06,a-.68-.06*cos(q.y*7.));
    seam=abs(max(a-.13,abs(q.y)-.17));d=min(d,max(a-.13,abs(q.y)-.17));s=q*rotate2D(q.x>0.?.3:-.3);
  }else if(k0<3.){                                        // sock: leg, heel and foot
    float leg=.21+.03*q.y,L=.25+.6*H(15.);
    d=box(q-vec2(-.15,.1+(L-.3)*.5),vec2(leg,.42+L*.3),.05);
    float f=box(q-vec2(.15,-.5),vec2(.5,.2),.18),h=clamp(.5+.5*(f-d)/.18,0.,1.);
    d=mix(f,d,h)-.18*h*(1.-h);seam=min(abs(length(q-vec2(-.3,-.55))-.22),abs(q.x-.42));
  }else if(k0<4.){                                        // mitten or glove
    d=box(q-vec2(0.,.15),vec2(.33,.52),.3);
    if(H(15.)<.5){d=max(d,.008-abs(mod(q.x+.085,.17)-.085)-step(q.y,.2));}
    vec2 z=(q-vec2(-.38,.0))*rotate2D(-.6);
    d=min(d,box(z,vec2(.11,.28),.1));d=min(d,box(q+vec2(0.,.6),vec2(.3-.05*H(16.),.28),.05));seam=abs(q.y+.38);
  }else if(k0<5.){                                        // scarf: crossed ends with a fringe
    float l=length(vec2(q.x,(q.y-.55)*1.5));
    d=abs(l-.42)-.16;
    for(float k=-1.;k<2.;k+=2.){vec2 z=(q-vec2(.1*k,.25))*rotate2D(.2*k);float L=.85+.25*k*(H(15.)-.5);
      d=min(d,max(abs(z.x)-.17,max(z.y,-L-z.y+.1*step(.5,fract(z.x*18.)))));}
    seam=abs(l-.42+.16);
  }else{                                                  // belt, rolled or straight
    float l=length(q),roll=step(.5,H(15.)),th=.1+.06*H(16.),sp=l-.18*(atan(q.y,q.x)/PI2)-.55;
    d=roll>.5?min(abs(l-.62)-th,max(abs(q.y+.62)-th,abs(q.x-.5)-.5)):max(abs(q.y)-th*1.3,a-1.1);
    vec2 z=roll>.5?q-vec2(.95,-.62):q;
    seam=abs(box(z,vec2(.16,th*1.6),.04))-.02;d=min(d,seam);s=q.yx*3.;
  }
  float pat=H(20.),n=3.+8.*H(21.);
  vec3 m=A;
  if(pat<.25)m=mix(A,B,step(.5+.3*(H(22.)-.5),fract((s.x+s.y)*n*.6)));
  else if(pat<.45)m=mix(A,B,step(.5,fract(s.y*n)));
  else if(pat<.6)m=mix(A,B,step(length(fract(s*n+.5*mod(floor(s.y*n),2.)*vec2(1.,0.))-.5),.28));
  else if(pat<.72)m=mix(A,B,.5*step(.5,fract(s.x*n*.6))+.5*step(.5,fract(s.y*n*.6)));
  else if(pat<.85)m=mix(A,B,step(abs(fract((abs(fract(s.x*n*.5)-.5)+s.y)*n*.5)-.5),.2));
  m*=1.+.1*snoise2D(q*6.+id*5.+e);
  if(k0>1.5&&k0<4.)m*=.88+.2*abs(sin(q.x*70.));
  D(max(d,0.)*1.4142-.05,c*.75) D(d,m*(1.-.3*smoothstep(-.07,0.,d))) D(max(seam-.012,d),m*.5)
  if(k0>1.5&&k0<4.)D(max(d,k0<3.?.42-q.y:q.y+.72),B*(.8+.2*step(.5,fract(q.x*16.))))
  o=vec4(c,1.);
}
