// title: Temples and towers
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: columned fronts, pagodas, domes, minarets, pyramids and steeples, one building a cell
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+5.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.2),w=3./min(r.x,r.y),u=H(1.),v=H(2.),row=floor(p.y/2.1+.5);
vec2 q=vec2(p.x+row*1.1,p.y-row*2.1);
vec3 sky=hsv(v,.5*u,.35+.65*H(3.)),land=hsv(.1+.25*H(4.),.45*H(5.),.3+.5*H(6.)),c=sky*(1.1-.2*q.y);
if(H(7.)<.4)c+=.2*smoothstep(0.,.8,snoise2D(q*vec2(.9,2.)+e)+.4*snoise2D(q*3.));
D(q.y+.7,land*(1.+.15*snoise2D(p*vec2(3.,14.))))
float G=2.,col=floor(q.x/G+.5);
q.x-=col*G;
e+=col*3.+row*7.;
float a=abs(q.x),kind=floor(5.*H(8.)),W=.45+.35*H(9.),h=.35+.3*H(10.),y=q.y+.75,flat_=step(.75,H(11.));
vec3 A=hsv(.07+.08*H(12.),.35*H(13.),.5+.5*H(14.)),B=hsv(H(15.),.6*H(16.),.25+.5*H(17.)),K=A*.3;
if(flat_>.5){A=dot(sky,vec3(.33))>.4?vec3(.07):vec3(.94);B=A;K=sky;}
else A*=1.+.06*snoise2D(q*18.);
if(kind<1.){                                             // steps, columns, entablature, gable
  float n=4.+floor(5.*H(18.)),s=fract(q.x/W*n*.5)-.5,st=floor(clamp(y/.04,0.,3.))*.05;
  D(max(a-W-.15+st,max(-y,y-.14)),A*(.85+.15*step(.5,fract(y/.08))))
  D(max(a-W+.02,max(.14-y,y-.14-h)),K) float ent=.5-.38*H(19.)*.5;
  D(max(max(abs(s)-ent*(.62-.12*(y-.14)/h),a-W+.02),max(.14-y,y-.14-h)),A*(1.05-.9*abs(s+.1))) D(max(max(abs(s)-ent*.85,a-W),abs(y-.11-h)-.03),A*.95)
  D(max(a-W-.04,abs(y-h-.21)-.07),A) D(max(abs(fract(q.x*14.)-.5)-.25,max(a-W,abs(y-h-.22)-.03)),A*.7)
  float gb=.25+.25*H(20.),r0=max(a*gb/(W+.08)+y-h-.28-gb,h+.28-y);
  if(H(21.)<.7){D(r0,A*.9) D(r0+.05,A*.65) D(max(length(vec2(q.x,y-h-.38))-.07,r0),A)}
  else D(max(length(vec2(q.x,y-h-.28))-W*.6,h+.28-y),B*(1.2-.6*q.x/W))
}else if(kind<2.){                                       // pagoda: storeys with curved eaves
  float n=2.+floor(4.*H(18.)),f=.95/n*1.2;
  for(float k=0.;k<6.;k++){
    if(k>=n)break;
    float z=y-k*f,B0=W*(1.-.13*k)*.75;
    D(max(a-B0,max(-z,z-f)),A) D(max(abs(fract(q.x*6.)-.5)/6.-.03,max(a-B0+.03,abs(z-f*.32)-f*.22)),K) 
    float lift=.25*a*a/B0*H(19.);
    D(max(max(a-B0-.16*(1.-(z-f*.55-lift)/(f*.6))-.05,f*.6-z+lift),z-f*1.05-lift*.5),B*(.8+.25*step(.5,fract(q.x*20.))))
  }
  D(max(a-.02,abs(y-n*f-.12)-.16),B)
}else if(kind<3.){                                       // domes on drums, minarets
  float R=W*.62,pt=H(18.),dome=length(vec2(q.x,max(y-h,0.)*(1.-.25*pt)))-R;
  float mx=abs(a-W-.12)-.05;
  D(max(mx,y-h-.45),A*.95) D(max(mx-.025,abs(mod(y,.35)-.3)-.02)+step(h+.45,y),A*.8) D(max(mx+(y-h-.45)*.28,h+.45-y),B)
  D(max(a-W,y-h),A) D(max(a-R-.02,abs(y-h-.03)-.05),A*.85) D(max(dome+.12*pt*max(0.,y-h)*max(0.,y-h),h+.05-y),B*(1.2-.7*q.x/R))
    D(max(a-.015,abs(y-h-R*(1.+.3*pt)-.1)-.14),B)
  vec2 z=vec2(mod(q.x+.14,.28)-.14,y-h*.4);
  D(max(max(abs(z.x)-.08,length(vec2(z.x,max(z.y,0.)*.8))-.1),-h*.4-z.y)+step(W-.04,a),K) D(max(a-.14,length(vec2(q.x,max(y-h*.5,0.)*.8))-.16),K)
}else if(kind<4.){                                       // pyramid, stepped or smooth, beside lesser ones
  for(float k=0.;k<3.;k++){
    float x=q.x-(k<.5?.55:k<1.5?-.5:0.),hh=(k<1.5?.5:.9)*(.7+.5*H(k+20.)),s=H(18.)<.5?floor(y/.11)*.11+.05:y,d=max(abs(x)-(hh-s)*(.75+.4*H(19.)),-y);
    D(d,A*(x<(.0+.2*(hh-y))*sign(u-.5)?1.:.68)*(.9+.1*step(.5,fract(y*12.))))
  }
}else{                                                   // church: nave, tower, spire, rose window
  float tx=q.x+W*.45*sign(H(18.)-.5),ta=abs(tx),th=.75+.25*H(19.),sp=.3+.4*H(20.);
  D(max(a-W,y-h),A*.92) D(max(max(a+(y-h)*1.1-W-.04,h-y),y-h-.4),B*.9)
  D(max(ta-.17,y-th),A) D(max(ta-.2*(1.-(y-th)/sp),th-y),B) D(max(min(ta-.012,max(abs(y-th-sp-.07)-.012,ta-.05)),abs(y-th-sp-.05)-.1),K)
  vec2 z=vec2(mod(q.x,.2)-.1,y-.25);
  D(max(max(abs(z.x)-.035,length(vec2(z.x,max(z.y,0.)*.7))-.05),-.12-z.y)+step(W-.05,a)+step(ta,.18),K)
    D(max(ta-.06,length(vec2(tx,max(y-th+.2,0.)))-.07)+step(y,th-.32),K) D(length(vec2(tx,y-h*.9))-.08,K) D(max(ta-.07,y-.2),K)
}
o=vec4(c,1.);
