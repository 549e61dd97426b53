// title: Handwritten digits
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: the ten digits as a hand writes them, with slant, wobble and pen width, white on black, ink or pencil
#define H(k) fsnoise(id*3.+vec2(k,e*2.+9.))
float bar(vec2 p,vec2 a,vec2 b){p-=a;b-=a;return length(p-b*clamp(dot(p,b)/dot(b,b),0.,1.));}
// an arc about c of radii h from angle a to a+s, open at its ends
float arc(vec2 p,vec2 c,vec2 h,float a,float s){
  p=(p-c)/h;
  float g=mod(atan(p.y,p.x)-a,PI2),k=min(h.x,h.y);
  return g<s?abs(length(p)-1.)*k:min(length(p-vec2(cos(a),sin(a))),length(p-vec2(cos(a+s),sin(a+s))))*k;
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t*1.7),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),G=u<.7?2.:u<.85?1.:.55,w=3./min(r.x,r.y)/G*2.2;
  id=floor(p/G+.5);
  vec2 q=(p/G-id)*vec2(2.6,2.2),z=q;
  z+=.05*vec2(snoise2D(q*1.5+id*7.+e),snoise2D(q*1.5+id*9.+e+40.))*(1.+H(9.));
  z.x-=(H(1.)-.4)*.5*z.y;
  z*=vec2(.9+.4*H(2.),.95+.2*H(3.));
  float n=floor(10.*H(4.)),d=9.,a=.25*(H(5.)-.5),b=.2*(H(6.)-.5);
  if(n<1.)d=arc(z,vec2(0.),vec2(.45+a,.72),1.5+b*4.,6.+b);
  else if(n<2.){d=bar(z,vec2(a*.5,.75),vec2(-a*.3,-.72));if(H(7.)<.4)d=min(d,bar(z,vec2(a*.5,.75),vec2(-.25,.5)));
    if(H(7.)<.2)d=min(d,bar(z,vec2(-.3,-.72),vec2(.3,-.72)));}
  else if(n<3.)d=min(arc(z,vec2(-.02,.35),vec2(.4,.38),-.7,3.4),min(bar(z,vec2(.28,.1),vec2(-.42,-.66)),bar(z,vec2(-.42,-.66),vec2(.45,-.68+b))));
  else if(n<4.)d=min(arc(z,vec2(-.05,.36),vec2(.38,.34),-1.5,3.9),arc(z,vec2(-.03,-.32),vec2(.44,.38),-2.5,4.1));
  else if(n<5.){float top=H(7.)<.5?.7:.55;
    d=min(bar(z,vec2(-.1+a,top),vec2(-.42,-.08)),min(bar(z,vec2(-.42,-.08),vec2(.48,-.05+b)),bar(z,vec2(.22,.6),vec2(.16,-.75))));}
  else if(n<6.)d=min(min(bar(z,vec2(-.3,.7),vec2(.4,.72+b)),bar(z,vec2(-.3,.7),vec2(-.33,.12))),arc(z,vec2(-.05,-.25),vec2(.45,.45),-2.5,4.7));
  else if(n<7.)d=min(arc(z,vec2(.02,-.32),vec2(.36,.36+a*.2),0.,6.28),arc(z,vec2(.45,-.25),vec2(.8,1.),2.1,1.05));
  else if(n<8.){d=min(bar(z,vec2(-.42,.68+b),vec2(.4,.68)),bar(z,vec2(.4,.68),vec2(-.1+a,-.75)));
    if(H(7.)<.3)d=min(d,bar(z,vec2(-.1,-.02),vec2(.35,0.)));}
  else if(n<9.)d=min(arc(z,vec2(.02,.36),vec2(.3+a*.3,.34),0.,6.28),arc(z,vec2(0.,-.34),vec2(.38,.37),0.,6.28));
  else d=min(arc(z,vec2(-.02,.3),vec2(.36,.36),0.,6.28),bar(z,vec2(.34,.3),vec2(.25+a,-.75)));
  float pen=.05+.1*v*v+.05*H(8.)+.02*snoise2D(q*2.+e),k=clamp(.5-(d-pen)/w,0.,1.),ink=fract(u*37.);
  vec3 A=vec3(0.),B=vec3(1.);
  if(ink>.5){A=hsv(v,.25*fract(v*9.),.8+.2*fract(v*7.));B=hsv(fract(v*5.),.8*fract(v*3.),.4*fract(v*11.));
    if(fract(v*19.)<.3)A=mix(A,hsv(.6,.4,.8),step(.93,fract(p.y*4.)));}
  else if(ink>.35){A=hsv(v,.4,.25+.1*snoise2D(p*2.));B=vec3(.9);k*=.75+.35*snoise2D(p*35.);}
  o=vec4(mix(A,B,clamp(k,0.,1.)),1.);
}
