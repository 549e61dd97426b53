// title: Layers in fog
// mode: classic
// licence: CC0-1.0
// shows: ridges, tree lines or bare bands that fade into fog, of very low to high contrast
precision highp float;
uniform vec2 resolution;uniform float time;
float e;
float h(float x){return fract(sin(x*31.7+e*57.3)*6101.7);}
float n(float x){float i=floor(x),u=fract(x);return mix(h(i),h(i+1.),u*u*(3.-2.*u));}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  e=floor(time*1.4);
  float hue=h(1.),kind=floor(3.*h(2.)),thick=.25+.75*h(3.),dark=h(4.);
  vec3 fog=mix(vec3(.55+.4*h(5.)),.6+.4*cos(6.3*(hue+vec3(0.,.2,.4))),.7*h(6.)),near=fog.zxy*.25*dark+.02;
  vec2 S=vec2(h(7.)-.5,.3+.4*h(8.))*1.4;
  vec3 c=fog*(1.-.25*p.y)+.5*vec3(1.,.9,.7)*exp(-3.*length(p-S))*h(9.);
  c=mix(c,vec3(1.,.97,.9),smoothstep(.02,.0,length(p-S)-.1)*step(.6,h(9.)));
  for(int i=0;i<5;i++){
    float k=float(i),z=(k+1.)/5.,x=p.x*(2.2-1.6*z)+h(k+20.)*40.+time*.15*z;
    float y=.55-k*.28+.25*(h(k+30.)-.5);
    float ridge=kind<1.?.35*n(x*1.3)+.12*n(x*4.)+.04*n(x*13.):kind<2.?.2*n(x)+.22*(1.-abs(fract(x*5.)-.5)*2.)*(.3+.7*h(floor(x*5.)+k)):.12*sin(x*2.)+.1*n(x*1.7);
    // pines: jagged flanks
    if(kind>.5&&kind<1.5)ridge-=.03*fract((p.y-y)*14.);
    float in_=smoothstep(.012,-.012,p.y-y-ridge+.1);
    vec3 ink=mix(fog,near,pow(z,1.+2.*thick));
    ink=mix(ink,fog,.6*smoothstep(.0,-.45,p.y-y-ridge));          // mist in the valleys
    c=mix(c,ink,in_);
  }
  gl_FragColor=vec4(c,1.);
}
