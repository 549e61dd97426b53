// title: Chessmen
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a checked board with turned pieces in silhouette or a close view of one or two of them
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id+vec2(k,e*3.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.3),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),G=u<.3?1.7:u<.65?.9:.5,w=3./min(r.x,r.y)/G*2.;
vec3 A=hsv(v,.6*u*v,.85+.1*u),B=hsv(v+.1*u,.7*fract(u*7.),.2+.35*fract(v*5.)),c=A;
p+=t*.05;
id=floor(p/G);
vec2 q=(fract(p/G)-.5)*2.;
float odd=mod(id.x+id.y,2.);
c=mix(A,B,odd)*(1.+.08*snoise2D(p*vec2(2.,14.)*step(.5,v)));
float kind=floor(8.*H(1.)),white=step(.5,H(2.));
if(kind<7.){
  vec2 a=vec2(abs(q.x),q.y);
  // turned outline: foot, stem with rings, then a head that names the piece
  float top=kind<1.?.1:.32,y=q.y,stem=.1+.12*pow(max(0.,(top-y)/1.1),2.);
  float d=max(max(abs(y+.76)-.09,a.x-.48)-.02,-.9-y);
  d=min(d,max(abs(y+.62)-.06,a.x-.36));
  d=min(d,max(a.x-stem-.06,max(y-top,-.7-y)));
  d=min(d,max(abs(y-top)-.045,a.x-.25));
  if(kind<1.)d=min(d,length(q-vec2(0.,.33))-.25);
  else if(kind<2.){                                                     // rook
    d=min(d,max(abs(y-.55)-.24,a.x-.28-.1*step(.45,y)));
    d=max(d,-max(abs(a.x-.16)-.05,.66-y));
  }else if(kind<3.){                                                    // bishop
    d=min(d,length(vec2(a.x*1.3,y-.52))-.25);d=min(d,length(q-vec2(0.,.82))-.07);
    d=max(d,.03-abs(dot(q-vec2(.08,.55),vec2(.8,-.6)))-step(q.x+q.y*.5,.25));
  }else if(kind<5.){                                                    // king, queen
    d=min(d,max(a.x-.18-.2*(y-.35),abs(y-.52)-.2));
    if(kind<4.)d=min(d,min(max(a.x-.04,abs(y-.83)-.13),max(a.x-.11,abs(y-.86)-.035)));
    else d=min(d,min(length(a-vec2(.28,.76))-.07,min(length(a-vec2(.11,.8))-.07,max(a.x-.26,abs(y-.7)-.06))));
  }else{                                                                // knight: neck, muzzle, ear
    vec2 z=q*vec2(H(3.)<.5?1.:-1.,1.);
    d=min(d,max(length(z-vec2(.1,.12))-.45,z.x-.2-.3*z.y));
    d=min(d,max(abs(dot(z-vec2(-.2,.38),vec2(.45,.89)))-.16,abs(z.x+.15)-.3));
    d=min(d,max(abs(z.x)+.5*abs(z.y-.7)-.13,.4-z.y));
  }
  vec3 K=mix(vec3(.06)+.15*B*u,vec3(.95,.9,.8),white)*(.85+.5*(white>.5?-a.x:q.x*q.x));
  D(d-.05,mix(vec3(.95),vec3(.03),white)) D(d,K)
  if(v<.4)D(max(abs(fract(y*6.)-.5)-.08,d+.04),mix(vec3(.9),vec3(.1),white))
}
o=vec4(c,1.);
