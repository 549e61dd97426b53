// title: Coasts from above
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: shores, atolls, bays, sand bars and surf with shoals that pale towards the land, under scattered cloud
float e=floor(t*1.2),S=.7+1.6*fsnoise(vec2(e,1.)),u=fsnoise(vec2(e,2.)),v=fsnoise(vec2(e,3.)),k=fsnoise(vec2(e,4.)),n=0.,amp=.5;
vec2 p=(FC.xy*2.-r)/min(r.x,r.y)*S*rotate2D(6.3*u)+e*2.3,q=p*(.6+.7*v);
for(float i=0.;i<6.;i++){n+=amp*snoise2D(q+i*7.);q=q*2.03*rotate2D(.5);amp*=.42+.12*v;}
// height: plain noise, a straight shore, rings of reef or many islets
float h=n;
if(k<.3)h=n*.5+.55*sin(p.x*.9+e);
else if(k<.45){vec2 z=mod(p,2.6)-1.3;h=.35-2.5*abs(length(z+.25*n)-.75)+.2*n;}
else if(k<.6)h=n*.8-.25+.3*snoise2D(p*3.);
else if(k<.75)h=n*.6+.35*sin(p.y*1.2+sin(p.x*.8)*2.);
h-=.12*sin(t*.5);
float muddy=fsnoise(vec2(e,5.)),dep=clamp(-h*1.3,0.,1.);
vec3 deep=mix(hsv(.58+.06*u,.8,.25+.2*v),hsv(.3,.3,.3),muddy*muddy*.8),shoal=mix(hsv(.47+.06*v,.5,.75),hsv(.12,.4,.55),muddy*muddy);
vec3 sand=hsv(.1+.03*u,.2+.2*v,.8),green=hsv(.2+.12*fsnoise(vec2(e,6.)),.25+.35*u,.25+.25*v),rock=hsv(.07,.2,.3+.3*u);
if(fsnoise(vec2(e,7.))<.15){deep=vec3(.06);shoal=vec3(.2);sand=vec3(.6);green=vec3(.45);rock=vec3(.8);}
vec3 c=mix(shoal,deep,smoothstep(0.,.55,dep))*(1.+.05*snoise2D(p*vec2(9.,30.)*rotate2D(u)));
float grass=smoothstep(.04,.16,h),slope=snoise2D(q*.02+p*6.)*.5+.5;
if(h>0.){
  c=mix(sand,mix(green,rock,smoothstep(.35,.6,h+.15*slope)),grass)*(.85+.3*slope);
  c=mix(c,vec3(.93),smoothstep(.62,.75,h+.1*slope)*step(fsnoise(vec2(e,8.)),.3));
  vec2 g=floor(p*9.);
  if(fsnoise(vec2(e,9.))<.4&&h<.25&&fsnoise(g+e)<.35)c=mix(c,vec3(.8,.65,.6)*fsnoise(g+3.),step(max(abs(fract(p.x*9.)-.5),abs(fract(p.y*9.)-.5)),.28)*grass);
}
float surf=(1.-smoothstep(.0,.035,abs(h+.03+.02*snoise2D(p*5.+t*.3))))*smoothstep(-.2,.5,snoise2D(p*11.+t*.2));
c=mix(c,vec3(.95),surf*.9*(1.-muddy*.5));
float wave=smoothstep(.75,1.,sin(h*70.+t*3.+n*4.))*smoothstep(-.3,-.05,h)*step(h,0.);
c+=.12*wave;
float cl=smoothstep(.25,.7,snoise2D(p*.8+e*7.+t*.1)*.6+snoise2D(p*2.3+e)*.3+.15*snoise2D(p*7.));
c=mix(c,vec3(.95),cl*.9*step(fsnoise(vec2(e,10.)),.45));
o=vec4(c,1.);
