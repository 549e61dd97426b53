// title: Mesh gradients
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: a few soft patches of colour that flow into each other, from pastel to neon, some with a fine fold
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.2),sum=0.,sharp;
  #define H(k) fract(sin((k)*12.7+e*78.1)*5347.3)
  sharp=1.2+5.*H(1.)*H(2.);
  if(H(3.)<.5){float x=length(p-.6*vec2(H(4.)-.5,H(5.)));p+=.25*sin(p.yx*2.3+x*3.-t);}
  vec3 c=vec3(0.);
  for(float i=0.;i<7.;i++){
    // each patch pulls by an inverse power of its distance: all weights add up to one
    vec2 a=2.6*vec2(H(i+10.)-.5,H(i+20.)-.5)+.3*vec2(sin(t*.7+i*2.),cos(t*.6+i*3.));
    float w=pow(dot(p-a,p-a)+.02,-sharp);
    vec3 ink=.5+.5*cos(6.3*(H(6.)+H(7.)*.6*H(i+30.)+vec3(0.,.33,.67)));
    ink=mix(vec3(H(i+50.)),ink,H(8.)*1.2)*(.35+.65*H(i+40.));
    c+=w*ink;sum+=w;
  }
  c/=sum;
  if(H(9.)<.3)c*=.8+.25*sin(dot(c,vec3(9.,7.,5.))*3.);
  c=mix(c,vec3(1.),.35*step(.7,H(60.)));
  o=vec4(c,1.);
}
