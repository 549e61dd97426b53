// title: Wallpaper motifs
// mode: geekest
// licence: CC0-1.0
// shows: one scribbled motif repeated by a plane symmetry group: mirrors, glides, quarter and sixth turns
#define H(k) fsnoise(vec2(k,e*3.+19.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,id=p;
float e=floor(t*1.5),S=1.+1.8*H(1.),grp=floor(6.*H(2.)),d=9.,a=0.,w=0.;
q=p*S*rotate2D(H(3.)*6.)+.1*t;
if(grp<1.){id=floor(q);q=fract(q)-.5;q=abs(q);if(q.x<q.y)q=q.yx;}                                        // p4m
else if(grp<2.){id=floor(q);q=fract(q)-.5;if(mod(id.x,2.)>.5)q.x=-q.x;if(mod(id.y,2.)>.5)q*=-1.;}        // glides and half turns
else if(grp<3.){id=floor(q);q=fract(q)-.5;a=mod(id.x+2.*id.y+id.x*id.y*2.,4.);q*=rotate2D(a*PI*.5);}     // quarter turns
else if(grp<4.){q.x+=.5*floor(q.y);id=floor(q);q=fract(q)-.5;if(mod(id.x+id.y,2.)>.5)q.x=-q.x;}         // shifted rows, mirrored
else{                                                                                                     // three and six directions
  vec2 s2=vec2(1.,1.7320508),A=mod(q,s2)-s2*.5,B=mod(q-s2*.5,s2)-s2*.5;
  vec2 k=dot(A,A)<dot(B,B)?A:B;
  id=floor((q-k)*2.+.5);q=k;
  a=atan(q.y,q.x+1e-6);
  a=grp<5.?mod(a,PI2/3.)-PI/3.:abs(mod(a,PI/3.)-PI/6.);
  q=length(q)*vec2(cos(a),sin(a))-vec2(.12,0.);
}
vec3 c=hsv(H(4.),.6*H(5.),.15+.85*H(6.));
if(H(7.)<.4)c=mix(c,c*.75+.1,mod(id.x+id.y,2.));
for(float i=0.;i<5.;i++){
  // strokes, leaves and dots of the motif
  vec2 A=vec2(H(i+20.),H(i+30.))*.7-.35,D=q-A;
  D*=rotate2D(H(i+40.)*6.+.3*sin(t*.5+i));
  w=.12+.25*H(i+50.);
  float what=H(i+60.),leaf=abs(D.y)-w*.5+D.x*D.x*1.2/w*.5;
  d=what<.35?length(D)-w*.7:what<.7?max(leaf,abs(D.x)-w*1.3):abs(length(D)-w)-.025;
  c=mix(c,hsv(H(8.)+.4*H(i+70.)*H(9.),.9*H(10.),H(6.)>.45?.05+.4*H(i+80.):.6+.4*H(i+80.)),1.-smoothstep(.0,.02,d));
}
gl_FragColor=vec4(c,1.);
