// title: Mazes of walls
// mode: classic (MRT)
// licence: CC0-1.0
// shows: square mazes with thick or thin walls, hedges, dungeon floors and drawn paths with start and goal
#version 300 es
precision highp float;
uniform vec2 resolution;
uniform float time;
layout(location=0) out vec4 drawn;
layout(location=1) out vec4 walls;
float e=0.;
float R(vec2 v){return fract(sin(dot(v+e*.53,vec2(97.3,31.9)))*41273.53);}
// a binary-tree maze, its rule turned block by block: each post grows one wall
float wall(vec2 p,float th){
  vec2 i=floor(p+.5),q=p-i;
  float d=9.;
  for(float k=0.;k<9.;k++){
    vec2 o_=vec2(mod(k,3.)-1.,floor(k/3.)-1.),j=i+o_,z=q-o_;
    float g=R(j),way=floor(4.*fract(g*(R(floor(j/5.))<.5?1.:7.)));
    if(R(vec2(4.))<.4)way=mod(way,2.);
    vec2 a=way<1.?vec2(1.,0.):way<2.?vec2(0.,1.):way<3.?vec2(-1.,0.):vec2(0.,-1.);
    float s=clamp(dot(z,a),0.,1.);
    vec2 w=abs(z-a*s);
    d=min(d,R(vec2(5.))<.5?max(w.x,w.y):length(w));
  }
  return d-th;
}
void main(){
  e=floor(time*1.5);
  float u=R(vec2(1.)),G=u<.3?.7:u<.7?.4:.2,a=R(vec2(2.))<.5?0.:.785,px=2./min(resolution.x,resolution.y)/G,style=floor(5.*R(vec2(3.)));
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  p=mat2(cos(a),sin(a),-sin(a),cos(a))*p;
  if(R(vec2(6.))<.25)p=vec2(log(length(p+.01)+.02)*2.2,atan(p.y,p.x)*2.5465)*.98*G/.4*.5;
  p/=G;
  p+=time*.1;
  float th=.06+.24*R(vec2(7.))*R(vec2(8.)),d=wall(p,th),in_=clamp(.5-d/px,0.,1.),h=R(vec2(9.));
  vec3 A=.5+.5*cos(6.28*(h+vec3(0.,.33,.66))),B=.5+.5*cos(6.28*(h+.3+.4*R(vec2(10.))+vec3(0.,.33,.66))),c;
  vec2 cell=floor(p),f=fract(p)-.5;
  float n=R(floor(p*9.));
  if(style<1.)c=mix(vec3(.96),vec3(.04),in_);
  else if(style<2.)c=mix(A*.25,mix(B,vec3(1.),.5),in_);
  else if(style<3.){                                    // hedges and their shadows on gravel
    float sh=clamp(.5-wall(p+vec2(.12,.1),th)/.05,0.,1.);
    c=vec3(.78,.72,.6)*(.85+.2*n)*(1.-.5*sh);
    c=mix(c,vec3(.2,.36,.14)*(.6+.7*R(floor(p*14.))),in_);
  }else if(style<4.){                                   // slabs and bricks
    float lit=wall(p+vec2(-.05,.05),th)-d;
    c=A*.5*(.7+.35*mod(cell.x+cell.y,2.)+.15*n);
    c=mix(c*(1.-.6*(1.-smoothstep(0.,.3,d))),mix(A,vec3(.6),.5)*(.8+6.*lit)*(.85+.2*R(floor(p*vec2(5.,10.)))),in_);
  }else c=mix(mix(vec3(1.),A,.35),B*.6,in_)*(1.-.15*(1.-smoothstep(-.2,.0,d)));
  float dot_=R(cell+11.);
  if(dot_<.3&&style!=2.)c=mix(c,dot_<.05?vec3(.85,.15,.15):B,clamp(.5-(length(f)-(dot_<.05?.26:.09))/px,0.,1.)*step(R(vec2(12.)),.6)*(1.-in_));
  drawn=vec4(c,1.);
  walls=vec4(d);
}
