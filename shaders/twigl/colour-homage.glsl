// title: Framed colours
// mode: classic
// licence: CC0-1.0
// shows: nested squares, discs, lozenges and crosses of flat colour, off-centre, singly or as a quilt
precision mediump float;
uniform vec2 resolution;
uniform float time;
vec3 pick(float k){float g=fract(k*7.3);return mix(vec3(fract(k*3.7)),.5+.5*cos(6.283*(k+vec3(0.,.33,.67))),step(.35,g))*(.25+.75*fract(k*5.1));}
float rnd(vec2 v){return fract(sin(dot(v,vec2(17.13,113.7)))*4375.85);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  float e=floor(time*1.6),n=floor(1.+3.*rnd(vec2(e,1.))*rnd(vec2(e,2.))),G=2./n,hue=rnd(vec2(e,3.)),w=3./min(resolution.x,resolution.y);
  vec2 id=floor(p/G+.5),q=(p/G-id)*2.;
  w*=n;
  vec3 c=pick(rnd(id+e));
  float close=.1+.9*rnd(vec2(e,4.)),kind=floor(5.*rnd(id*step(.5,rnd(vec2(e,5.)))+e+.5));
  vec2 centre=.3*(vec2(rnd(id+e+6.),rnd(id+e+7.))-.5);
  float size=.93,rings=2.+floor(4.*rnd(id+e+8.));
  for(float k=0.;k<5.;k++){
    if(k>=rings)break;
    vec2 z=abs(q-centre*k*.9);
    // the same size rule for every outline: only the norm changes
    float d=kind<1.?max(z.x,z.y):kind<2.?length(z):kind<3.?(z.x+z.y)*.8:kind<4.?min(max(z.x,z.y*2.6),max(z.y,z.x*2.6)):max(z.x*.6+z.y,z.x*1.2);
    vec3 ink=mix(pick(hue),pick(rnd(id*1.7+vec2(k,e))),close);
    c=mix(c,ink*(.8+.1*k),clamp(.5-(d-size)/w,0.,1.));
    size*=.5+.35*rnd(id+vec2(k,e+3.));
  }
  gl_FragColor=vec4(c,1.);
}
