// title: Crumpled paper
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: paper, foil and wrapping that was crushed and smoothed again: flat facets between sharp folds
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(61.3,17.9))+e*3.1)*8123.9);}
// each fold is a line: on either side the sheet leans another way
vec3 sheet(vec2 p,float S){
  vec3 g=vec3(0.);
  for(float i=0.;i<8.;i++){
    float a=h(vec2(i,1.))*6.3,w=exp2(-i*.3);
    vec2 d=vec2(cos(a),sin(a)),q=p*S*(1.+i*.25);
    float x=dot(q,d)+h(vec2(i,2.))*9.+.5*sin(dot(q,d.yx)*.7+i),tri=abs(fract(x*.25)-.5)*4.-1.;
    g.xy+=d*sign(fract(x*.25)-.5)*w*smoothstep(-.4,.5,sin(dot(q.yx,d)+i*2.));
    g.z=max(g.z,w*smoothstep(.96,1.,abs(tri)));
  }
  return g;
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.5);
  float S=.5+1.6*h(vec2(3.)),k=h(vec2(4.));
  vec3 g=sheet(p+.05*t,S),N=normalize(vec3(g.xy*.55,1.)),L=normalize(vec3(cos(t*.6+e),sin(t*.6+e),.9));
  float lit=max(0.,dot(N,L)),hue=h(vec2(5.));
  vec3 tint=.5+.5*cos(6.3*(hue+vec3(0.,.33,.67))),c;
  if(k<.4)c=mix(vec3(.96,.94,.9),tint,.35*h(vec2(6.)))*(.45+.6*lit)-.1*g.z;
  else if(k<.65){float m=abs(N.x*1.4+N.y*.9+.3*sin(p.x*2.));c=mix(tint,vec3(.8),.6)*(.1+1.2*smoothstep(.1,.9,fract(m*2.5+.1*t)))+.3*g.z;}   // foil
  else if(k<.85){                                                                                                                       // printed
    vec2 q=p+g.xy*.03;
    vec2 z=fract(q*3.)-.5;
    float ink=h(vec2(7.))<.5?step(.5,fract(q.y*4.)):step(length(z),.25);
    c=mix(vec3(.93),tint*.8,ink)*(.4+.7*lit);
  }else c=mix(vec3(.55,.42,.27),tint,.2)*(.4+.7*lit)*(.9+.2*h(floor(p*80.)))-.12*g.z;
  o=vec4(c,1.);
}
