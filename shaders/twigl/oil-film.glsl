// title: Oil film
// mode: geeker
// licence: CC0-1.0
// shows: interference colours of thin films: on puddles, soap skins, shells and tempered steel
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(13.7,61.9))+e*7.)*5231.3);}
float n(vec2 p){vec2 i=floor(p),u=fract(p);u=u*u*(3.-2.*u);return mix(mix(h(i),h(i+vec2(1.,0.)),u.x),mix(h(i+vec2(0.,1.)),h(i+1.),u.x),u.y);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y),q=p*(.6+1.2*h(vec2(1.)));
  e=floor(t*1.3)*.71;
  for(int i=0;i<4;i++)q+=vec2(.35*sin(q.y*1.7+t*.5+float(i)),.3*cos(q.x*1.5-t*.4+e))+.1*n(q*2.);
  // thickness in micrometres; each colour is extinguished where the film is a multiple of half its wavelength
  float d=.15+h(vec2(2.))*.5+(.25+.6*h(vec2(3.)))*n(q*1.3+5.)+.12*n(q*5.)+.2*h(vec2(4.))*p.y;
  vec3 c=pow(sin(6.2832*d*1.33/vec3(.65,.53,.45)),vec3(2.));
  float wet=smoothstep(.15,.25,n(p*1.2+9.)+.5*h(vec2(5.))-.15);
  vec3 road=vec3(.08+.25*h(vec2(6.)))*(.6+.8*h(floor(p*45.)));
  float k=h(vec2(7.));
  if(k<.35)c=mix(road,road+c*(.25+.6*h(vec2(8.))),wet);
  else if(k<.6)c=mix(vec3(.85,.84,.82),c,.15+.3*h(vec2(9.)))*(.8+.25*n(q*3.));       // mother of pearl
  else if(k<.8)c=c*(.3+.7*n(vec2(p.x*2.,p.y*60.)))*.9+.1;                            // brushed steel
  gl_FragColor=vec4(c,1.);
}
