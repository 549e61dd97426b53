// title: Lichen on rock
// mode: geek
// licence: CC0-1.0
// shows: rock faces with cracks, crusts of lichen in rings and cushions of moss
precision highp float;
uniform vec2 r;uniform vec2 m;uniform float t;uniform float f;uniform float s;uniform sampler2D b;
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(39.1,83.7))+e)*6173.1);}
float n(vec2 p){vec2 i=floor(p),u=fract(p);u=u*u*(3.-2.*u);
  return mix(mix(h(i),h(i+vec2(1.,0.)),u.x),mix(h(i+vec2(0.,1.)),h(i+1.),u.x),u.y);}
float fbm(vec2 p){return n(p)*.5+n(p*2.1+3.)*.26+n(p*4.3+7.)*.15+n(p*9.)*.09;}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y)*(.7+.5*sin(t*.3));
  e=floor(t*1.4)*2.3;
  p+=.1*t;
  float S=1.+2.*h(vec2(1.)),z=fbm(p*S),zx=fbm(p*S+vec2(.12,.09)),tilt=h(vec2(2.))*6.3;
  float bed=p.x*cos(tilt)+p.y*sin(tilt)+.4*z,hue=h(vec2(3.));
  vec3 rock=mix(vec3(.5,.48,.46),hue<.5?vec3(.55,.38,.28):vec3(.3,.33,.38),h(vec2(4.)))*(.5+h(vec2(5.)));
  rock*=(.75+.5*step(.4,fract(bed*3.*S))*h(vec2(6.)));
  vec3 c=rock*(.85+3.5*(z-zx))*(.9+.2*h(floor(p*60.)));
  c*=.35+.65*smoothstep(.0,.03,abs(n(p*S*.8+9.)-.5+.25*(z-.5)));
  for(int i=0;i<3;i++){
    // a rosette: pale crust that grew outwards, darker in its old middle
    float k=float(i),G=.6+.5*k;
    vec2 g=p*G*1.4+k*5.,id=floor(g),u=g-id-.5-.35*(vec2(h(id+k),h(id+k+3.))-.5);
    float R=.12+.3*h(id+k+6.),d=length(u)/R+.5*(fbm(g*5.)-.5);
    vec3 ink=h(id+9.)<.4?vec3(.75,.72,.5):h(id+9.)<.65?vec3(.85,.5,.1):h(id+9.)<.85?vec3(.6,.7,.6):vec3(.15,.16,.14);
    ink*=.7+.5*n(g*14.);
    c=mix(c,mix(ink*.7,ink,smoothstep(.2,.9,d)),smoothstep(1.,.9,d)*smoothstep(.1,.4,d+h(id)*.5));
  }
  float moss=fbm(p*1.7+20.)+.25*h(vec2(8.))-.1;
  c=mix(c,vec3(.25,.38,.08)*(.4+1.1*h(floor(p*38.))),smoothstep(.58,.62,moss)*step(.4,h(vec2(7.))));
  gl_FragColor=vec4(c,1.);
}
