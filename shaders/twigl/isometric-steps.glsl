// title: Stacked cubes
// mode: classic MRT
// licence: CC0-1.0
// shows: cubes in isometric view: stairs, stacks, towers and rooms; target 1 keeps the height
#version 300 es
precision highp float;
uniform vec2 resolution;uniform float time;
layout(location=0) out vec4 shown;
layout(location=1) out vec4 height;
float e,K;
float h(vec2 p){return fract(sin(dot(p,vec2(47.3,19.7))+e)*5639.1);}
float stack(vec2 c){
  float v=h(c);
  return K<1.?floor(v*4.):K<2.?floor(2.+2.*sin(c.x*.7+time)*cos(c.y*.6)):K<3.?mod(c.x+2.*c.y,5.):floor(3.*v*v)+floor(2.*h(floor(c/3.)));
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  e=floor(time*1.4)*1.9;
  K=floor(h(vec2(1.))*4.);
  float S=1.6+3.*h(vec2(2.)),face=0.,z=-1.;
  vec2 q=p*S+.2*time;
  // picture coordinates of the place (x, y, z): ((x - y) c, (x + y) / 2 + z); march along the view, from the front
  vec2 g=vec2(q.x*.5774+q.y,q.y-q.x*.5774),id=floor(g),u=vec2(0.),cell=id;
  for(float i=6.;i>-1.;i--){
    // at level i the ray is over the ground point g - i; on the way there from above it crossed one cell in between
    vec2 a=g-i,c=floor(a),k=a-c,mid=c-(k.x<k.y?vec2(1.,0.):vec2(0.,1.));
    if(stack(mid)>i){cell=mid;z=i;face=k.x<k.y?2.:1.;u=vec2(1.-abs(k.x-k.y),max(k.x,k.y));break;}
    float n=stack(c);
    if(n>=i){
      cell=c;z=min(n,i);u=a-c;
      if(n==i){face=0.;}
      else{face=u.x<u.y?1.:2.;u=vec2(abs(u.x-u.y),min(u.x,u.y));}
      break;
    }
  }
  float v=h(cell+7.),k=h(vec2(3.));
  vec3 P=.5+.5*cos(6.3*(h(vec2(4.))+(.1+.4*h(vec2(5.)))*(k<.5?v:z*.2)+vec3(0.,.25,.5))),c=mix(vec3(.35+.6*v),P,.15+.7*h(vec2(6.)));
  c*=face<.5?1.1:face<1.5?.75:.45;
  float edge=min(min(u.x,1.-u.x),min(u.y,1.-u.y));
  if(h(vec2(8.))<.4)c*=.3+.7*smoothstep(.02,.06,edge);
  else if(h(vec2(9.))<.4)c=mix(c,c.zxy,step(.22,edge)*step(.3,v));
  else if(h(vec2(10.))<.5)c*=.75+.25*step(.5,fract(u.x*4.));
  shown=vec4(c*(.9+.06*z),1.);
  height=vec4(z/6.,face/2.,v,1.);
}
