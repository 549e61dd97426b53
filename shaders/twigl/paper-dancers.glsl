// title: Dancers
// mode: classic (300 es)
// licence: CC0-1.0
// shows: jointed figures that run, leap, box, skate and dance, in silhouette or two colours
#version 300 es
precision highp float;
uniform vec2 resolution;
uniform float time;
out vec4 rgba;
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*47.53+e*23.77)*38541.19);}
vec3 hue(float k){float g=H(k+.3);return g<.4?vec3(.05+.9*H(k)):(.5+.5*cos(6.28*(H(k)+vec3(0.,.33,.66))))*(.35+.65*H(k+.5));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float limb(vec2 p,vec2 a,vec2 b,float ra,float rb){p-=a;b-=a;float h=clamp(dot(p,b)/dot(b,b),0.,1.);return length(p-b*h)-mix(ra,rb,h);}
vec2 at(float a,float l){return l*vec2(sin(a),-cos(a));}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  e=floor(time*1.5);
  float G=H(1.)<.6?1.8:.95;
  w=5.5/min(resolution.x,resolution.y)/G;
  vec3 bg=hue(2.);
  c=bg*(1.-.1*p.y);
  if(H(3.)<.3)c=mix(c,hue(4.),clamp(.5-(length(p-floor(p/2.2+.5)*2.2)-.75)/w,0.,1.));
  vec2 i=floor(p/G+.5),q=(p/G-i)*2.1;
  if(H(5.)<.7)D(max(abs(q.y+1.)-.06,-1.),bg*.6);
  float all=step(H(6.),.35);
  e+=all*(i.x*3.1+i.y*7.3);
  if(mod(i.x+i.y,2.)>.5)q.x=-q.x;
  vec3 A=hue(7.),B=hue(8.),skin=mix(vec3(.9,.7,.55),vec3(.35,.22,.15),H(9.));
  if(H(10.)<.5){A=dot(bg,vec3(.33))>.45?vec3(.05):vec3(.95);B=A;skin=A;}
  else if(distance(A,bg)<.35)A=vec3(1.)-bg;
  // angles of the joints, measured from straight down; arms and legs swing against each other
  float lean=(H(11.)-.4)*.8,wild=.5+1.8*H(12.),swing=.15*sin(time*4.),fat=.06+.04*H(13.),skirt=step(.72,H(14.)),fly=.25*H(15.);
  vec2 hip=vec2(0.,-.1+fly),neck=hip-at(lean*-1.,.5)*vec2(-1.,1.),head=neck+vec2(lean*.15,.16);
  for(float s=-1.;s<2.;s+=2.){
    float a=s*(.15+wild*.5*H(16.+s))+swing*s,b=a-H(18.+s)*1.6*step(.3,H(20.+s));
    vec2 h=hip+vec2(.06*s,0.),knee=h+at(a,.4),foot=knee+at(b,.4);
    D(min(limb(q,h,knee,fat*1.2,fat*.8),limb(q,knee,foot,fat*.8,fat*.5)),mix(B,skin,step(.5,skirt)));
    D(limb(q,foot,foot+vec2(.1,-.02),fat*.5,fat*.4),B*.6);
    float c1=s*(.3+1.4*wild*H(22.+s))-swing,d1=c1+s*2.2*(H(24.+s)-.3);
    vec2 sh=neck+vec2(.13*s,-.04),el=sh+at(c1,.27),ha=el+at(d1,.26);
    D(min(limb(q,sh,el,fat*.75,fat*.6),limb(q,el,ha,fat*.6,fat*.4)),mix(A,skin,step(.5,H(26.)))*.9);
    D(length(q-ha)-fat*.6,skin);
    if(s>0.&&H(27.)<.25)D(limb(q,ha-vec2(0.,.1),ha+at(d1+1.5,.6),.02,.025),B*.7);
    if(s>0.&&H(28.)<.2)D(length(q-ha-vec2(.1,.1))-.13,hue(29.));
  }
  D(min(limb(q,hip,neck,fat*1.5,fat*2.),limb(q,neck+vec2(-.1,-.03),neck+vec2(.1,-.03),fat,fat)),A);
  vec2 z=q-hip;
  if(skirt>.5)D(max(abs(z.x+.3*swing*z.y)-.13-.55*max(0.,.1-z.y)*(1.+wild*.3),max(z.y-.12,-.28-.2*H(30.)-z.y+.04*sin(z.x*20.))),A);
  D(limb(q,neck,head,.05,.05),skin);
  D(length((q-head)*vec2(1.1,.95))-.11,skin);
  if(H(31.)<.4)D(max(length(q-head)-.125,head.y+.02-q.y-.3*(q.x-head.x)),B*.5);
  if(H(32.)<.25)D(limb(q,head+vec2(-.08,.05),head+vec2(-.25,-.08+.1*sin(time*4.)),.05,.02),B*.5);
  rgba=vec4(c,1.);
}
