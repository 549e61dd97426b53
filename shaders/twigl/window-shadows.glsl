// title: Window light
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: light through panes, blinds and leaves that lies askew on a plain wall
#define H(k) fsnoise(vec2(k,e*3.+27.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,k=p;
float e=floor(t*1.3),soft=.01+.12*H(1.)*H(2.),kind=floor(4.*H(3.)),lit=1.,sway=.1*sin(t*.8);
// the sun's place shears and stretches what the window frames
q=mat2(1.,.5*(H(4.)-.5),.9*(H(5.)-.5),.7+.6*H(6.))*(p-vec2(H(7.)-.5,H(8.)-.5)*.5)+vec2(.1*t*(H(9.)-.5),0.);
vec2 box=vec2(.35+.5*H(10.),.4+.6*H(11.)),z=abs(q)-box;
lit=smoothstep(soft,-soft,max(z.x,z.y));
if(H(20.)<.8){k=abs(mod(q+box*1.2,box*2.4)-box*1.2)-box;lit=smoothstep(soft,-soft,max(k.x,k.y));}   // many windows
vec2 nbar=floor(1.+3.*vec2(H(12.),H(13.))),g=abs(fract((q/box*.5+.5)*nbar)-.5);
float bar=.5-.06-.05*H(14.);
if(kind<1.)lit*=smoothstep(bar+soft,bar-soft,g.x)*smoothstep(bar+soft,bar-soft,g.y);
else if(kind<2.){float y=abs(fract(q.y*(4.+6.*H(15.))+.02*sin(q.x*2.))-.5);lit*=smoothstep(-.1-soft*3.,.1+soft*3.,y-.22+.1*sway);}
if(kind>1.5||H(16.)<.3){
  // leaves: blots of two sizes that sway
  float n=snoise2D(q*(1.5+2.*H(17.))+vec2(sway*2.,e))+.6*snoise2D(q*rotate2D(sway)*5.+e);
  lit*=.15+.85*smoothstep(.1+soft*2.,-.1-soft*2.,n-.7*H(18.));
}
if(kind>2.5)lit=max(lit*.5,smoothstep(soft*2.,-soft*2.,abs(length(q)-.5-.2*H(19.))-.2));
vec3 wall=hsv(H(21.),.5*H(22.)*H(23.),.55+.45*H(24.)),sun=mix(vec3(1.,.9,.7),vec3(1.,.6,.35),H(25.));
float tex=.96+.05*snoise2D(p*3.)+.05*fsnoise(floor(p*80.));
if(H(26.)<.3)tex*=.9+.1*step(.05,abs(fract(p.y*2.+.3)-.5));
vec3 c=wall*tex*(mix(.2+.4*H(27.),1.,lit)*mix(hsv(.6,.3*H(28.),1.),sun,lit))*(1.05-.25*length(p-vec2(.5)));
o=vec4(c,1.);
