// title: Crumb, sponge and pumice
// mode: geeker
// licence: CC0-1.0
// shows: porous matter: holes of three sizes that show holes below them, in bread, cheese, sponge and bone
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(19.3,67.9))+e)*7451.3);}
float n(vec2 p){vec2 i=floor(p),u=fract(p);u=u*u*(3.-2.*u);return mix(mix(h(i),h(i+vec2(1.,0.)),u.x),mix(h(i+vec2(0.,1.)),h(i+1.),u.x),u.y);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y)+.05*t;
  e=floor(t*1.5)*1.43;
  float S=.9+2.2*h(vec2(1.)),many=.35+.6*h(vec2(2.)),rag=.3*h(vec2(3.)),stretch=h(vec2(4.));
  vec3 base=h(vec2(5.))<.7?mix(vec3(.95,.82,.55),vec3(.75,.5,.28),h(vec2(6.))):.6+.4*cos(6.3*(h(vec2(7.))+vec3(0.,.2,.4)));
  base=mix(base,vec3(dot(base,vec3(.33))),h(vec2(8.))*.7);
  vec3 deep=base*(.12+.3*h(vec2(9.)))*vec3(1.,.85,.7),c=base*(.85+.2*n(p*9.)+.08*h(floor(p*70.)));
  // from fine pores to large holes; a large one hides the fine ones and has its own floor
  for(int L=2;L>=0;L--){
    float k=S*pow(2.1,float(L));
    vec2 g=p*k*vec2(1.,1.+stretch)+float(L)*9.;
    g+=rag*(vec2(n(g*2.),n(g*2.+7.))-.5)*2.;
    vec2 id=floor(g);
    float best=9.;vec2 v=vec2(0.);float key=0.;
    for(int j=0;j<4;j++){
      vec2 q=id+vec2(mod(float(j),2.),floor(float(j)*.5))-step(fract(g),vec2(.5)),z=g-q-.5-.4*(vec2(h(q),h(q+3.))-.5);
      float R=(.15+.35*h(q+6.))*step(h(q+8.),many),d=length(z)/max(R,.001);
      if(d<best){best=d;v=z/max(R,.001);key=h(q+11.);}
    }
    if(best<1.){
      float wall=dot(v,vec2(-.55,.7));                                            // the far wall takes the light
      c=mix(mix(deep,base,.25+.4*key*h(vec2(10.))),base*1.05,clamp(-wall*best*1.1,0.,1.))*(.55+.45*smoothstep(.2,1.,best))*(.85+.25*n(p*25.));
    }else c*=1.+.25*smoothstep(1.35,1.,best)*dot(v,vec2(-.5,.6));
  }
  if(h(vec2(12.))<.25)c=mix(c,base*vec3(.45,.3,.18)*(.8+.3*n(p*12.)),smoothstep(.02,-.02,p.y+.5*h(vec2(13.))+.06*sin(p.x*4.)));       // a crust
  gl_FragColor=vec4(c,1.);
}
