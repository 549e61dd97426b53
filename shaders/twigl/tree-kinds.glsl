// title: Single trees
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: poplar, oak, fir, palm, willow and bare crowns, each alone on grass, snow, sand or paper
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+4.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.2),w=3./min(r.x,r.y),u=H(1.),v=H(2.),row=floor(p.y/2.2+.5),G=1.2+.9*H(3.),flat_=step(.7,H(4.));
vec2 q=vec2(p.x+row*.7,p.y-2.2*row);
vec3 sky=hsv(v,.45*u,.5+.5*H(5.)),land=hsv(.08+.22*H(6.),.5*H(7.),.25+.65*H(8.)),c=sky*(1.-.1*q.y);
if(H(9.)<.4)c+=.15*smoothstep(0.,.7,snoise2D(q*vec2(1.,2.5)+e)+.3*snoise2D(q*4.));
float hill=-.7+.12*snoise2D(vec2(p.x*.8+row*9.,e));
D(q.y-hill-.25*H(10.),mix(sky,land,.5)) D(q.y-hill+.08,land*(1.+.12*snoise2D(p*vec2(6.,20.))))
float col=floor(q.x/G+.5);
q.x-=col*G;
e+=col*3.7+row*11.3;
if(H(11.)>.15){
float kind=floor(6.*H(12.)),L=.35+.5*H(13.),W=.22+.3*H(14.),y0=-.8,x=q.x,sun=sign(u-.5);
q.x+=.06*(q.y-y0)*(q.y-y0)*(H(15.)-.5)*3.;
vec2 a=vec2(abs(q.x),q.y);
vec3 A=hsv(H(16.)<.65?.17+.2*H(17.):.02+.1*H(17.),.3+.5*H(18.),.25+.5*H(19.)),B=hsv(.07,.4*H(20.),.12+.3*H(21.));
if(flat_>.5){A=dot(sky,vec3(.33))>.4?vec3(.06):vec3(.9);B=A;}
D(length(vec2(q.x+.2*sun,(q.y-y0)*6.))-W*.8,c*.65)
float n=snoise2D(q*(5.+4.*H(22.))+e)*.5+snoise2D(q*13.+e)*.3+.2*snoise2D(q*31.),leaf=1.+(1.-flat_)*(.45*n+.35*(q.x*-sun+q.y*.5)),th=.04+.05*H(23.);
float trunk=max(a.x-th*(1.-.5*(q.y-y0))-.08*exp(-14.*(q.y-y0)),max(y0-q.y,q.y-.2));
if(kind<2.){                                         // round or tall crowns, ragged by noise
  D(trunk,B) D((length(vec2(q.x/W,(q.y-.15)/(kind<1.?W*1.05:L+.2)))-1.+.25*n)*W,A*leaf)
}else if(kind<3.){                                   // fir: saw-toothed cone
  float f=(.85-q.y)/1.45,s=fract(f*(4.+5.*H(24.)));
  D(trunk,B) D(max(a.x-W*f*(.6+.55*s)-.05*n*f,max(q.y-.85,-.6-q.y)),A*(leaf-.3*(1.-s)*(1.-flat_)))
}else if(kind<4.){                                   // palm: fronds that droop from the head
  float bend=.3*(H(25.)-.5);
  vec2 z=q-vec2(bend,.35);
  D(max(abs(q.x-bend*smoothstep(y0,.35,q.y))-.045+.015*q.y,max(y0-q.y,q.y-.35)),B*(1.2+.3*step(.5,fract(q.y*14.))))
  for(float k=0.;k<9.;k++){float an=k*.7+H(26.),len=.4+.2*H(k+30.);vec2 d=vec2(cos(an),.5*sin(an)+.25);
    vec2 m=vec2(dot(z,normalize(d)),dot(z,normalize(vec2(-d.y,d.x))));
    m.y+=m.x*m.x*.9*sign(d.x);float s=m.x/len;
      D(max(abs(m.y)-.09*sqrt(max(0.,s*(1.-s)))*(.6+.5*step(.35,fract(m.x*22.))),abs(s-.5)-.5),A*(.7+.5*H(k+40.)))}
}else if(kind<5.){                                   // willow: a dome of hanging strands
  float dome=length(vec2(q.x/(W+.15),(q.y-.1)/.55))-1.,h=-.75+.5*fsnoise(vec2(floor(q.x*26.),e))+.5*a.x;
  D(trunk,B) D(max(q.y>.1?dome*.5:a.x-W-.15,h-q.y),A*(.75+.35*fsnoise(vec2(floor(q.x*26.),e+2.))+.3*q.y))
}else{                                               // bare: the plane folded at each fork
  vec2 z=q-vec2(0.,y0);
  float len=.5+.15*H(27.),d=9.,s=1.,an=.35+.35*H(28.);
  for(float k=0.;k<6.;k++){
    d=min(d,(max(abs(z.x)-.05+.02*z.y/len,abs(z.y-len*.5)-len*.5))*s);
    z.y-=len*.95;z.x=abs(z.x);z*=rotate2D(-an*(1.+.2*sin(k*5.+e)));z/=.74;s*=.74;
  }
  D(d,B) if(H(29.)<.4)D(max(length(q-vec2(0.,.2))-.6,.25-n),A*leaf)
}
}
o=vec4(c,1.);
