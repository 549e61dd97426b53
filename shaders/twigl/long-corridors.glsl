// title: Corridors
// mode: geekest
// licence: CC0-1.0
// shows: halls in one-point perspective with doors, lamps, columns, arches, lockers, tiles and rails
#define R(v) fsnoise((v)+e*1.3)
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.2),W=.8+.7*R(vec2(1.)),Hh=.7+.5*R(vec2(2.)),round_=step(.72,R(vec2(3.))),bend=.25*(R(vec2(4.))-.5),hue=R(vec2(5.)),sat=R(vec2(6.))*R(vec2(7.));
p-=.5*(vec2(R(vec2(8.)),R(vec2(9.)))-.5);
vec3 D=vec3(p,.8+.6*R(vec2(10.))),c=vec3(0.);
// distance to the four walls; with a vault, the upper half is a half cylinder
float xw=W/max(abs(D.x),1e-3),xf=(D.y<0.?.75:Hh)/max(abs(D.y),1e-3),x=min(xw,xf),xr=W/max(length(D.xy),1e-3);
bool wall=xw<xf,vault=round_>.5&&D.y>0.;
if(vault)x=xr;
vec3 P=D*x;
P.x+=bend*P.z*P.z*.02;
float z=P.z+t*.8+e*3.,bay=1.+1.2*R(vec2(11.)),i=floor(z/bay),f=fract(z/bay)-.5,side=sign(D.x),lamp=exp(-3.*f*f*bay)*.6+.4;
vec3 A=hsv(hue,.6*sat,.35+.6*R(vec2(12.))),B=hsv(hue+.5*R(vec2(13.)),.7*sat,.15+.7*R(vec2(14.)));
if(vault){
  float an=atan(P.y,P.x);
  c=A*(.9+.2*step(.06,fract(an*5.))*step(.06,fract(z*2.)));
  c=mix(c,B,step(.42,abs(f))*step(.5,R(vec2(15.))));
}else if(wall){
  float y=P.y+.75,kind=R(vec2(16.));
  c=A;
  if(R(vec2(17.))<.4)c=mix(c,B,step(y,.5));
  c=mix(c,B*1.2,step(abs(y-.5),.03));
  vec2 q=vec2(f*bay,y);
  float g=R(vec2(i,side));
  if(kind<.35){float d=max(abs(q.x)-.3,y-1.1);c=mix(c,B*.6,step(d,.05));c=mix(c,hsv(hue+.3*g,.5,.3+.5*R(vec2(18.))),step(d,0.));
    c=mix(c,c*.7,step(max(abs(abs(q.x)-.13)-.09,abs(abs(y-.55)-.25)-.18),0.));
    c=mix(c,vec3(.85,.75,.4),step(length(q-vec2(.23,.55)),.035));}
  else if(kind<.55)c=mix(c,mix(vec3(.95),hsv(.58,.4,.9),g)*1.1,step(max(abs(q.x)-.32,abs(y-.85)-.3),0.)*step(.03,min(abs(q.x),abs(y-.85))));
  else if(kind<.75){c=B*(.75+.25*step(.06,fract(z*4.)))*(.8+.3*R(vec2(floor(z*4.),side)));
    c=mix(c,c*.4,step(abs(fract(z*4.)-.5),.28)*step(abs(y-1.15),.12)*step(.5,fract(y*22.)));c=y>1.4?A:c;}
  else if(kind<.9){float d=max(abs(q.x)-.34,y>.8?length(vec2(q.x,y-.8))-.34:-1.);
    c=mix(c,vec3(.03)+.1*A,step(d,0.)*step(abs(q.x),.34));c=mix(c,B,step(abs(d),.04)*step(abs(q.x),.39));}
  else c*=.75+.3*step(.08,fract(z*3.+.5*mod(floor(y*6.),2.)))*step(.12,fract(y*6.));
  if(R(vec2(19.))<.3)c=mix(c,A*1.25,step(.43,abs(f)));
}else if(D.y<0.){
  vec2 q=vec2(P.x,z);
  float kind=R(vec2(20.));
  c=B;
  if(kind<.35)c=mix(A,B,mod(floor(q.x*2.)+floor(q.y*2.),2.));
  else if(kind<.6)c*=.75+.35*fsnoise(vec2(floor(q.x*6.),floor(q.y*.7+fsnoise(vec2(floor(q.x*6.),e)))));
  else if(kind<.75)c=mix(c,hsv(hue+.5,.7,.5)*(.85+.2*step(.2,abs(sin(z*5.+P.x*5.)))),step(abs(q.x),W*.5));
  else if(kind<.85){c=vec3(.25)*(1.+.3*snoise2D(q*9.));c=mix(c,vec3(.4,.28,.18),step(abs(q.x),.55)*step(.6,fract(z*3.)));
    c=mix(c,vec3(.7),step(abs(abs(q.x)-.38),.035));}
  c*=.8+.35*lamp;
}else{
  c=A*.9;
  c=mix(c,B*.5,step(.43,abs(f))*step(.5,R(vec2(21.))));
  c=mix(c,vec3(1.3),step(max(abs(P.x)-.15-.3*R(vec2(22.)),abs(f)*bay-.2),0.));
}
c*=lamp*(.6+.4*R(vec2(i,3.)*step(.8,R(vec2(23.)))));
c*=mix(1.,.7,(1.-smoothstep(.0,.12,abs(xw-xf)/x))*(1.-round_));
vec3 end=R(vec2(24.))<.5?vec3(.02):hsv(hue+.1,.2,.95);
gl_FragColor=vec4(mix(c,end,1.-exp(-.012*x*x)),1.);
