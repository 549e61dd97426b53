// title: Herringbone
// mode: geeker
// licence: CC0-1.0
// shows: parquet, paving and tweed in herringbone and chevrons, with grain and gaps
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(53.7,19.1))+e)*3769.3);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.6)*1.9;
  float n=2.+floor(4.*h(vec2(1.))),S=2.+5.*h(vec2(2.)),kind=h(vec2(3.)),a=h(vec2(4.))*3.14;
  vec2 g=(mat2(cos(a),sin(a),-sin(a),cos(a))*p+vec2(.05*t))*S,i=floor(g),k=fract(g),id,z;
  if(kind<.6){
    // in a herringbone of n-long planks the cell (x, y) belongs to a lying plank if x - y mod 2n < n
    float w=mod(i.x-i.y,2.*n);
    if(w<n){id=vec2(i.x-w,i.y);z=vec2(w+k.x,k.y);}
    else{w=mod(i.y-i.x-1.,2.*n);id=vec2(i.x,i.y-w)+77.;z=vec2(w+k.y,k.x);}
  }else{
    float W=1.+floor(2.*n*.5),x=g.x/W,side=mod(floor(x),2.),u=fract(x);
    float y=g.y+(side<1.?u:1.-u)*W;
    id=vec2(floor(x),floor(y))+side*31.;z=vec2(u*n,fract(y));
  }
  float q=h(id),edge=min(min(z.y,1.-z.y),min(z.x,n-z.x)),up=step(50.,id.x+20.);
  vec3 A=.5+.5*cos(6.3*(h(vec2(5.))*.25+vec3(0.,.12,.24))),B=.5+.5*cos(6.3*(h(vec2(6.))+vec3(0.,.2,.4)*h(vec2(7.))));
  float pick=h(vec2(8.))<.4?q:h(vec2(8.))<.7?step(.5,fract((id.x-id.y)*.25)):up;
  vec3 c=mix(A*(.3+.5*h(vec2(9.))),B,pick*h(vec2(10.)))*(.75+.4*q);
  float grain=h(vec2(floor(z.x*2.),floor(z.y*9.)+q*50.))*.5+.5*sin((z.y*5.+.6*sin(z.x*1.5+q*6.))*4.);
  c*=.86+.2*grain*h(vec2(11.));
  float W=.03+.1*h(vec2(12.));
  c=mix(c,mix(vec3(.04),vec3(.8),step(.6,h(vec2(13.)))),smoothstep(W,W*.5,edge));
  c*=1.+.25*(.5-z.y)*h(vec2(14.));
  gl_FragColor=vec4(c,1.);
}
