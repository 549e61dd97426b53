// title: Pictograms
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: house, heart, arrow, drop, star, bell, letter, lamp, cup and other signs in one flat ink on buttons
float box(vec2 p,vec2 h){vec2 d=abs(p)-h;return length(max(d,0.))+min(max(d.x,d.y),0.);}
// sixteen signs as distances, some of them cut from each other
float sign_(vec2 q,float k){
  vec2 a=vec2(abs(q.x),q.y);
  float l=length(q),g=atan(q.x,q.y);
  if(k<1.)return max(min(max(a.x+q.y-.75,.05-q.y),box(q+vec2(0.,.3),vec2(.5,.38))),-box(q+vec2(0.,.5),vec2(.13,.2)));
  if(k<2.)return min(length(a-vec2(.31,.22))-.4,max((a.x+abs(q.y+.05))*.707-.49,q.y-.2));
  if(k<3.)return min(max(a.x*.8+q.y-.75,.1-q.y),box(q+vec2(0.,.3),vec2(.2,.45)));
  if(k<4.)return min(length(q+vec2(0.,.2))-.48,max(a.x*.85+.5*q.y-.39,-q.y));
  if(k<5.){float s=abs(mod(g,1.2566)-.6283);return dot(vec2(cos(.6283-s),sin(.6283-s))*l,vec2(.59,.81))-.42;}
  if(k<6.)return min(max(a.x-.32-.25*q.y*q.y+.15*q.y,abs(q.y)-.5),min(length(q+vec2(0.,.6))-.13,box(q+vec2(0.,.5),vec2(.62,.06))));
  if(k<7.)return max(box(q,vec2(.7,.47)),.05-abs(abs(q.y)-0.+.65*a.x-.45)+step(q.y,-.05));
  if(k<8.)return min(length(q-vec2(0.,.2))-.5,box(q+vec2(0.,.5),vec2(.2,.2)));
  if(k<9.)return min(box(q-vec2(-.1,-.1),vec2(.42,.42)),abs(length(q-vec2(.35,0.))-.25)-.07);
  if(k<10.)return max(l-.72+.13*step(0.,sin(g*8.)),.27-l);
  if(k<11.)return min(abs(length(q-vec2(-.12,.12))-.42)-.1,box((q-vec2(.4,-.4))*mat2(.7,.7,-.7,.7),vec2(.32,.1)));
  if(k<12.)return max(l-.7,.55-length(q-vec2(.32,.2)));
  if(k<13.)return min(length(q-vec2(0.,.5))-.22,max(a.x-.4+.2*q.y,abs(q.y+.25)-.45));
  if(k<14.)return min(box(q,vec2(.2,.7)),box(q,vec2(.7,.2)));
  if(k<15.)return max(abs(q.x)*.6+abs(q.y)-.6,-.45-q.x);
  return min(box(q+vec2(0.,.3),vec2(.5,.38)),max(abs(length(q-vec2(0.,.15))-.33)-.09,-q.y));
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.6),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),G=u<.45?2.:u<.75?1.:.55,w=3./min(r.x,r.y)*2./G;
  vec2 i=floor(p/G+.5),q=(p/G-i)*2.1;
  float s=fsnoise(i*2.+e),k=floor(16.*fsnoise(i+e+3.)),plate=fract(v*7.);
  vec3 A=hsv(v+.3*s*fract(u*5.),.8*fract(v*13.),.9*fract(u*17.)),B=dot(A,vec3(.3,.6,.1))>.45?A*.2:mix(A,vec3(1.),.85);
  if(s<.3*fract(u*3.)){vec3 z=A;A=B;B=z;}
  vec3 c=mix(A,vec3(fract(u*29.)),.6);
  float d=plate<.3?length(q)-.95:plate<.6?box(q,vec2(.75))-.18:plate<.75?abs(q.x)+abs(q.y)-1.25:-1.;
  c=mix(c,A,clamp(.5-d/w,0.,1.));
  float f=sign_(q*(plate<.3?1.35:plate<.75?1.25:1.1)*rotate2D(.5*(fsnoise(vec2(e,9.))-.5)),k);
  if(fract(v*31.)<.35)f=abs(f+.04)-.05;
  o=vec4(mix(c,B,clamp(.5-f/w,0.,1.)),1.);
}
