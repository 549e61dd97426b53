// title: Smoke
// mode: geek
// licence: CC0-1.0
// shows: plumes, rings and drifts of smoke or dye, before dark and light grounds
precision highp float;
uniform vec2 r;uniform vec2 m;uniform float t;uniform float f;uniform float s;uniform sampler2D b;
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(47.1,29.9)))*7127.3);}
float n(vec2 p){vec2 i=floor(p),u=fract(p);u=u*u*(3.-2.*u);return mix(mix(h(i),h(i+vec2(1.,0.)),u.x),mix(h(i+vec2(0.,1.)),h(i+1.),u.x),u.y);}
float fbm(vec2 p){return n(p)*.5+n(p*2.03+1.7)*.25+n(p*4.1)*.13+n(p*8.3)*.07;}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.2);
  #define K(x) h(vec2(x,e))
  float x0=K(1.)*1.2-.6,rise=t*.5,wide=.12+.35*K(2.),y=p.y+1.1;
  // the plume sways more and spreads more with its height
  vec2 q=p-vec2(x0,0.);
  float W=1.3+1.7*K(13.);
  q.x=(fract(q.x/W+.5)-.5)*W;
  q.x+=.5*y*(n(vec2(y*.8-rise,e+floor((p.x-x0)/W+.5)*5.))-.5)*1.6+.25*y*(n(vec2(y*2.5-rise*1.5,e+4.))-.5);
  float w=fbm(vec2(q.x*3.,y*1.6-rise)+e*3.),w2=fbm(q*2.5+vec2(w*2.,w*1.3-rise*.7)+e);
  float kind=K(3.),d;
  if(kind<.45)d=smoothstep(1.,.1,abs(q.x)/(wide*(.35+abs(y)*.7))+.8*w2-.2)*smoothstep(3.6,.8,abs(y)*K(4.));
  else if(kind<.75)d=smoothstep(.35,.75,w2+.25*K(5.))*1.2;
  else{float l=length((fract(p*.45+vec2(x0*.5,.1+.05*t)+.5)-.5)*vec2(2.2,2.8))+.5*(w2-.45);d=smoothstep(.22,.0,abs(l-.4-.3*K(6.)));}
  vec3 tint=.5+.5*cos(6.3*(K(7.)+vec3(0.,.25,.5))),A=mix(vec3(.85),tint,K(8.)),B=mix(vec3(.5),tint.zxy,K(9.))*.6;
  vec3 back=K(10.)<.55?tint.yzx*.18*K(11.):mix(vec3(.95),tint.zxy,.4*K(12.));
  if(K(10.)>.55)A*=.3;
  vec3 c=mix(back*(1.1-.2*length(p)),mix(B,A,smoothstep(.25,.65,w2+.15*(w-.5))),clamp(d,0.,1.));
  gl_FragColor=vec4(c,1.);
}
