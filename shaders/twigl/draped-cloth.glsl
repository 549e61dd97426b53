// title: Draped cloth
// mode: geekest
// licence: CC0-1.0
// shows: folds of hanging or crumpled silk, velvet and linen, some printed
#define H(k) fsnoise(vec2(k,e*3.+29.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,grad=vec2(0.),d=p;
float e=floor(t*1.2),a=H(1.)*6.3,hgt=0.,w=1.,turn=.3+1.4*H(2.);
q=p*(1.2+1.8*H(3.))+e;
for(float i=0.;i<6.;i++){
  // every fold bends those that follow, along its own gradient
  d=vec2(cos(a),sin(a));
  float x=dot(q,d)*(1.2+i*.55)+t*.25+H(i+20.)*6.,fold=sin(x),crest=exp(1.3*(fold-1.));
  hgt+=w*crest;
  grad+=w*crest*1.3*cos(x)*d*(1.2+i*.55);
  q+=d.yx*vec2(-1.,1.)*crest*.35+.08*grad*H(4.);
  a+=turn*(H(i+30.)-.4);
  w*=.78;
}
vec3 N=normalize(vec3(-grad*(.5+.6*H(5.)),1.)),L=normalize(vec3(cos(e+t*.3),.8,.8));
float lit=max(0.,dot(N,L)),kind=H(6.);
vec3 A=hsv(H(7.),.9*H(8.),.4+.6*H(9.));
if(H(10.)<.35){vec2 g=q*2.5;A=mix(A,hsv(H(11.),.7*H(12.),.2+.8*H(13.)),H(14.)<.4?step(.5,fract(g.x)):H(14.)<.7?step(.5,fract(g.x*.5+.5*floor(mod(g.y,2.)))):step(length(fract(g)-.5),.28));}
vec3 c=A*(.15+.9*lit);
if(kind<.4)c+=pow(max(0.,dot(N,normalize(L+vec3(0.,0.,1.)))),24.)*.7*mix(A,vec3(1.),.5);        // silk
else if(kind<.65)c=A*(.08+.3*lit+1.1*pow(1.-N.z,2.));                                            // velvet: bright at grazing view
else c*=.88+.12*sin(FC.x*2.1)*sin(FC.y*2.1)+.05*snoise2D(q*20.);
c*=.6+.25*hgt;
gl_FragColor=vec4(c,1.);
