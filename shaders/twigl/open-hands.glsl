// title: Hands
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: hands with fingers spread, bent, pointing or shut, in skin tones, gloves or as flat prints
#define H(k) fsnoise(vec2(k,e*2.+2.))
float cap(vec2 p,vec2 a,vec2 b,float ra,float rb){p-=a;b-=a;float h=clamp(dot(p,b)/dot(b,b),0.,1.);return length(p-b*h)-mix(ra,rb,h);}
float join(float a,float b,float k){float h=clamp(.5+.5*(b-a)/k,0.,1.);return mix(b,a,h)-k*h*(1.-h);}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.4),u=H(1.),v=H(2.),G=u<.7?2.:1.05,w=3./min(r.x,r.y)*2./G,print=step(.62,H(3.));
  vec3 bg=hsv(v,.6*H(4.),.15+.85*H(5.)),c=bg*(1.+.15*snoise2D(p*1.2+e)*(1.-print));
  vec2 i=floor(p/G+.5),q=(p/G-i)*2.15;
  if(H(6.)<.5)e+=dot(i,vec2(3.1,7.7));
  if(mod(i.x,2.)>.5)q.x=-q.x;
  q*=rotate2D((H(7.)-.5)*1.2);
  q.y+=.22;
  float d=9.,line=9.,spread=.1+.3*H(8.),fat=.075+.03*H(9.),pose=H(10.),W=.26+.05*H(11.);
  d=cap(q,vec2(0.,-1.4),vec2(0.,-.25),W*.72,W*.75);
  d=join(d,length(max(abs(q-vec2(0.,-.02))-vec2(W-.13,.17),0.))-.14,.1);
  // fingers: each of two joints; how far it is folded is hashed, pointing and fists come from the pose
  for(float k=0.;k<4.;k++){
    float x=(k-1.5)/1.5,fold=pose<.4?0.:pose<.55?step(.5,k)*.85:pose<.7?step(1.5,k)*.85:pose<.8?.9:.8*step(.55,H(k+20.));
    float len=(.62-.09*abs(k-1.35)*abs(k-1.35)*.6)*(1.-.72*fold)*(.9+.2*H(12.)),a=-x*spread-.05*sin(t*2.+k);
    vec2 A=vec2(x*(W-.07),.17-.035*x*x),B=A+len*.5*vec2(-sin(a),cos(a)),C=B+len*.5*vec2(-sin(a*1.1),cos(a*1.1));
    float f=min(cap(q,A,B,fat*1.05,fat),cap(q,B,C,fat,fat*.82));
    line=min(line,min(abs(f)+step(d,-.03)*step(q.y,.1),max(abs(dot(q-B,normalize(C-A))),f+.02)));
    d=join(d,f,.03);
  }
  float th=pose<.8?.3+.7*H(13.):-.2;
  vec2 A=vec2(-W*.85,-.12),B=A+.27*vec2(-sin(th),cos(th)),C=B+.22*vec2(-sin(th*.6),cos(th*.6));
  float f=min(cap(q,A,B,fat*1.5,fat*1.1),cap(q,B,C,fat*1.1,fat*.85));
  line=min(line,abs(f)+step(d,-.02)*9.);
  d=join(d,f,.09);
  vec3 skin=hsv(.03+.05*H(14.),.3+.35*H(15.),.25+.7*H(16.)),ink=skin;
  if(H(17.)<.25)skin=hsv(H(18.),.7*H(19.),.2+.75*H(20.));
  if(print>.5)skin=dot(bg,vec3(.33))>.45?bg*.15:mix(bg,vec3(1.),.85);
  D(d-.06+step(.5,print)*9.,c*.75)
  vec3 m=skin;
  if(print<.5){m*=.72+.4*(1.-smoothstep(-.14,0.,d))+.12*q.x;m*=1.-.35*(1.-smoothstep(.004,.018,line));m*=1.+.06*snoise2D(q*9.);}
  else if(H(21.)<.35)m=mix(m,bg,step(.55,.5+.5*sin(length(q-vec2(0.,.1)-.1*snoise2D(q*3.))*70.)));
  D(d,m)
  if(print<.5){D(abs(d)-.006,skin*.5) D(max(d,q.y+.75)+step(H(22.),.5),hsv(H(23.),.6*H(24.),.2+.7*H(25.))*(.9+.2*step(.5,fract(q.x*14.))))}
  else if(H(26.)<.3){c=mix(c,bg,step(abs(d+.05),.02));}
  o=vec4(c,1.);
}
