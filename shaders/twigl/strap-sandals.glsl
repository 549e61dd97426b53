// title: Sandals
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: thin straps arched over bent soles, flat, wedged or on stilettos, with the gaps between them open
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*5.+3.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.5),w=2.5/min(r.x,r.y),lift=.75*H(1.)*H(2.),row=floor(p.y/1.9+.5);
e+=row*13.;
vec2 q=vec2(p.x+.4*row,p.y-1.9*row);
q.x=mod(q.x+1.05,2.1)-1.05;
if(H(3.)<.5)q.x=-q.x;
float c0=fsnoise(vec2(e-row*13.,8.))<.75?.97-.15*fsnoise(vec2(e-row*13.,2.)):.1;
vec3 c=vec3(c0+.03*q.y),A=vec3(.02+.6*H(4.)*H(4.)+.35*step(c0,.5)),B=vec3(.1+.8*H(5.));
if(H(6.)<.4){A=hsv(H(7.),.7,.2+.7*H(8.));B=hsv(.08,.5*H(9.),.3+.6*H(5.));}
q.y+=.25-lift*.4;
float x=q.x,b=-.35+lift*(1.-smoothstep(-.55,.45,x))+.12*smoothstep(.5,1.,x)*H(10.)-.05*cos(x*4.);
float plat=.05+.22*H(11.)*H(12.);
// straps: leaning bands of a foot's outline; between them the ground shows
float up=mix(.62,.17,smoothstep(-.55,.5,x))*sqrt(clamp((.88-x)/.25,0.,1.)),foot=max(max(q.y-b-up,b-q.y),abs(x)-.88)*.8,n=2.+floor(4.*H(13.)),criss=step(H(22.),.3);
for(float i=0.;i<6.;i++){
  if(i>=n)break;
  float x0=mix(.68,-.35,i/max(n-1.,1.))+.12*(H(i+20.)-.5),lean=1.1*(H(23.)-.3)+.3*H(i+30.),y=q.y-b;
  vec2 z=vec2(x-x0+lean*y,y);
  float band=abs(z.x)-.05-.11*H(14.)*H(i+40.);
  if(criss>.5)band=min(band,abs(x-x0-(lean+1.)*y+.25)-.05);
  D(max(band*.8,foot),mix(A,A*1.6+.05,.5+.5*sin(z.x*30.)))
  D(max(abs(band*.8)-.007,foot),A*.5)
  if(H(15.)<.35)D(length(z-vec2(0.,up*.5))-.045,vec3(.9,.85,.7))
}
if(H(24.)<.8)D(max(abs(q.y-b-up)*.7-.03,max(x-.72,-x-.5)),A)
if(H(16.)<.6){                                            // ankle
  float y0=b+.75+.15*H(17.),z=q.x+.5+.1*(q.y-b);
  D(max(abs(z+.2)-.035,max(b-q.y,q.y-y0)),A)
  D(max(abs(q.y-y0+.2*z*z)-.03-.03*H(18.),abs(z)-.28),A*1.2) D(length(vec2(z,q.y-y0))-.06,B)
}
if(H(19.)<.4)D(max(max(x+.3,-.85-x),max(q.y-b-.4-.3*H(17.),b-q.y)),A)                // heel counter
D(max(abs(q.y-b)-.04,abs(x)-.92),B) D(max(abs(q.y-b+plat)-plat,abs(x)-.9),A*.7+B*.2)
float heel=H(21.)<.35?.9*(1.-smoothstep(-.8,.6,x)):.0,hw=.035+.16*H(22.);
float ground=-.38-plat*2.;
D(max(max(q.y-b,ground-q.y),heel>0.?x-.3*(1.+(q.y-b)):abs(x+.78-.15*(q.y-b))-hw-.2*max(0.,q.y-b+.15)),A*.55+B*.2)
D(max(abs(q.y-ground+.03)-.02,abs(x)-1.),c*.8)
o=vec4(c,1.);
