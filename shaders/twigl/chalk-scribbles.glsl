// title: Scribbles
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: loose scrawls, spirals, zigzags and hatching with chalk, crayon, pencil or felt pen
#define H(k) fsnoise(vec2(k,e*3.+2.)+id*5.)
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.5),u=H(1.),v=H(2.),board=step(.55,u),soft=2./min(r.x,r.y);
vec3 c=mix(hsv(v,.15*fract(v*7.),.9+.1*v),hsv(.3+.4*v,.35*fract(v*5.),.1+.15*v),board)*(1.+.12*snoise2D(p*1.5+e)*board);
float many=1.+floor(4.*H(3.));
for(float k=0.;k<4.;k++){
  if(k>=many)break;
  float G=many<2.?2.2:1.5+.5*H(k+5.),d=9.;
  id=vec2(0.);
  vec2 z=p*rotate2D(H(k+10.)*6.3)+vec2(k*.7,k*.37),g=floor(z/G+.5);
  id=g+k*9.;
  vec2 q=(z/G-g)*2.;
  q+=.06*vec2(snoise2D(q*2.+k+e),snoise2D(q*2.+k+50.+e));
  float kind=floor(5.*H(20.)),n=2.+7.*H(21.),l=length(q),a=atan(q.y,q.x),size=.9;
  // every kind is a distance to a line that repeats, cut to a rough patch
  if(kind<1.)d=max(abs(fract(l*n*.7-a/PI2)-.5)/n*1.4,l-size*(.5+.4*H(22.)));
  else if(kind<2.){float x=q.x*n*.55,y=abs(fract(x)-.5)*2.-.5;d=max(abs(q.y-y*(.5+.8*H(23.)))/sqrt(1.+n*n*.6)*1.2,abs(q.x)-size);}
  else if(kind<3.)d=max(abs(fract((q.x+.3*q.y)*n)-.5)/n,l*(1.+.3*snoise2D(q+e))-size*.75);
  else if(kind<4.){
    for(float j=0.;j<24.;j++){
      vec2 f=vec2(1.+floor(3.*H(24.)),1.+floor(4.*H(25.))),P=vec2(sin(j*.262*f.x+H(26.)*6.),sin(j*.262*f.y+.4*sin(j*.5)))*.8,
        Q=vec2(sin((j+1.)*.262*f.x+H(26.)*6.),sin((j+1.)*.262*f.y+.4*sin((j+1.)*.5)))*.8-P;
      d=min(d,length(q-P-Q*clamp(dot(q-P,Q)/(dot(Q,Q)+1e-6),0.,1.)));
    }
  }else d=abs(l*(1.+.12*sin(a*2.+H(27.)*6.)+.1*sin(a*floor(9.*H(28.))))-.45-.3*H(29.));
  float fat=.02+.05*H(30.)*H(31.),grain=snoise2D(p*38.)*.5+.5*snoise2D(p*16.+k);
  float on=1.-smoothstep(fat-soft,fat+soft+.015*board,d);
  on*=mix(1.,smoothstep(-.7,.3,grain),step(.3,fract(u*9.)))*step(H(32.),.9);
  vec3 ink=board>.5?hsv(H(33.),.5*H(34.),.95):hsv(H(33.),.9*H(34.),.75*H(35.));
  c=mix(c,ink,on*.92);
}
o=vec4(c,1.);
