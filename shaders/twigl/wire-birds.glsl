// title: Birds on the wires
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: dark or bright birds that sit on slack wires in front of a cloudy sky
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id+vec2(k,e*7.+k))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/2.),w=3./min(r.x,r.y),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.));
float cloud=snoise2D(p*.8+vec2(.2*t,e))+.5*snoise2D(p*2.+e)+.25*snoise2D(p*4.-e);
vec3 c=mix(hsv(u,.5,.9-.5*v),hsv(u+.1+.3*v,.5,.95),.5+.4*p.y)+.13*cloud*vec3(1.,.9,.8);
float gap=.45+.7*v;
p*=rotate2D((u-.5)*.5);
for(float k=0.;k<2.;k++){
  // neighbouring rows overlap, so each pixel looks at two of them
  float row=floor(p.y/gap)+1.-k,sag=.1*gap*cos(p.x*1.5+row);
  vec2 q=vec2(p.x+row*.37,p.y-row*gap+sag+gap*.35),id=vec2(floor(q.x/(.75*gap)),row);
  D(abs(q.y)-.012,vec3(.05))
  if(H(1.)>.3+.5*u)continue;
  q.x=mod(q.x,.75*gap)-.375*gap;
  if(H(2.)<.5)q.x=-q.x;
  q=q/gap*1.9-vec2(0.,.36);
  float a=.5+.5*H(3.),nod=.15*sin(3.*t+9.*H(4.));
  vec3 ink=hsv(H(5.),v*.9,.1+.8*v*H(6.));
  vec2 z=q*rotate2D(-a);
  D((abs(z.y)+.25*max(z.x+.9,0.)*.3-.1)*.7+max(0.,abs(z.x+.5)-.4),ink*.7)     // tail
  D((length(z*vec2(1.,1.7+.4*H(7.)))-.48)*.6,ink)
  D((length(z*vec2(1.,2.)-vec2(.12,-.3))-.28)*.6,mix(ink,vec3(.95,.8,.6),.6))    // breast
  vec2 hd=q-vec2(.26,.34+nod);
  D((abs(hd.y+.02)+.35*(hd.x-.3))*.9+max(0.,-hd.x),vec3(.95,.6,.1))
  D(length(hd)-.24,ink*.9)
  D(length(hd-vec2(.06,.05))-.045,vec3(.97)) D(length(hd-vec2(.07,.05))-.025,vec3(0.))
  D(abs(q.x+.02)-.02+max(0.,abs(q.y+.4)-.12),vec3(.5,.3,.1))
}
o=vec4(c,1.);
