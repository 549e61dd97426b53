// title: Charts
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: bar charts, curves, pies, dot plots and rings with axes and ticks on light or dark panels
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*5.+vec2(k,e*2.+1.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.3),w=3./min(r.x,r.y),G=fsnoise(vec2(e,1.))<.6?2.2:1.15,u=fsnoise(vec2(e,2.)),v=fsnoise(vec2(e,3.)),n=3.+floor(9.*fsnoise(vec2(e,4.)));
id=floor(p/G+.5);
vec2 q=(p/G-id)*2.2;
w*=2.2/G;
vec3 bg=u<.6?hsv(v,.15*u,.9+.1*v):hsv(v,.4,.12),fg=u<.6?vec3(.15):vec3(.85),A=hsv(v,.8*step(.2,v),.75),c=bg*.92;
#define INK(k) hsv(v+(k)*.13*fsnoise(vec2(e,5.)),.75*step(.2,v),.45+.5*fsnoise(vec2(k,e)))
D(max(abs(q.x),abs(q.y))-1.02,bg)
float kind=floor(6.*H(1.)),x=(q.x+.85)/1.7,col=floor(x*n),in_=max(abs(q.x),abs(q.y))-.86,y=(q.y+.85)/1.7;
if(kind<4.){                                            // a grid, two axes, ticks
  if(H(2.)<.6)D(max(abs(fract(y*5.)-.5)*.34-.16>0.?abs(fract(y*5.+.5)-.5)*.34-.006:1.,in_),mix(bg,fg,.25))
}
if(kind<1.){
  float top=.08+.85*H(col+10.),z=fract(x*n)-.5,parts=1.+floor(3.*H(3.));
  for(float k=0.;k<3.;k++){if(k>=parts)break;D(max(max(abs(z)-.38,y-top*(1.-k/parts*.8*H(col+k+30.)))*.5,in_),INK(k))}
}else if(kind<2.){                                      // curves, filled or not
  for(float k=0.;k<3.;k++){
    float f=.45+.25*snoise2D(vec2(x*(2.+2.*H(4.)),k*9.+e))+.12*snoise2D(vec2(x*9.,k*5.+e))*H(5.)+.12*(k-1.);
    D(max(H(6.)<.5?(abs(y-f)-.015-.02*H(7.))*.8:y-f,in_),INK(2.-k))
  }
}else if(kind<3.){                                      // dots about a line
  for(float k=0.;k<22.;k++){vec2 z=vec2(H(k+10.),H(k+40.));z.y=mix(z.y,z.x*(H(8.)<.5?1.:-1.)+step(.5,H(8.)),.7);
    D(length(q-(z-.5)*1.5)-.03-.08*H(9.)*H(k+70.),INK(floor(3.*H(k+20.))))}
}else if(kind<4.){                                      // bars on their side
  float row=floor(y*n),len=H(row+10.),neg=H(10.)<.4?.5:0.;
  D(max(max(abs(fract(y*n)-.5)-.33,abs(x-neg*.95-len*.45*(neg>0.?sign(H(row+50.)-.5)*.9:1.))-len*.45)*.4,in_),INK(step(.5,H(row+50.))))
}else{                                                  // pie or ring
  float l=length(q),g=atan(q.x,q.y)/PI2+.5,from=0.,m=0.,hole=H(11.)<.5?.35+.2*H(12.):0.;
  for(float k=0.;k<6.;k++){from+=.05+.4*H(k+20.)*(1.-from);if(g>from)m=k+1.;}
  if(kind<5.)D(max(l-.78,hole-l),INK(m)*(.8+.07*m))
  else{float ring=floor(l*7.);D(max(max(l-.82,.14-l),g-.25-.7*H(ring+30.)),INK(ring)) D(max(fract(l*7.)-.08,l-.83),bg)}
}
if(kind<4.)D(max(min(abs(q.x+.86),abs(q.y+.86))-.012,max(abs(q.x),abs(q.y))-.9),fg)
D(max(max(abs(q.y-.95)-.03,abs(q.x+.4)-.45),.3-fract(sin(floor(q.x*18.)*9.+e)*99.)),fg)
o=vec4(c,1.);
