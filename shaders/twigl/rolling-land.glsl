// title: Rolling land
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: dunes, hills, sea ice and ploughed fields by a few steps over a height, with a low sun
#define H(k) fsnoise(vec2(k,e*3.+67.))
float e=0.;
float land(vec2 q){
  float kind=floor(4.*H(1.)),z=0.,n=snoise2D(q*.22+e);
  if(kind<1.)z=1.-abs(sin(q.x*.55+1.6*n+.3*sin(q.y*.4)));                            // crests
  else if(kind<2.)z=.8*n+.25*snoise2D(q*.7);
  else if(kind<3.)z=floor((n+.5*snoise2D(q*.5))*3.+.5)/3.;                            // terraces
  else z=.7*n+.06*sin((q.x*cos(e)+q.y*sin(e))*9.+2.*n);                               // furrows
  return z*(.35+.6*H(2.));
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.2);
  float x=.3,was=0.,dh=1.;
  vec3 eye=vec3(t*.6,1.3+.9*H(3.),e*9.),D=normalize(vec3(p.x,p.y-.15-.5*H(4.),1.4)),L=normalize(vec3(cos(e*2.),.25+.5*H(5.),sin(e*2.)*.7+.5));
  for(float i=0.;i<26.;i++){
    vec3 P=eye+D*x;
    dh=P.y-land(P.xz);
    if(dh<.004*x||x>22.)break;
    was=x;
    x+=max(dh*.65,.03*x);
  }
  vec3 low=hsv(H(6.),.7*H(7.),.6+.4*H(8.)),top=hsv(H(6.)+.4*(H(9.)-.5),.3+.6*H(10.),.15+.6*H(11.)),sky=mix(low,top,smoothstep(-.1,.6,D.y));
  float s_=max(0.,dot(D,L));
  sky+=vec3(1.,.8,.5)*(.5*pow(s_,12.)+step(.995,s_));
  vec3 c=sky;
  if(x<22.){
    vec3 P=eye+D*x;
    float z=land(P.xz),E=.03+.01*x;
    vec3 N=normalize(vec3(z-land(P.xz+vec2(E,0.)),E,z-land(P.xz+vec2(0.,E))));
    float lit=max(0.,dot(N,L)),rip=sin(P.x*14.+3.*snoise2D(P.xz*.8))*exp(-x*.25);
    vec3 A=H(12.)<.4?hsv(.06+.07*H(13.),.3+.4*H(14.),.9):H(12.)<.6?vec3(.85,.9,.95):hsv(H(13.),.6*H(14.),.3+.6*H(15.)),B=hsv(H(16.),.5*H(17.),.1+.6*H(18.));
    A=mix(A,B,smoothstep(.1,.5,snoise2D(P.xz*.9)+2.*(.75-N.y))*H(19.));
    if(H(20.)<.3)A=mix(A,B,step(.5,fract(z*6.)));
    c=A*(.22+.9*lit+.12*N.y)*(1.+.12*rip*H(21.));
    c=mix(c,low,1.-exp(-.004*x*x*(.3+2.*H(22.))));
  }
  o=vec4(c,1.);
}
