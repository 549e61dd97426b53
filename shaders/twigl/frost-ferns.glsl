// title: Frost on glass
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: feathers and stars of frost: needles with side needles at sixty degrees, in two sizes
#define H(k) fsnoise(vec2(k,e*3.+49.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),g=p,id=p;
float e=floor(t*1.4),S=.6+H(1.),ice=0.,star=step(.5,H(2.)),grow=.6+.4*sin(t*1.1+e);
vec3 back=mix(hsv(.5+.25*H(3.),.7*H(4.),.05+.4*H(5.)),hsv(H(6.),.6*H(7.),.1+.6*H(8.)),.5+.5*snoise2D(p*.5+e));
for(float L=0.;L<2.;L++){
  g=p*S*(1.1+1.2*L)+L*3.7;
  g*=rotate2D(L*1.3+H(9.));
  id=floor(g);
  for(float j=0.;j<4.;j++){
    vec2 n=id+vec2(mod(j,2.),floor(j/2.))-step(fract(g),vec2(.5)),z=(n+.5+.4*(vec2(fsnoise(n+e),fsnoise(n+e+5.))-.5)-g)*rotate2D(fsnoise(n)*6.);
    float R=(.35+.4*fsnoise(n+e+9.))*grow,a=atan(z.y,z.x+1e-6),l=length(z);
    // six mirrors, then branches that lean outwards, then twigs on those
    vec2 k=star>.5?l*vec2(cos(abs(mod(a,PI/3.)-PI/6.)-PI/6.),abs(sin(abs(mod(a,PI/3.)-PI/6.)-PI/6.))):abs(z);
    float w=.012+.02*(1.-k.x/R),d=k.y/w,f1=7.+6.*fsnoise(n+3.),u=k.x-k.y*.577;
    float br=abs(fract(u*f1)-.5)/f1*2.,len=(R-u)*(.25+.5*fsnoise(n+floor(u*f1)));
    float x=max(smoothstep(1.5,.5,d),smoothstep(w*1.3,w*.4,br)*step(k.y,len));
    float tw=abs(fract((k.x+k.y*.577)*f1*2.)-.5)/f1;
    x=max(x,.6*smoothstep(w*.8,w*.2,tw)*step(k.y,len*.8)*smoothstep(.08,.0,br));
    ice=max(ice,x*step(k.x,R)*(.6+.4*fsnoise(n+13.)));
  }
}
float rime=smoothstep(.1,.9,snoise2D(p*1.1+e*2.)+.3*snoise2D(p*7.))*H(10.);
vec3 white=mix(vec3(.9,.96,1.),hsv(H(11.),.5,1.),H(12.)*.4);
vec3 c=mix(back,white,clamp(ice+rime*(.4+.3*fsnoise(floor(p*50.))),0.,1.));
if(H(13.)<.2)c=1.-c;
o=vec4(c,1.);
