// title: Bridges
// mode: geek (MRT)
// licence: CC0-1.0
// shows: arch, beam, truss and suspension bridges over water, gorges and roads, in outline or stone
#version 300 es
precision highp float;
uniform vec2 r;
uniform float t;
layout(location=0) out vec4 front;
layout(location=1) out vec4 mark;
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*29.17+e*67.31)*22741.37);}
float N(float x){float i=floor(x),f=x-i;f=f*f*(3.-2.*f);return mix(fract(sin(i*78.2+e)*4375.),fract(sin(i*78.2+78.2+e)*4375.),f);}
vec3 hue(float k){return mix(vec3(H(k+.4)),.5+.5*cos(6.28*(H(k)+vec3(0.,.33,.66))),.6*H(k+.2))*(.35+.65*H(k+.6));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  w=3./min(r.x,r.y);
  e=floor(t*1.2);
  float band=floor(p.y/2.6+.5),x=p.x+t*.1+band*1.7,y=p.y-band*2.6;
  vec3 sky=mix(hue(1.),vec3(.95),.5*H(23.)),A=hue(3.)*(H(22.)<.6?.3:1.),far=mix(sky,hue(5.),.45);
  c=sky*(1.-.15*y);
  D(y+.05-.5*N(x*.8+9.)-.15*N(x*3.),far);
  D(y+.3-.25*N(x*1.7+30.),mix(far,A,.3)*.9);
  vec3 sea=mix(sky,hue(7.),.6)*.75;
  float lap=.5+.5*sin(y*70.+6.*N(x*3.+y*9.)+t*3.);
  D(y+.6,sea*(.85+.25*lap*H(8.)));
  if(distance(A,c)<.3)A*=.4;
  float kind=floor(5.*H(9.)),span=1.2+1.*H(10.),deck=-.15+.3*H(11.),q=mod(x,span)-span*.5,s=q/span*2.,thick=.03+.05*H(12.),hump=.12*H(13.)*(1.-s*s)*step(kind,1.5);
  float a=abs(q),pier=span*.5-a,Y=y-deck-hump;
  if(kind<2.){                                       // arches: round, flat or many small
    float n=kind<1.?1.:3.,cell=span/n,z=mod(q+span*.5,cell)-cell*.5,hw=cell*(.5-.05-.06*H(14.)),hh=min(deck+hump+.55,hw*(.6+.8*H(15.)));
    float arch=length(vec2(z/hw,max(0.,y-(deck+hump-thick-.06-hh))/hh))-1.;
    float d=max(max(Y,-.66-y),-arch*min(hw,hh));
    vec2 b=vec2(x*7.+.5*mod(floor(y*14.),2.),y*14.);
    vec3 stone=A*(.8+.3*fract(sin(dot(floor(b),vec2(7.,13.)))*731.));
    D(d,mix(stone,A,step(.5,H(16.))));
    D(max(abs(arch)*min(hw,hh)-.03,max(Y,-.6-y))+step(arch,-.12),A*1.3);
    D(max(abs(Y-.02)-.02,-1.),A*.8);
    D(max(abs(fract(x*12.)-.5)/12.-.012,abs(Y-.06)-.05),A*.8);D(abs(Y-.11)-.012,A*.8);
  }else if(kind<3.){                                 // suspension: towers at the cell's ends, a hanging curve
    float top=.55+.3*H(17.),cable=deck+.08+top*s*s;
    D(abs(y-cable)*.7-.014,A);
    D(max(abs(fract(q*12.)-.5)/12.-.004,max(y-cable,deck-y)),A);
    D(max(abs(pier)-.05+.02*(y-deck),y-deck-top-.1),A*.8);
    D(abs(y-deck)-thick,A);
  }else if(kind<4.){                                 // truss: chords with posts and diagonals
    float h=.28+.2*H(18.),up=step(.5,H(19.)),m=fract(q*4.)-.5,z=(y-deck)*(up>.5?1.:-1.),bow=h*(H(20.)<.5?1.:1.-s*s*.75);
    D(abs(y-deck)-thick,A);D(abs(z-bow)-.025,A);
    float dia=abs(abs(m)*2.-z/bow)*.12-.016;
    D(max(min(dia,abs(m)*.25-.012),max(-z,z-bow)),A);
    D(max(pier-.06-.1*max(0.,deck-y),max(y-deck,-.7-y)),A*.7);
  }else{                                             // stays from one pylon
    float top=.9,z=a/span*2.,k=floor(z*9.);
    D(abs(y-deck)-thick*.7,A);
    for(float i=1.;i<9.;i++){float f=i/9.*span*.5,L=length(vec2(f,top*(.5+.5*i/9.)));
      D(abs((y-deck)*f+(a-f)*top*(.5+.5*i/9.))/L-.007+step(y,deck)+step(f,a),A);}
    D(max(a-.035-.05*max(0.,deck+.9-y)*H(21.),max(y-deck-top-.05,-.7-y)),A*.8);
  }
  float car=floor(x*3.+t),cx=fract(x*3.+t)/3.-.16;
  if(fract(sin(car*12.3+e)*999.)<.35)D(max(abs(cx)-.06,abs(Y-.05-thick)-.03),hue(car));
  c=mix(c,c*(.7+.35*lap),step(y,-.6)*.6);
  front=vec4(c,1.);
  mark=vec4(Y);
}
