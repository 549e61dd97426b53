// title: Segment displays
// mode: classic
// licence: CC0-1.0
// shows: seven-segment and bar displays of hashed figures, glowing on dark or printed grey on green
precision highp float;
uniform vec2 resolution;
uniform float time;
float R(vec2 v){return fract(sin(dot(v,vec2(12.71,311.7)))*5847.231);}
float bar(vec2 p,vec2 h){p=abs(p)-h;return max(max(p.x,p.y),(p.x+p.y)*.7);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  float e=floor(time*1.5),u=R(vec2(e,1.)),v=R(vec2(e,2.)),G=u<.4?1.5:u<.75?.75:.36,w=3./min(resolution.x,resolution.y)/G*1.5;
  vec2 S=vec2(G,G*1.55),i=floor(p/S),q=(p/S-i-.5)*vec2(1.,1.55)*1.25;
  q.x-=q.y*.2*R(vec2(e,3.));
  // segment a, b, ... g is on where the digit's bit is set; the table is read by division
  float n=floor(10.*R(i+e)),m=n<1.?119.:n<2.?18.:n<3.?93.:n<4.?91.:n<5.?58.:n<6.?107.:n<7.?111.:n<8.?82.:n<9.?127.:123.;
  if(R(vec2(e,4.))<.25)m=floor(128.*R(i+e));
  float th=.03+.06*R(vec2(e,5.)),L=.33-th*.6,on=0.,d,all=9.,lit=9.;
  for(float k=0.;k<7.;k++){
    // order from the low bit: bottom, right below, left below, middle, right above... see the table's digits
    vec2 z=k<1.?vec2(0.,-.68):k<2.?vec2(.36,-.34):k<3.?vec2(-.36,-.34):k<4.?vec2(0.):k<5.?vec2(.36,.34):k<6.?vec2(-.36,.34):vec2(0.,.68);
    bool flat_=k<1.||k==3.||k>5.;
    d=bar(q-z,flat_?vec2(L,th):vec2(th,L));
    all=min(all,d);
    if(mod(floor(m/exp2(k)),2.)>.5)lit=min(lit,d);
  }
  d=length(q-vec2(.52,-.68))-th;
  all=min(all,d);
  if(R(i+e+3.)<.2)lit=min(lit,d);
  vec3 tint=.5+.5*cos(6.28*(v+vec3(0.,.33,.66))),bg=tint*.08,fg=mix(tint,vec3(1.),.3);
  float style=R(vec2(e,6.));
  if(style>.45){bg=mix(vec3(.6,.65,.55),tint,.3*u);fg=bg*.2;}
  if(style>.8){bg=vec3(.05+.9*u);fg=vec3(u<.5?.95:.05);}
  vec3 c=mix(bg,mix(bg,fg,.12),clamp(.5-all/w,0.,1.));
  c=mix(c,fg,clamp(.5-lit/w,0.,1.));
  if(style<.45)c+=tint*.5*exp(-9.*max(lit,0.));
  if(R(vec2(e,7.))<.3)c*=.75+.25*step(.3,fract(gl_FragCoord.y/max(2.,resolution.y/60.)));
  gl_FragColor=vec4(c,1.);
}
