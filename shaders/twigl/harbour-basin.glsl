// title: Harbour from above
// mode: geeker (MRT)
// licence: CC0-1.0
// shows: quays, jetties, moored ships, yachts and container stacks in dark or bright water, from straight above
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*83.11+e*57.77)*24593.17);}
float h2(vec2 v){return fract(sin(dot(v,vec2(41.3,289.1))+e)*43758.5453);}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float box(vec2 p,vec2 h){vec2 d=abs(p)-h;return max(d.x,d.y);}
float noise(vec2 p){vec2 i=floor(p),f=fract(p);f=f*f*(3.-2.*f);return mix(mix(h2(i),h2(i+vec2(1,0)),f.x),mix(h2(i+vec2(0,1)),h2(i+1.),f.x),f.y);}
vec3 hue(float k){return .5+.45*cos(6.28*(k+vec3(0.,.35,.6)));}
// hull: straight sides that close to a bow by a parabola
float hull(vec2 z,float l,float b){return max(abs(z.x)-b*sqrt(clamp((l-z.y)/(b*2.5),0.,1.)),-l*.9-z.y);}
void main(){
  e=floor(t*.8);
  float S=1.+1.5*H(1.);
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y)*S;
  w=3./min(r.x,r.y)*S;
  float a=6.28*H(2.);
  p=mat2(cos(a),sin(a),-sin(a),cos(a))*p+vec2(t*.2,H(3.)*20.);
  float wav=noise(p*3.+t*.2)*.6+noise(p*vec2(20.,9.)+t)*.4;
  vec3 sea=mix(vec3(.05,.15,.22),vec3(.2,.5,.5),H(4.))*(.6+.8*H(5.)),land=mix(vec3(.6,.58,.54),vec3(.45,.5,.35),H(6.));
  c=sea*(.75+.5*wav);
  // a quay every 3.4; piers stand out from it, each with ships on both sides
  float P=3.4,i=floor(p.y/P),y=p.y-i*P,edge=.75+.12*step(.5,noise(vec2(floor(p.x),i)));
  vec2 sh=vec2(.06,-.06);
  float gap=H(7.)<.5?1.3:.62,col=floor(p.x/gap),x=p.x-(col+.5)*gap,len=edge+.5+1.5*h2(vec2(col,i));
  D(max(abs(x-.05)-.09,y-len+.05),sea*.5);
  D(max(abs(x)-.07,y-len),land*1.2);
  D(y-edge,land*(.8+.4*noise(p*9.)));
  D(abs(y-edge)-.03,land*.55);
  float side=x>0.?1.:-1.;
  vec2 id=vec2(col*2.+side,i);
  if(gap<1.){                                                       // marina: small boats, bow out
    float s=.19,k=floor((y-edge)/s),L=.12+.06*h2(id+k);
    vec2 z=vec2((fract((y-edge)/s)-.5)*s,abs(x)-.07-L);
    if(k>=0.&&y<len&&h2(id*3.+k)<.8){D(hull(z+sh.yx*.2,L,.055),sea*.4);D(hull(z,L,.055),mix(vec3(.95),hue(h2(id+k+.5)),.3*step(.6,h2(id+k+.7))));
      D(box(z+vec2(0.,L*.3),vec2(.03,L*.35)),hue(h2(id+k)) *.6);}
  }else if(h2(id)<.8){                                              // freighters along the pier
    float L=.4+.35*h2(id+2.),b=.13+.06*h2(id+3.);
    vec2 z=vec2(abs(x)-.1-b,y-edge-.3-L);
    D(hull(z+sh,L,b),sea*.4);D(hull(z,L,b),hue(h2(id+4.))*.6);D(hull(z,L-.03,b-.025),vec3(.55,.35,.3)*(.6+.6*h2(id+9.)));
    vec2 g=floor(vec2(z.x/.06,z.y/.12));
    if(h2(id+5.)<.6)D(max(box(z,vec2(b-.04,L*.6)),-.1),hue(h2(g+id))*(.5+.5*h2(g)));
    else D(box(vec2(z.x,mod(z.y,.25)-.125),vec2(b*.55,.09))+step(L*.6,abs(z.y)),vec3(.75));
    D(box(z+vec2(0.,L*.75),vec2(b*.8,.07)),vec3(.95));
  }
  float yard=y-.36;
  vec2 g=floor(vec2(p.x/.2,y/.09));
  if(h2(floor(vec2(p.x/1.2,i)))<.6)D(max(box(vec2(fract(p.x/1.2)-.5,yard/1.2),vec2(.42,.2)),-.2),hue(h2(g))*(.35+.6*h2(g+3.)));
  else D(box(vec2(fract(p.x/1.2)-.5,yard/1.2),vec2(.38,.17)),vec3(.5+.4*h2(vec2(col,3.)))*(.9+.15*step(.5,fract(p.x*8.))));
  if(y<.06)D(abs(abs(y)-.03)-.006,vec3(.9));
  vec2 v=vec2(mod(p.x+t*.3,4.7)-2.,y-2.95);
  D(hull(vec2(v.y,v.x),.22,.06),vec3(.95));
  c+=.25*exp(-abs(abs(v.y)-.12*-(v.x+.1))*25.)*step(v.x,-.1)*exp(v.x);
  o0=vec4(c,1.);
  o1=vec4(y);
}
