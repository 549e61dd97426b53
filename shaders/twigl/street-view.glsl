// title: Streets
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a street in perspective: house fronts, shop windows, kerbs, lamps, parked cars and sky, by day or dusk
#define H(k) fsnoise(vec2(k,e*2.+7.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.1),night=step(.75,H(1.)),turn=.5*(H(2.)-.5),w=3./min(r.x,r.y),W=1.6+H(3.),eye=.7+.5*H(4.);
vec3 sky=night>.5?hsv(.6+.2*H(5.),.6,.15):hsv(.52+.1*H(5.),.45*H(6.),.65+.35*H(7.)),c=sky*(1.2-.25*p.y);
if(night<.5)c+=.2*smoothstep(.0,.7,snoise2D(p*vec2(.8,1.8)+e)+.4*snoise2D(p*3.));
vec3 D_=normalize(vec3(p.x,p.y-.1,1.1+.4*H(8.)));
D_.xz*=rotate2D(turn);
// planes: the ground at -eye and a wall of fronts on either side
float side=sign(D_.x),xw=W/max(abs(D_.x),1e-4),xg=D_.y<0.?-eye/D_.y:1e4,x=min(xw,xg);
if(D_.z<0.02)x=min(x,30.);
vec3 P=D_*x;
float z=P.z+t*.4+e*7.;
if(xw<xg){
  float id=floor(z/1.3),f=fract(z/1.3),g=fsnoise(vec2(id,side+e)),y=P.y+eye,floors=2.+floor(3.*fsnoise(vec2(id,side+e+5.))),top=floors*.85+.2*fsnoise(vec2(id,e+side*2.));
  top+=step(.5,g)*.35*(.5-abs(f-.5))*2.;
  if(y<top){
    vec3 m=hsv(fract(g*7.)*.2+.9*H(9.),.6*fract(g*13.)*H(10.),.35+.6*fract(g*29.));
    if(fract(g*17.)<.35)m*=.85+.2*step(.1,fract(y*9.))*step(.06,fract(z*5.+.5*mod(floor(y*9.),2.)));
    vec2 q=vec2(fract(f*2.9)-.5,fract(y/.85)-.55);
    float lev=floor(y/.85),pane=max(abs(q.x)-.24,abs(q.y)-.25-.1*fract(g*3.)),lit=step(fsnoise(vec2(floor(f*2.9)+id*3.,lev+side)),.4);
    vec3 glass=night>.5?mix(vec3(.06,.07,.1),vec3(1.,.8,.45),lit):mix(vec3(.15,.2,.25),sky,.5*lit);
    m*=mix(1.,.35,night);
    if(lev<.5){                                                       // shop or door
      if(fract(g*5.)<.55){pane=max(abs(f-.42)-.34,abs(y-.38)-.26);
        m=mix(m,hsv(fract(g*41.),.7,.7)*(1.-.5*night)*(.7+.4*step(.5,fract(f*9.))*step(.5,fract(g*11.))),step(abs(y-.74),.09));}
      else pane=max(abs(f-.5)-.12,y-.62);
    }
    m=mix(m,vec3(.85)*(1.-.6*night),step(pane,.045)*step(1.,floors));
    m=mix(m,glass,step(pane,0.));
    m*=mix(1.,.6,(1.-smoothstep(.0,.06,top-y)))*mix(.7,1.05,step(0.,side*(H(11.)-.5)));
    c=m*step(.015,min(f,1.-f))+m*.5*(1.-step(.015,min(f,1.-f)));
  }
}else if(xg<40.){
  float X=abs(P.x)/W,n=snoise2D(vec2(P.x,z)*9.);
  c=mix(vec3(.3+.2*H(12.)),vec3(.6,.58,.55),step(.68,X))*(1.+.08*n)*(1.-.55*night);
  c=mix(c,vec3(.85)*(1.-.5*night),step(abs(X-.69),.012)+step(X,.014)*step(.5,fract(z*.8)));
  c*=mix(1.,.85,step(.72,X)*step(.9,fract(z*2.)));
  if(H(13.)<.3)c=mix(c,vec3(.85)*(1.-.5*night),step(X,.62)*step(.5,fract(P.x*2.5))*step(abs(mod(z,9.)-4.),.5));
}
x=min(x,40.);
c=mix(c,mix(sky,vec3(.8)*(1.-night),.3),1.-exp(-.0035*x*x));
// cars stand along both kerbs: sprites set at fixed depths, far to near
for(float k=6.;k>0.;k--){
  float dz=k*1.4-fract((t*.4+e*7.)/1.4)*1.4,id=floor((t*.4+e*7.)/1.4)+k,s=fsnoise(vec2(id,e))<.5?-1.:1.,lamp=step(.6,fsnoise(vec2(id,e+2.)));
  vec2 pos=vec2(s*W*(lamp>.5?.75:.52),-eye),b=vec2(pos.x*cos(turn)-dz*sin(turn),dz*cos(turn)+pos.x*sin(turn));
  if(b.y<.35||b.y>x*1.02)continue;
  float sc=(1.1+.4*H(8.))/b.y;
  vec2 q=vec2(p.x-b.x*sc,p.y-.1+eye*sc)/sc;
  vec3 A=hsv(fsnoise(vec2(id,9.)),.7*fsnoise(vec2(id,8.)),.2+.7*fsnoise(vec2(id,7.)))*(1.-.6*night);
  if(lamp>.5){float d=max(abs(q.x)-.02,abs(q.y-.65)-.65);c=mix(c,vec3(.1),step(d,0.));
    c=mix(c,vec3(1.,.9,.6),step(length(q-vec2(0.,1.32)),.07));c+=night*vec3(1.,.8,.4)*.02/(.02+dot(q-vec2(0.,1.32),q-vec2(0.,1.32)));}
  else{
    float d=max(abs(q.x)-.3+.12*smoothstep(.2,.4,q.y),abs(q.y-.23)-.2);
    c=mix(c,A,step(d,0.));c=mix(c,vec3(.1,.13,.17),step(max(abs(q.x)-.18,abs(q.y-.32)-.06),0.));
    c=mix(c,vec3(.9,.2,.15)*(.7+.5*night),step(length(vec2(abs(q.x)-.23,q.y-.2)),.045));
      c=mix(c,vec3(.05),step(max(abs(abs(q.x)-.22)-.05,abs(q.y-.02)-.04),0.));
  }
}
o=vec4(c,1.);
