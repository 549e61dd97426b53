// title: Shadows on a wall
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: only the shadows: leaves, fences, hands of clocks, wires and figures of discs, sharp near and soft far
#define H(k) fsnoise(vec2(k,e*3.+121.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.5),kind=floor(5.*H(1.)),dark=0.,sway=.15*sin(t*.9),soft=.02+.1*H(2.);
vec2 lean=vec2(H(3.)-.5,.6+.5*H(4.));
q=p*rotate2D((H(5.)-.5)*1.5);
// the farther from its foot, the softer a shadow is
float far=clamp(q.y*.5+.6,0.,1.3),w=soft*(.3+2.*far);
for(float i=0.;i<7.;i++){
  float d=9.,u=H(i+20.),v=H(i+30.);
  vec2 z=q-vec2((i-3.)*.45+.3*(u-.5),0.);
  z.x-=lean.x*z.y+sway*z.y*z.y*.3;
  if(kind<1.){z=(q-2.2*vec2(u-.5,v-.5))*rotate2D(u*6.3+sway);d=abs(z.x)*1.6+z.y*z.y*1.6-.12-.18*v;d=min(d,max(abs(z.x)-.012,abs(z.y-.4)-.4));}            // leaves
  else if(kind<2.){d=abs(z.x)-.05-.04*H(6.);d=min(d,abs(abs(q.y-.1)-.35)-.03);if(z.y>.75+.1*u)d=9.;}                                                      // fence
  else if(kind<3.){float y=z.y+1.1;d=abs(z.x-.3*sin(y*1.5+u*6.)*y*.4)-.02-.03*v;z.y-=.1+.7*v-.4;d=min(d,length(vec2(z.x-.12*u,z.y))-.09-.13*u);}       // stalks with heads
  else if(kind<4.){float a=u*6.3+t*.1;z=(q-.3*vec2(H(7.)-.5,H(8.)-.5))*rotate2D(a);d=max(abs(z.x)-.03-.08*v*(1.-z.y),abs(z.y-.5)-.6);}                  // spokes
  else{d=min(length(z-vec2(0.,.25))-.13-.06*v,length((z+vec2(0.,.35))*vec2(1.,.45))-.2);}                                                               // a queue
  dark=max(dark,smoothstep(w,-w,d)*(.6+.4*v));
}
vec3 wall=hsv(H(9.),.45*H(10.),.5+.5*H(11.)),shade=hsv(H(9.)+.5*H(12.),.4*H(13.),1.);
float tex=.96+.06*snoise2D(p*4.)*H(14.)+.05*fsnoise(floor(p*80.));
if(H(15.)<.35)tex*=.88+.12*smoothstep(.0,.04,abs(fract(q.y*1.7)-.5)*min(1.,abs(fract(q.x*.9+.5*floor(q.y*1.7))-.5)*9.));
vec3 c=wall*tex*(1.1-.25*length(p-vec2(.4,.5)))*mix(vec3(1.),shade*(.2+.35*H(16.)),dark*(1.-.4*far));
o=vec4(c,1.);
