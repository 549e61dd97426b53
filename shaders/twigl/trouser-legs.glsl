// title: Trousers
// mode: geek
// licence: CC0-1.0
// shows: jeans, shorts, flares, leggings and pleated trousers laid flat, plain, striped or checked
precision highp float;
uniform vec2 r;
uniform float t;
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*12.9898+e*78.233)*43758.5453);}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y),i=floor(vec2(p.x/1.9,p.y/2.4)+.5),q=p-i*vec2(1.9,2.4);
  w=3./min(r.x,r.y);
  e=floor(t*1.1);
  float grey=step(.4,H(1.)),dark=step(.7,H(2.));
  c=mix(vec3(.9-.2*H(3.)),vec3(.06+.2*H(3.)),dark)+(1.-grey)*.12*sin(vec3(0.,2.,4.)+H(4.)*6.3);
  c*=1.-.1*length(q);
  e+=i.x*5.3+i.y*17.1;
  float hem=H(5.)<.35?.25-.6*H(6.):-.93,hip=.34+.12*H(7.),y=q.y,k=clamp((.9-y)/1.8,0.,1.);
  // a leg's outer and inner edge over the height; the fork is where the inner one leaves the middle
  float slim=H(8.),flare=H(9.)<.3?.25*H(10.)*smoothstep(.5,1.,k):0.;
  float spread=(.06+.25*H(11.))*k,outer=hip*(1.-.28*slim*k)+spread*.6+flare-.08*(1.-smoothstep(0.,.2,k))*H(12.);
  float inner=max(0.,(k-.3-.06*H(13.)))*(.2+.35*slim)+spread*.35-flare*.6-.04;
  vec2 a=vec2(abs(q.x),y);
  inner=k<.36?-1.:max(inner,.012);
  float d=max(max(a.x-outer,inner-a.x),max(y-.9,hem-y));
  vec3 A=mix(vec3(.12+.8*H(14.)),.5+.35*sin(vec3(0.,2.,4.)+6.3*H(15.)),(1.-grey)*.9)*(.4+.6*H(16.)),B=A*.5+.3*H(17.);
  float pat=H(18.),s=10.+20.*H(19.);
  if(pat<.15)A=mix(A,B,step(.5,fract(a.x*s*.5)));
  else if(pat<.3)A=mix(A,B,.4*step(.5,fract(a.x*s*.4))+.4*step(.5,fract(y*s*.4)));
  else if(pat<.4)A=mix(A,B,step(.3,sin(q.x*s+3.*sin(y*7.+e))*sin(y*s*.8+2.*sin(q.x*9.))));
  else if(pat<.6)A*=.8+.4*exp(-pow(abs((a.x-outer*.55)*7.),2.));                 // worn thighs
  D(d,A*(.9+.15*sin(y*7.+a.x*9.+e)));
  D(max(abs(y-.85)-.05,d),A*.6);
  D(max(abs(d+.035)-.006,d),A*.45);
  D(max(a.x-.008,max(y-.8,.35-y)),A*.4);
  if(H(20.)<.6)D(max(abs(length(a-vec2(hip+.02,.82))-.2)-.01,d),A*.35);          // pockets
  if(H(21.)<.3)D(max(abs(a.x-outer*.55)-.007,max(d,y-.75)),A*.55);               // creases
  if(H(22.)<.25)D(max(max(abs(a.x-outer+.08),abs(y+.05))-.12,d),B);              // cargo pockets
  if(H(23.)<.25)D(max(outer-a.x-.07,d),B*1.3);                                   // side stripe
  D(length(q-vec2(0.,.85))-.025,B*1.4);
  gl_FragColor=vec4(c,1.);
}
