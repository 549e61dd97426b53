// title: Gowns
// mode: classic
// licence: CC0-1.0
// shows: dresses from slip to ball gown by a hashed profile of width over height, before plain grounds
precision highp float;
uniform vec2 resolution;
uniform float time;
float e;
float h(float k){return fract(sin(k*37.719+e*4.137)*24634.6345);}
float bump(float y,float at,float wide){y=(y-at)/wide;return exp(-y*y);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  float px=3./min(resolution.x,resolution.y),cell=floor(p.x/1.7+.5);
  e=floor(time*.9);
  float dark=step(.6,h(1.)),grey=step(.5,h(2.));
  vec3 tint=.5+.5*cos(6.3*(h(3.)+vec3(0.,.33,.67)));
  vec3 col=mix(mix(vec3(.93),tint,.25*(1.-grey)),vec3(.04)+tint*.2*(1.-grey),dark)*(1.-.12*abs(p.y));
  e+=cell*3.7;
  vec2 q=vec2(p.x-1.7*cell,mod(p.y+1.05,2.1)-1.05);
  float y=q.y,len=-.25-.7*h(4.),sway=.04*sin(3.*y+time*4.)*(1.-y);
  q.x+=sway*h(5.);
  // width: shoulders and bust above a waist, then the skirt's own power law
  float waist=.25+.25*h(6.),skirt=max(0.,waist-y),wide=.13+.05*h(7.);
  float W=wide+.1*bump(y,.72,.2)+.07*bump(y,waist-.25,.22)+(.08+.55*h(8.)*h(8.))*pow(skirt,.5+1.6*h(9.));
  W-=.25*h(10.)*step(.6,h(11.))*smoothstep(.5,1.15,skirt);
  float top=h(12.)<.4?.78-.12*cos(q.x*9.)*h(13.):.93-2.2*max(0.,.16-abs(q.x))*h(14.);
  float hem=len+.06*h(15.)*sin(q.x*14.)+.35*q.x*step(.8,h(16.));
  float d=max(abs(q.x)-W,max(y-top,hem-y))*.8;
  float arm=h(17.),a=abs(q.x);
  vec2 z=vec2(a-.22,y-.82);
  float ang=arm<.5?.5+.7*h(18.):.25,L=arm*.75;
  z=mat2(cos(ang),sin(ang),-sin(ang),cos(ang))*z;
  if(arm>.35)d=min(d,max(abs(z.x)-.06-.12*h(19.)*max(0.,-z.y),max(z.y-.08,-L-z.y)));
  else d=min(d,max(abs(a-.13-.1*(.95-y))-.022,max(y-.96,.7-y)));
  vec3 A=mix(.45+.45*cos(6.3*(h(20.)+vec3(0.,.33,.67))),vec3(.1+.85*h(21.)),max(grey,step(.7,h(22.)))),B=mix(A,vec3(h(23.)),.65);
  float k=h(24.),s=6.+12.*h(25.),v=q.x/max(W,.05),m=0.;
  if(k<.15)m=step(.5,fract(y*s*.6));
  else if(k<.3)m=step(.45,fract(v*s*.4));
  else if(k<.45)m=step(length(fract(vec2(q.x,y+.5/s*mod(floor(q.x*s),2.))*s)-.5),.3);
  else if(k<.6)m=step(.4,sin(q.x*s*2.+sin(y*s))*sin(y*s*2.+2.*sin(q.x*s)));
  else if(k<.75)m=step(y,waist);
  vec3 cloth=mix(A,B,m)*(.82+.25*sin(v*(5.+9.*h(26.)))*smoothstep(0.,.5,skirt)+.12*q.x);
  if(h(27.)<.6)cloth=mix(cloth,B*.5,step(abs(y-waist),.03));
  cloth*=1.-.5*smoothstep(-.03,0.,d);
  gl_FragColor=vec4(mix(col,cloth,clamp(.5-d/px,0.,1.)),1.);
}
