// title: Car parks from above
// mode: geekest
// licence: CC0-1.0
// shows: cars, vans and gaps in marked bays with arrows, trees, trolleys and cast shadows, straight or slanted
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define R(v) fsnoise((v)+e*1.7)
void main(){
  float e=floor(t*1.3),u=R(vec2(1.)),S=u<.35?1.:u<.75?2.2:4.,w=3.*S/min(r.x,r.y);
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y)*S*rotate2D(6.3*R(vec2(2.)))+vec2(t*.1,3.*R(vec2(3.)));
  float n=snoise2D(p*2.)*.5+.3*snoise2D(p*9.),slant=R(vec2(4.))<.35?.45:0.,P=3.1;
  vec3 tar=vec3(.25+.4*R(vec2(5.)))*mix(vec3(1.),vec3(1.05,1.,.9),R(vec2(6.))),c=tar*(1.+.1*n);
  // a lane between two rows of bays; rows stand back to back over a kerb
  float row=floor(p.y/P),y=p.y-(row+.5)*P,side=sign(y),Y=abs(y);
  float x=p.x+slant*(Y-.55),bw=.62,col=floor(x/bw);
  vec2 id=vec2(col,row*2.+side),q=vec2(x-(col+.5)*bw,Y-1.02);
  vec3 line=mix(vec3(.9),vec3(.9,.75,.25),step(.8,R(vec2(7.))));
  D(max(abs(abs(q.x)-bw*.5)-.018,abs(q.y)-.45),line)
  if(R(vec2(8.))<.5){D(1.42-Y,hsv(.28,.4,.35)*(1.+.3*n)) D(abs(Y-1.43)-.025,vec3(.7))}
  vec2 a=vec2(mod(p.x,3.)-1.5,y);
  D(min(box(a,vec2(.35,.03),0.),max(abs(a.y)-.14+.6*(a.x-.3),.3-a.x)),mix(c,line,.8))
  // a car: shadow, body, hood lines, glass, roof
  float g=R(id+3.),dir=R(id+4.)<.5?1.:-1.,van=step(.85,R(id+5.));
  if(g<.78*(.4+.6*R(vec2(9.)))+.1){
    vec2 z=(q-.03*vec2(R(id+6.)-.5,R(id+7.)-.5))*rotate2D(.06*(R(id+8.)-.5));
    z.y*=dir;
    float L=.36+.05*R(id+9.)+.05*van,W=.17+.02*R(id+10.),pick=R(id+11.);
    vec3 A=pick<.6?vec3(.05+.9*fract(pick*9.)):hsv(fract(pick*17.),.75,.3+.5*fract(pick*7.));
    D(box(z+vec2(.06,-.06*dir),vec2(W,L),.08),c*.4)
    D(box(z,vec2(W,L),.07+.04*R(id+12.)),A) D(abs(box(z,vec2(W,L),.09))-.006,A*.6)
    if(van<.5){D(box(vec2(z.x*(1.-.25*z.y),z.y+.05),vec2(W-.03,L*.58),.06),vec3(.08,.1,.13)+.15*step(.3,fract(z.x*3.+z.y*2.)))
      D(box(z+vec2(0.,.06),vec2(W-.045,L*.33),.03),A*1.1+.03)}
    else{D(box(z-vec2(0.,L*.72),vec2(W-.03,.05),.02),vec3(.1,.12,.15))
      D(max(abs(fract(z.y*9.)-.5)/9.-.008,box(z+vec2(0.,.08),vec2(W-.04,L*.7),0.)),A*.8)}
    D(length(vec2(abs(z.x)-W*.65,z.y-L+.03))-.03,vec3(.95,.95,.8)) D(length(vec2(abs(z.x)-W*.7,z.y+L-.02))-.025,vec3(.7,.1,.1))
  }else if(g>.93){D(abs(length(q)-.14)-.03,vec3(.2,.4,.85)) D(max(abs(q.x)-.03,abs(q.y)-.1),vec3(.95))}
  vec2 k=p/2.6,ki=floor(k),f=(k-ki-.5)*2.6;
  if(R(ki+20.)<.3*R(vec2(10.))+.05){
    float rad=.4+.25*R(ki+21.),l=length(f)-.06*sin(atan(f.y,f.x)*7.+ki.x);
    D(length(f+vec2(.15,-.15))-rad,c*.5) D(l-rad,hsv(.2+.15*R(ki+22.),.5,.3)*(.7+.8*abs(snoise2D(f*7.))-.4*f.y))
  }
  gl_FragColor=vec4(c,1.);
}
