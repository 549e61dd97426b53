// title: Waves in a tank
// mode: geeker MRT
// licence: CC0-1.0
// shows: waves from drops and combs that spread, cross and come back from walls; target 1 keeps two heights
float e;
float h(float x){return fract(sin(x*29.9+e*53.3)*8609.7);}
void main(){
  e=floor((t-f/60.)*400.+.01)/400.;
  vec2 u=gl_FragCoord.xy/r,p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  // lattice step: a fixed part of the picture, so that 24 frames carry a wave across
  vec2 d=max(vec2(1.),min(r.x,r.y)*vec2(.028))/r;
  vec4 q=texture(b1,u);
  float l=texture(b1,u-vec2(d.x,0.)).r,R=texture(b1,u+vec2(d.x,0.)).r,D=texture(b1,u-vec2(0.,d.y)).r,U=texture(b1,u+vec2(0.,d.y)).r;
  float next=2.*q.r-q.g+.45*(l+R+D+U-4.*q.r);
  next*=.985;
  float was=q.r;
  if(f<2.){next=0.;was=0.;}
  float n=2.+floor(5.*h(1.)),w=.03+.06*h(2.);
  for(float i=0.;i<6.;i++){
    if(i>=n)break;
    vec2 z=p-1.7*vec2(h(i+20.)-.5,h(i+30.)-.5);
    float start=floor(4.*i*h(42.)+h(i+40.)*6.),far=h(3.)<.12?abs(z.x):length(z);
    if(f>start&&(f<start+3.||h(4.)<.4))next+=.8*exp(-far*far/w/w)*sin((f-start)*(.5+.6*h(5.))+1.);
  }
  float wall=h(6.)<.35?abs(p.x-.2)-.06+step(abs(abs(p.y)-.35),.12):h(6.)<.6?length(p-vec2(h(7.)-.5,h(8.)-.5))-.1-.25*h(17.):1.;
  if(wall<0.){next=0.;was=0.;}
  o1=vec4(next,was,0.,1.);
  vec2 g=vec2(R-l,U-D);
  vec3 A=mix(vec3(.6),.5+.5*cos(6.3*(h(9.)+vec3(0.,.2,.35))),h(10.)),B=A.zyx*.2*h(11.),c;
  float k=h(12.);
  if(k<.35){vec2 m_=(p+g*.6)*(1.5+2.*h(13.));c=A*mix(.45,1.,h(14.)<.5?mod(floor(m_.x)+floor(m_.y),2.):step(.12,abs(fract(m_.x)-.5)))+.8*max(0.,g.x-g.y*.5);}
  else if(k<.65)c=mix(B,A,.5+next*1.2)+.3*max(0.,g.y);
  else if(k<.85)c=vec3(.5)+.5*mix(vec3(1.),A,h(15.))*clamp((g.x+g.y)*2.5,-1.,1.);
  else c=mix(A,B,smoothstep(-.02,.02,next))*(.8+.3*abs(next));
  c=mix(c,vec3(.1+.7*h(16.)),step(wall,0.));
  o0=vec4(c*(.9+.2*sin(p.x+p.y)),1.);
}
