// title: Skies
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: clear and clouded skies from noon to night, with sun, moon, stars and trails
#define H(k) fsnoise(vec2(k,e*3.+25.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.3),hour=H(1.),y=clamp(p.y*.5+.5,-.2,1.3),n=0.,a=1.;
// a sky by the hour: night, dusk, day
vec3 top=hour<.25?vec3(.01,.02,.07):hour<.55?hsv(.6+.12*H(2.),.6,.25+.4*H(3.)):hsv(.56+.06*H(2.),.4+.4*H(3.),.6+.3*H(4.)),
  low=hour<.25?hsv(.6+.2*H(5.),.5,.1+.2*H(6.)):hour<.55?hsv(.98+.12*H(5.),.5+.5*H(6.),.95):hsv(.55+.1*H(5.),.2*H(6.),.9),c=mix(low,top,pow(y*.8+.17,.5+H(7.)));
vec2 q=vec2(p.x,p.y)*(.25+.8*H(8.))*vec2(1.,1.2+2.*H(9.)*H(9.))+vec2(.2*t,e*3.);
for(float i=0.;i<4.;i++){n+=a*snoise2D(q+vec2(n*.3,.05*t*i));q=q*2.1+3.;a*=.5;}
vec2 S=vec2(H(10.)-.5,H(11.)*.9-.2)*1.6;
float l=length(p-S),R=.06+.22*H(12.)*H(13.);
vec3 glow=hour<.25?vec3(.8,.85,1.):mix(vec3(1.,.9,.7),vec3(1.,.5,.2),step(hour,.55));
if(hour<.25){vec2 g=p*9.,k=fract(g)-.5;c+=smoothstep(.12,.0,length(k-.6*(vec2(fsnoise(floor(g)),fsnoise(floor(g)+4.))-.5)))*step(.5,fsnoise(floor(g)+e));}
c+=glow*(exp(-l*3.)*.5+exp(-l*9.)*.5)*(.4+.6*H(14.));
c=mix(c,glow*(hour<.25?.9+.1*snoise2D((p-S)*12.):1.),smoothstep(.015,-.015,l-R));
float cloud=smoothstep(1.-H(15.)*1.1,1.6-H(15.)*.9,n+.3);
vec3 lit=mix(low*.55+.1,vec3(1.)*dot(low,vec3(.45))+glow*.3,smoothstep(-.1,.9,n*.5+exp(-l)));
c=mix(c,lit,cloud*.85);
float d=abs(dot(p,normalize(vec2(.5-H(17.),1.)))-H(16.)+.2);
c+=.5*step(.6,H(19.))*step(.3,hour)*smoothstep(.02+.03*(p.x+1.),.0,d)*smoothstep(.8,-1.,p.x*sign(H(18.)-.5));
o=vec4(c,1.);
