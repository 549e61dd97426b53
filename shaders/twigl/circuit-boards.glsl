// title: Populated circuit boards
// mode: geek (MRT)
// licence: CC0-1.0
// shows: boards with copper tracks, pads, chips, resistors and capacitors, green, blue, black or as drawn plans
#version 300 es
precision highp float;
uniform vec2 r;
uniform float t;
layout(location=0) out vec4 board;
layout(location=1) out vec4 net;
float e=0.,w=0.;
vec3 c=vec3(0.);
float R(vec2 v){return fract(sin(dot(v+e*.71,vec2(57.9,131.3)))*34721.17);}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float box(vec2 p,vec2 h){vec2 d=abs(p)-h;return max(d.x,d.y);}
void main(){
  e=floor(t*1.2);
  float u=R(vec2(1.)),S=u<.3?2.5:u<.7?5.:9.,h=R(vec2(2.)),style=R(vec2(3.));
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y)*S;
  w=2.5*S/min(r.x,r.y);
  p+=t*.2;
  vec3 mask=style<.35?vec3(.05,.32,.14):style<.5?vec3(.05,.12,.4):style<.65?vec3(.06,.06,.07):style<.8?vec3(.55,.06,.06):.5+.5*cos(6.28*(h+vec3(0.,.3,.6))),cu=mask*1.5+.06,tin=vec3(.8,.8,.75),silk=vec3(.92);
  if(style>.9){mask=vec3(.95);cu=vec3(.15);tin=vec3(.1);silk=vec3(.4);}
  c=mask;
  // tracks: every cell joins some of its eight sides through its middle
  vec2 i=floor(p),q=p-i-.5;
  float th=.07+.09*R(vec2(4.)),dens=.25+.4*R(vec2(5.)),d=9.,many=0.;
  for(float k=0.;k<8.;k++){
    vec2 a=k<1.?vec2(1,0):k<2.?vec2(0,1):k<3.?vec2(-1,0):k<4.?vec2(0,-1):k<5.?vec2(1,1):k<6.?vec2(-1,1):k<7.?vec2(-1,-1):vec2(1,-1);
    vec2 mid=i+i+a;                                        // the same number from both cells
    float on=step(R(mid*.37+(k>3.5?9.:0.)),dens*(k>3.5?.35:1.));
    if(k>3.5&&R(floor((i+i+a)*.5)+7.)<.5)on*=step(0.,a.x*a.y);
    float L=dot(a,a)>1.?.7071:.5,s=clamp(dot(q,a)/dot(a,a),0.,.51);
    if(on>.5){d=min(d,length(q-a*s));many++;}
  }
  D(d-th,cu);
  float via=R(i+8.);
  if(many==1.||via<.15){float R0=.2+.08*R(i+9.);D(via<.3?box(q,vec2(R0)):length(q)-R0,tin);D(length(q)-.09,via<.3?tin:mask*.3);}
  // parts stand on blocks of 6 x 5 cells
  vec2 B=vec2(6.,5.),b=floor(p/B),z=p-(b+.5)*B;
  float k=R(b+11.);
  if(k<.3){                                                // a chip with legs
    vec2 H=vec2(1.2+floor(3.*R(b+12.))*.5,.7+.6*R(b+13.));
    D(max(box(vec2(mod(z.x,.5)-.25,abs(z.y)-H.y-.15),vec2(.1,.2)),abs(z.x)-H.x),tin);
    D(box(z+vec2(-.08,.08),H),mask*.3);D(box(z,H),vec3(.1)*(1.+.2*z.y));
    D(length(z+H-.25)-.09,vec3(.35));
    D(max(box(z,vec2(H.x*.6,.14)),.4-R(vec2(floor(z.x*7.),3.)+b)),vec3(.6));
  }else if(k<.45){                                         // round capacitors
    float Rr=.6+.6*R(b+14.),l=length(z);
    vec3 m=mix(vec3(.15,.2,.5),vec3(.75),R(b+15.));
    D(length(z+vec2(-.12,.12))-Rr,mask*.3);D(l-Rr,m*.5);D(l-Rr*.85,m*(1.+.3*z.y/Rr));D(max(min(abs(z.x),abs(z.y))-.04,l-Rr*.6),m*.6);
  }else if(k<.7){                                          // rows of small parts
    vec2 y=vec2(mod(z.x,.9)-.45,z.y-.3);
    if(abs(z.x)<1.8){D(box(y,vec2(.2,.62)),tin);D(box(y,vec2(.22,.36)),R(b+16.)<.5?vec3(.12):vec3(.65,.45,.3));D(abs(box(y,vec2(.34,.78)))-.03,silk);
    if(R(b+17.)<.4)D(box(vec2(y.x,mod(y.y,.18)-.09),vec2(.2,.035))+step(.3,abs(y.y)),.5+.5*cos(6.28*(R(floor(z*5.))+vec3(0.,.3,.6))));}
  }
  c*=.95+.08*R(floor(p*7.));
  board=vec4(c,1.);
  net=vec4(d);
}
