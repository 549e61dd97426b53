// title: Jigsaw
// mode: geeker (MRT)
// licence: CC0-1.0
// shows: interlocking pieces with knobs and sockets, joined over a simple picture or strewn apart
float e=0.;
float R(vec2 v){return fract(sin(dot(v+e*.37,vec2(41.7,173.3)))*29473.71);}
float noise(vec2 p){vec2 i=floor(p),f=fract(p);f=f*f*(3.-2.*f);return mix(mix(R(i),R(i+vec2(1,0)),f.x),mix(R(i+vec2(0,1)),R(i+1.),f.x),f.y);}
// a knob on the edge at the origin that points to +y or, for a socket, to -y
float knob(vec2 q,float s,float off){q.x-=off;q.y-=.12*s;return min(length(q)-.12,max(abs(q.x)-.065,abs(q.y+.06*s)-.09));}
vec3 picture(vec2 p){
  float k=R(vec2(3.)),h=R(vec2(4.));
  vec3 m=vec3(R(vec2(15.))),A=mix(m,.5+.5*cos(6.28*(h+vec3(0.,.3,.6))),.8*R(vec2(13.))),B=mix(1.-m,.5+.5*cos(6.28*(h+.2+.5*R(vec2(5.))+vec3(0.,.33,.66))),.8*R(vec2(14.))),s=mix(A,vec3(1.),.5);
  if(k<.3){float y=p.y+.3*sin(p.x*1.3+e);return mix(mix(s,A,p.y*.3+.5),y<-.4?B*.5:B*.8,step(y,0.));}
  if(k<.5)return mix(A,B,step(.5,fract(length(p)*1.3)));
  if(k<.7)return mix(A*.7,B,noise(p*1.5));
  if(k<.85)return mix(vec3(.9),vec3(.15),step(.5,noise(p*1.2)));
  return A*(.6+.5*step(.5,fract(p.x*.7+p.y*.4)));
}
void main(){
  e=floor(t*1.4);
  float u=R(vec2(1.)),G=u<.35?1.3:u<.75?.8:.5,apart=step(.5,R(vec2(2.))),w=3./min(r.x,r.y)/G,d=9.;
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y),id=vec2(0.),Q=vec2(0.);
  float a0=6.28*u;
  p=mat2(cos(a0),sin(a0),-sin(a0),cos(a0))*p;
  vec2 base=floor(p/G);
  vec3 bg=mix(vec3(.2+.7*R(vec2(6.))),.5+.5*cos(6.28*(R(vec2(7.))+vec3(0.,.3,.6))),.4),c=bg;
  // the pixel's own cell and its eight neighbours: which piece holds it
  for(float k=0.;k<9.;k++){
    vec2 i=base+vec2(mod(k,3.)-1.,floor(k/3.)-1.),q=p/G-i-.5;
    if(apart>.5){
      if(R(i+9.)<.15)continue;
      float a=(R(i+10.)-.5)*.9;
      q=mat2(cos(a),sin(a),-sin(a),cos(a))*(q-.12*(vec2(R(i+11.),R(i+12.))-.5))*1.4;
    }
    float x=max(abs(q.x),abs(q.y))-.5;
    vec2 n=i+vec2(0.,1.),m=i+vec2(1.,0.);
    float s1=R(i+.3)<.5?1.:-1.,s0=R(i-vec2(0.,1.)+.3)<.5?1.:-1.,s3=R(i+.6)<.5?1.:-1.,s2=R(i-vec2(1.,0.)+.6)<.5?1.:-1.;
    float k1=knob(q-vec2(0.,.5),s1,.2*(R(i+.4)-.5)),k0=knob(q+vec2(0.,.5),s0,.2*(R(i-vec2(0.,1.)+.4)-.5)),k3=knob((q-vec2(.5,0.)).yx,s3,.2*(R(i+.7)-.5)),k2=knob((q+vec2(.5,0.)).yx,s2,.2*(R(i-vec2(1.,0.)+.7)-.5));
    x=s1>0.?min(x,k1):max(x,-k1);x=s0<0.?min(x,k0):max(x,-k0);x=s3>0.?min(x,k3):max(x,-k3);x=s2<0.?min(x,k2):max(x,-k2);
    if(x<d){d=x;id=i;Q=q+i;}
  }
  if(apart>.5)c*=1.-.5*(1.-smoothstep(0.,.12,d));
  vec3 m=picture((apart>.5?Q*1.:p/G)*.8);
  if(R(vec2(8.))<.3)m=mix(m,.5+.5*cos(6.28*(R(id)+vec3(0.,.4,.7))),.2+.5*R(vec2(12.)));
  m*=.85+.25*(1.-smoothstep(-.1,0.,d))+.1*R(id+3.);
  c=mix(c,m,clamp(.5-d/w,0.,1.));
  c=mix(c,m*.35,clamp(.5-(abs(d)-.015)/w,0.,1.));
  o0=vec4(c,1.);
  o1=vec4(d);
}
