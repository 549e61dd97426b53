// title: Fingerprints
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: loops and whorls of ridges with pores, as prints in ink, in wax and on a screen
#define H(k) fsnoise(vec2(k,e*3.+7.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.5),G=H(1.)<.5?2.6:1.3,kind=H(2.);
vec2 id=floor(p/G+.5),q=(p-id*G)/G*2.4;
q*=rotate2D((fsnoise(id+e)-.5)*1.5+.2*sin(t));
q.y*=.75+.2*H(3.);
float a=0.,ph=0.,n=5.+7.*H(4.);
// two kinds of singular points turn the direction by half; a plain sum of distances has the same rings
vec2 c1=vec2(.12*H(5.),.35*H(6.)),c2=vec2(-.5+.3*H(7.),-.9);
ph=length((q-c1)*vec2(1.,.7))*n+H(8.)*2.*atan(q.y-c1.y,q.x-c1.x+1e-5)/PI*floor(1.9*H(9.))-.6*n*exp(-3.*dot(q-c2,q-c2))*H(10.);
ph+=.8*snoise2D(q*1.6+fsnoise(id)*30.+e)+.12*snoise2D(q*9.);
float ridge=.5+.5*sin(ph*PI),pore=smoothstep(.8,1.,ridge)*step(.75,fsnoise(floor(q*17.))),
  press=smoothstep(1.15,.85,length(q*vec2(1.,.85))+.08*snoise2D(q*4.))*(.55+.6*smoothstep(-.7,.4,snoise2D(q*1.1+id+e)));
float ink=smoothstep(.35,.6,ridge*press+.08*snoise2D(q*20.))*(1.-pore);
vec3 paper=hsv(H(11.),.25*H(12.),.85+.15*H(13.)),dye=hsv(H(14.),.8*H(15.),.05+.4*H(16.)),c=mix(paper,dye,ink);
if(kind<.25)c=mix(dye,hsv(H(14.)+.1*ph/n,.4,.95),ink);                                        // glowing on dark
else if(kind<.5)c=hsv(H(11.),.5*H(12.),.7)*(.55+.5*press*(ridge-.4)+.3*sin(ph*PI+.8)*press);  // pressed in wax
else if(kind<.6)c=mix(dye,paper,.5+.5*sin(ph*PI));
c*=.93+.1*snoise2D(p*2.+e);
o=vec4(c,1.);
