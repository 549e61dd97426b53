// title: Printed page
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: headlines, columns of small invented type, pictures and bars on paper or screen
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*3.+1.)+B)
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),B=vec2(0.);
float e=floor(t/1.5),w=3./min(r.x,r.y),u=fsnoise(vec2(e,4.)),v=fsnoise(vec2(e,5.)),G=.6+.9*u;
vec3 paper=hsv(v,.3*u*v,.8+.2*u),ink=hsv(u,.7*v,.3*v);
if(fract(u*5.)>.65){vec3 z=paper;paper=ink;ink=z;}
p*=rotate2D((v-.5)*.3);
p.y+=t*.1;
vec3 c=paper*(1.+.04*snoise2D(p*7.));
B=floor(p/vec2(G,G*.8));
vec2 q=p-B*vec2(G,G*.8)-vec2(.06,.05),S=vec2(G-.12,G*.8-.1),a=abs(q-S*.5)-S*.5;
float kind=H(1.),box=max(a.x,a.y);
if(kind<.25){                                   // a picture: hills, or a chart of bars
  vec3 k=hsv(H(2.),.7,.8);
  float n=H(3.)<.5?S.y*fsnoise(vec2(floor(q.x*14./G),e)+B):S.y*(.45+.3*snoise2D(vec2(q.x*3.,e)+B)+.1*snoise2D(q*9.));
  if(box<0.)c=mix(mix(paper,k,.3),q.y<n?k*.7:paper,.8);
  D(abs(box+.01)-.01,ink)
}else if(kind<.33){D(box,hsv(H(4.),.8,.8)) D(max(box+.1,abs(fract(q.y*9.)-.5)-.3),paper)}
else{
  // type: each letter is a 3x5 grid of hashed dots, stems favoured; words end at gaps
  float h=(kind<.5?.22:kind<.7?.11:.055),line=floor(q.y/h),y=q.y/h-line,len=fsnoise(vec2(line,e)+B),col=floor(q.x/h/.62),x=q.x/h/.62-col;
  vec2 id=vec2(col,line)+B*13.+e;
  float word=step(.18,fsnoise(id)),end=step(q.x,S.x*(len<.2?.5*len+.4:1.));
  vec2 z=vec2(x/.8,(y-.12)/.66),g=floor(z*vec2(3.,5.));
  g.x=fsnoise(id+5.)<.5?abs(g.x-1.):g.x;
  float on=step(.42,fsnoise(g+id*3.+2.)+.25*step(g.x,0.5)),
    in_=step(0.,min(z.x,z.y))*step(max(z.x,z.y),1.)*step(0.,q.x)*step(0.,q.y)*step(q.y,S.y);
  float lum=word*end*in_*on;
  c=mix(c,kind<.5?hsv(H(6.),v,.6*v):ink,lum*.9);
}
if(fract(v*7.)<.3)c*=.75+.25*smoothstep(-.3,.6,snoise2D(p*.9+e));
o=vec4(c,1.);
