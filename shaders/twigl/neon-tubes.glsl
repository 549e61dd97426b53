// title: Neon signs
// mode: geekest (MRT)
// licence: CC0-1.0
// shows: bent glowing tubes that spell signs, arrows, hearts, waves and cups on brick, glass or black
#define H(k) fsnoise(vec2(k,e*2.+4.)+id*7.)
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.4),u=H(1.),v=H(2.),G=u<.6?2.:1.,wallk=H(3.);
vec3 wall=hsv(v,.4*H(4.),.1+.12*H(5.)),c=wall,glow=vec3(0.);
vec2 b=vec2(p.x*3.+.5*mod(floor(p.y*7.),2.),p.y*7.);
if(wallk<.45)c*=(.7+.5*fsnoise(floor(b)))*(.35+.65*step(.07,fract(b.x))*step(.12,fract(b.y)));
else if(wallk<.7)c*=.7+.5*step(.5,fract(p.x*2.+p.y*.6));
id=floor(p/G+.5);
vec2 q=(p/G-id)*2.2;
q*=rotate2D(.3*(H(6.)-.5));
float n=2.+floor(3.*H(7.));
// two to four tubes, each of its own colour; every tube is a line at distance zero
for(float k=0.;k<4.;k++){
  if(k>=n)break;
  float kind=floor(8.*H(k+10.)),s=k<.5?.8:.3+.45*H(k+20.),d=9.;
  vec2 z=(q-(k<.5?vec2(0.):.7*(vec2(H(k+30.),H(k+40.))-.5)))/s,a=vec2(abs(z.x),z.y);
  float l=length(z),g=atan(z.x,z.y);
  if(kind<1.)d=abs(l-.9);
  else if(kind<2.)d=abs(min(length(a-vec2(.38,.3))-.45,max(a.x*.75+abs(z.y)*.66-.66,z.y-.28)));
  else if(kind<3.){float f=abs(mod(g,1.2566)-.6283);d=abs(dot(vec2(cos(.6283-f),sin(.6283-f))*l,vec2(.59,.81))-.5);}
  else if(kind<4.)d=max(abs(z.y-.3*sin(z.x*(5.+6.*H(k+50.))))*.6,a.x-.95);
  else if(kind<5.)d=abs(length(max(a-vec2(.65,.3),0.))-.25);
  else if(kind<6.)d=min(max(abs(z.y),a.x-.85),max(abs(abs(z.y)-.85+z.x)*.7,abs(z.x-.55)-.32));
  else if(kind<7.){float f=mod(g+PI/8.,PI/4.)-PI/8.;d=max(abs(l*sin(f)),abs(l-.7)-.25);}
  else{                                               // a word of looped letters
    float x=z.x*3.5,i=floor(x),f=x-i-.5,m=H(i+60.);
    d=m<.3?abs(length(vec2(f,z.y*1.7))-.38)*.45:m<.5?min(abs(f+.3)*.28,max(abs(z.y-.1),-.3-f)):m<.75?abs(abs(f)*.9-.35+.4*z.y)*.28:min(abs(z.y+.22),min(abs(z.y-.22),abs(f)*.3));
    d=max(d,max(abs(z.y)-.26,a.x-.9));
  }
  d*=s;
  vec3 K=hsv(H(k+70.),.55+.4*H(k+75.),1.);
  float on=H(k+80.)<.9?.85+.15*step(.2,fract(t*3.+H(k+85.))):.12,tube=.03;
  glow+=K*on*(.022/(.022+d*d*3.)*.55);
  c=mix(c,mix(K*.35,mix(K,vec3(1.),.65),on),1.-smoothstep(tube*.6,tube*1.3,d));
}
c+=glow*(.5+wall*3.);
o0=vec4(c,1.);
o1=vec4(glow,1.);
