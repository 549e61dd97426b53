// title: Cells by other distances
// mode: geeker
// licence: CC0-1.0
// shows: cells whose distance is by squares, diamonds, stars or fourth roots: fields, roofs, chips and shards
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(83.3,31.9))+e)*4871.9);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.6)*1.7;
  float S=1.2+3.5*h(vec2(1.))*h(vec2(2.)),M=floor(h(vec2(3.))*4.),a=h(vec2(4.))*6.3;
  vec2 q=(mat2(cos(a),sin(a),-sin(a),cos(a))*p+.07*t)*S,id=floor(q),w=id,v=q;
  float d1=9.,d2=9.,d3=9.;
  for(int j=0;j<9;j++){
    vec2 n=id+vec2(mod(float(j),3.),floor(float(j)/3.))-1.,z=n+.15+.7*vec2(h(n),h(n+7.))-q;
    vec2 y=abs(z);
    float d=M<1.?max(y.x,y.y):M<2.?y.x+y.y:M<3.?pow(sqrt(y.x)+sqrt(y.y),2.)*.6:max(y.x*.866+z.y*.5,-z.y);     // the last: triangles
    d*=.75+.6*h(n+3.);                                                                                        // some cells are stronger
    if(d<d1){d3=d2;d2=d1;d1=d;w=n;v=z;}else if(d<d2){d3=d2;d2=d;}else d3=min(d3,d);
  }
  float x=h(w+11.),k=h(vec2(5.));
  vec3 A=.5+.5*cos(6.3*(h(vec2(6.))+h(vec2(7.))*x*.5+vec3(0.,.2,.45))),B=vec3(.1+.8*h(vec2(8.))),c;
  A=mix(vec3(dot(A,vec3(.4))),A,h(vec2(9.))*1.2)*(.5+.6*x);
  if(k<.3)c=A*(1.15-d1)*step(.05+.1*h(vec2(10.)),d2-d1);                                   // blocks and streets
  else if(k<.5)c=mix(A,B,step(.5,fract(d1*(3.+5.*h(vec2(11.)))-.3*t)));                    // rings within
  else if(k<.7)c=A*(abs(v.x)>abs(v.y)?(v.x>0.?1.2:.6):(v.y>0.?.95:.4))*(.4+.6*smoothstep(.0,.05,d2-d1));   // roofs
  else if(k<.85)c=mix(B*.2,A*1.3,smoothstep(.0,.8,d3-d1-.3*(d2-d1)));
  else c=mix(A,B,smoothstep(.1,.06,abs(d2-d1-.15)))*(1.-.5*d1);
  gl_FragColor=vec4(c,1.);
}
