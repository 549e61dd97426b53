// title: Carpets of digits
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: a place is kept or cut by its digits in base two to five: carpets, gaskets, crosses and quilts
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  uint e=uint(floor(t*1.7)),n=e*747796405u+2891336453u;
  // a small generator of random bits for the rule
  #define NEXT (n^=n<<13,n^=n>>17,n^=n<<5,n)
  #define U (float(NEXT>>8)/16777216.)
  float junk=U,a=floor(U*4.)*.3927+.05*t,zoom=.35+.5*U;
  junk=U;
  int base=2+int(U*3.7),levels=base<3?6:4;
  uint rule=NEXT,rule2=NEXT;
  rule&=NEXT;rule|=NEXT%2u==0u?33u:66u;     // a quarter of the places are kept, two of them always
  float shear=U<.3?.5:0.,hue=U,sat=U,v0=.1+.3*U,v1=.6+.4*U,kind=U,mirror=U;
  vec2 q=mat2(cos(a),sin(a),-sin(a),cos(a))*p*zoom+.5+.02*t;
  q.x+=shear*q.y;
  q=fract(q);
  float alive=1.,depth=0.,tone=0.,w=.5,edge=1.,size=1.;
  for(int i=0;i<6;i++){
    if(i>=levels)break;
    q*=float(base);
    ivec2 d=ivec2(q);
    q=fract(q);
    size*=float(base);
    int k=d.x+base*d.y;
    // symmetric rules look woven
    if(mirror<.6&&base>2)k=min(d.x,base-1-d.x)*5+min(d.y,base-1-d.y)+(mirror<.3?0:abs(d.x-d.y));
    bool keep=((rule>>uint(k&31))&1u)==1u;
    if(((rule2>>uint(k&31))&3u)==3u)q=q.yx;
    tone+=w*float((rule2>>uint((k*3)&31))&1u);
    w*=.5;
    if(keep&&alive>.5&&i>0){alive=0.;vec2 z=abs(q-.5);edge=.5-max(z.x,z.y);}
    if(alive>.5)depth++;
  }
  vec3 A=.5+.5*cos(6.3*(hue+.13*depth*sat+vec3(0.,.2,.45))),B=mix(vec3(v0),A.zxy*v0*1.5,sat),c;
  if(kind<.3)c=mix(mix(vec3(v1),A,sat),B,alive)*(alive>.5?1.:.75+.5*min(edge*2.,.5));
  else if(kind<.55)c=mix(B,mix(vec3(v1),A,sat),depth/float(levels));
  else if(kind<.8)c=mix(B,mix(vec3(1.),A,sat),tone)*(.8+.4*alive);
  else c=mix(A,B,step(.5,fract(depth*.5)))*(.6+.6*smoothstep(.0,.12,edge));
  o=vec4(c,1.);
}
