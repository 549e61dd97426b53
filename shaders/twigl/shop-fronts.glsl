// title: Shop fronts
// mode: geek
// licence: CC0-1.0
// shows: rows of shops with striped awnings, lettered boards, doors and goods behind glass
precision highp float;
uniform vec2 r;
uniform float t;
float e=0.,w=0.;
vec3 c=vec3(0.);
float R(vec2 v){return fract(sin(dot(v+e*.43,vec2(83.1,147.9)))*31957.71);}
vec3 hue(vec2 v){return mix(vec3(R(v)),.5+.5*cos(6.28*(R(v+.3)+vec3(0.,.33,.66))),.8*R(v+.6))*(.3+.7*R(v+.9));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float box(vec2 p,vec2 h){vec2 d=abs(p)-h;return max(d.x,d.y);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.2);
  w=3./min(r.x,r.y);
  float H=1.7,row=floor(p.y/H+.5),y=p.y-row*H,night=step(.72,R(vec2(1.))),G=1.15+.5*R(vec2(2.)),x=p.x+row*.7+t*.1,col=floor(x/G);
  vec2 id=vec2(col,row),q=vec2(x-(col+.5)*G,y);
  vec3 wall=hue(id+2.),frame=hue(id+4.),A=hue(id+6.),B=mix(vec3(.95),hue(id+8.),.4*R(id));
  float hw=G*.5;
  c=wall*(1.-.6*night);
  if(R(id+10.)<.5){vec2 b=vec2(x*6.+.5*mod(floor(y*12.),2.),y*12.);c*=.82+.2*step(.08,fract(b.x))*step(.12,fract(b.y))+.08*R(floor(b));}
  // upper storey
  vec2 z=vec2(mod(q.x+hw,hw)-hw*.5,y-.62);
  D(box(z,vec2(.15,.17)),frame*1.2*(1.-.4*night));
  D(box(z,vec2(.12,.14)),night>.5&&R(id+floor((q.x+hw)/hw)*.37)<.5?vec3(1.,.8,.45):vec3(.2,.27,.33)*(1.-.5*night));
  // board with letters
  D(box(q-vec2(0.,.3),vec2(hw-.04,.11)),A*(1.-.5*night*step(.5,R(id+11.))));
  vec2 l=vec2(q.x*11.,(y-.3)*14.),li=floor(l+vec2(0.,.5)),g=floor(fract(l+vec2(0.,.5))*vec2(4.,4.));
  float word=step(abs(q.x),hw*(.35+.5*R(id+12.))),on=step(.42,R(id*3.+vec2(li.x*5.+g.x,g.y)))*step(g.x,2.5)*step(abs(l.y),.62);
  c=mix(c,dot(A,vec3(.33))>.45?A*.15:mix(A,vec3(1.),.85),on*word);
  // window with goods on shelves, and a door
  float side=R(id+13.)<.5?-1.:1.,dx=q.x*side;
  vec2 s=vec2(dx-.17,y+.3);
  float win=box(s,vec2(hw-.29,.36));
  vec3 glow=mix(vec3(.5,.55,.6)*R(id+14.),vec3(1.,.85,.6),night);
  D(win-.03,frame);
  D(win,glow);
  vec2 k=floor(vec2(s.x/.13,(s.y+.36)/.24)),f=vec2(fract(s.x/.13)-.5,fract((s.y+.36)/.24));
  float kind=R(k+id*7.),th=.2+.25*R(k+id),good=R(id+15.)<.4?length(vec2(f.x,f.y-.35))-th:R(id+15.)<.7?max(abs(f.x)-th*(kind<.5?1.:1.-f.y*.7),abs(f.y-.35)-.3):max(abs(f.x)-.35,f.y-.3-.5*kind);
  D(max(good*.13,win+.015),hue(k+id*5.));
  D(max(abs(f.y-.03)*.24-.012,win),frame*.6);
  D(max(abs(fract(dx+y*.7)-.5)-.07,win),mix(c,vec3(1.),.22));
  vec2 d=vec2(dx+hw-.18,y+.33);
  D(box(d,vec2(.14,.39)),frame*1.15);D(box(d-vec2(0.,.12),vec2(.09,.2)),glow*.8);D(length(d-vec2(.1,-.08))-.02,vec3(.9,.8,.4));
  // awning: stripes with a scalloped edge, its shadow below
  if(R(id+16.)<.7){
    float drop=.12+.12*R(id+17.),n=7.+floor(5.*R(id+18.)),st=q.x/hw*n*.5,scal=.03*abs(sin(st*3.1416));
    float aw=max(abs(q.x)-hw+.03-.12*(y-.2),abs(y-.2+drop*.5)-drop*.5-scal*step(y,.2-drop*.5));
    D(max(abs(q.x)-hw+.03,abs(y-.08)-.12),c*.6);
    D(aw,mix(A,B,step(.5,fract(st*.5+.25)))*(1.15+1.5*(y-.1)));
  }
  D(abs(y+.73)-.04,vec3(.6)*(1.-.5*night));
  D(y+.77,vec3(.35+.2*R(vec2(3.)))*(1.-.5*night)*(.9+.15*step(.04,fract(x*1.5))));
  D(abs(abs(q.x)-hw)-.025,frame*.8*(1.-.4*night)+step(y,-.72));
  gl_FragColor=vec4(c,1.);
}
