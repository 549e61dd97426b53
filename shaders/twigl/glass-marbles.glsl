// title: Balls of glass and metal
// mode: geek (300 es)
// licence: CC0-1.0
// shows: balls traced exactly: mirror, glass and matt, over checks or stripes
#version 300 es
precision highp float;
uniform vec2 r;uniform float t;
out vec4 outColor;
float e;
float h(float x){return fract(sin(x*53.9+e*21.3)*8311.7);}
vec3 pal(float x){return .5+.5*cos(6.3*(x+vec3(0.,.3,.6)));}
vec4 ball(float i){return vec4((h(i+10.)-.5)*3.4+.4*sin(t+i*2.),.0,h(i+20.)*3.+.3*cos(t*.8+i),.35+.45*h(i+30.));}
vec3 world(vec3 o_,vec3 D){
  vec3 sky=mix(mix(vec3(.9),pal(h(1.)),.4*h(2.)),pal(h(4.))*h(6.),clamp(D.y*1.5,0.,1.));
  sky+=step(.75,D.y)*step(abs(D.x),.25)*h(7.);
  if(D.y>-.01)return sky;
  vec2 q=(o_+D*(-o_.y/D.y)).xz;
  float l=length(q),k=h(8.),x=k<.35?mod(floor(q.x*1.3)+floor(q.y*1.3),2.):k<.6?step(.5,fract(q.x*1.5+h(9.)*q.y)):k<.8?h(dot(floor(q*9.),vec2(1.7,9.3))):step(length(fract(q*1.2)-.5),.3);
  vec3 c=mix(pal(h(40.))*.5*h(41.),mix(vec3(.9),pal(h(42.)),h(43.)),x);
  for(float i=0.;i<5.;i++)c*=1.-.6*smoothstep(1.4,.3,length(q-ball(i).xz-.2)/ball(i).w);
  return mix(c,sky,1.-exp(-.015*l*l));
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.2);
  vec3 eye=vec3(0.,1.1+1.4*h(44.),-3.2),D=normalize(vec3(p.x,p.y-.3-.4*h(44.),1.7)),tint=vec3(1.),c=vec3(0.);
  float done=0.;
  for(int bounce=0;bounce<3;bounce++){
    float best=99.,who=-1.;
    for(float i=0.;i<5.;i++){
      vec4 b_=ball(i);b_.y=b_.w;
      vec3 q=eye-b_.xyz;
      float B=dot(q,D),C=dot(q,q)-b_.w*b_.w,d=B*B-C;
      if(d>0.&&-B-sqrt(d)>.001&&-B-sqrt(d)<best){best=-B-sqrt(d);who=i;}
    }
    if(who<0.){c+=tint*world(eye,D);done=1.;break;}
    vec4 b_=ball(who);b_.y=b_.w;
    vec3 P=eye+D*best,N=(P-b_.xyz)/b_.w,ink=mix(vec3(.9),pal(h(who+50.)),h(45.)*1.2);
    float kind=h(who+60.)*4.,F=.08+.9*pow(1.-max(0.,-dot(N,D)),4.),lit=max(0.,dot(N,normalize(vec3(.5,.9,-.5))));
    if(kind<1.){c+=tint*ink*(.2+.85*lit);done=1.;break;}
    if(kind<2.){float w=step(.5,fract(atan(N.z,N.x)*.955+2.*N.y+h(who)));c+=tint*(mix(ink,vec3(.95),w)*(.25+.8*lit)+pow(lit,30.)*.6);done=1.;break;}
    if(kind<3.){tint*=ink;D=reflect(D,N);eye=P+N*.002;}
    else{
      // glass: in and out of the ball at once
      vec3 T=refract(D,N,.68);float w=-2.*dot(T,N)*b_.w;
      vec3 P2=P+T*w,N2=-(P2-b_.xyz)/b_.w,U=refract(T,N2,1.47);
      c+=tint*F*world(P,reflect(D,N));tint*=mix(vec3(1.),ink,.5)*(1.-F);
      D=dot(U,U)<.1?reflect(T,N2):U;eye=P2-N2*.002;
    }
  }
  if(done<.5)c+=tint*world(eye,D);
  outColor=vec4(c,1.);
}
