// title: Denim
// mode: classic
// licence: CC0-1.0
// shows: twill cloth with double seams, rivets, patches and worn folds
precision highp float;
uniform vec2 resolution;uniform vec2 mouse;uniform float time;uniform sampler2D backbuffer;
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(12.71,78.3))+e)*4391.3);}
float n(vec2 p){vec2 i=floor(p),f=fract(p);f=f*f*(3.-2.*f);
  return mix(mix(h(i),h(i+vec2(1.,0.)),f.x),mix(h(i+vec2(0.,1.)),h(i+1.),f.x),f.y);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  e=floor(time*1.3)*1.7;
  float S=4.+14.*h(vec2(1.))*h(vec2(2.)),a=h(vec2(3.))*.8;
  p=mat2(cos(a),sin(a),-sin(a),cos(a))*p+vec2(.05*time,0.);
  vec2 g=p*S;
  // twill: each row steps one thread to the side
  float row=floor(g.y),warp=step(.33,fract((floor(g.x*2.)+row)/3.)),th=.6+.4*sin(fract(g.x*2.)*3.14)*sin(fract(g.y)*3.14);
  float fade=n(p*1.1)*.6+n(p*4.)*.3+.1*n(p*30.),hue=h(vec2(4.));
  vec3 dye=hue<.6?vec3(.12,.2,.42):hue<.75?vec3(.1,.1,.11):hue<.9?vec3(.45,.4,.28):vec3(.5,.1,.15);
  dye=mix(dye,vec3(.8,.85,.9),.7*h(vec2(5.))*smoothstep(.3,.75,fade));
  vec3 c=mix(vec3(.75,.77,.75)*mix(dye,vec3(1.),.5),dye,warp)*(.6+.5*th)*(.9+.2*n(vec2(g.x*.3,g.y*2.)));
  // seams: a fold with a light edge and two rows of stitches
  for(int i=0;i<2;i++){
    vec2 q=i==0?p:p.yx;
    if(h(vec2(6.,float(i)))<.3)continue;
    float G=.9+.8*h(vec2(7.,float(i))),x=(fract(q.x/G+.3)-.5)*G;
    c*=1.-.35*smoothstep(.2,.0,x)*smoothstep(-.02,.0,x)+.25*smoothstep(.05,.0,abs(x-.16))*n(q*vec2(4.,14.));
    float st=min(abs(x-.05),abs(x-.12)),dash=step(.25,fract(q.y*9.));
    c=mix(c,vec3(.85,.6,.25)*(.7+.3*h(vec2(8.))),smoothstep(.022,.014,st)*dash);
    vec2 z=vec2(x-.085,(fract(q.y*.7)-.5)/.7);
    c=mix(c,vec3(.8,.5,.3)*(1.2-length(z-vec2(-.02,.02))*12.),smoothstep(.06,.05,length(z))*step(.5,h(vec2(9.))));
  }
  gl_FragColor=vec4(c,1.);
}
