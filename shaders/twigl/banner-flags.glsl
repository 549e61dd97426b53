// title: Flags
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: invented flags: bands, crosses, saltires, cantons, discs, stars and triangles, waving or flat
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.4),u=H(1.),v=H(2.),one=step(.45,u),w=3./min(r.x,r.y);
vec2 S=mix(vec2(1.15,.85),vec2(2.3,1.7),one);
vec3 sky=hsv(.45+.3*u,.4*v,.4+.6*H(3.)),c=sky;
id=floor(p/S+.5);
vec2 q=(p-id*S)/S.y*2.4;
w*=2.4/S.y;
float wave=.09*sin(q.x*3.-t*4.+H(4.)*6.)*step(.4,H(5.));
q.y+=wave;
vec2 a=abs(q);
float R=1.4,T=.9;                                      // half width and height of the cloth
vec3 A=hsv(floor(H(6.)*8.)/8.,.85,.8),B=hsv(floor(H(7.)*8.)/8.,.8,.6),W=vec3(.95),k1=A,k2=W,k3=B;
if(H(8.)<.3){k1=W;k2=A;}
if(H(9.)<.2)k3=vec3(.05);
if(H(10.)<.15){k1=vec3(.15);k2=vec3(.9);k3=vec3(.5);}
float ground=floor(7.*H(11.)),sh=max(a.x-R,a.y-T),n=floor(5.+6.*H(12.)),mid=.15+.2*H(13.);
vec3 f=k1;
if(ground<1.)f=abs(q.y)<.3?k2:q.y>0.?k1:k3;
else if(ground<2.)f=abs(q.x)<R/3.?k2:q.x>0.?k3:k1;
else if(ground<3.)f=mix(k1,k2,step(.5,fract(q.y*n*.5/1.8+.25)));
else if(ground<4.){float x=min(a.y,abs(q.x+.4*step(.4,H(14.))));f=x<mid*.5?k3:x<mid?k2:k1;}
else if(ground<5.){float x=abs(a.x*T/R-a.y);f=x<mid*.45?k3:x<mid*.8?k2:k1;}
else if(ground<6.)f=q.x*T/R+q.y>mid?k1:q.x*T/R+q.y<-mid?k3:k2;
if(H(15.)<.3&&ground!=4.)f=a.y<(.2+.9*H(16.))*-(q.x+R-1.1)?k3:f;
if(H(17.)<.3&&ground!=3.||ground==2.&&H(17.)<.6)f=q.x<-.25&&q.y>(ground==2.?-.05:.15)?k3:f;
vec2 z=q-(H(17.)<.4?vec2(-.85,.45):vec2(0.));
float g=atan(z.x,z.y),l=length(z),rad=H(17.)<.4?.28:.35+.2*H(18.),kind=H(19.),d=9.;
if(kind<.2)d=l-rad;
else if(kind<.4){float s=abs(mod(g,1.2566)-.6283);d=dot(vec2(cos(.6283-s),sin(.6283-s))*l,vec2(.59,.81))-rad*.5;}
else if(kind<.5)d=max(l-rad,rad*.8-length(z-vec2(rad*.35,0.)));
else if(kind<.6)d=l-rad*(.75+.25*sign(sin(g*12.)));
else if(kind<.68)d=min(max(abs(z.x),abs(z.y)*3.),max(abs(z.y),abs(z.x)*3.))-rad*.8;
f=mix(f,distance(f,k3)<.1?k2:k3,clamp(.5-d/w,0.,1.));
f*=1.+1.8*wave*cos(q.x*3.-t*4.);
D(max(abs(q.x+R+.07)-.05,-q.y-T),sky*.3)
D(sh,f)
o=vec4(c,1.);
