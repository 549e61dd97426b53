// title: Runes
// mode: geek (300 es)
// licence: CC0-1.0
// shows: signs of straight cuts hewn into stone, wood, clay or slate, lit from one side
#version 300 es
precision highp float;
uniform vec2 r;
uniform float t;
out vec4 hewn;
float e=0.;
float R(vec2 v){return fract(sin(dot(v+e*.731,vec2(127.1,311.7)))*43758.5453);}
float noise(vec2 p){vec2 i=floor(p),f=fract(p);f=f*f*(3.-2.*f);return mix(mix(R(i),R(i+vec2(1,0)),f.x),mix(R(i+vec2(0,1)),R(i+1.),f.x),f.y);}
float bar(vec2 p,vec2 a,vec2 b){p-=a;b-=a;return length(p-b*clamp(dot(p,b)/(dot(b,b)+1e-6),0.,1.));}
float runes(vec2 p,float G,float wide){
  vec2 S=G*vec2(.62,1.),i=floor(p/S),q=(p/S-i-.5)*vec2(1.25,2.2);
  float d=9.,n=2.+floor(3.*R(i+.5)),stave=R(i+.7);
  if(R(i+.9)<.12)return min(length(q-vec2(0.,.3)),length(q+vec2(0.,.3)))-wide*1.3;
  // one or two upright staves, then twigs between five heights
  d=bar(q,vec2(stave<.3?-.32:0.,-.85),vec2(stave<.3?-.32:0.,.85));
  if(stave<.15)d=min(d,bar(q,vec2(.32,-.85),vec2(.32,.85)));
  for(float k=0.;k<4.;k++){
    if(k>=n)break;
    float a=floor(5.*R(i+k+1.))*.42-.84,b=a+.42*floor(3.*R(i+k+5.)-1.),x=stave<.3?-.32:0.,s=R(i+k+9.)<.5&&stave>.3?-1.:1.;
    d=min(d,bar(q,vec2(x,a),vec2(stave<.15?.32:x+s*(stave<.3?.6:.4),b)));
  }
  return d-wide;
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.4);
  float u=R(vec2(3.)),v=R(vec2(5.)),G=u<.4?1.6:u<.75?.9:.5,wide=.05+.06*v,eps=.02*G,px=3./min(r.x,r.y)/G*2.;
  p+=.015*vec2(noise(p*6.),noise(p*6.+9.));
  float grain=noise(p*vec2(3.,u<.5?3.:20.))*.5+noise(p*14.)*.3+noise(p*45.)*.2,a=6.28*R(vec2(7.));
  vec3 stone=mix(vec3(.55),.5+.5*cos(6.28*(R(vec2(8.))+vec3(0.,.1,.25))),.5*R(vec2(9.)))*(.35+.8*R(vec2(10.)))*(.6+.75*grain);
  float d=runes(p,G,wide),lit=runes(p+eps*vec2(cos(a),sin(a)),G,wide)-d;
  float in_=clamp(.5-d/px,0.,1.),style=R(vec2(11.));
  vec3 c=stone*(1.+2.2*clamp(lit/eps*G*.2,-.3,.3)*(1.-smoothstep(-.15,.06,abs(d)-.05)));
  vec3 fill=style<.4?stone*.25:style<.6?vec3(.75,.15,.1):style<.8?vec3(.95,.92,.85):.5+.5*cos(6.28*(v+vec3(0.,.35,.7)));
  c=mix(c,fill*(.75+.3*grain),in_*.9);
  if(style>.8)c+=fill*.35*exp(-6.*max(0.,d));
  if(R(vec2(12.))<.4)c*=1.-.45*(1.-smoothstep(.0,.04,abs(abs(fract(p.y/G)-.5)-.48)));
  hewn=vec4(c,1.);
}
