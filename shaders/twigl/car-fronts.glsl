// title: Car fronts
// mode: classic (MRT)
// licence: CC0-1.0
// shows: cars from the front or the back: grille, lamps, windscreen, bumper and plate, in rows as if queued
#version 300 es
precision highp float;
uniform vec2 resolution;
uniform float time;
layout(location=0) out vec4 shown;
layout(location=1) out vec4 kept;
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*23.71+e*81.13)*19642.349);}
vec3 paint(float k){float g=H(k+.1);return g<.45?vec3(.08+.85*H(k)):(.5+.5*cos(6.28*(H(k+.2)+vec3(0.,.35,.65))))*(.35+.6*H(k+.3));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  w=3./min(resolution.x,resolution.y);
  e=floor(time*1.3);
  vec3 road=vec3(.2+.5*H(1.)),back=paint(2.);
  float night=step(.75,H(3.)),row=floor(p.y/1.7+.5),x=p.x+row*1.05;
  vec2 q=vec2(mod(x+1.05,2.1)-1.05,p.y-1.7*row+.05);
  c=mix(back*(1.1+.2*q.y),road*(1.+.1*q.y),step(q.y,-.25));
  if(H(4.)<.4&&q.y>-.25)c*=.7+.5*step(.5,fract(x*2.))*step(.4,fract(q.y*4.));
  c*=1.-.75*night;
  e+=row*5.+floor((x+1.05)/2.1)*3.;
  vec2 a=vec2(abs(q.x),q.y);
  float W=.6+.14*H(5.),h=.22+.1*H(6.),roof=.3+.35*H(7.),y=q.y+.3,rear=step(.65,H(8.)),slope=.2+.35*H(9.);
  vec3 A=paint(10.)*(1.-.6*night),K=vec3(.04),chrome=vec3(.75)*(1.-.5*night);
  D(length(vec2(a.x/W,(q.y+.68)*6.))-1.15,c*.4);
  D(box(a-vec2(W*.8,-.56),vec2(.12,.15),.03),K);                                           // tyres
  // cabin: a trapezium with the windscreen inside
  float cab=max(a.x-W*.92+slope*(y-h)-.06*H(11.)*sin(y*6.),abs(y-h-roof*.5)-roof*.5)*.9-.02;
  D(cab,A*.85);
  D(cab+.07,mix(vec3(.1,.14,.18),vec3(.7,.85,.95),.6*H(12.)*step(.3,fract(q.x*.8+q.y*.9)))*(1.-.6*night));
  if(rear<.5){D(max(cab+.07,length(vec2(a.x-.25,(q.y-h+.22)*1.2))-.17),vec3(.12));D(length(vec2(a.x-.25,q.y-h-.02))-.07,vec3(.13));}
  D(box(a-vec2(W*.98,h+.02-.25),vec2(.1,.055),.03),A*.7);                                     // mirrors
  float body=box(vec2(a.x,y+.02),vec2(W,h+.02),.1+.12*H(13.));
  D(body,A*(1.05+.5*y));
  D(abs(max(body,y-h*.55))-.006,A*.5);
  vec2 l=a-vec2(W*(.72+.05*H(14.)),-.28+.08*H(15.));
  l.y-=.35*(H(16.)-.4)*l.x;
  float R=.08+.05*H(17.),lamp=H(18.)<.45?length(l)-R:box(l,vec2(R*(1.2+H(19.)),R*(.4+.5*H(20.))),.03);
  vec3 light=rear>.5?vec3(.8,.08,.05):vec3(.95,.95,.85);
  float gw=W*(.25+.3*H(21.)),gh=h*(.25+.35*H(22.));
  vec2 g=a-vec2(0.,-.3-.05*H(23.));
  g.x*=1.+(H(24.)-.5)*g.y*3.;
  if(rear<.5){
    float gr=box(g,vec2(gw,gh),.06*H(25.));
    D(gr,K);D(max(abs(fract((H(26.)<.5?g.x:g.y)*(14.+12.*H(27.)))-.5)*.06-.012,gr),chrome*.8);D(abs(gr)-.014,chrome);
    D(length(q-vec2(0.,-.28+gh+.03))-.04,chrome*1.2);
  }
  D(lamp-.02,chrome*.7);D(lamp,light);D(length(l)-R*.45,mix(light,vec3(1.),.6));
  c+=night*(1.-rear)*vec3(1.,.9,.7)*.05/(.03+dot(l,l)*1.5)*.6;
  D(box(vec2(a.x,y+h-.06),vec2(W*1.03,.06),.05),H(28.)<.5?A*.6:H(28.)<.75?K+.1:chrome);
  D(box(vec2(q.x,y+h-.08-.15*rear),vec2(.19,.05),.01),H(29.)<.5?vec3(.95):vec3(.95,.8,.3));
  D(max(box(vec2(q.x,y+h-.08-.15*rear),vec2(.16,.028),.0),.5-fract(sin(floor(q.x*30.)*7.+e)*99.)*1.6),K);
  D(length(a-vec2(W*.75,-.3-h+.08))-.035,light*.8);
  shown=vec4(c,1.);
  kept=vec4(body);
}
