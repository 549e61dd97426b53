// title: Scallops and fans
// mode: geek
// licence: CC0-1.0
// shows: overlapping fans of rings, as roof tiles, waves on cloth, palm fans and peacock eyes
precision highp float;
uniform vec2 r;uniform float t;
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(57.9,13.3))+e)*7993.1);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.6)*1.3;
  float S=1.+3.*h(vec2(1.)),row0,R=1.,kind=h(vec2(2.)),hue=h(vec2(3.));
  vec2 g=p*S+vec2(.1*t,0.);
  g.y+=.1*sin(g.x*.7+t)*h(vec2(4.));
  g.y*=2.;
  row0=floor(g.y);
  vec3 c=vec3(0.);
  for(int j=0;j<4;j++){
    // the row in front is the lowest whose fan still covers the place
    float row=row0-2.+float(j),x=g.x+.5*mod(row,2.)-.5,col=floor(x+.5);
    vec2 z=vec2(x-col,(g.y-row)*.5);
    float l=length(z)*2.,u=h(vec2(col,row)),a=atan(z.x,z.y+1e-6);
    if(l>1.||z.y<0.)continue;
    float n=2.+floor(4.*h(vec2(5.))),ring=floor(l*n),v=mod(ring,2.),ray=abs(fract(a*(1.5+2.*floor(3.*h(vec2(6.))))+.5)-.5);
    vec3 A=.5+.5*cos(6.3*(hue+vec3(0.,.15,.35)*(.5+h(vec2(7.)))+.1*(u-.5))),B=mix(vec3(.95,.93,.85),.5+.5*cos(6.3*(h(vec2(8.))+vec3(0.,.3,.6))),h(vec2(9.)));
    A*=.3+.7*h(vec2(10.));
    c=kind<.35?mix(B,A,v):kind<.6?mix(A,B,smoothstep(.06,.03,min(ray*l,abs(l-.94)))):kind<.8?mix(B,A,smoothstep(.2,.9,l))*(.8+.4*u):mix(mix(A,B,step(l,.62)),l<.3?A.zxy*.6:B.yxz,step(l,.45));
    if(h(vec2(11.))<.5)c*=.55+.5*smoothstep(1.,.75,l)+.2*z.y;
    if(h(vec2(12.))<.4)c=mix(c,vec3(.05),smoothstep(.94,.97,l));
    break;
  }
  gl_FragColor=vec4(c,1.);
}
