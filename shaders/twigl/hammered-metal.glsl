// title: Beaten and brushed metal
// mode: geekest MRT
// licence: CC0-1.0
// shows: sheets of copper, brass and tin with dents, brushing, turning marks and punched holes; target 1 keeps the slope
#define H(k) fsnoise(vec2(k,e*3.+101.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),N=vec2(0.),q=p;
float e=floor(t*1.5),S=1.5+5.*H(1.),kind=floor(5.*H(2.)),hole=0.,x=0.,best=9.;
q=p*S*rotate2D(H(3.)*6.)+.1*t;
vec2 id=floor(q),k=fract(q)-.5,v=k;
if(kind<1.){                                   // dents: the nearest of a jittered lattice
  for(float j=0.;j<9.;j++){vec2 n=id+vec2(mod(j,3.),floor(j/3.))-1.,z=q-n-.5-.35*(vec2(fsnoise(n+e),fsnoise(n+e+7.))-.5);if(dot(z,z)<best){best=dot(z,z);v=z;}}
  N=v*1.6;
}else if(kind<2.){x=snoise2D(vec2(q.x*.5,q.y*14.));N=vec2(0.,x*.5);}                                      // brushed
else if(kind<3.){float l=length(k);N=k/(l+.02)*sin(l*60.)*.25+.3*vec2(-k.y,k.x)/(l+.05)*(l<.5?1.:0.);}       // turned spots
else if(kind<4.){float l=length(k);hole=smoothstep(.3,.28,l);N=k*smoothstep(.42,.3,l)*2.5;}                // punched
else{vec2 a=fract(q*.5+.5)-.5;bool w=mod(id.x+id.y,2.)<1.;vec2 z=(w?k:k.yx)*rotate2D(.785);N=vec2(z.y*step(abs(z.x),.35)*step(abs(z.y),.12)*9.,0.);}   // tread plate
N+=.12*vec2(snoise2D(p*2.+e),snoise2D(p*2.-e));
vec3 n3=normalize(vec3(N*(.4+.5*H(4.)),1.)),R=reflect(vec3(p*.25,-1.),n3);
// a room of soft bars is what the sheet mirrors
float room=.5+.35*sin(R.x*(3.+4.*H(5.))+t*.5)+.3*sin(R.y*5.+e),spec=pow(max(0.,dot(R,normalize(vec3(cos(t),sin(t),1.2)))),16.);
float m_=H(6.);
vec3 ink=m_<.25?vec3(.95,.55,.35):m_<.5?vec3(.95,.8,.45):m_<.8?vec3(.8,.82,.85):hsv(H(7.),.5,.8);
ink*=.5+.5*H(8.);
vec3 c=ink*(.2+.8*room)+spec*.8*ink+spec*.3;
c=mix(c,mix(ink.zyx*vec3(.5,.9,.8),vec3(.3,.5,.45),.5),smoothstep(.2,.7,snoise2D(p*1.5+e)+.4*snoise2D(p*6.))*step(.6,H(9.))*.8);       // verdigris
c=mix(c,hsv(H(10.),.5*H(11.),.02+.3*H(12.)),hole);
o0=vec4(c,1.);
o1=vec4(n3*.5+.5,1.);
