// title: Stringed instruments
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: guitars, violins, banjos and lutes with waisted bodies, sound holes, frets, pegs and strings
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.+6.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.3),u=H(1.),v=H(2.),w=3./min(r.x,r.y),plain=step(.7,fract(u*17.)),ang=H(3.)*6.3;
vec3 bg=hsv(v,.5*fract(v*7.),fract(u*9.)<.6?.6+.4*u:.05+.25*v),c=bg*(1.+.06*snoise2D(p*2.));
p*=rotate2D(ang);
p.y+=mod(floor(p.x/1.15+.5),2.)*1.05;
id=floor(p/vec2(1.15,2.1)+.5);
vec2 q=p-id*vec2(1.15,2.1);
if(H(4.)<.5&&u<.5)q.y=-q.y;
q.y+=.35;
vec2 a=vec2(abs(q.x),q.y);
// the body's half width: two bouts and a waist from a cosine, closed by a round end
float L=.42+.1*H(5.),y=q.y/L,kind=floor(4.*H(6.)),lower=.36+.1*H(7.),upper=lower*(.6+.25*H(8.)),waist=.08+.1*H(9.);
float W=(mix(lower,upper,smoothstep(-.7,.8,y))-waist*exp(-pow(abs((y-.15)*2.6),2.)))*sqrt(max(0.,1.-pow(abs(y),3.+2.*H(10.))));
float body=max(a.x-W,abs(y)*L-L)*.8;
if(kind>2.5)body=H(11.)<.5?length(q*vec2(1.,.95))-.4:length(vec2(q.x,(q.y+.05)*(q.y>-.05?.62:1.)))-.38;
if(kind==2.){vec2 z=vec2(a.x-.1,q.y-.25);body=max(body,.17-length(z-vec2(.12,.12)));body=min(body,length((a-vec2(.23,.42))*vec2(1.2,.8))-.09);}
vec3 A=hsv(.02+.09*H(12.)+step(.7,H(13.))*H(14.),.5+.45*H(15.),.3+.65*H(16.)),N=vec3(.22,.12,.07)*(.5+1.5*H(17.)),S=vec3(.9,.88,.8);
if(plain>.5){A=dot(bg,vec3(.33))>.4?vec3(.08):vec3(.9);N=A;}
D(body-.05,c*.8)
D(body,A*(1.+(1.-plain)*(.1*snoise2D(q*vec2(30.,2.))-.6*length(q-vec2(-.1,.1)))))
if(plain<.5)D(abs(body+.015)-.012,N)
float hy=.05*H(18.)-.02;
if(kind<1.||kind>2.5){D(length(q-vec2(0.,hy+.05))-.12-.03*H(19.),N*.4) if(plain<.5)D(abs(length(q-vec2(0.,hy+.05))-.17)-.012,S*.7)}
else if(kind<2.)D(abs(abs(a.x-.18)-.03*sin((q.y-hy)*16.))-.012+step(.17,abs(q.y-hy)),N*.3)
else{D(length(max(abs(a.xy-vec2(0.,hy))-vec2(.1,.02),0.))-.02,vec3(.1))
  D(length(max(abs(q-vec2(0.,-.2))-vec2(.1,.02),0.))-.02,vec3(.1)) D(max(a.x-.3+.4*q.y,abs(q.y+.1)-.2)+step(.5,H(20.)),S)}
float nw=.05+.02*H(21.),top=.95+.2*H(22.),neck=max(a.x-nw+.012*q.y,max(q.y-top,-q.y+.02));
D(neck,N) D(max(neck,abs(fract(q.y*(11.))-.5)/11.-.006),S*.7*(1.-plain)+N*plain)
float head=max(a.x-nw-.03-.15*(H(23.)-.3)*(q.y-top),abs(q.y-top-.1)-.12);
D(min(head,length(vec2(a.x-nw-.06,mod(q.y-top-.04,.07)-.035))-.025+step(.1,abs(q.y-top-.11))),N*.8)
if(plain<.5)D(max(abs(mod(q.x,.024)-.012)-.003,max(a.x-nw*.8,abs(q.y-.4)-top+.25)),S)
D(max(a.x-.13,abs(q.y+.24)-.02),N*.5)
o=vec4(c,1.);
