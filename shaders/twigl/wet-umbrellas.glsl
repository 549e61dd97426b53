// title: Umbrellas
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: umbrellas and parasols, open from the side, shut, or from above as wheels of panels, in rain or sun
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*19.93+e*47.71)*35173.7);}
vec3 dye(float k){float g=H(k+.2);return g<.3?vec3(.05+.9*H(k)):(.5+.5*cos(6.28*(H(k)+vec3(0.,.33,.66))))*(.4+.6*H(k+.4));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  w=3./min(r.x,r.y);
  e=floor(t*1.3);
  float above=step(.6,H(1.)),G=above>.5?(H(2.)<.5?1.5:.75):(H(2.)<.65?2.1:1.2);
  vec3 bg=mix(vec3(.25+.7*H(3.)),dye(4.),.5);
  c=bg;
  if(above>.5)c*=.85+.2*step(.05,fract(p.x*2.+.5*floor(p.y*3.)))*step(.05,fract(p.y*3.));
  vec2 i=floor(p/G+.5),q=(p/G-i)*2.1;
  w*=2.1/G;
  e+=i.x*7.+i.y*3.1;
  vec3 A=dye(5.),B=dye(7.);
  float n=6.+floor(5.*H(9.)),pat=H(10.);
  if(above>.5){
    q+=.25*vec2(H(11.)-.5,H(12.)-.5);
    float g=atan(q.y,q.x)+6.28*H(13.),l=length(q),f=fract(g/6.2832*n),R=(.75+.15*H(14.))*cos(3.1416/n)/cos((f-.5)*6.2832/n)-.04*sin(f*3.1416),k=floor(mod(g/6.2832*n,n));
    vec3 m=pat<.45?mix(A,B,mod(k,2.)*step(mod(n,2.),.5)):pat<.65?mix(A,B,step(.5,fract(l*(2.+3.*H(15.))))):pat<.8?mix(A,B,step(.7,l/R)):A;
    D(length(q+vec2(-.1,.13))-.82,bg*.45);
    D(l-R,m*(.8+.3*sin(f*3.14)+.15*cos(g-6.28*H(13.)-2.)));
    D(max(abs(f-.5)-.485>0.?-.01:.01,l-R),m*.5);
    D(length(q)-.04,vec3(.1));
  }else{
    float tilt=.9*(H(16.)-.5);
    q=mat2(cos(tilt),sin(tilt),-sin(tilt),cos(tilt))*q;
    if(H(17.)<.22){                                   // furled
      float y=q.y,W=.03+.11*smoothstep(-.8,-.1,-y+.3)*smoothstep(-.75,-.3,y)*(1.+.25*sin(y*9.));
      D(max(abs(q.x)-.02,abs(y)-.93),vec3(.15));
      D(max(abs(q.x)-W,abs(y+.05)-.65),mix(A,B,step(.6,fract(q.x*9.+y*3.)))*(.8+.3*cos(q.x*20.)));
      D(max(abs(length(q-vec2(.12,.85))-.12)-.025,.85-q.y),B);
    }else{
      float h=.75+.35*H(18.),R=.85,y=q.y-.05,x=q.x;
      D(max(abs(x)-.022,max(y-.8,-.8-y)),vec3(.2)+.3*B);
      D(H(19.)<.7?max(abs(length(vec2(x-.1,y+.8))-.1)-.028,y+.8):max(abs(x)-.05,abs(y+.72)-.15),B*.7);
      // panels are meridians: constant share of the half width at each height
      float dome=sqrt(max(0.,1.-pow(abs(y/h),2.))),lon=asin(clamp(x/R/max(dome,.02),-1.,1.))/1.5708,k=floor(lon*n*.5+.5),f=fract(lon*n*.5+.5);
      float d=max(length(vec2(x/R,y/h))-1.,-y+.12*sin(f*3.14)*h)*.75;
      vec3 m=pat<.4?mix(A,B,mod(abs(k),2.)):pat<.55?mix(A,B,step(.5,fract(y*4.))):pat<.7?mix(A,B,step(length(fract(vec2(lon*4.,y*5.))-.5),.3)):A;
      D(d,m*(.75+.35*sin(f*3.14)+.2*x));
      D(max(d,abs(f-.5)-.5+.035*(1.-abs(lon))>0.?-.01:.01),m*.55);
      D(max(abs(x)-.02,abs(y-h)-.07),vec3(.15));
    }
    e=floor(t*1.3);
    if(H(20.)<.35){vec2 z=p*mat2(.96,.28,-.28,.96)*vec2(14.,2.);float k=floor(z.x);
      c=mix(c,vec3(.85,.9,1.),.5*step(.75,fract(z.y+t*3.+sin(k*77.)*5.))*step(abs(fract(z.x)-.5),.1));}
  }
  o=vec4(c,1.);
}
