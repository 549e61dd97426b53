// title: Orchards from above
// mode: geek (300 es)
// licence: CC0-1.0
// shows: rows of round trees, vines, tea hedges and young plants on soil, grass or snow with tracks between
#version 300 es
precision highp float;
uniform vec2 r;
uniform float t;
out vec4 seen;
float e=0.;
float R(vec2 v){return fract(sin(dot(v+e*.61,vec2(37.7,149.1)))*28411.79);}
float noise(vec2 p){vec2 i=floor(p),f=fract(p);f=f*f*(3.-2.*f);return mix(mix(R(i),R(i+vec2(1,0)),f.x),mix(R(i+vec2(0,1)),R(i+1.),f.x),f.y);}
void main(){
  e=floor(t*1.3);
  float u=R(vec2(1.)),S=mix(2.,9.,u*u),a=6.28*R(vec2(2.)),w=2.5*S/min(r.x,r.y),snow=step(.88,R(vec2(3.)));
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y)*S;
  p=mat2(cos(a),sin(a),-sin(a),cos(a))*p;
  p.y+=.8*R(vec2(4.))*sin(p.x*.25+e);
  // plots: each has its own direction, pitch, kind and age
  vec2 plot=floor(p/vec2(9.,7.)+.15*sin(p.yx*.5)),in_=fract(p/vec2(9.,7.)+.15*sin(p.yx*.5));
  float pl=R(plot+5.),n=noise(p*1.5)*.5+noise(p*5.)*.3+noise(p*17.)*.2,kind=floor(4.*R(plot*step(.5,R(vec2(6.)))+6.)),skew=R(plot+8.)<.3?.5:0.;
  vec3 soil=mix(mix(vec3(.62,.5,.36),vec3(.4,.45,.25),R(plot*.7+7.)),vec3(.88),snow)*(.55+.6*R(vec2(7.))),c=soil*(.8+.4*n);
  if(pl<.5)p=p.yx;
  float G=kind<1.?1.1:kind<2.?.8:.6;
  vec3 leaf=mix(vec3(.13,.25,.1),vec3(.42,.47,.2),R(plot+9.))*(.7+.6*R(vec2(8.)));
  if(R(plot+10.)<.12)leaf=mix(vec3(.9,.75,.8),vec3(.7,.35,.15),R(plot+11.));
  vec2 q=p/G;
  q.x+=skew*floor(q.y);
  vec2 i=floor(q),f=q-i-.5;
  float strip=abs(fract(q.y)-.5);
  c=mix(c,mix(vec3(.3,.42,.18),soil*1.2,R(plot+12.))*(.8+.4*n),step(.3,strip)*(1.-snow));
  if(kind<2.){                                                // single crowns
    f+=.12*(vec2(R(i+1.),R(i+2.))-.5);
    float rad=(.26+.16*R(plot+13.))*(.8+.4*R(i+3.)),g=atan(f.y,f.x),l=length(f)+.03*sin(g*6.+i.x*9.);
    if(R(i+4.)<.94){
      c*=1.-.55*clamp(.5-(length(f+vec2(-.16,.12))-rad)/.06,0.,1.);
      c=mix(c,leaf*(.75+.5*noise(f*12.+i*5.)-.9*(f.x-f.y)*.6),clamp(.5-(l-rad)*G/w,0.,1.));
    }
  }else{                                                      // hedges or furrows of plants
    float th=.17+.1*R(plot+14.),y=f.y+.05*(noise(vec2(q.x*2.,i.y*7.))-.5),gap=step(.06,R(vec2(floor(q.x*.7),i.y)));
    c*=1.-.5*clamp(.5-(abs(y-.14)-th)/.08,0.,1.)*gap;
    float bush=kind<3.?1.:step(.25,fract(q.x*1.3+R(vec2(i.y,3.))));
    c=mix(c,leaf*(.7+.6*noise(q*vec2(3.,5.))-.8*y),clamp(.5-(abs(y)-th)*G/w,0.,1.)*gap*bush);
  }
  vec2 d=min(in_,1.-in_)*vec2(9.,7.);
  float road=min(d.x,d.y)-.28-.15*R(vec2(9.));
  c=mix(c,mix(vec3(.7,.63,.5),vec3(.3,.4,.18),R(vec2(10.)))*(.8+.4*n),clamp(.5-road/w,0.,1.));
  c=mix(c,vec3(.65,.58,.48)*(.9+.2*n),clamp(.5-(abs(road+.2)-.05)/w,0.,1.));
  seen=vec4(c,1.);
}
