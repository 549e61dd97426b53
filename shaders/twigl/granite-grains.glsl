// title: Granite
// mode: geeker
// licence: CC0-1.0
// shows: cut granite, gneiss and terrazzo: angular grains of a few minerals in several sizes
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(27.17,91.7))+e)*9631.7);}
vec3 grain(vec2 p,float n){
  // colour of the nearest seed, by the mineral's share
  vec2 g=floor(p),w=g;float best=9.;
  for(int i=0;i<9;i++){
    vec2 c=g+vec2(mod(float(i),3.),floor(float(i)/3.))-1.,z=abs(c+vec2(h(c+n),h(c+n+5.))-p);
    float d=max(z.x+z.y*.3,z.y+z.x*.4);
    if(d<best){best=d;w=c;}
  }
  return vec3(h(w+n+11.),h(w+n+17.),best);
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.5)*1.37;
  float a=h(vec2(1.,2.))*6.3,S=2.+5.*h(vec2(3.,2.)),flat_=1.+2.*h(vec2(4.))*h(vec2(5.));
  vec2 q=mat2(cos(a),sin(a),-sin(a),cos(a))*p+vec2(t*.05,.12*sin(p.y*3.+e));
  q*=vec2(S,S*flat_);
  vec3 k=grain(q,0.),j=grain(q*2.7+3.,40.);
  vec3 base=.5+.5*cos(vec3(0.,.4,.8)*(.3+h(vec2(6.)))+6.3*h(vec2(7.)));
  base=mix(vec3(dot(base,vec3(.33))),base,.3+.6*h(vec2(8.)))*.6+.4*h(vec2(9.,3.));
  float dark=.15+.3*h(vec2(9.)),pale=.45+.4*h(vec2(10.));
  vec3 c=k.x<dark?base*(.1+.3*h(vec2(14.))):k.x<pale?mix(base,vec3(.9),h(vec2(15.))):base*(.6+.3*k.y);
  if(j.x<.35)c=j.y<.4?vec3(.08):j.y<.8?vec3(.85,.83,.8):base.zxy*.7;
  if(h(vec2(12.))<.4){float band=sin(q.y*.9+2.*sin(q.x*.4));c=mix(c,c*.35,smoothstep(.2,.6,band));}
  c*=.85+.3*h(floor(p*70.))-.1*k.z;
  if(h(vec2(13.))<.35){vec2 z=abs(fract(p*.9+.3)-.5);c*=.5+.5*smoothstep(.5,.48,max(z.x,z.y));}
  gl_FragColor=vec4(c,1.);
}
