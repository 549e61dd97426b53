// title: Combed paint
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: drops of paint on a bath, drawn by combs and a stylus: the path of each place is followed back
#define H(k) fsnoise(vec2(k,e*3.+43.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p;
float e=floor(t*1.3),n=2.+floor(4.*H(1.)),S=.7+.8*H(2.);
q*=S;
for(float i=0.;i<6.;i++){
  if(i>=n)break;
  float a=floor(H(i+20.)*4.)*PI*.25+.2*H(i+30.),z=.12+.35*H(i+40.),sp=.25+.6*H(i+50.);
  vec2 d=vec2(cos(a),sin(a)),N=vec2(-d.y,d.x);
  float x=dot(q,N);
  if(H(i+60.)<.35){vec2 w=q-1.4*vec2(H(i+70.)-.5,H(i+80.)-.5);float l=length(w),th=2.5*z*exp(-l*2.)*6.;q+=(w*rotate2D(th+.2*sin(t))-w);}   // swirl
  else if(H(i+60.)<.7)q-=d*z*sp/(sp*.3+abs(fract(x/sp+.1*t)-.5)*3.)*.5;                                  // comb
  else q+=d*z*.4*sin(x*6./sp+t*.3);                                                             // wave
}
vec3 c=hsv(H(3.),.5*H(4.),.2+.8*H(5.));
// the drops as they fell: each pushed the earlier ones aside, so look from the last to the first
float rest=1.;
for(float i=0.;i<9.;i++){
  vec2 w=q-2.6*vec2(H(i+90.)-.5,H(i+100.)-.5);
  float R=.2+.35*H(i+110.),l=dot(w,w)-R*R;
  if(l<0.){float ring=floor(3.*sqrt(dot(w,w))/R);c=hsv(H(6.)+.5*H(7.)*H(i+120.)+.1*ring,.9*H(8.),.15+.85*fract(H(i+130.)+.37*ring));rest=0.;break;}
  q-=w*(1.-sqrt(l/dot(w,w)))*.9;
}
if(rest>.5&&H(9.)<.7)c=mix(c,hsv(H(10.),.7*H(11.),.9),step(.5,fract((q.x*.8+q.y)*(1.5+2.*H(12.)))));
o=vec4(c*(.94+.08*snoise2D(p*8.)),1.);
