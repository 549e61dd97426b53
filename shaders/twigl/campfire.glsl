// title: Flames
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: fires over logs, candles and gas jets, with sparks, before dark or lit grounds
#define H(k) fsnoise(vec2(k+id*5.,e*2.+1.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t/2.),id=0.,u=fsnoise(vec2(e,81.)),v=fsnoise(vec2(e,82.)),G=u<.4?1.6:u<.7?.6:2.3;
id=floor(p.x/G+.5);
q=vec2(p.x-id*G,p.y+.75);
float W=min(G*.42,.15+.5*H(1.)),tall=.7+1.2*H(2.)*(G<1.?.7:1.),y=q.y/tall;
float n=snoise3D(vec3(p.x*2./W*.5,p.y*1.3-t*2.,t*.5+e))+.5*snoise3D(vec3(p.x*2.2/W,p.y*3.-t*4.,t+e))*(.5+H(3.));
q.x+=n*.22*W*smoothstep(0.,.5,y)*2.;
// a tongue: wide at the foot, drawn to a tip
float w_=W*sqrt(clamp(y*6.,0.,1.))*clamp(1.-y,0.,1.)*1.4+1e-3,f_=1.-abs(q.x)/w_+.35*n*y;
f_=clamp(f_*step(0.,y),0.,1.5)*smoothstep(0.,.1,q.y);
float hue=H(4.)<.6?.02:H(5.);
vec3 wall=hsv(v,.6*u,.05+.9*v*fract(u*7.))*(1.+.3*snoise2D(p*2.+e)),c=wall*(1.+.2*sin(p.x*9.)*step(.5,fract(v*5.)));
c+=hsv(hue+.03,.7,.5)*exp(-length(vec2(p.x-id*G,p.y+.3))*2.5);
c=mix(c,hsv(hue,.95,.85),smoothstep(.0,.25,f_));
c=mix(c,hsv(hue+.1,.85,1.),smoothstep(.25,.6,f_));
c=mix(c,vec3(1.,.98,.85),smoothstep(.6,1.1,f_));
q.x=p.x-id*G;
if(G<1.)c=mix(c,hsv(H(6.),.5*H(7.),.9)*(1.2-1.5*abs(q.x)/.2),step(abs(q.x),.1+.08*H(8.))*step(p.y,-.7));          // candle
else for(float i=0.;i<4.;i++){                                                                                // logs
  vec2 z=(q-vec2((i-1.5)*.22,-.05-.03*i))*rotate2D((H(i+10.)-.5)*1.6);
  float d=max(abs(z.x)-.55*W-.2,abs(z.y)-.07);
  c=mix(c,hsv(.05,.5,.12+.2*H(i+20.))*(1.+.5*snoise2D(z*vec2(5.,30.)))+vec3(.8,.2,0.)*smoothstep(.3,.8,snoise2D(z*9.+t)),(1.-smoothstep(.0,.02,d)));
}
vec2 g=vec2(p.x*5.+.4*sin(t+p.y*3.),p.y*4.-t*3.),k=fract(g)-.5;
c+=vec3(1.,.6,.2)*(1.-smoothstep(.0,.13,length(k)))*step(.85,fsnoise(floor(g)));
o=vec4(c,1.);
