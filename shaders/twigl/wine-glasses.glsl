// title: Glassware
// mode: classic (300 es)
// licence: CC0-1.0
// shows: clear glasses, flasks and tumblers with drinks, rims, stems and reflections on dark or light ground
#version 300 es
precision highp float;
uniform vec2 resolution;
uniform float time;
out vec4 pix;
float e=0.;
float H(float k){return fract(sin(k*45.37+e*17.93)*29473.1415);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  float w=3./min(resolution.x,resolution.y);
  e=floor(time*1.3);
  float dark=step(.5,H(1.)),v=H(2.),G=H(3.)<.6?1.5:.8;
  vec3 tint=.5+.5*cos(6.28*(v+vec3(0.,.3,.6))),bg=mix(vec3(.9),tint,.4*H(4.))*(dark>.5?.18:1.);
  float row=floor(p.y/(G*1.5)+.5),y=(p.y-row*G*1.5)/G*1.5;
  w*=1.5/G;
  vec3 c=bg*(1.+.15*y)*(y<-.85?.7:1.);
  if(H(5.)<.3)c=mix(c,tint*.5,step(.5,fract(p.x*1.5+row*.5)));
  float col=floor(p.x/G+.5+row*.5);
  vec2 q=vec2((p.x+row*G*.5-col*G)/G*1.5,y);
  e+=col*2.7+row*8.3;
  float a=abs(q.x),kind=H(6.),foot=kind<.6?-.35+.25*H(7.):-.82,top=.55+.35*H(8.),W=.25+.22*H(9.),s=clamp((y-foot)/(top-foot),0.,1.);
  // bowl's half width over the height: rounded below, closing or opening above
  float k=W*pow(s+.02,.15+.7*H(10.)*step(kind,.6))*(1.+(H(11.)-.6)*s*s);
  if(kind>.85)k=mix(W*1.2,.1,smoothstep(.3,.65,s))+.04*step(.93,s);
  float bowl=max(a-k,max(y-top,foot-y))*.8,wall=abs(bowl+.015)-.018;
  float stem=kind<.6?min(max(a-.022-.03*H(12.)*exp(-abs(y-foot+.15)*12.),abs(y-(foot-.85)*.5)-(foot+.85)*.5),max(a-.3*W/.3,abs(y+.85+.1*a)-.025)):9.;
  float level=foot+(top-foot)*(.15+.7*H(13.)),liquid=max(bowl+.035,y-level-.02*sin(q.x*9.+time*3.)*H(14.));
  float z=H(15.);
  vec3 drink=z<.25?vec3(.45,.03,.1):z<.45?vec3(.95,.8,.35):z<.6?vec3(.75,.4,.1):z<.75?vec3(.5,.75,.85):.5+.5*cos(6.28*(H(16.)+vec3(0.,.33,.67)));
  vec3 line=dark>.5?vec3(.9):vec3(.35)*bg;
  c=mix(c,mix(c,vec3(.85+.1*dark),.12+.08*dark),clamp(.5-bowl/w,0.,1.));
  c=mix(c,drink*(.6+.5*dark+.4*(y-foot)-.5*a),clamp(.5-liquid/w,0.,1.)*.85);
  if(H(17.)<.3){vec2 b=fract(vec2(q.x*9.,y*9.-time*2.+fract(sin(floor(q.x*9.)*7.)*9.)))-.5;c+=.35*(1.-smoothstep(.1,.25,length(b)))*step(liquid,-.05);}
  if(H(18.)<.3){vec2 b=abs(q-vec2(.05,level-.1));float ice=max(b.x,b.y)-.11;c=mix(c,vec3(.95),.55*clamp(.5-max(ice,bowl+.03)/w,0.,1.));}
  if(H(19.)<.25)c=mix(c,tint,clamp(.5-max(abs(q.x-.1-.25*(y-foot))-.025,abs(y-top)-(top-foot)*.9)/w,0.,1.)*step(foot+.05,y));
  c=mix(c,line,clamp(.5-wall/w,0.,1.)*.75);
  c=mix(c,line*.9,clamp(.5-stem/w,0.,1.)*.8);
  c+=(.25+.4*dark)*exp(-pow(abs((q.x+k*.6)/.035),2.))*step(bowl,-.03)*smoothstep(0.,.3,s)*step(s,.9);
  pix=vec4(c,1.);
}
