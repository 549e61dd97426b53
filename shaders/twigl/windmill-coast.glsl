// title: Mills and lighthouses
// mode: geekest
// licence: CC0-1.0
// shows: windmills with turning sails, lighthouses with beams, wind turbines and water towers on a shore
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+9.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.2),w=3./min(r.x,r.y),row=floor(p.y/2.3+.5),u=H(1.),v=H(2.),col=0.;
vec2 q=vec2(p.x+row*.9,p.y-row*2.3);
vec3 sky=hsv(v,.55*H(3.),.2+.8*u),land=hsv(.1+.3*H(4.),.55*H(5.),.25+.55*H(6.)),c=mix(sky,vec3(.95,.9,.8),.5*clamp(.3-q.y*.6,0.,1.));
if(H(7.)<.5)c+=.2*smoothstep(.1,.8,snoise2D(q*vec2(.9,2.2)+e)+.35*snoise2D(q*3.1));
D(q.y+.45,mix(hsv(.55,.5,.45),land,step(.5,H(8.)))*(.9+.15*sin(q.y*60.+3.*sin(q.x*4.))))
  D(q.y+.65-.12*snoise2D(vec2(q.x*1.2,e)),land*(1.+.15*snoise2D(q*9.)))
float G=1.7;
col=floor(q.x/G+.5);
q.x-=col*G;
e+=col*7.+row*3.;
float kind=floor(4.*H(9.)),h=.5+.25*H(10.),bw=.15+.1*H(11.),tw=bw*(.45+.3*H(12.)),s=clamp((q.y+.8)/(h+.7),0.,1.),a=abs(q.x),W=mix(bw,tw,s),top=h-.1;
vec3 A=hsv(H(13.),.6*H(14.),.35+.6*H(15.)),B=hsv(H(16.),.8,.35+.5*H(17.)),S=vec3(1.1-.4*q.x/W*.5);
if(H(18.)<.25){A=dot(sky,vec3(.33))>.4?vec3(.07):vec3(.93);B=A;}
if(distance(A,sky)<.2)A*=.4;
float body=max(a-W,abs(q.y-(top-.8)*.5)-(top+.8)*.5),lon=q.x/W;
vec2 hub=vec2(0.,top+.06);
if(kind<1.||kind>2.5){
  float n=kind<1.?4.:3.,blade=kind<1.?.55:.6;
  if(kind<1.){
    D(body,A*(1.05-.3*lon)) if(H(19.)<.5)D(max(body,abs(fract(q.y*9.)-.5)-.1),A*.8)
    D(max(a-tw-.04,max(length(vec2(q.x,(q.y-top)*.8))-tw-.03,top-q.y)),B) D(max(a-W*.3,abs(q.y+.6)-.15),B*.5) D(length(vec2(a,q.y-.1))-.05,vec3(.15))
    D(max(abs(q.y+.25)-.02,a-W-.12)+step(H(20.),.5),B*.6)
  }else D(max(a-mix(.045,.02,s),max(q.y-hub.y,-.8-q.y)),A)
  // the sails: the angle folded to one sector
  vec2 z=(q-hub)*rotate2D(t*1.5+H(21.)*6.);
  float g=mod(atan(z.x,z.y),PI2/n)-PI/n,l=length(z);
  z=l*vec2(sin(g),cos(g));
  if(kind<1.){D(max(abs(z.x)-.014,max(z.y-blade,-z.y)),B*.5) vec2 k=z-vec2(.07,.33);
    D(max(max(abs(k.x)-.06,abs(k.y)-.22),H(22.)<.5?.1-min(abs(fract(k.x*16.)-.5),abs(fract(k.y*14.)-.5)):-1.),mix(vec3(.95),B,.3))}
  else D(max(z.x-.05*(1.-z.y/blade)-.004,max(-z.x-.012,max(z.y-blade,-z.y))),A*1.05)
  D(length(q-hub)-.045,B*.6)
}else if(kind<2.){
  float n=floor(2.+4.*H(23.));
  vec3 m=mix(A,B,H(24.)<.6?step(.5,fract(s*n*.5)):step(.5,fract(lon*.6+s*3.)));
  c+=vec3(1.,.95,.7)*.5*(1.-smoothstep(.0,.09,abs((q.y-top-.12)-.25*sin(t+e)*q.x)/(.3+a)))*step(.5,H(25.))*smoothstep(.02,.1,a);
  D(body,m*(1.05-.35*lon)) D(max(a-tw-.07,abs(q.y-top)-.025),B*.6) D(max(a-tw*.7,abs(q.y-top-.11)-.1),vec3(.95,.9,.6))
    D(max(abs(fract(q.x*14.)-.5)/14.-.008,max(a-tw*.7,abs(q.y-top-.11)-.1)),B*.4)
  D(max(a-tw*.85*(1.-(q.y-top-.2)/.16),top+.2-q.y),B*.8) D(max(max(a-.035,abs(mod(q.y,.3)-.15)-.05),body+.03),vec3(.15))
}else{
  float R=.26+.12*H(26.);
  vec2 z=q-vec2(0.,top);
  D(max(abs(a-R*.7-.12*(top-q.y)*.6)-.022,max(q.y-top,-.8-q.y)),A*.7)
    D(max(abs(abs(mod(q.x/(R*.75),2.)-1.)-abs(fract(q.y*2.2)*2.-1.))*.15-.012,max(a-R*.7-.07*(top-q.y),max(q.y-top,-.8-q.y))),A*.6)
  D(H(27.)<.5?length(z*vec2(1.,1.2))-R:max(a-R,abs(z.y-.05)-R*.7),A*(1.05-.5*q.x/R))
    D(max(a-R*1.1*(1.-(z.y-R*.7)/.2),R*.7-z.y)+step(H(27.),.5),B) D(max(abs(z.y)-.05,a-R)+step(.5,H(28.)),B)
}
gl_FragColor=vec4(c,1.);
