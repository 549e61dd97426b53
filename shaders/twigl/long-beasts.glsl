// title: Great beasts
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: elephants, camels, long-necked and two-legged lizards, bears and boars in profile from bent tubes
float e=0.,w=0.;
vec3 c=vec3(0.);
#define H(k) fsnoise(vec2(k,e*2.+1.))
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
float bar(vec2 p,vec2 a,vec2 b,float ra,float rb){p-=a;b-=a;float h=clamp(dot(p,b)/dot(b,b),0.,1.);return length(p-b*h)-mix(ra,rb,h);}
float join(float a,float b){float k=.12,h=clamp(.5+.5*(b-a)/k,0.,1.);return mix(b,a,h)-k*h*(1.-h);}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  w=3./min(r.x,r.y);
  e=floor(t*1.2);
  float u=H(1.),v=H(2.),row=floor(p.y/1.9+.5),flat_=step(.55,H(3.));
  vec2 q=vec2(p.x+row*1.2,p.y-row*1.9+.05);
  vec3 sky=hsv(v,.5*u,.4+.6*H(4.)),land=hsv(.08+.25*H(5.),.5*H(6.),.3+.5*H(7.));
  c=sky*(1.+.15*q.y);
  D(q.y+.3-.25*snoise2D(vec2(p.x*.7,e+row)),mix(sky,land,.4)) D(q.y+.62+.04*snoise2D(vec2(p.x*3.,e)),land*(1.+.15*snoise2D(p*vec2(5.,15.))))
  float col=floor(q.x/2.3+.5);
  q.x-=col*2.3;
  e+=col*3.+row*7.;
  if(H(8.)<.5)q.x=-q.x;
  float kind=floor(5.*H(9.)),fat=.16+.12*H(10.),L=.22+.15*H(11.),leg=.2+.2*H(12.),up=-.65+leg+fat,two=step(3.5,kind),d=9.,far=9.;
  vec3 A=hsv(.05+.3*H(13.),.5*H(14.),.2+.55*H(15.)),B=A*.55;
  if(flat_>.5){A=dot(sky,vec3(.33))>.35?vec3(.06):vec3(.93);B=A;}
  vec2 hip=vec2(-L,up),sho=vec2(L,up+(two>.5?.12:.1*(H(16.)-.4)));
  for(float k=0.;k<4.;k++){                                 // legs: far pair in the darker tone
    float x=k<2.?-1.:1.,swing=.1*sin(t*4.+k*2.1);
    if(two>.5&&x>0.)continue;
    vec2 a=x<0.?hip:sho,kn=a+vec2(.05*x+swing*.5,-(a.y+.65)*.5),f=vec2(kn.x+swing-.03*x,-.65);
    float th=fat*(.38-.12*step(1.,H(17.))),l=min(bar(q,a,kn,th*1.25,th*.8),bar(q,kn,f,th*.75,th*.7));
    l=min(l,bar(q,f,f+vec2(.05,0.),th*.6,th*.6));
    if(mod(k,2.)<.5)far=min(far,l);else d=join(d,l);
  }
  d=join(d,bar(q,hip,sho,fat,fat*(.85+.3*H(18.))));
  float neck=kind<1.?.08:kind<2.?.35+.2*H(19.):kind<3.?.65:kind<4.?.1:.35;
  vec2 n=sho+neck*normalize(vec2(.55,kind<4.?.9*H(20.)+.25:.8)),m=n+vec2(.1+.12*H(21.),-.05-.05*H(22.));
  d=join(d,min(bar(q,sho,n,fat*.65,.07+.05*step(kind,.5)),bar(q,n,m,.1+.06*step(kind,.5)+.05*step(3.,kind),.05)));
  float tl=kind>1.5&&kind<3.||two>.5?.65:.25;
  vec2 ta=hip+vec2(-tl*.6,-.05+.1*sin(t+e)),tb=ta+vec2(-tl*.4,kind>1.5?.1:-.2);
  d=min(d,join(bar(q,hip-vec2(fat*.5,0.),ta,tl>.5?fat*.5:.03,tl>.5?.06:.02),bar(q,ta,tb,tl>.5?.06:.02,.01)));
  if(kind<1.){                                              // trunk, ear and tusk
    vec2 g=m+vec2(.1,-.28),h=g+vec2(.1,-.14);
    d=join(d,min(bar(q,m,g,.06,.045),bar(q,g,h,.045,.03)));
  }else if(kind<2.&&H(23.)<.6)d=join(d,min(length(q-mix(hip,sho,.25)-vec2(0.,fat))-.1,length(q-mix(hip,sho,.8)-vec2(0.,fat))-.1*step(.5,H(24.))));
  if(two>.5)d=min(d,min(bar(q,sho-vec2(0.,.05),sho+vec2(.15,-.15),.04,.025),bar(q,n,m+vec2(.08,.02),.1,.06)));
  if(H(25.)<.3&&kind>1.5){float s=abs(q.x);d=min(d,max(abs(fract(q.x*9.)-.5)/9.+.6*(q.y-up-fat)-.06,up-q.y)+step(L+.1,s));}
  D(far,B) D(d,A*(1.+(1.-flat_)*(.45*(q.y-up)/fat*.4+.1*snoise2D(q*9.))))
  if(flat_<.5){
    if(H(26.)<.35)D(max(d+.01,.3-snoise2D(q*(4.+5.*H(27.))+e)),B)
    if(kind<1.){D(length((q-n+vec2(.05,.02))*vec2(1.2,.9))-.13,A*.8) D(bar(q,m+vec2(.02,-.05),m+vec2(.16,-.1),.025,.01),vec3(.95,.93,.85))}
    D(length(q-mix(n,m,.35)-vec2(0.,.05))-.022,vec3(.03))
  }
  o=vec4(c,1.);
}
