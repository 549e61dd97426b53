// title: Octopus and jellyfish
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: octopuses, squids and jellyfish with waving arms, suckers and glowing bells in dark or bright water
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*3.+5.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t),w=3./min(r.x,r.y),deep=H(1.);
vec3 sea=hsv(.45+.35*H(2.),.3+.6*H(3.),.12+.8*deep),c=sea*(1.+.25*p.y+.12*snoise2D(vec2(p.x*2.+p.y,t*.3)));
float col=floor(p.x/1.5+.5);
e+=col*17.;
vec2 q=vec2(p.x-col*1.5,mod(p.y+H(4.)*2.+1.,2.)-1.);
q.y-=.25;
float jelly=step(.5,H(5.)),W=.34+.18*H(6.),n=5.+floor(4.*H(7.));
vec3 A=hsv(H(8.),.3+.6*H(9.),.45+.55*H(10.)),B=mix(A,hsv(H(11.),.5,1.),.6);
// arms: each hangs from the rim at x0 and swings more the deeper it is
for(float k=0.;k<8.;k++){
  if(k>=n)break;
  float x0=(k/(n-1.)-.5)*2.*W*.85,y=-q.y,s=H(k+20.)*6.3,L=.55+.5*H(k+30.);
  float sw=(.1+.16*(1.-jelly))*y*sin(y*(4.+3.*H(k+40.))-t*2.5+s)+x0*(.6*y)*(1.-jelly*.7),thick=mix(.085*(1.-y/L),.018,jelly);
  float d=max(abs(q.x-x0-sw)*.8-thick,max(y-L,-y-.05));
  vec3 K=mix(A*(.7+.3*mod(k,2.)),B,jelly);
  D(d,jelly>.5?mix(c,K,.7):K)
  if(jelly<.5)D(max(length(vec2(q.x-x0-sw,mod(y,.09)-.045))-.025,d+.01),mix(B,vec3(1.),.5))
}
if(jelly>.5){
  float y=q.y+.08,bell=max(length(q*vec2(1.,.8+.6*H(12.)))-W-.04*sin(t*4.),-y-.05*cos(q.x*(20.+20.*H(13.))));
  vec3 K=mix(A,vec3(1.),.15+.6*smoothstep(-.25,.0,bell));
  D(bell,mix(c,K,.55+.35*H(14.)))
  D(max(bell+.05,abs(abs(sin(4.*atan(q.x,q.y+.2)))-.3)*.2-.02),B)
  for(float k=0.;k<4.;k++)D(abs(length(q-vec2((k-1.5)*.13,.1))-.05)-.012,B*1.1)
  c+=A*.25*exp(-7.*max(bell,0.))*(1.-deep);
}else{
  float squid=step(.5,H(15.)),h=length((q-vec2(0.,.22))*vec2(1.,mix(.9,.55,squid)))-W*mix(.95,.6,squid);
  if(squid>.5)D(max(abs(q.x)+1.2*abs(q.y-.5)-.42,-q.y+.35),A*.8)
  h=min(h,length(q*vec2(.9,1.4))-W*.75);
  D(h,A*(1.1+.4*q.y-.4*length(q-vec2(-.1,.2))))
  if(H(16.)<.6)D(max(h+.03,.25-snoise2D(q*5.+e)),B)
  vec2 y=vec2(abs(q.x)-W*.42,q.y-.02);
  D(length(y)-.1,vec3(.95)) D(length(y*vec2(.6,1.3))-.04,vec3(.02))
}
D(abs(length(vec2(mod(p.x*1.3+floor(p.y*2.)*.37,.8)-.4,mod(p.y+t*.2,.5)-.25))-.04)-.008+step(H(17.),.5),mix(c,vec3(1.),.6))
o=vec4(c,1.);
