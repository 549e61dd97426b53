// title: Rivers from above
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: meandering and braided rivers with sand banks, old arms, woods and meadows seen from straight above
float e=floor(t*1.2),S=.8+1.5*fsnoise(vec2(e,1.)),u=fsnoise(vec2(e,2.)),v=fsnoise(vec2(e,3.));
vec2 p=(FC.xy*2.-r)/min(r.x,r.y)*S*rotate2D(6.3*u)+vec2(e*3.,9.*v);
float n=snoise2D(p*.8+e)*.5+snoise2D(p*2.1)*.3+snoise2D(p*5.5)*.15+snoise2D(p*15.)*.08,P=3.5+2.*v;
float row=floor(p.y/P+.5),A=.35+.6*fsnoise(vec2(e,row)),F=1.2+1.5*fsnoise(vec2(e,row+.5)),f=F*p.x+1.2*sin(p.x*.5+row)+A*.9*cos(F*p.x+row),y=A*sin(f)+.15*n;
// the course leans over in its bends, since the phase lags by the cosine
float wide=.1+.28*fsnoise(vec2(e,7.))+.06*sin(p.x*1.7+row),d=(abs(p.y-row*P-y))/sqrt(1.+A*A*F*F*.45*cos(f)*cos(f))-wide;
float braid=step(.72,fsnoise(vec2(e,8.))),isle=snoise2D(vec2(p.x*1.1,p.y*2.6)+e*5.)+.4*snoise2D(p*4.);
if(braid>.5)d=max(d-.35,-(.35-abs(isle))*.25-.02+(abs(isle)>.35?.1:0.));
float old=abs(length((p-vec2(floor(p.x/2.6+.5)*2.6,row*P+.9+.3*sin(floor(p.x/2.6)*9.)))*vec2(1.,1.4))-.4)-.05;
if(fsnoise(vec2(floor(p.x/2.6+.5),row+e))<.5&&v<.7)d=min(d,old+step(p.y-row*P,.75)*9.);
float brook=abs(snoise2D(p*.55+e*3.))*.6-.015;
d=min(d,brook+step(u,.4)*9.);
vec3 water=hsv(mix(.12,.58,fsnoise(vec2(e,9.))),.3+.3*u,.2+.4*v),sand=hsv(.1,.2+.2*u,.7+.2*v),mead=hsv(.14+.16*fsnoise(vec2(e,10.)),.25+.3*v,.3+.3*u);
float wood=smoothstep(.0,.08,n+.25*(fsnoise(vec2(e,11.))-.6));
vec3 c=mix(mead*(1.+.4*n),hsv(.3+.05*u,.4,.2)*(.8+.8*abs(snoise2D(p*13.))),wood);
vec2 k=floor(p*rotate2D(.6)*1.2),m=fract(p*rotate2D(.6)*1.2);
if(fsnoise(vec2(e,12.))<.5&&wood<.5)c=mix(c,hsv(.1+.15*fsnoise(k+e),.35,.35+.3*fsnoise(k)),.7*step(.03,min(m.x,m.y)));
c=mix(c,sand*(.9+.2*n),(1.-smoothstep(.02,.12,d-.12*snoise2D(p*1.1+e))));
c=mix(c,water*(1.+.25*smoothstep(-.25,0.,d)+.06*snoise2D(p*vec2(3.,12.)-t)),(1.-smoothstep(-.015,.015,d)));
float road=abs(p.x*.8+p.y*.35-2.*u-floor((p.x*.8+p.y*.35)/6.)*6.)-.035;
c=mix(c,vec3(.75),(1.-smoothstep(-.012,.012,road))*step(v,.45));
o=vec4(mix(c,vec3(.75),.15*u),1.);
