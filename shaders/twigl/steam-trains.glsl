// title: Trains
// mode: geek (MRT)
// licence: CC0-1.0
// shows: steam and diesel engines with coaches, tank and goods wagons on straight rails, smoke behind
#version 300 es
precision highp float;
uniform vec2 r;
uniform float t;
layout(location=0) out vec4 picture;
layout(location=1) out vec4 mask;
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*71.37+e*9.73)*35791.246);}
vec3 paint(float k){return mix(vec3(H(k+.4)),.5+.5*cos(6.28*(H(k)+vec3(.0,.33,.66))),.75*H(k+.2))*(.25+.65*H(k+.6));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  w=3./min(r.x,r.y);
  e=floor(t*.9);
  vec3 sky=paint(1.)*.5+.5*H(2.),land=paint(3.);
  float row=floor(p.y/1.5+.5),y=p.y-1.5*row,hill=-.1+.3*H(4.)*sin(p.x*1.3+row*2.+e)+.1*sin(p.x*3.+e);
  c=mix(sky*(1.1-.2*y),land,clamp(.5-(y-hill)/w,0.,1.));
  e+=row*13.;
  float x=(p.x+t*.4*(mod(row,2.)-.5)+5.*H(5.)),G=1.6,car=floor(x/G),n=e;
  vec2 q=vec2(mod(x,G)-G*.5,y+.05);
  D(abs(q.y+.62)-.06,vec3(.45,.4,.35)*(.8+.4*step(.5,fract(x*7.))));
  D(abs(q.y+.545)-.02,vec3(.3));
  e+=car*.37;
  float kind=floor(5.*H(6.)),L=.7,h=.24+.14*H(7.);
  vec3 A=paint(8.),B=paint(9.),K=vec3(.07);
  D(box(vec2(abs(q.x)-.8,q.y+.36),vec2(.12,.03),.01),K);                                  // coupling
  if(kind<1.){                                                                            // steam engine
    D(box(q-vec2(.18,-.12),vec2(.52,.17+.05*H(10.)),.1),A*(1.1+1.2*q.y));
    D(max(abs(fract(q.x*4.)-.5)*.25-.015,box(q-vec2(.18,-.12),vec2(.5,.2),.1)),B);
    float s=.06+.05*H(11.)+.15*max(0.,q.y-.2)*step(.5,H(12.));
    D(box(q-vec2(.5,.17),vec2(s,.2),.01),K+.1);D(length(q-vec2(.15,.08))-.1,B);
    D(box(q-vec2(-.5,.05),vec2(.23,.36),.02),A*.85);D(box(q-vec2(-.48,.18),vec2(.11,.11),.02),vec3(.75,.85,.9));
    D(box(q-vec2(-.5,.43),vec2(.29,.03),.02),K);D(max(abs(q.x-.76+.3*(q.y+.3))-.05,abs(q.y+.42)-.1),vec3(.7,.1,.1));
    D(max(abs(q.y+.38+.03*sin(t*6.))-.02,abs(q.x)-.5),vec3(.7));
    vec2 z=p*4.+vec2(t*2.,e);
    float puff=.3*sin(z.x+2.*sin(z.y))+.2*sin(z.y*1.7+z.x*.8)-length((q-vec2(.25,.62))*vec2(.9,1.6))+.45;
    c=mix(c,vec3(.92)*(.75+.4*puff),smoothstep(.0,.2,puff)*.9);
  }else if(kind<2.){                                                                      // tank
    D(box(q-vec2(0.,-.08),vec2(L,.24),.24),A*(.7+.8*(1.-smoothstep(-.2,.4,abs(q.y-.02)))));
    D(box(q-vec2(0.,.2),vec2(.1,.06),.02),A*.7);D(max(abs(abs(q.x)-.35)-.02,abs(q.y+.08)-.24),B);
  }else if(kind<3.){                                                                      // open wagon with a load
    float heap=.1+.12*sin(q.x*4.+e)+.05*sin(q.x*17.+e);
    D(max(q.y-heap,abs(q.x)-.66),B*(.7+.5*fract(sin(dot(floor(q*14.),vec2(3.1,7.7)))*937.)));
    D(box(q-vec2(0.,-.2),vec2(L,.16),.01),A*(.8+.25*step(.2,fract(q.x*5.))));
  }else{                                                                                  // coach or diesel
    float d=box(q-vec2(0.,h-.33),vec2(.77,h),.05+.12*H(13.));
    D(d,A*(1.+.2*q.y));D(max(d,abs(q.y+.12)-.05),B);D(max(d,h*2.-.42-q.y),B*.6);
    float nwin=3.+floor(6.*H(14.)),f=(fract(q.x/1.4*nwin+.5)-.5)*1.4/nwin;
    D(box(vec2(f,q.y-h+.25),vec2(.45/nwin,.09+.05*H(15.)),.02)+step(.66,abs(q.x)),H(16.)<.5?vec3(.9,.85,.6):vec3(.1,.15,.2));
    D(abs(box(vec2(abs(q.x)-.6,q.y+.02),vec2(.07,.27),.02))-.01,K);
  }
  float R=kind<1.?.15+.06*H(17.):.1,sp=kind<1.?.4:.22;
  vec2 k=vec2(kind<1.?mod(q.x+.2+sp*.5,sp)-sp*.5:abs(abs(q.x)-.48)-sp*.5,q.y+.54-R);
  if(abs(q.x)<.74){D(length(k)-R,K);D(abs(length(k)-R*.8)-.015,mix(A,vec3(.6),.7));
    D(abs(sin(atan(k.y,k.x)*2.+t*4.))*length(k)-.02+step(R*.8,length(k)),vec3(.5));}
  picture=vec4(c,1.);
  mask=vec4(kind);
}
