// title: Rays and prisms
// mode: geeker MRT
// licence: CC0-1.0
// shows: fans of light, split colours, caustic arcs and flare ghosts; target 1 keeps the light alone
float e;
float h(float x){return fract(sin(x*83.7+e*29.3)*6521.9);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.4);
  vec2 S=1.8*vec2(h(1.)-.5,h(2.)-.5),z=p-S;
  float l=length(z),a=atan(z.y,z.x+1e-6),kind=h(3.);
  vec3 light=vec3(0.);
  // each channel meets its own slightly turned and scaled copy of the fan
  for(int c=0;c<3;c++){
    float k=float(c),w=0.,sh=k*(.02+.12*h(4.));
    if(kind<.55)for(float i=0.;i<5.;i++){
      float b_=h(i+20.)*6.2832+.15*t*(h(i+30.)-.5)+sh,d=abs(mod(a-b_+3.1416,6.2832)-3.1416);
      w+=smoothstep(.03+.2*h(i+40.),.0,d)*(.25+.5*h(i+50.))/(.6+l*.6);
    }
    else for(float i=0.;i<4.;i++){
      vec2 c0=1.4*vec2(h(i+60.)-.5,h(i+70.)-.5);
      float R=.3+.7*h(i+80.)+sh*2.,d=length(p-c0)-R;
      w+=(.012+.03*h(5.))/(abs(d)+.015)*smoothstep(-.2,.9,dot(normalize(p-c0+1e-4),vec2(cos(i*2.+t*.5),sin(i*2.+t*.5))));      // arcs, bright on one side
    }
    light[c]=w;
  }
  light+=.06/(l+.05)*(.3+h(6.));
  for(float i=0.;i<3.;i++){
    // ghosts lie on the line through the middle
    float d=length(p+S*(h(i+90.)*2.-.4)),R=.06+.25*h(i+95.);
    light+=(.5+.5*cos(6.3*(h(i+97.)+vec3(0.,.33,.67))))*.25*h(7.)*smoothstep(R+.02,R-.02,d)*(.4+.6*smoothstep(R*.5,R,d));
  }
  vec3 A=mix(vec3(.5),.5+.5*cos(6.3*(h(8.)+vec3(0.,.25,.5))),h(9.)),back=A*mix(.05,.6,h(10.)*h(11.))*(1.+.4*sin(p.x*1.5+p.y+e));
  light=mix(light,vec3(dot(light,vec3(.33)))*A*1.6,h(12.)*.9);
  o0=vec4(h(13.)<.2?1.-back-light*.8:back+light,1.);
  o1=vec4(light,1.);
}
