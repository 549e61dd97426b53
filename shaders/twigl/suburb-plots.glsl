// title: Houses from above
// mode: classic (MRT)
// licence: CC0-1.0
// shows: detached houses and terraces along curved streets with gardens, pools, drives, trees and cars
#version 300 es
precision highp float;
uniform vec2 resolution;
uniform float time;
layout(location=0) out vec4 sight;
layout(location=1) out vec4 plan;
float e=0.,w=0.;
vec3 c=vec3(0.);
float R(vec2 v){return fract(sin(dot(v+e*.713,vec2(81.7,213.3)))*31873.91);}
float noise(vec2 p){vec2 i=floor(p),f=fract(p);f=f*f*(3.-2.*f);return mix(mix(R(i),R(i+vec2(1,0)),f.x),mix(R(i+vec2(0,1)),R(i+1.),f.x),f.y);}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float box(vec2 p,vec2 h){vec2 d=abs(p)-h;return max(d.x,d.y);}
void main(){
  e=floor(time*1.1);
  float S=1.2+1.8*R(vec2(1.)),a=6.28*R(vec2(2.)),bend=R(vec2(3.))*.7;
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y)*S;
  w=2.5*S/min(resolution.x,resolution.y);
  p=mat2(cos(a),sin(a),-sin(a),cos(a))*p+vec2(time*.2,9.*R(vec2(4.)));
  p.y+=bend*sin(p.x*.7);
  float n=noise(p*4.)*.6+noise(p*13.)*.4,dry=R(vec2(5.));
  // streets every 2; plots of one width on both sides, back to back
  float G=2.,W=.42+.3*R(vec2(6.)),st=floor(p.y/G),y=p.y-(st+.5)*G,side=sign(y),depth=abs(y);
  float col=floor(p.x/W);
  vec2 id=vec2(col,st*2.+side),q=vec2(p.x-(col+.5)*W,depth);
  vec3 lawn=mix(vec3(.25,.38,.16),vec3(.55,.5,.33),dry*.8+.2*R(id))*(.7+.5*R(id+1.)),tar=vec3(.33+.25*R(vec2(7.)));
  c=lawn*(.8+.4*n);
  if(R(id+2.)<.3)D(box(q-vec2(0.,.8),vec2(W*.3,.1)),vec3(.4,.33,.22)*(.8+.3*step(.5,fract(q.x*30.))));
  float hx=W*(.24+.12*R(id+3.)),hy=.13+.07*R(id+4.);
  vec2 z=q-vec2(W*.12*(R(id+5.)-.5),.44+.08*R(id+6.));
  D(box(q-vec2(W*.3*(R(id+7.)<.5?1.:-1.),.3),vec2(.045,.2)),vec3(.65)*(.8+.3*R(id)));
  vec2 car=q-vec2(W*.3*(R(id+7.)<.5?1.:-1.),.24);
  if(R(id+8.)<.5){D(box(car,vec2(.028,.06)),.5+.45*cos(6.28*(R(id+9.)+vec3(0.,.4,.7)*step(.6,R(id+10.)))));D(box(car,vec2(.022,.02)),vec3(.1));}
  float house=box(z,vec2(hx,hy)),wing=box(z-vec2(hx*.5,-hy),vec2(hx*.4,hy*.7));
  float sh=box(z-vec2(.05,.05*side),vec2(hx,hy));
  if(R(id+11.)<.4)house=min(house,wing);
  vec3 roof=mix(mix(vec3(.62,.3,.2),vec3(.4,.38,.38),R(id*step(.4,R(vec2(8.)))+12.)),vec3(.75,.7,.65),.5*R(vec2(9.)));
  if(R(id+13.)>.05){
    D(sh,c*.45);
    float ridge=R(vec2(10.))<.5?z.y*side:(abs(z.x)>hx-hy?hy*.5+z.x*.3:z.y*side);
    D(house,roof*(ridge>0.?1.15:.75)*(.9+.2*n));
    D(max(abs(z.y)-.008,abs(z.x)-hx),roof*.6);
    if(R(id+14.)<.3)D(box(z-vec2(hx*.4,.05),vec2(.06,.035)),vec3(.1,.15,.3));
  }
  if(R(id+15.)<.25){vec2 k=q-vec2(W*.15*(R(id+16.)-.5),.78);float pool=R(id+17.)<.5?box(k,vec2(.1,.055)):length(k)-.08;
    D(pool-.02,vec3(.8));D(pool,vec3(.2,.65,.8));}
  D(min(abs(abs(q.x)-W*.5)-.008,abs(depth-1.)-.01)+step(depth,.3),mix(vec3(.5,.4,.3),lawn*.6,R(vec2(11.))));
  D(depth-.15-.06,vec3(.65));D(depth-.15,tar);D(max(depth-.008,abs(fract(p.x*3.)-.5)-.3),vec3(.85));
  float cross=abs(mod(p.x,W*9.)-W*4.5)-.14;
  D(cross-.05,vec3(.65));D(cross,tar);
  for(float k=0.;k<2.;k++){
    vec2 g=p/.33+k*vec2(.5,.37),i=floor(g),f=(fract(g)-.5)*.33;
    float s=R(i+k*9.),rad=.05+.08*R(i+3.);
    f+=.1*(vec2(R(i+5.),R(i+6.))-.5);
    if(s<.3&&depth>.2){D(length(f+vec2(-.03,-.03))-rad,c*.5);
      D(length(f)-rad-.015*sin(atan(f.y,f.x)*7.),mix(vec3(.13,.24,.1),vec3(.35,.4,.15),R(i+7.))*(1.+2.*(f.y-f.x)));}
  }
  sight=vec4(mix(c,vec3(.7),.12*dry),1.);
  plan=vec4(house);
}
