// title: Worn land
// mode: geeker MRT
// licence: CC0-1.0
// shows: a rough height that slides down its own slopes frame by frame, then lit; target 1 keeps the height
float e;
float h(float x){return fract(sin(x*47.3+e*31.1)*5711.9);}
float h2(vec2 p){return fract(sin(dot(p,vec2(63.7,27.1))+e)*9377.1);}
float n(vec2 p){vec2 i=floor(p),u=fract(p);u=u*u*(3.-2.*u);return mix(mix(h2(i),h2(i+vec2(1.,0.)),u.x),mix(h2(i+vec2(0.,1.)),h2(i+1.),u.x),u.y);}
void main(){
  e=floor((t-f/60.)*400.+.01)/400.;
  vec2 u=gl_FragCoord.xy/r,p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  float S=1.5+2.*h(1.),R=.012*min(r.x,r.y)+.5,z=texture(b1,u).r,wear=.35+.5*h(2.);
  if(f<2.)z=n(p*S)*.5+n(p*S*2.1+3.)*.3+n(p*S*4.7)*.2+.12*h2(gl_FragCoord.xy)*h(3.);
  vec2 g=vec2(0.);
  float low=9.,high=-9.,sum=0.;
  for(float i=0.;i<8.;i++){
    vec2 d=vec2(cos(i*.7854),sin(i*.7854));
    float y=texture(b1,u+d*R/r).r;
    g+=d*y*.25;low=min(low,y);high=max(high,y);sum+=y/8.;
  }
  // ridges sharpen or flats form, by the scene
  if(f>1.){float mode_=h(4.);z=mode_<.4?mix(z,low,wear*.3*smoothstep(.0,.1,z-sum)):mode_<.7?mix(z,dot(p,p)>0.&&z>sum?high:low,wear*.25):mix(z,sum+.012*sin(z*40.),wear);}
  vec2 L=vec2(cos(h(5.)*6.3),sin(h(5.)*6.3));
  float lit=.55-dot(g,L)*(3.+4.*h(6.)),x=smoothstep(.2,.8,z);
  vec3 A=.5+.5*cos(6.3*(h(7.)+vec3(0.,.1,.25))),B=.5+.5*cos(6.3*(h(8.)+vec3(0.,.3,.5))),c=mix(mix(vec3(.5),A,h(9.)),mix(vec3(.8),B,h(10.)),x)*lit*1.4;
  if(h(11.)<.4)c=mix(c,vec3(.1,.25,.4)+.2*n(p*vec2(3.,9.)),smoothstep(.02,.0,z-.25-.2*h(12.)));
  if(h(13.)<.25)c*=.6+.4*step(.5,fract(z*9.));
  o0=vec4(c,1.);
  o1=vec4(z,0.,0.,1.);
}
