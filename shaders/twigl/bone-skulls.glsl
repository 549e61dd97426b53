// title: Skulls and masks
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: skulls and carved masks with sockets, noses, teeth, horns and cracks, pale on dark or dark on pale
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.+6.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.4),u=H(1.),v=H(2.),G=u<.6?1.9:u<.85?1.05:.65,w=3./min(r.x,r.y)*2./G,grey=step(.4,H(3.)),dark=step(.35,H(4.));
vec3 bg=hsv(v,.6*H(5.)*(1.-grey),dark>.5?.03+.22*H(6.):.6+.4*H(6.)),c=bg*(1.+.1*snoise2D(p*2.+e));
id=floor(p/G+.5);
vec2 q=(p/G-id)*2.05;
q*=rotate2D((H(7.)-.5)*.7);
vec2 a=vec2(abs(q.x),q.y);
float mask=step(.6,H(8.)),W=.55+.12*H(9.),jaw=.28+.16*H(10.),drop=.35+.25*H(11.),horn=H(12.);
vec3 A=mask>.5?hsv(H(13.),.75*H(14.)*(1.-grey),.25+.65*H(15.)):mix(vec3(.93,.9,.82),vec3(.6+.3*H(15.)),grey),K=mix(bg*.35,A*.12,.5),B=hsv(H(16.),.8*(1.-grey),.3+.6*H(17.));
if(dark<.5&&mask<.5&&H(18.)<.5){A=vec3(.08);K=bg;}
if(horn<.25){vec2 z=a-vec2(.35,.55);float l=length(z-vec2(.28,0.));D(max(abs(l-.3)-.09*(1.2-z.y*1.2),max(-z.y-.1,z.x-.33)),A*.7)}
else if(horn<.4)D(length((a-vec2(.55,.55))*vec2(1.2,.9))-.2,A*.8)
// brain case joined to a narrower jaw
float top=length((q-vec2(0.,.22))*vec2(1.,1.05+.2*H(19.)))-W,low=max(a.x-jaw-.1*(q.y+drop),abs(q.y+drop*.75)-drop*.6)-.04,h=clamp(.5+.5*(low-top)/.2,0.,1.),d=mix(low,top,h)-.2*h*(1.-h);
D(d-.05,c*.6)
float lit=1.08-.5*length(q-vec2(-.18,.3))+.05*snoise2D(q*7.+e);
D(d,A*(A.r<.1?1.:lit))
if(mask>.5){
  float n=3.+floor(4.*H(20.));
  D(max(H(21.)<.5?abs(fract(length(q-vec2(0.,.1))*n)-.5)-.2:abs(fract(q.y*n*.6+a.x*a.x*2.)-.5)-.2,d+.03)*.5,B)
  D(max(abs(q.x)-.05-.03*H(22.),abs(q.y-.5)-.25),B.gbr)
}
vec2 y=a-vec2(.25+.03*H(23.),.12);
y*=rotate2D(.8*(H(24.)-.5));
float R=.14+.06*H(25.),P=H(26.),eye=P<.5?length(y*vec2(1.,1.+.4*H(27.)))-R:P<.8?max(abs(y.x)-R*1.1,abs(y.y)-R*.6)-.03:abs(y.x)*.5+abs(y.y)-R*.9;
D(eye-.035,A*.7) D(eye,K) if(H(28.)<.3)D(length(y)-.045,mix(vec3(.95),B*1.3,.6))
vec2 n=vec2(a.x,q.y+.15);
D(mask>.5?max(a.x-.05-.12*(.1-n.y)*2.,abs(n.y-.02)-.16):max(max(a.x-.02-.4*(.07-n.y),abs(n.y)-.1),.018-a.x-step(n.y,-.02)),mask>.5?A*1.25:K)
float m=q.y+drop*.95,mw=jaw*.75,open=.04+.09*H(29.),teeth=max(a.x-mw,abs(m-.05*a.x)-open);
float th=abs(fract(q.x*(9.+6.*H(30.)))-.5);
if(mask>.5&&H(31.)<.5){D(length(vec2(q.x/1.6,m))-open-.05,K) D(max(length(vec2(q.x/1.6,m))-open-.05,.5*open-abs(m)+.9*th*open),vec3(.95,.93,.85))}
else{D(teeth-.03,A*.75) D(teeth,mix(vec3(.96,.94,.86),A,.3+.7*step(A.r,.1))) D(max(teeth,min(.47-th,abs(m)-.012)),K)
  D(max(teeth,.06-.5+th+.0>0.?-.01:.01),K)}
float crack=abs(q.x-.2-.12*sin(q.y*9.+e)-.06*sin(q.y*23.))-.012;
if(H(32.)<.5)D(max(crack,max(d,.35-q.y)),K)
o=vec4(c,1.);
