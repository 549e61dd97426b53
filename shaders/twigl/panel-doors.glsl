// title: Doors and windows
// mode: geek (300 es)
// licence: CC0-1.0
// shows: doors, shutters, gates and windows with panels, panes, bars, arches, handles and steps in plain walls
#version 300 es
precision highp float;
uniform vec2 r;
uniform float t;
out vec4 face;
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*67.93+e*41.27)*30671.57);}
vec3 hue(float k){return mix(vec3(H(k)),.5+.5*cos(6.28*(H(k+.2)+vec3(0.,.33,.66))),.75*H(k+.4))*(.3+.7*H(k+.6));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float box(vec2 p,vec2 h){vec2 d=abs(p)-h;return max(d.x,d.y);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  w=3./min(r.x,r.y);
  e=floor(t*1.4);
  vec2 G=vec2(1.3+.6*H(1.),2.),i=floor(p/G+.5),q=p-i*G;
  vec3 wall=hue(2.);
  float n=fract(sin(dot(floor(p*45.),vec2(3.7,9.1)))*571.3),mas=H(4.);
  c=wall*(.95+.08*n);
  if(mas<.35){float row=floor(p.y*7.);vec2 b=vec2(p.x*3.5+.5*mod(row,2.),p.y*7.);
    c=wall*(.75+.3*fract(sin(dot(floor(b),vec2(13.1,71.7)))*391.))*step(.07,fract(b.x))*step(.1,fract(b.y))+wall*.6*(1.-step(.07,fract(b.x))*step(.1,fract(b.y)));}
  else if(mas<.5)c*=.85+.18*step(.1,fract(p.y*9.));
  float one=step(.5,H(5.));
  if(one<.5)e+=i.x*3.7+i.y*9.3;
  vec3 A=hue(6.),F=mix(vec3(.92),hue(8.),.6*H(10.)),K=vec3(.1,.13,.17)+.25*H(11.);
  float W=.26+.22*H(12.),h=.5+.3*H(13.),arch=floor(3.*H(14.)),kind=floor(4.*H(15.)),a=abs(q.x);
  // the opening: flat, round or pointed above
  float top=arch<1.?q.y-h:arch<2.?length(vec2(q.x,max(0.,q.y-h+W)))-W:(q.y>h-W?length(vec2(a+W*.6,q.y-h+W))-W*1.6:a-W),d=max(a-W,max(top,-.85-q.y));
  D(d-.09,F*.8);D(d-.06,F);D(box(q-vec2(0.,-.9),vec2(W+.16,.05)),F*.9);
  D(d,A);
  if(kind<1.){                                             // panelled door
    float m=1.+floor(3.*H(16.)),cols=H(17.)<.6?2.:1.;
    vec2 z=vec2(cols>1.5?a-W*.5:q.x,mod((q.y+.85)/(h+.85)*m,1.)-.5);
    float b=box(z*vec2(1.,(h+.85)/m),vec2(W/cols-.06,(h+.85)/m*.5-.06));
    D(max(b,d+.04),A*.8);D(max(abs(b)-.012,d+.04),A*.55);D(max(b+.04,d+.04),H(18.)<.3?K:A*1.12);
    D(length(q-vec2(W*.75,-.12))-.035,vec3(.9,.78,.4));
    if(H(19.)<.3)D(box(q-vec2(0.,-.15),vec2(.1,.025)),vec3(.1));
  }else if(kind<2.){                                       // glazed window with bars
    float nx=1.+floor(3.*H(16.)),ny=2.+floor(4.*H(17.));
    D(d+.03,mix(K,wall.bgr+.2,.5*smoothstep(-.6,.6,q.y+q.x)));
    vec2 z=vec2(fract(q.x/W*nx*.5+.5*nx)-.5,fract((q.y+.85)/(h+.85)*ny)-.5);
    D(max(min((.5-abs(z.x))*W*2./nx,(.5-abs(z.y))*(h+.85)/ny)-.02,d),F);
    D(abs(d+.02)-.025,F);
    if(H(18.)<.5){float s=max(abs(a-W*1.45)-W*.38,abs(q.y-(h-.85)*.5)-(h+.85)*.5);D(s,A);D(max(s+.03,abs(fract(q.y*13.)-.5)-.3),A*.6);}
    if(H(19.)<.35)for(float k=-3.;k<4.;k++)D(length(q-vec2(k*W*.28,-.78+.05*sin(k*4.+e)))-.1,mix(vec3(.2,.45,.2),hue(20.+k),.5));
  }else if(kind<3.){                                       // gate of bars or boards
    float m=4.+floor(6.*H(16.)),f=fract(q.x/W*m*.5+.5)-.5,solid=step(.5,H(17.));
    D(d+.01,solid>.5?A:K*.6);
    if(solid>.5){D(max(abs(f)-.46>0.?-.01:.01,d),A*.5);c*=1.+.12*step(d,0.)*(fract(sin(floor(q.x/W*m*.5+.5)*91.7+e)*77.)-.5)*2.;
      D(max(min(abs(q.y-.25),abs(q.y+.55))-.05,d+.01),A*.6);
      D(max(length(vec2(mod(q.x+.05,.1)-.05,min(abs(q.y-.25),abs(q.y+.55))))-.016,d),K);}
    else{D(max(abs(f)*W*2./m-.02,d),A);D(max(min(abs(q.y-.2),abs(q.y+.5))-.025,d),A);D(max(abs(length(vec2(q.x,q.y+.15))-.2)-.02,d),A);}
    D(max(abs(q.x)-.012,d),K);
  }else{                                                   // roller or louvre
    float m=8.+floor(10.*H(16.)),f=fract(q.y*m*.6),up=step(q.y,-.85+1.2*H(17.)*step(.5,H(18.)));
    D(d+.01,A*(.7+.45*f));
    D(max(d+.01,.5-up),K*.5);
    if(H(19.)<.4)c=mix(c,hue(20.),step(.55,fract(sin(dot(floor(q*vec2(7.,9.)+.4*sin(q.yx*7.)),vec2(5.,17.))+e)*99.))*step(d,-.05)*step(abs(q.y+.1),.25));
  }
  c*=1.-.35*(1.-smoothstep(.0,.05,d+.06))*smoothstep(-.12,-.02,d)*step(0.,q.y-q.x*.5);
  face=vec4(c,1.);
}
