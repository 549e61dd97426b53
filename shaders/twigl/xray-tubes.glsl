// title: X-rays of tubes
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: hollow tubes, balls and shells whose walls add up along the view, as on film or a luggage scanner
float e;
float h(float x){return fract(sin(x*71.9+e*23.3)*5443.7);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.5);
  float dense=.06*sin(p.x*2.+p.y*1.3+e),metal=0.,n=5.+floor(4.9*h(1.));
  for(float i=0.;i<9.;i++){
    if(i>=n)break;
    float a=h(i+20.)*6.3+.15*t*(h(i+25.)-.5),R=.08+.4*h(i+30.)*h(i+31.),wall=.15+.6*h(i+40.),kind=h(i+50.),d;
    vec2 q=mat2(cos(a),sin(a),-sin(a),cos(a))*(p-2.*vec2(h(i+60.)-.5,h(i+70.)-.5)-.1*sin(t*.7+i));
    if(kind<.45){q.y+=.25*h(i+85.)*sin(q.x*2.);d=length(vec2(max(abs(q.x)-.1-.5*h(i+80.),0.),q.y));}
    else if(kind<.75)d=length(q);
    else d=abs(length(q)-R*1.8);
    d/=R;
    // the length of a chord through a round wall: outer minus inner
    float in_=1.-wall,x=sqrt(max(0.,1.-d*d))-sqrt(max(0.,in_*in_-d*d));
    x*=1.+.4*step(.5,fract(q.x*(6.+14.*h(i+90.))))*step(.6,h(i+95.));
    dense+=x*R*(2.+3.*h(2.));
    metal+=x*step(.7,h(i+99.));
  }
  float lum=exp(-dense*(1.2+1.6*h(3.))),k=h(4.);
  vec3 c=k<.35?vec3(1.-lum)*mix(vec3(1.),vec3(.75,.88,1.),h(5.)):k<.55?vec3(lum):k<.8?mix(mix(vec3(.1,.3,.1),vec3(.9,.5,.1),smoothstep(.25,.8,lum)),vec3(1.),smoothstep(.7,1.,lum)):mix(.5+.5*cos(6.3*(h(6.)+vec3(0.,.2,.4))),vec3(.02),lum);
  if(k>.55&&k<.8)c=mix(c,vec3(.1,.2,.6)*(.4+lum),clamp(metal,0.,1.)*.8);
  c*=.95+.08*sin(p.y*3.+e);
  c+=.06*(fract(sin(dot(floor(gl_FragCoord.xy),vec2(12.9,78.2)))*4375.5)-.5);
  o=vec4(c,1.);
}
