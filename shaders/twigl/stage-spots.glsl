// title: Spotlights
// mode: geek (300 es)
// licence: CC0-1.0
// shows: cones of coloured light in haze and the pools that they throw on a floor or a back wall
#version 300 es
precision highp float;
uniform vec2 r;uniform vec2 m;uniform float t;uniform float f;uniform float s;uniform sampler2D b;
out vec4 outColor;
float h(float x,float e){return fract(sin(x*43.7+e*17.1)*3343.9);}
float n(vec2 p){vec2 i=floor(p),u=fract(p);u*=u*(3.-2.*u);
  #define N(X,Y) h(i.x+X,i.y+Y)
  return mix(mix(N(0.,0.),N(1.,0.),u.x),mix(N(0.,1.),N(1.,1.),u.x),u.y);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.2),floor_=-.3-.5*h(1.,e),k=1.+floor(5.*h(2.,e)),haze=.35+.7*h(3.,e);
  vec3 wall=vec3(.06+.4*h(4.,e))*mix(vec3(1.),.5+.5*cos(6.3*(h(5.,e)+vec3(0.,.3,.6))),h(6.,e));
  bool ground=p.y<floor_;
  vec2 g=ground?vec2(p.x/(1.+1.5*(floor_-p.y)),1./(floor_-p.y+.25)):p*vec2(1.,.5);
  float tex=h(7.,e)<.35?.6+.4*step(.1,fract(g.x*4.)):h(7.,e)<.65?.6+.4*mod(floor(g.x*5.)+floor(g.y*3.),2.):.8+.3*n(g*6.);
  if(!ground&&h(8.,e)<.5)tex=.6+.4*abs(sin(p.x*(4.+10.*h(9.,e))+.4*sin(p.y*2.)));   // a curtain
  vec3 c=wall*tex*(ground?.8:1.),beam=vec3(0.);
  for(float i=0.;i<5.;i++){
    if(i>=k)break;
    vec2 lamp=vec2((h(i+20.,e)-.5)*3.,1.3+.4*h(i+30.,e));
    vec2 aim=vec2((h(i+40.,e)-.5)*1.8+.4*sin(t*.8+i*2.),floor_-.1-.4*h(i+50.,e)),d=normalize(aim-lamp),q=p-lamp;
    float along=dot(q,d),off=abs(q.x*d.y-q.y*d.x),w=(.06+.16*h(i+60.,e))*along+.03,len=length(aim-lamp);
    vec3 ink=mix(vec3(1.,.95,.85),.55+.45*cos(6.3*(h(i+70.,e)+vec3(0.,.33,.67))),h(10.,e)*1.3);
    beam+=ink*haze*smoothstep(w,w*.3,off)*step(0.,along)*smoothstep(len+.05,len-.1,along)*(.4+.6*n(p*3.+vec2(t*.4,i)))/(1.+along*.5);
    float pool=length((p-aim)*vec2(1.,ground?2.4:1.))/(w>0.?(.06+.16*h(i+60.,e))*len+.03:.3);
    c+=(tex*.8+.1)*ink*smoothstep(1.1,.75,pool)*(ground?1.:.25);
  }
  outColor=vec4(c+beam,1.);
}
