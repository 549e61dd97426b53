// title: Stencilled crates
// mode: geeker
// licence: CC0-1.0
// shows: letters cut in halves by stencil bridges, sprayed on planks, steel, cloth or card, with arrows and bars
float e=0.;
float R(vec2 v){return fract(sin(dot(v+e*.37,vec2(71.3,197.9)))*27183.57);}
float noise(vec2 p){vec2 i=floor(p),f=fract(p);f=f*f*(3.-2.*f);return mix(mix(R(i),R(i+vec2(1,0)),f.x),mix(R(i+vec2(0,1)),R(i+1.),f.x),f.y);}
float letter(vec2 q,vec2 id){
  // either half is a bowl, a bar, a leg or a corner; a bridge parts the two
  vec2 s=vec2(q.x<0.?-1.:1.,0.);
  float k=floor(6.*R(id+s*.3)),y=q.y,x=abs(q.x),th=.17,d=9.;
  float lo=floor(3.*R(id+.9));
  if(k<1.)d=abs(length(vec2(x,max(abs(y)-.3,0.)))-.42)-th*.6;
  else if(k<2.)d=max(abs(x-.4)-th*.6,abs(y)-.72);
  else if(k<3.)d=min(max(abs(x-.4)-th*.6,abs(y-.35)-.37),max(abs(y+lo*.3)-th*.6,x-.5));
  else if(k<4.)d=max(min(abs(y-.6),min(abs(y+.6),abs(y)+R(id+.4)*.2))-th*.7,x-.5);
  else if(k<5.)d=max(abs(x-.25-.25*y*sign(R(id+.2)-.5))-th*.7,abs(y)-.72);
  else d=length(vec2(x-.05,max(abs(abs(y)-.36)-.01,0.)))-.4;
  return max(d,.055-x);
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.4);
  float u=R(vec2(1.)),v=R(vec2(2.)),G=u<.4?1.5:u<.75?.8:.45,w=4./min(r.x,r.y)/G*2.,ground=R(vec2(3.));
  vec3 A=mix(vec3(.6,.45,.3),.5+.5*cos(6.28*(R(vec2(4.))+vec3(0.,.3,.6))),.7*R(vec2(5.)))*(.4+.8*R(vec2(6.))),c=A;
  if(ground<.35){float b=floor(p.y*1.4+.3);
    c=A*(.75+.3*R(vec2(b,7.)))*(.8+.4*noise(vec2(p.x*2.+b*5.,p.y*25.)));c*=smoothstep(0.,.05,abs(fract(p.y*1.4+.3)-.5)*-2.+1.);}
  else if(ground<.6)c=A*(.8+.25*sin(p.x*9.))*(.85+.3*noise(p*3.));
  else if(ground<.8)c=A*(.85+.2*step(.5,fract(p.x*45.))*step(.5,fract(p.y*45.))+.15*noise(p*2.));
  else c=A*(.9+.15*noise(p*30.));
  p*=mat2(cos(v-.5),sin(v-.5),-sin(v-.5),cos(v-.5));
  vec2 S=G*vec2(.72,1.1),i=floor(p/S),q=(p/S-i-.5)*vec2(1.35,2.);
  float d=letter(q,i),sort=R(i*.7+vec2(8.));
  if(sort<.08)d=9.;
  else if(sort<.16)d=min(max(abs(q.x)+q.y-.7,.1-q.y),max(abs(q.x)-.15,abs(q.y+.3)-.42));
  if(R(vec2(i.y,9.))<.2)d=max(abs(q.y)-.5,abs(fract(p.x*2./G+p.y*1.5/G)-.5)-.25)*.6;
  float spray=noise(p*60.)*.6+noise(p*8.)*.4,k=clamp(.5-d/w,0.,1.)*smoothstep(.1+.3*R(vec2(10.)),.5,spray+.25);
  vec3 ink=dot(A,vec3(.33))>.4||R(vec2(11.))<.3?vec3(.05):mix(vec3(.95),A.brg+.4,.4*v);
  c=mix(c,ink,k*.92);
  c=mix(c,ink,.25*exp(-14.*max(0.,d))*step(R(vec2(12.)),.4));
  gl_FragColor=vec4(c,1.);
}
