// title: Bookshelves
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: books of all heights, upright, leaning or piled, with bands and titles, among boxes, jars and gaps
#define R(v) fsnoise((v)+e*1.7)
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.1),u=R(vec2(1.)),v=R(vec2(2.)),G=.5+.9*u,row=floor(p.y/G),y=p.y/G-row,w=3./min(r.x,r.y)/G;
vec3 wood=hsv(.07+.04*v,.5*R(vec2(3.)),.15+.6*R(vec2(4.))),c=wood*.35*(.6+.4*y);
float x=p.x/G+9.*R(vec2(row,5.))+t*.1*(mod(row,2.)-.5),pal=R(vec2(6.)),hue=R(vec2(7.));
// books: a jittered row of edges; the bay of width 1.6 says whether they stand, lean or lie
float bay=floor(x/1.6),kind=R(vec2(bay,row)),h=.8,lean=0.,X=x-bay*1.6,n=12.+floor(10.*R(vec2(8.)));
vec3 k=vec3(0.);
float d=1.,id=0.,f=0.,wd=0.,Y=y-.1;
if(kind<.62){
  lean=kind<.12?.28*(y-.1):0.;
  float s=(X+lean)/1.6*n,i=floor(s),a=.7*(R(vec2(i,bay)+row)-.5),b=.7*(R(vec2(i+1.,bay)+row)-.5);
  if(s-i<a*.5){i-=1.;b=a;a=.7*(R(vec2(i,bay)+row)-.5);}else if(s-i>1.+b*.5){i+=1.;a=b;b=.7*(R(vec2(i+1.,bay)+row)-.5);}
  float x0=i+a*.5,x1=i+1.+b*.5;
  f=(s-x0)/(x1-x0);wd=(x1-x0)*1.6/n;
  id=i+bay*31.+row*7.;
  h=.5+.32*R(vec2(floor(id/3.),3.))+.07*R(vec2(id,4.));
  d=max(Y-h,(abs(f-.5)-.5)*wd+.003);
  if(R(vec2(id,5.))<.06)d=1.;
}else if(kind<.8){                                          // a pile: the same turned by a right angle
  float s=Y*11.,i=floor(s),L=.45+.4*R(vec2(i,bay+row*3.));
  f=s-i;wd=.09;id=i+bay*13.+row*5.;
  h=L*1.4;
  d=max(abs(X-.8+.12*(R(vec2(i,bay))-.5))-h*.5,max((abs(f-.5)-.5)*.09+.003,Y-.2-.5*R(vec2(bay,row+9.))));
  Y=X-.1;
}else if(kind<.92){                                         // a box, a ball or a jar
  float q=R(vec2(bay,row+3.));
  id=bay+row;h=.6;f=X/1.6;wd=1.;
  d=q<.4?max(abs(X-.8)-.5,Y-.5):q<.7?length(vec2(X-.8,Y-.32))-.32:max(abs(X-.8)-.2-.15*sin(Y*5.),Y-.65);
}
float g=R(vec2(id,11.));
k=pal<.25?vec3(.15+.8*g):pal<.6?hsv(hue+.12*(g-.5),.3+.5*R(vec2(id,12.)),.2+.7*R(vec2(id,13.))):hsv(g,.2+.7*R(vec2(id,12.)),.25+.7*R(vec2(id,13.)));
vec3 ink=dot(k,vec3(.33))>.45?k*.3:mix(k,vec3(1.,.9,.6),.7);
float band=R(vec2(id,14.)),at=Y/h;
if(band<.5&&kind<.8)k=mix(k,ink,step(abs(abs(at-.5)-.32-.1*g),.018)*step(.1,band)+step(abs(at-.8),.06)*step(band,.15));
if(band>.4&&kind<.8)k=mix(k,ink,step(.5,R(vec2(floor(at*26.),id)))*step(abs(f-.5),.2)*step(abs(at-.5),.25));
k*=.7+.5*sin(f*PI)*step(.02,wd);
c=mix(c,k,clamp(.5-d/w,0.,1.)*step(0.,y-.1));
c=mix(c,wood*(1.+.15*snoise2D(p*vec2(2.,25.)))*mix(1.,.6,step(.085,y)),step(y,.1));
float post=abs(mod(p.x,3.2+u)-1.)-.05;
c=mix(c,wood*.9,clamp(.5-post/w/G,0.,1.)*step(.5,v));
o=vec4(c*(.75+.4*R(vec2(15.))),1.);
