// title: Hills under clouds
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: ranges of hills in haze, fields, a lake or dunes, below cumulus or evening sky
#define H(k) fsnoise(vec2(k,e*2.+18.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=vec2(0.);
float e=floor(t/2.),hz=.5*(H(1.)-.4),cl=0.,a=.6,jag=H(2.),n=2.+floor(4.*H(3.)),x=p.x+.1*t;
float up=max(p.y-hz,0.);
vec3 top=hsv(.55+.12*H(4.)+.4*step(.8,H(5.)),.2+.6*H(6.),.25+.75*H(7.)),low=mix(hsv(.02+.14*H(8.),.6*H(9.),1.),top*1.3+.2,H(10.)),
  c=mix(low,top,1.-exp(-1.6*up));
vec2 S=vec2(2.*H(11.)-1.,hz+.5*H(12.));
c+=(exp(-22.*max(0.,length(p-S)-.07))*.8+.25*exp(-3.*length(p-S)))*hsv(.1*H(13.),.4,1.)*step(.3,H(14.));
// clouds: the plane above, seen in perspective
q=vec2(x,1.)*(.5+H(15.))*1.4/(up+.35)+vec2(t*.1,e*3.);
for(float i=0.;i<4.;i++){cl+=a*snoise2D(q);q=q*2.1+7.;a*=.5;}
float thick=smoothstep(.15-.6*H(16.),.9,cl);
c=mix(c,mix(vec3(1.),low,.3)*(1.-.35*smoothstep(.5,1.2,cl)),thick*(.4+.6*H(17.))*step(hz,p.y));
for(float i=0.;i<6.;i++){
  if(i>=n)break;
  float z=(i+1.)/n,f_=1.2/(.35+z),y0=hz-(z-1./n)*(.5+.4*H(18.));
  float ridge=snoise2D(vec2(x*f_*.7+i*9.,e))*.6+.3*snoise2D(vec2(x*f_*2.+i*5.,e+3.))+jag*.2*snoise2D(vec2(x*f_*6.,i+e));
  ridge=mix(ridge,.6-1.4*abs(ridge),step(.6,jag))*(.12+.3*H(19.))*(1.2-.6*z);
  float h=y0+ridge-p.y;
  if(h<0.)continue;
  vec3 land=hsv(mix(.08,.36,H(20.))+.06*(fsnoise(vec2(i,e))-.5),.2+.6*H(21.),.25+.5*fsnoise(vec2(i+5.,e)));
  float tex=snoise2D(vec2(x*f_*4.,p.y*f_*12.)+i*7.),field=step(.5,fsnoise(floor(vec2(x*2.+p.y,p.y*7.)*f_*.7)+i+e));
  land*=1.+.2*tex+.35*(field-.5)*step(.5,H(22.));
  land=mix(land,vec3(.95),step(.55,H(23.))*(1.-smoothstep(.0,.12,h-.05*tex))*step(.6,jag));            // snow on the crest
  c=mix(land,low,(1.-z)*.75);
}
float lake=hz-.45-.3*H(24.);
if(H(25.)<.4&&p.y<lake)c=mix(low,top,clamp((lake-p.y)*1.2,0.,1.))*(.75+.2*snoise2D(vec2(x*2.,12.*p.y/(.3+lake-p.y))));
o=vec4(c,1.);
