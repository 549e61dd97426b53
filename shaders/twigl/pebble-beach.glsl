// title: Heaps of stones
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: heaps of smooth or broken stones, balls, beans and coins in layers, wet or dry
#define H(k) fsnoise(vec2(k,e*3.+71.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.5),S=1.+2.4*H(1.),shape=H(2.),wet=H(3.),shade=1.,u=0.,v=0.,R=1.,won=-1.,d=0.;
vec2 at=vec2(0.),pos=at;
vec3 c=hsv(.08,.3*H(4.),.08+.25*H(5.))*(.8+.4*fsnoise(floor(p*60.))),L=normalize(vec3(cos(e+t*.2),sin(e+t*.2),1.1));
for(float i=0.;i<3.;i++){
  // later layers lie on top; each is a jittered lattice of ellipses with gaps. Only the top stone is shaded, after the loops
  vec2 g=p*S*(1.25-.15*i)+vec2(i*4.3+.1*t,i*2.1),id=floor(g);
  for(float j=0.;j<4.;j++){
    vec2 n=id+vec2(mod(j,2.),floor(j/2.))-step(fract(g),vec2(.5)),k=fract(sin(vec2(dot(n+i,vec2(17.1,59.7)),dot(n-i,vec2(43.3,11.9)))+e)*5417.3);
    if(k.x<.1+.1*i)continue;
    vec2 z=(n+.5+.35*(k.yx-.5)-g)*rotate2D(k.x*60.)*vec2(1.,1.1+.7*k.y*H(6.));
    float w=.36+.17*k.y,a=shape<.6?atan(z.y,z.x+1e-6):0.,l=length(z)*(1.+(shape<.35?.07*sin(a*3.+k.x*90.)+.05*sin(a*5.):shape<.6?.13*cos(mod(a+k.x,1.26)-.63):0.))/w;
    if(l>1.)shade*=1.-.45*smoothstep(1.3,1.,l);
    else{shade=1.;won=i;at=z;pos=n+i*9.;u=k.x;v=k.y;R=w;d=l;}
  }
}
if(won>=0.){
  float top=sqrt(max(0.,1.-d*d*.95));
  vec3 N=normalize(vec3(-at*rotate2D(-u*60.)/R*d*(shape>.85?.2:1.),top+.15));
  vec3 A=hsv(H(7.)+(.05+.5*H(8.)*H(9.))*(u-.5),.7*H(10.)*v,.25+.6*fsnoise(pos+e));
  A*=.9+.2*snoise2D(at*(6.+9.*H(11.))+u*40.)*H(12.);
  if(v>.6)A=mix(A,vec3(.92),smoothstep(.08,.0,abs(at.y+.15*sin(at.x*5.+u*90.)-.1))*step(.4,H(13.)));
  if(shape>.85)A*=.8+.3*step(.72,d)+.2*sin(d*30.)*step(d,.5);                           // coins
  c=A*(.3+.85*max(0.,dot(N,L)))+pow(max(0.,dot(N,normalize(L+vec3(0.,0.,1.)))),40.)*step(.5,wet)*.7;
  c*=1.-.5*smoothstep(.85,1.,d);
}
o=vec4(c*shade,1.);
