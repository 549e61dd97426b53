// title: Mazes
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: mazes of diagonal walls on lattices of two sizes, as lines, ribbons, arcs or filled areas
float e;
float h(vec2 p){uvec2 q=uvec2(ivec2(p)+4096);uint n=q.x*73856093u^q.y*19349663u^uint(e)*83492791u;n=(n^(n>>13))*1274126177u;return float((n^(n>>16))&65535u)/65536.;}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.5);
  float S=2.+4.*h(vec2(1.,0.)),kind=floor(h(vec2(2.,0.))*4.),bias=.25+.5*h(vec2(3.,0.)),W=.08+.14*h(vec2(4.,0.)),a=h(vec2(5.,0.))*6.3;
  vec2 g=(p*mat2(cos(a),sin(a),-sin(a),cos(a))+vec2(.1*t,.05*t))*S,id=floor(g),k=fract(g);
  // some cells are cut into four smaller ones
  float cut=step(.7,h(id+20.))*step(.4,h(vec2(6.,0.)));
  if(cut>.5){k=fract(g*2.);id=floor(g*2.)+300.;}
  float turn=step(bias,h(id));
  if(turn>.5)k.x=1.-k.x;
  float d=abs(k.x-k.y)*.7071,side=step(k.x,k.y);
  if(kind==1.||kind==2.){float u=length(k),v=length(1.-k);d=abs(min(u,v)-.5);side=step(min(u,v),.5);}
  float par=mod(floor(id.x)+floor(id.y)+turn,2.);
  if(kind>=2.)side=mod(side+par,2.);
  vec3 A=.5+.5*cos(6.3*(h(vec2(7.,0.))+vec3(0.,.2,.45)*h(vec2(8.,0.)))),B=mix(vec3(1.),A.zxy,.6)*(dot(A,vec3(.33))>.5?.35*h(vec2(9.,0.)):.7+.3*h(vec2(9.,0.))),C=.5+.5*cos(6.3*(h(vec2(10.,0.))+vec3(0.,.33,.67)));
  vec3 c=B;
  if(kind<2.){
    c=mix(B,A,smoothstep(W+.03,W-.03,d));
    if(h(vec2(11.,0.))<.5)c=mix(c,C,smoothstep(W*.4+.03,W*.4-.03,d));
    else c*=1.-.5*smoothstep(W*2.4,W,d)*step(W,d);
  }else c=mix(A,B,side)*(kind>2.?1.-.4*smoothstep(.08,.04,d):1.)*(.8+.4*h(id+7.)*h(vec2(12.,0.)));
  o=vec4(c,1.);
}
