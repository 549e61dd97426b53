// title: Strips of one-row automata
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: rows that follow from rows by one of 256 rules, in bits of a word: triangles, stripes, chaos, cloth
#define H(k) fsnoise(vec2(k,e*3.+105.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.6),S=5.+6.*H(1.);
vec2 g=(p*rotate2D(floor(H(2.)*4.)*PI*.5+.3*(H(3.)-.5)))*S+vec2(.2*t,16.);
ivec2 at=ivec2(floor(g));
vec2 k=fract(g)-.5;
// 32 cells in one word: all neighbours at once by shifts around the ring
int pick=int(H(4.)*10.);
uint rule=uint(int[](30,90,110,54,150,60,73,22,105,18)[pick]);
if(H(5.)<.25)rule=uint(H(6.)*256.);
uint row=H(7.)<.2?1u<<16:uint(H(8.)*65535.)*65537u^uint(H(9.)*65535.);
int strip=at.x>>5,steps=at.y&31;
row^=uint(strip*40503)&uint(step(.2,H(7.))*65535.);
uint was=row,age=0u;
for(int i=0;i<32;i++){
  if(i>=steps)break;
  uint L=(row<<1)|(row>>31),R=(row>>1)|(row<<31),n=0u;
  for(uint q=0u;q<8u;q++)if(((rule>>q)&1u)==1u)n|=((q&4u)>0u?L:~L)&((q&2u)>0u?row:~row)&((q&1u)>0u?R:~R);
  was=row;row=n;
}
uint bit=uint(at.x&31);
float on=float((row>>bit)&1u),old=float((was>>bit)&1u),nb=float((row>>((bit+1u)&31u))&1u),kind=H(10.);
vec3 A=hsv(H(11.)+.15*old*H(12.),.8*H(13.),.2+.75*H(14.)),B=dot(A,vec3(.33))>.45?hsv(H(15.),.6*H(16.),.05+.25*H(17.)):hsv(H(15.),.4*H(16.),.7+.3*H(17.)),c=mix(B,A,on);
if(kind<.3)c=mix(B,A,on*smoothstep(.48,.4,length(k)));
else if(kind<.5)c*=.55+.45*smoothstep(.5,.4,max(abs(k.x),abs(k.y)))-.3*k.y;
else if(kind<.65)c=mix(c,A.zxy,step(.5,old)*step(on,.5)*.8);
else if(kind<.8)c=mix(c,mix(B,A,nb),step(0.,k.x+k.y));
c*=.85+.2*snoise2D(p*.9+e)-.1*float(strip&1)*H(18.);
o=vec4(c,1.);
