// title: Divided rectangles
// mode: classic (300 es)
// licence: CC0-1.0
// shows: a square that is halved again and again by hashed cuts: plans, quilts, screens and pixel blocks
#version 300 es
precision highp float;
uniform vec2 resolution;uniform float time;
out vec4 outColor;
float e;
float h(vec3 p){return fract(sin(dot(p,vec3(12.7,61.3,37.9))+e*5.3)*6917.3);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  e=floor(time*1.6);
  vec2 q=p*(.35+.4*h(vec3(1.,0.,0.)))+.5+vec2(.04*time,.02*time),base=floor(q),lo=vec2(0.),hi=vec2(1.);
  q-=base;
  float n=3.+floor(5.*h(vec3(2.,0.,0.))),stop=.08+.2*h(vec3(3.,0.,0.)),even=step(.5,h(vec3(4.,0.,0.))),id=h(vec3(base,5.)),lv=0.;
  for(float i=0.;i<8.;i++){
    if(i>=n||(i>1.&&h(vec3(id*9.,i,6.))<stop))break;
    // cut across the longer side, in the middle or at a hashed place
    float c=even>.5?.5:.25+.5*h(vec3(id*7.,i,7.));
    bool across=(hi.x-lo.x)>(hi.y-lo.y)*(.8+.4*h(vec3(id,i,8.)));
    float cut=across?mix(lo.x,hi.x,c):mix(lo.y,hi.y,c),x=across?q.x:q.y;
    if(x<cut){if(across)hi.x=cut;else hi.y=cut;id=fract(id*1.37+.21);}
    else{if(across)lo.x=cut;else lo.y=cut;id=fract(id*2.11+.43);}
    lv++;
  }
  vec2 u=(q-lo)/(hi-lo),z=min(q-lo,hi-q);
  float edge=min(z.x,z.y),k=h(vec3(9.,0.,0.)),v=h(vec3(id*5.,2.,10.));
  vec3 P=.5+.5*cos(6.3*(h(vec3(11.,0.,0.))+floor(v*5.)*.13+vec3(0.,.3,.6)));
  vec3 c=k<.25?(v<.6?vec3(.95,.94,.9):v<.72?vec3(.8,.1,.1):v<.84?vec3(.1,.2,.6):v<.95?vec3(.95,.8,.1):vec3(.05)):k<.6?mix(vec3(v),P,h(vec3(12.,0.,0.))*1.2):k<.8?vec3(.15+.8*v)*mix(vec3(1.),P,.4):P*(.4+.6*u.y);
  float in_=h(vec3(13.,0.,0.));
  if(in_<.25)c=mix(c,c.zxy,step(length(u-.5),.35));
  else if(in_<.45)c=mix(c,c.yzx*.6,step(u.x,u.y));
  else if(in_<.6)c*=.7+.3*step(.5,fract((v<.5?u.x:u.y)*floor(3.+4.*v)));
  else if(in_<.75)c*=.75+.5*u.y-.2*u.x;
  float W=.002+.012*h(vec3(14.,0.,0.));
  c=mix(mix(vec3(.03),vec3(.95),step(.65,h(vec3(15.,0.,0.)))),c,smoothstep(W*.7,W*1.3,edge+(h(vec3(16.,0.,0.))<.25?1.:0.)));
  outColor=vec4(c,1.);
}
