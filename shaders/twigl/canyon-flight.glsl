// title: Over the canyons
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: rocky land in perspective with strata, snow, sand or a lake, and a hazy sky
#define H(k) fsnoise(vec2(k,e*2.+8.))
float e=0.;
float land(vec2 p){
  // turned sines, each sharpened to a ridge, moved by the one before
  float h=0.,a=1.,w=0.;
  for(float i=0.;i<5.;i++){
    w=sin(p.x+h*.6)+sin(p.y*1.13+i);
    h+=a*(mix(w*.6,1.-abs(w),H(1.)));
    p=p*rotate2D(2.1+H(2.))*(1.75+.3*H(3.))+3.;
    a*=.42+.1*H(4.);
  }
  float m=H(5.)<.35?floor(h*2.)*.5+.5*smoothstep(.2,.8,fract(h*2.)):h;     // mesas
  return m*(.4+.7*H(6.));
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t/2.);
  float x=.1,last=0.,water=H(7.)<.4?-.1:-9.;
  vec3 eye=vec3(H(8.)*40.,0.,t*.8),D=normalize(vec3(p.x,p.y-.25-.35*H(9.),1.5)),sun=normalize(vec3(H(10.)*2.-1.,.25+.6*H(11.),.6));
  eye.y=max(land(eye.xz),0.)+.8+.9*H(12.);
  float h=0.,hit=0.;
  for(float i=0.;i<64.;i++){
    vec3 P=eye+D*x;
    h=P.y-max(land(P.xz*.8),water);
    if(h<.004*x){hit=1.;break;}
    if(x>22.)break;
    last=x;
    x+=max(.02*x,h*.38);
  }
  vec3 haze=hsv(H(13.)*.2+.5*step(.5,H(14.)),.1+.5*H(15.),.55+.45*H(16.)),
    c=mix(haze,hsv(.55+.2*H(17.),.6,.2+.7*H(18.)),clamp(D.y*1.8,0.,1.));
  c+=hsv(.1,.4,.7)*pow(max(0.,dot(D,sun)),40.);
  if(D.y>0.)c=mix(c,vec3(1.),.5*smoothstep(.1,.8,snoise2D(D.xz/(D.y+.15)*.9+e))*H(19.));
  if(hit>.5){
    x=.5*(x+last);
    vec3 P=eye+D*x;
    vec2 g=P.xz*.8,E=vec2(.01+.003*x,0.);
    float k=land(g);
    vec3 N=normalize(vec3(land(g-E)-land(g+E),2.*E.x/.8,land(g-E.yx)-land(g+E.yx))),
      A=hsv(H(20.)<.6?.03+.08*H(21.):H(21.),.2+.6*H(22.),.4+.5*H(23.)),B=hsv(.05+.3*H(24.),.2+.5*H(25.),.2+.6*H(26.));
    vec3 m=mix(A,B,smoothstep(.5,.8,N.y));
    m*=.8+.25*sin(k*(12.+20.*H(27.)))*(1.-smoothstep(.5,.9,N.y));
    if(H(28.)<.4)m=mix(m,vec3(.95),smoothstep(.5,.7,k*.8+.2*N.y));
    if(k<water+.005){m=mix(hsv(.5+.1*H(29.),.5,.4),haze,.5+.3*snoise2D(g*vec2(6.,3.)+t));N=vec3(0.,1.,0.);}
    c=mix(haze,m*(.3+.9*max(0.,dot(N,sun))),exp(-x*x*.008));
  }
  o=vec4(c,1.);
}
