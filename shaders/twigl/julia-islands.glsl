// title: Julia islands
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: filled and dusty Julia sets of powers two to four, coloured by escape and orbit
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/1.),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),x=fsnoise(vec2(e,3.)),y=fsnoise(vec2(e,4.)),n=0.,trap=9.,line=9.;
float pw=2.+floor(3.*u*u*1.2),a=fract(u*13.)*PI2+.03*t,R=pow(pw,-1./(pw-1.));
// the parameter walks a little outside the main body w - w^d, |w| = R, where the sets are rich
vec2 C=(R*vec2(cos(a),sin(a))-pow(R,pw)*vec2(cos(pw*a),sin(pw*a)))*(1.02+.1*v),z=p*(.5+.9*y)+vec2(.3*(x-.5),0.);
float l=dot(z,z);
for(float i=0.;i<48.;i++){
  vec2 q=z;
  if(pw<2.5)z=vec2(z.x*z.x-z.y*z.y,2.*z.x*z.y);
  else{z=vec2(z.x*z.x-z.y*z.y,2.*z.x*z.y);z=pw<3.5?vec2(z.x*q.x-z.y*q.y,z.x*q.y+z.y*q.x):vec2(z.x*z.x-z.y*z.y,2.*z.x*z.y);}
  z+=C;
  l=dot(z,z);
  trap=min(trap,abs(sqrt(l)-.5-.4*v));
  line=min(line,abs(z.x*cos(x*6.)+z.y*sin(x*6.)));
  if(l>64.)break;
  n++;
}
// a smooth count of steps to escape
float m=l>64.?n+1.-log2(log2(l)/6.)/log2(pw):48.,s_=sqrt(max(m,0.))*(.4+.5*v);
vec3 A=hsv(x,.7*y,.95),B=hsv(x+.3+.4*v,.3+.7*u,.25),c=vec3(0.);
c=y<.4?mix(B,A,.5+.5*sin(s_*3.+x*6.)):y<.7?hsv(x+.12*s_,.2+.7*v,.25+.7*fract(s_*.8)):vec3(.5+.5*sin(s_*2.5+x*6.))*mix(vec3(1.),A,.4);
if(l<=64.)c=mix(hsv(v,.7*x,.1+.7*u),A,(1.-smoothstep(.0,.12,fract(y*9.)<.5?trap:line)))*(.5+trap);
else c=mix(c,A.zxy,.7*(1.-smoothstep(.0,.06,line))*step(.5,fract(v*5.)));
o=vec4(c,1.);
