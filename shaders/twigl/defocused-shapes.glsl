// title: Shapes out of focus
// mode: classic
// licence: CC0-1.0
// shows: discs, bars, frames and crosses in layers, each with its own blur, pale on pale or dark on dark
precision highp float;
uniform vec2 resolution;uniform float time;
float e;
float h(float x){return fract(sin(x*43.1+e*57.9)*6961.3);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  e=floor(time*1.6);
  float n=4.+floor(5.*h(1.)),range=.3+.7*h(2.),mid=h(3.)*(1.-range),tint=1.2*h(4.)*h(5.);
  vec3 c=vec3(mid+range*h(6.))*(1.+.15*dot(p,vec2(h(7.)-.5,h(8.)-.5)));
  for(int i=0;i<8;i++){
    float k=float(i);
    if(k>=n)break;
    float a=h(k+20.)*6.3+.2*time*(h(k+80.)-.5),R=.15+.55*h(k+30.),blur=.01+.35*pow(h(k+40.),2.),kind=floor(h(k+50.)*5.);
    vec2 q=mat2(cos(a),sin(a),-sin(a),cos(a))*(p-1.9*vec2(h(k+60.)-.5,h(k+70.)-.5)-.15*sin(time*.6+k*2.));
    vec2 b=abs(q)-R*vec2(1.,.3+.6*h(k+90.));
    float box=length(max(b,0.))+min(max(b.x,b.y),0.);
    float d=kind<1.?length(q)-R:kind<2.?box:kind<3.?abs(length(q)-R)-.08:kind<4.?abs(box)-.06:min(max(abs(q.x)-.1,abs(q.y)-R),max(abs(q.y)-.1,abs(q.x)-R));
    // the coverage of a blurred edge falls over the width of the blur
    float in_=smoothstep(blur,-blur,d);
    vec3 ink=vec3(mid+range*h(k+100.))*mix(vec3(1.),.6+.5*cos(6.3*(h(k+110.)+vec3(0.,.33,.67))),tint);
    c=mix(c,ink*(1.+.2*q.y),in_*(.7+.3*h(k+120.)));
  }
  gl_FragColor=vec4(c,1.);
}
