// title: Cakes and ices
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: layer cakes, cupcakes, ice-cream cones, lollies, rings and burgers with icing, sprinkles and cherries
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.+4.))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t*1.4),u=H(1.),v=H(2.),G=u<.65?2.:1.1,w=3./min(r.x,r.y)*2./G;
  vec3 bg=hsv(v,.5*H(3.),.3+.7*H(4.)),c=bg*(1.+.08*p.y);
  if(H(5.)<.25)c=mix(c,bg*.8,step(.5,fract(p.x*2.)));
  else if(H(5.)<.4)c=mix(c,vec3(1.),.5*step(length(fract(p*2.5+.5*mod(floor(p.y*2.5),2.)*vec2(1.,0.))-.5),.18));
  id=floor(p/G+.5);
  vec2 q=(p/G-id)*2.05;
  float kind=floor(6.*H(6.)),x=q.x,W=.45+.2*H(7.),n=1.+floor(3.*H(8.));
  vec3 I=hsv(H(9.),.55*H(10.),.75+.25*H(11.)),S=hsv(.07+.05*H(12.),.5+.3*H(13.),.25+.6*H(14.)),J=hsv(.95+.2*H(15.),.8,.75);
  vec2 g=floor(q*13.),f=fract(q*13.)-.5;
  float sp=fsnoise(g+e),sprk=H(16.)<.6?(abs(dot(f,vec2(cos(sp*9.),sin(sp*9.))))<.12&&length(f)<.4&&sp<.5?1.:0.):0.,drip=.08*sin(x*(9.+6.*H(17.))+e)+.04*sin(x*23.+e);
  vec3 sc=hsv(fract(sp*9.),.8,.95);
  if(kind<1.){                                            // tiers of cake on a plate
    D(length(vec2(x,(q.y+.78)*6.))-W-.25,vec3(.92)*(1.-.2*u))
    for(float k=0.;k<3.;k++){
      if(k>=n)break;
      float h=.55/n+.05,y0=-.75+k*h*1.9,B=W*(1.-.25*k);
      vec2 z=q-vec2(0.,y0+h);
      D(box(z,vec2(B,h),.04),S*(1.+.2*cos(x/B*1.8))) D(max(abs(fract(z.y/h+.25)-.5)*h-.06*h-.02,box(z,vec2(B,h*.85),.0)),H(18.)<.5?J:I)
      D(max(box(z,vec2(B+.015,h+.01),.05),h*.25+drip-z.y),I*(.95+.15*cos(x/B*1.8))) if(sprk>.5)D(max(box(z,vec2(B,h),.05),h*.25+drip-z.y),sc)
    }
    float top=-.75+(n-1.)*(.55/n+.05)*1.9+2.*(.55/n+.05);
    if(H(19.)<.5){vec2 z=vec2(mod(x+.12,.24)-.12,q.y-top-.11);
      if(abs(x)<W*(1.3-.25*n)){D(box(z,vec2(.025,.13),.01),mix(vec3(.95),J,step(.5,fract(z.y*9.))))
      D(length((z-vec2(0.,.2))*vec2(1.5,.8))-.045,vec3(1.,.75,.2))}}
    else D(length(q-vec2(0.,top+.07))-.1,J)
  }else if(kind<2.){                                      // cupcake
    float B=W*.75+.15*(q.y+.3);
    D(max(abs(x)-B,abs(q.y+.45)-.35),J.gbr*(.7+.3*step(.5,fract(x/B*5.))))
    for(float k=0.;k<4.;k++){float y=-.08+k*.2,Rr=(W+.08)*(1.-.25*k);
      D(length(vec2(x-.05*sin(k*2.+e),(q.y-y)*2.2))-Rr,I*(.85+.08*k+.2*cos((x+.2)*3.)))
      if(sprk>.5)D(length(vec2(x,(q.y-y)*2.2))-Rr+.03,sc)}
    if(H(20.)<.6){D(length(q-vec2(0.,.66))-.12,J) D(length(q-vec2(-.04,.7))-.03,vec3(1.))}
  }else if(kind<3.){                                      // cone with scoops
    float a=abs(x)-.34*clamp((q.y+.95)/.85,0.,1.1);
    D(max(a,max(q.y+.1,-.95-q.y)),vec3(.85,.62,.35)*(.75+.25*step(.12,fract((x+q.y)*7.))*step(.12,fract((x-q.y)*7.))))
    for(float k=0.;k<3.;k++){if(k>=n)break;vec2 z=q-vec2((n>2.&&k<2.?k-.5:0.)*.4,.08+(n>2.?step(1.5,k)*.38:k*.42));
      vec3 F=hsv(H(21.+k),.5*H(24.+k),.55+.45*H(27.+k));D(length(z)-.33+.02*sin(atan(z.y,z.x)*9.),F*(.9+.4*z.y-.2*z.x))
      if(sprk>.5)D(length(z)-.27,mix(sc,F*.4,step(.5,H(30.))))}
    if(H(31.)<.4)D(box((q-vec2(.22,.55))*rotate2D(.4),vec2(.05,.35),.02),vec3(.6,.38,.18))
  }else if(kind<4.){                                      // lolly on a stick
    D(box(q+vec2(0.,.7),vec2(.05,.28),.04),vec3(.85,.7,.5)) float Rr=.3+.15*H(32.),m=H(33.),d=m<.5?box(q-vec2(0.,.15),vec2(Rr,.6),Rr*H(34.)):length(q-vec2(0.,.2))-Rr-.15;
    vec2 z=q-vec2(0.,.2);
    vec3 F=m<.5?mix(I,J,step(.0,q.y-.1+drip)):mix(I,J,step(.5,fract(atan(z.y,z.x)/PI2*n+length(z)*(2.+3.*H(35.)))));
    D(d,F*(.9+.3*cos(x*4.+.7)-.2)) D(max(abs(abs(x)-Rr*.4)-.02,max(d+.12,.5-m)),F*.8) if(H(36.)<.25)D(length(q-vec2(Rr,.7))-.18,c)
  }else if(kind<5.){                                      // ring from above
    float l=length(q),a=atan(q.y,q.x),m=.5+.08*H(37.);
    D(abs(length(q+vec2(-.05,.07))-m)-.3,bg*.55) D(abs(l-m)-.3,S*1.1)
      D(abs(l-m)-.24-.03*sin(a*7.+e)-.02*sin(a*13.),I*(1.-.9*abs(l-m+.05)*.8))
      if(sprk>.5)D(abs(l-m)-.2,sc) else D(max(abs(abs(l-m+.06*sin(a*14.)))-.03,abs(l-m)-.2),J)
  }else{                                                  // bun with layers
    D(max(length(vec2(x/(W+.15),(q.y-.15)/.5))-1.,.15-q.y)*.5,S*1.2+.05)
      D(max(max(length(vec2(fract(x*6.+.5*floor(q.y*8.))-.5,(fract(q.y*8.)-.5)*1.5))-.14,.3-q.y)*.1,length(vec2(x/(W+.1),(q.y-.15)/.45))-1.),vec3(.95,.88,.7))
    for(float k=0.;k<4.;k++){float y=.08-k*.14;
      vec3 F=H(40.+k)<.3?vec3(.35,.6,.2):H(40.+k)<.5?vec3(.8,.2,.15):H(40.+k)<.75?vec3(.3,.17,.1):vec3(.95,.75,.25);
      D(max(abs(q.y-y-.025*sin(x*20.+k*3.)*step(H(40.+k),.3))-.07,abs(x)-W-.12-.06*H(50.+k)),F*(1.+.2*snoise2D(q*12.)))}
    D(box(q+vec2(0.,.55),vec2(W+.1,.12),.1),S*1.15)
  }
  o=vec4(c,1.);
}
