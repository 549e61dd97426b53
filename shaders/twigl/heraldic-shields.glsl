// title: Shields
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: shields parted per pale, bend, chevron or quarter, with chequers, rings, lozenges and beasts' paws
float e=0.;
float H(float k){return fract(sin(k*33.77+e*71.31)*45213.71);}
vec3 metal(float k){
  float m=floor(6.*H(k));
  return m<1.?vec3(.9,.75,.25):m<2.?vec3(.92):m<3.?vec3(.75,.1,.12):m<4.?vec3(.1,.2,.55):m<5.?vec3(.07):vec3(.1,.42,.2);
}
float charge(vec2 z,float k){
  float l=length(z),g=atan(z.x,z.y);
  if(k<1.)return l-.8;
  if(k<2.)return abs(l-.62)-.2;
  if(k<3.)return abs(z.x)*1.5+abs(z.y)-.9;
  if(k<4.)return l-.62-.25*cos(g*5.);
  if(k<5.)return max(l-.85,.62-length(z-vec2(.3,.2)));
  if(k<6.)return min(length(vec2(abs(z.x)-.45,z.y-.25))-.24,min(length(vec2(abs(z.x)-.17,z.y-.55))-.2,length(z*vec2(.8,1.)+vec2(0.,.3))-.45));
  return min(max(abs(z.x)-.22,abs(z.y)-.85),max(abs(z.y-.2)-.22,abs(z.x)-.65));
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.3);
  float G=H(1.)<.6?2.:1.,w=3./min(r.x,r.y)*2./G,grey=step(.8,H(2.));
  vec3 c=mix(vec3(H(3.)),metal(4.),.35);
  if(H(5.)<.3)c*=.85+.15*sign(sin(p.x*6.)*sin(p.y*6.));
  vec2 i=floor(p/G+.5),q=(p/G-i)*2.1;
  e+=i.x*3.7+i.y*9.1;
  // the outline: straight above, two arcs that meet in a point below
  vec2 a=vec2(abs(q.x),q.y);
  float style=H(6.),d=max(a.y-.85,q.y>0.?a.x-.75:length(vec2(a.x+.35+.4*style,q.y*(.85+.3*style)))-1.1-.4*style);
  if(style>.75)d=length(q*vec2(1.,.9))-.85;
  vec3 A=metal(7.),B=metal(8.),C=metal(9.);
  if(distance(A,B)<.1)B=vec3(.92)-A*.6;
  float k=floor(9.*H(10.)),n=2.+floor(4.*H(11.)),s=.25,jag=H(12.)<.3?.07*sign(sin(q.x*25.)):H(12.)<.5?.06*sin(q.x*16.):0.;
  if(k<1.)s=q.x+jag*.6;
  else if(k<2.)s=q.y-.1+jag;
  else if(k<3.)s=q.x*q.y-.1*q.x;
  else if(k<4.)s=q.x*.9+q.y+jag;
  else if(k<5.)s=abs(q.x*.9+q.y)-.25+jag;
  else if(k<6.)s=abs(q.y+a.x*.9-.3)-.2+jag;
  else if(k<7.)s=fract(q.x*n*.7)-.5;
  else if(k<8.)s=(fract(q.x*n*.5)-.5)*(fract(q.y*n*.5)-.5);
  else s=.3-q.y+jag;
  vec3 f=mix(A,B,clamp(.5-s/w,0.,1.));
  float many=H(13.),kind=floor(7.*H(14.)),size=many<.4?.48:.2;
  vec2 z=q-vec2(0.,.1);
  if(many>.4&&many<.75){z=vec2(a.x-.36,z.y-.35);if(q.y<.05)z=q+vec2(0.,.35);}
  else if(many>=.75){z=mod(q,.4)-.2;size=.14;}
  float ch=charge(z/size,kind)*size;
  f=mix(f,mix(C,vec3(.95)-A,step(distance(C,f),.3)),clamp(.5-ch/w,0.,1.)*step(H(15.),.8));
  f*=1.1-.35*length(q-vec2(-.3,.4))*H(16.);
  c=mix(c,c*.5,clamp(.5-(d-.05)/.1,0.,1.));
  c=mix(c,mix(C*.5,vec3(.8,.7,.4),H(17.)),clamp(.5-(d-.04)/w,0.,1.));
  c=mix(c,f,clamp(.5-d/w,0.,1.));
  o=vec4(mix(c,vec3(dot(c,vec3(.3,.6,.1))),grey),1.);
}
