// title: Quarter circles
// mode: geek
// licence: CC0-1.0
// shows: poster tiles of quarter discs, half discs, arcs, wedges and bars in three or four flat inks
precision highp float;
uniform vec2 r;
uniform float t;
float h(vec2 v){return fract(sin(dot(v,vec2(27.17,61.83)))*9137.513);}
vec3 ink(float e,float k){
  float s=h(vec2(e,3.)),g=h(vec2(e,k+10.));
  if(s<.25)return vec3(k<1.?.95:k<2.?.06:.2+.6*g);
  return k<1.?vec3(.95,.92,.85)*(.8+.2*s):k<2.?vec3(.1,.09,.12):.5+.5*cos(6.283*(g*.45+s*3.+vec3(0.,.35,.62)));
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.5),G=h(vec2(e,1.))<.35?1.6:h(vec2(e,1.))<.75?.8:.45,w=3./min(r.x,r.y)/G;
  vec2 i=floor(p/G),q=fract(p/G);
  if(h(vec2(e,2.))<.4)i=abs(i+.5);                                  // the poster may be symmetrical
  float a=h(i+e),b=h(i+e+5.),kind=floor(7.*h(i+e+9.)),turn=floor(4.*h(i+e+11.));
  if(h(vec2(e,4.))<.3)kind=floor(2.*h(i+e+9.));
  q=turn<1.?q:turn<2.?vec2(1.-q.y,q.x):turn<3.?1.-q:vec2(q.y,1.-q.x);
  float l=length(q),m=length(q-.5),d=l-1.;
  if(kind==1.)d=abs(l-.62)-.24;
  if(kind==2.)d=max(length(q-vec2(.5,0.))-.5,-q.y);
  if(kind==3.)d=(q.x-q.y)*.7;
  if(kind==4.)d=abs(m-.28)-.14;
  if(kind==5.)d=abs(fract(q.x*3.)-.5)/3.-.085;
  if(kind==6.)d=min(l-.5,length(q-1.)-.5);
  vec3 A=ink(e,floor(a*4.)),B=ink(e,mod(floor(a*4.)+1.+floor(b*3.),4.));
  vec3 c=mix(A,B,clamp(.5-d/w,0.,1.));
  if(h(i+e+21.)<.2)c=mix(c,A,clamp(.5-(l-.4)/w,0.,1.));
  gl_FragColor=vec4(c*(.97+.06*h(floor(p*70.))),1.);
}
