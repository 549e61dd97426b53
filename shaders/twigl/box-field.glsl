// title: Boxes on a plane
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a field of boxes of hashed heights, as a city, a bar chart, keys or crystals, seen from above
#define H(k) fsnoise(vec2(k,e*3.+65.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.3),gap=.5-.03-.12*H(1.),tall=.4+2.4*H(2.)*H(3.),a=H(4.)*6.+.15*t,x=0.,hit=0.,hgt=0.;
float tilt=.35+.9*H(5.);
vec3 D=normalize(vec3(p,1.6+H(6.))),P=vec3(0.),N=vec3(0.,1.,0.),eye=vec3(3.*t*.2+e*7.,3.+1.5*H(7.),0.);
D.yz*=rotate2D(-tilt);D.xz*=rotate2D(a);
D+=1e-5;
// walk from cell to cell: in each, the ray meets the top or a side, or goes on
vec2 id=floor(eye.xz),st=sign(D.xz),del=1./abs(D.xz),nx=(id+max(st,0.)-eye.xz)/D.xz;
for(float i=0.;i<26.;i++){
  float q=fsnoise(id+e),kind=H(8.);
  hgt=tall*(kind<.4?q*q:kind<.7?.5+.5*sin(id.x*.9+t)*sin(id.y*.8):step(.6,q)*q+.05);
  vec3 c0=vec3(id.x+.5,hgt*.5-2.,id.y+.5),b_=vec3(gap,hgt*.5+2.,gap),t0=(c0-eye-sign(D)*b_)/D,t1=(c0-eye+sign(D)*b_)/D;
  float near=max(t0.x,max(t0.y,t0.z)),far=min(t1.x,min(t1.y,t1.z));
  if(near<far&&near>0.){x=near;hit=1.;N=-sign(D)*step(t0.yzx,t0)*step(t0.zxy,t0);break;}
  float ground=-eye.y/D.y;
  if(nx.x<nx.y){id.x+=st.x;if(ground>0.&&nx.x>ground){x=ground;hit=2.;break;}nx.x+=del.x;}
  else{id.y+=st.y;if(ground>0.&&nx.y>ground){x=ground;hit=2.;break;}nx.y+=del.y;}
}
P=eye+D*x;
float u=fsnoise(id+e+9.);
vec3 sky=mix(hsv(H(9.),.5*H(10.),.5+.5*H(11.)),hsv(H(12.),.6*H(13.),.15+.6*H(14.)),.5+.5*D.y),L=normalize(vec3(.6,.9,-.3));
vec3 A=hsv(H(15.)+H(16.)*.4*u+.2*hgt*H(17.),.85*H(18.),.35+.6*H(19.))*(.7+.4*u),c=sky;
if(hit>.5){
  if(hit>1.5){A=hsv(H(20.),.4*H(21.),.15+.6*H(22.));hgt=0.;}
  else if(N.y<.5){
    vec2 w=vec2(dot(P.xz,abs(N.zx))*4.,P.y*5.),k=fract(w);
    if(H(23.)<.4)A=mix(A,step(.5,fsnoise(floor(w)+id))*vec3(1.2,1.,.6)+.05,step(.25,min(k.x,k.y))*step(P.y,hgt-.1));        // windows
    A*=.55+.45*clamp(P.y/max(hgt,.2),0.,1.);
  }else if(H(24.)<.4)A*=.7+.5*step(max(abs(fract(P.x)-.5),abs(fract(P.z)-.5)),gap*.75);
  c=A*(.35+.75*max(0.,dot(N,L)));
  c=mix(c,sky,1.-exp(-.0035*x*x));
}
o=vec4(c,1.);
