// title: Brush characters
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: square-built signs of brush strokes: bars, uprights, falling strokes and dots that swell and dry out
#define H(k) fsnoise(id*3.+vec2(k,e*2.+5.))
// a brush stroke: its width swells at both ends and tapers by `tail`
float stroke(vec2 p,vec2 a,vec2 b,float bend,float wide,float tail){
  vec2 l=b-a;
  float L=length(l),s=clamp(dot(p-a,l)/(L*L),0.,1.),x=dot(p-a,vec2(-l.y,l.x))/L-bend*4.*s*(1.-s);
  float k=wide*(1.-tail*s)*(.75+.5*pow(abs(s*2.-1.),3.));
  return length(vec2(x,(dot(p-a,l)/(L*L)-s)*L))-k;
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t*1.3),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),G=u<.5?2.:u<.8?1.:.5,w=3./min(r.x,r.y)/G*2.2,d=9.,wide=.05+.06*v;
  id=floor(p/G+.5);
  vec2 q=(p/G-id)*2.25,z=q+.02*snoise2D(q*3.+e);
  float n=1.+floor(3.9*H(1.)),plan=H(2.),shift=0.;
  if(plan<.35){                                       // a narrow part on the left, then the rest
    d=stroke(z,vec2(-.6,.8),vec2(-.62,-.75),.04,wide,.3);
    d=min(d,stroke(z,vec2(-.85,.35),vec2(-.35,.42),0.,wide*.8,.2));
    d=min(d,stroke(z,vec2(-.9,-.3),vec2(-.38,-.05),0.,wide*.8,.5));
    z.x=(z.x-.22)*1.45;
  }else if(plan<.55){                                 // a box
    d=min(stroke(z,vec2(-.62,.5),vec2(-.58,-.6),.0,wide,.1),stroke(z,vec2(-.62,.5),vec2(.62,.52),.0,wide*.8,0.));
    d=min(d,min(stroke(z,vec2(.62,.52),vec2(.58,-.62),.0,wide,.0),stroke(z,vec2(-.58,-.55),vec2(.6,-.55),0.,wide*.8,0.)));
    z*=1.2;
  }
  for(float k=0.;k<4.;k++){
    if(k>=n)break;
    float y=.72-1.35*(k+.3*H(k+10.))/n,L=.35+.45*H(k+20.);
    d=min(d,stroke(z,vec2(-L,y-.03),vec2(L,y+.05),.03,wide*.85,.1*H(3.)));
  }
  if(H(4.)<.75)d=min(d,stroke(z,vec2(.1*(H(5.)-.5),.9),vec2(.05*(H(6.)-.5),-.5-.4*H(7.)),0.,wide*1.1,.2));
  float y0=.4*(H(8.)-.3);
  if(H(9.)<.6)d=min(d,stroke(z,vec2(-.02,y0),vec2(-.8,-.78),.12,wide*1.1,.85));
  if(H(30.)<.6)d=min(d,stroke(z,vec2(.02,y0),vec2(.82,-.75),.1,wide*.6,-1.2));
  if(H(31.)<.4)d=min(d,stroke(z,vec2(-.45,.15),vec2(-.3,-.1),.02,wide*.6,-1.));
  if(H(31.)<.6)d=min(d,stroke(z,vec2(.45,.2),vec2(.28,-.08),.02,wide*1.1,.6));
  if(H(32.)<.3)d=min(d,stroke(z,vec2(.0,-.75),vec2(-.25,-.6),.0,wide*.9,.9));
  float dry=snoise2D(z*vec2(5.,30.)*rotate2D(.4)+e)*.5+.5*snoise2D(z*9.),k=clamp(.5-d/w,0.,1.),ink=fract(u*19.);
  k*=1.-.8*smoothstep(.35,.7,dry)*step(.4,fract(v*9.));
  vec3 A=hsv(.1,.05+.25*fract(v*5.),.88+.1*snoise2D(p*2.)*.5),B=vec3(.05+.1*dry);
  if(ink<.2){A=hsv(.0+.03*v,.85,.7);B=vec3(.95,.85,.5);}
  else if(ink<.35){A=vec3(.03);B=vec3(.97);}
  else if(ink<.45){A=hsv(v,.5,.35);B=vec3(.9);}
  else if(ink<.55)B=vec3(.75,.1,.08);
  vec2 m=q-vec2(.85,-.95);
  o=vec4(mix(mix(A,vec3(.75,.12,.1),step(max(abs(m.x),abs(m.y)),.1)*step(fract(v*33.),.5)),B,k),1.);
}
