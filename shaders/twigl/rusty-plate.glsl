// title: Rusty plates
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: painted steel plates with rivets, scratches and flakes where the rust shows
#define H(k) fsnoise(vec2(k,e*3.+3.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y)+vec2(t*.06,0.),q=p;
float e=floor(t*1.2),S=.5+1.2*H(1.),n=0.,a=1.;
q*=rotate2D(H(2.)*.3);
for(float i=0.;i<4.;i++){n+=a*snoise2D(q*(1.2+H(3.))*exp2(i)+e+i*9.);a*=.55;}
vec2 g=q*vec2(S,S*(.7+.8*H(4.))),id=vec2(0.),k=vec2(0.);
g.x+=.5*mod(floor(g.y),2.)*step(.5,H(5.));
id=floor(g);k=abs(fract(g)-.5);
float seam=.5-max(k.x,k.y),tone=fsnoise(id+e);
// rust starts at the seams
float bite=n+1.2*H(6.)-.6+.5*smoothstep(.12,0.,seam);
vec3 paint=hsv(H(7.)+.15*tone*H(8.),.75*H(9.),.3+.6*H(10.))*(.9+.15*tone),bare=vec3(.45,.47,.5)*(.8+.2*snoise2D(q*vec2(3.,60.)));
if(H(11.)<.3)paint=mix(paint,vec3(.9,.8,.1),step(.5,fract((q.x+q.y)*1.5*S)));
vec3 rust=mix(vec3(.28,.11,.05),vec3(.75,.36,.12),smoothstep(-.6,.9,snoise2D(q*6.+n)))*(.75+.4*fsnoise(floor(q*45.)));
vec3 c=mix(paint,bare,smoothstep(.25,.3,bite)*step(.4,H(12.)));
c=mix(c,rust,smoothstep(.36,.5,bite));
c*=1.-.5*smoothstep(.1,.0,abs(bite-.3))*H(13.);                                   // shadow below the flake
c=mix(c,rust,.6*smoothstep(.5,.9,snoise2D(vec2(q.x*5.,q.y*.5)+e))*H(14.));        // streaks run down
c*=smoothstep(.0,.015,seam)*.6+.4;
float R=.06+.04*H(15.);
vec2 z=vec2(k.x-.5+R*2.,fract(q.y*S*3.)-.5);
float d=length(vec2(z.x*3.,z.y))/R/3.;
if(H(16.)<.6)c=mix(c,c*.35,smoothstep(1.4,1.,d)),c=mix(c,mix(paint,rust,.5)*(1.-z.y*4.),smoothstep(1.,.9,d));
o=vec4(c*(.85+.2*p.y*H(17.)),1.);
