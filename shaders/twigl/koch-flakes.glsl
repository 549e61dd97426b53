// title: Folded snow lines
// mode: classic (300 es)
// licence: CC0-1.0
// shows: Koch curves, gaskets and Cesaro fans by folding at an angle, filled, outlined or ringed
#version 300 es
precision highp float;
uniform vec2 resolution;uniform float time;
out vec4 outColor;
float h(float x,float e){return fract(sin(x*37.7+e*51.3)*7873.1);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  float e=floor(time*1.4),six=3.+floor(4.*h(1.,e)),ang=mix(.35,1.15,h(2.,e))+.08*sin(time),sc=1.,its=2.+floor(3.9*h(3.,e)),a;
  vec2 q=p*(.8+1.2*h(4.,e));
  if(h(5.,e)<.45){q*=1.3;q=mod(q+1.2,2.4)-1.2;}
  a=atan(q.y,q.x+1e-6)+time*.1;
  float w=6.2832/six;
  a=abs(mod(a,w)-w*.5);
  q=length(q)*vec2(cos(a),sin(a));
  // one side of the polygon now lies before us: x along it from -1 to 1, y outwards
  q=vec2(q.y,q.x-.55)/(.55*tan(w*.5));
  sc/=.55*tan(w*.5);
  float L=1./(1.+cos(ang));
  vec2 n=vec2(cos(ang*.5),-sin(ang*.5));
  for(float i=0.;i<6.;i++){
    if(i>=its)break;
    // mirror the flank of the bump onto the straight piece, then let that piece be the whole side
    q.x=abs(q.x);
    q-=2.*min(0.,dot(q-vec2(1.-L,0.),n))*n;
    q=(q-vec2(1.-L*.5,0.))/(L*.5);
    sc*=2./L;
  }
  float d=q.y/sc,edge=abs(length(vec2(q.x-clamp(q.x,-1.,1.),q.y)))/sc,k=h(6.,e);
  vec3 A=.5+.5*cos(6.3*(h(7.,e)+vec3(0.,.2,.4))),B=mix(vec3(h(8.,e)),A.yzx,h(9.,e))*.8,C=.5+.5*cos(6.3*(h(10.,e)+vec3(0.,.33,.67))),c;
  A=mix(vec3(.9),A,h(11.,e));
  float line=.004+.015*h(12.,e);
  if(k<.4)c=mix(B*(.7+.3*sin(p.y*9.)),A*(.75+.25*cos(length(p)*(4.+12.*h(14.,e)))),step(0.,d));
  else if(k<.7)c=mix(B,A,.5+.5*sin(d*(20.+40.*h(13.,e))-time*2.));
  else c=mix(B,A,clamp(.5+d*3.,0.,1.))*(.7+.3*step(.0,d));
  c=mix(c,C,smoothstep(line+.01,line,edge));
  outColor=vec4(c,1.);
}
