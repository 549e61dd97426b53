// title: Trails of moving points
// mode: geek MRT
// licence: CC0-1.0
// shows: points on curves and springs that leave fading tails; target 1 keeps the tails
#version 300 es
precision highp float;
uniform vec2 r;uniform float t;uniform float f;uniform sampler2D b0;uniform sampler2D b1;
layout(location=0) out vec4 colour;
layout(location=1) out vec4 tails;
float e;
float h(float x){return fract(sin(x*39.1+e*67.3)*6827.1);}
float w,n,ph0,gap,wide,kind,far;
vec2 spot(float i,float k){
  float ph=i*gap+ph0,a=k*w;
  vec2 q=vec2(sin(a*n+ph),cos(a*wide+ph*far))*.75;
  if(kind<.35)q=(.15+k*.03)*vec2(cos(a*1.5+ph),sin(a*1.5+ph));                                 // spirals
  else if(kind<.6)q=.5*vec2(cos(a+ph),sin(a+ph))+.35*vec2(cos(a*3.+i),sin(-a*(2.+n)+i));        // wheels on wheels
  return q+.1*sin(vec2(ph,ph*3.));
}
void main(){
  e=floor((t-f/60.)*400.+.01)/400.;
  n=1.+floor(h(1.)*4.);w=.12+.2*h(2.);gap=h(3.)<.5?1.2566:1.;ph0=h(4.)*6.;wide=1.+floor(h(5.)*3.);far=h(6.);kind=h(7.);
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y),u=gl_FragCoord.xy/r;
  vec3 c=f<2.?vec3(0.):texture(b1,u+h(10.)*.01*vec2(h(11.)-.5,h(12.)-.5)).rgb*(.88+.115*h(13.));
  float W=.02+.07*h(14.)*h(15.);
  for(float i=0.;i<3.;i++){
    if(i>1.+h(16.)*2.)break;
    // the stretch that the point went since the last frame
    vec2 A=spot(i,f),B=spot(i,f-1.),d=B-A,z=p-A;
    float l=length(z-d*clamp(dot(z,d)/max(dot(d,d),1e-6),0.,1.));
    vec3 ink=.55+.45*cos(6.3*(h(17.)+i*.15*h(18.)+f*.02*h(19.)+vec3(0.,.33,.67)));
    c=max(c,mix(vec3(1.),ink,h(20.)*1.2)*smoothstep(W+.01,W-.01,l));
  }
  tails=vec4(c,1.);
  float bright=max(c.r,max(c.g,c.b));
  vec3 back=mix(vec3(h(21.)),.5+.5*cos(6.3*(h(22.)+vec3(0.,.3,.6))),h(23.))*(h(24.)<.6?.25:1.)*(.9+.2*sin(p.x+p.y*2.+e));
  colour=vec4(h(24.)<.6?back+c:mix(back,c*.6,bright),1.);
}
