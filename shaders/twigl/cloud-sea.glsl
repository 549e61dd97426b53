// title: Clouds from above
// mode: geekest
// licence: CC0-1.0
// shows: banks of cloud in a few steps through a noise, by day, at dusk and by moonlight
#define H(k) fsnoise(vec2(k,e*3.+79.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.2),T=1.,x=.6,look=-.1-.5*H(1.);
vec3 D=normalize(vec3(p.x,p.y*.8+look*.7,1.3)),eye=vec3(t*.4,1.5,e*5.),L=normalize(vec3(cos(e),.35+.3*H(2.),.8)),
  low=hsv(H(3.)<.6?.58:H(4.),.5*H(5.),.6+.4*H(6.)),top=hsv(H(3.)<.6?.6:H(4.)+.2,.3+.5*H(7.),.15+.6*H(8.)),sun=mix(vec3(1.,.95,.85),vec3(1.,.55,.3),H(9.)),c=vec3(0.);
float s_=max(0.,dot(D,L)),S=.35+.5*H(10.),thick=H(11.)*.8;
for(float i=0.;i<13.;i++){
  vec3 P=eye+D*(x+.12*fsnoise(FC.xy));
  float n=snoise3D(P*S+vec3(0.,0.,t*.05)),n2=.5*snoise2D(P.xz*S*2.6+P.y*1.3),d=n+n2-P.y*1.1+thick;
  if(d>0.){
    // lighter where the cloud thins out upwards
    float a=clamp(d*.9,0.,.9),lit=clamp(.35+.55*P.y+.4*n2-.25*d,0.,1.2);
    c+=T*a*mix(top*.5+low*.25,sun,lit)*mix(1.,.6,x*.06);
    T*=1.-a;
    if(T<.05)break;
  }
  x+=.22+x*.1;
}
vec3 sky=mix(low,top,smoothstep(-.2,.5,D.y))+sun*(.5*pow(s_,10.)+.8*smoothstep(.997,.998,s_));
gl_FragColor=vec4(c+T*sky,1.);
