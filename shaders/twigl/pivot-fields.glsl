// title: Watered circles
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: round fields of pivot watering on a square survey of dry land, some cut into sectors, with dust roads
float e=0.;
float R(vec2 v){return fract(sin(dot(v+e*1.37,vec2(37.3,151.9)))*39471.17);}
float noise(vec2 p){vec2 i=floor(p),f=fract(p);f=f*f*(3.-2.*f);return mix(mix(R(i),R(i+vec2(1,0)),f.x),mix(R(i+vec2(0,1)),R(i+1.),f.x),f.y);}
void main(){
  e=floor(t*1.2);
  float S=.7+2.2*R(vec2(1.)),w=2.5*S/min(r.x,r.y),a=6.28*R(vec2(2.)),arid=R(vec2(3.));
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y)*S;
  p=mat2(cos(a),sin(a),-sin(a),cos(a))*p+vec2(t*.15,R(vec2(4.))*9.);
  float n=noise(p*2.)*.5+noise(p*5.)*.3+noise(p*19.)*.2,hex=step(.6,R(vec2(5.)));
  vec3 soil=mix(vec3(.75,.62,.45),vec3(.5,.45,.35),arid)*(.6+.5*R(vec2(6.))),c=soil*(.75+.5*n);
  // dry river beds wander below the survey
  float wadi=abs(noise(p*.7+9.)-.5);
  c=mix(c,soil*1.25,(1.-smoothstep(.0,.03,wadi))*step(R(vec2(7.)),.5));
  vec2 z=p;
  z.x+=.5*hex*mod(floor(z.y),2.);
  vec2 i=floor(z),q=z-i-.5;
  float g=R(i),l=length(q),rad=.47-.06*R(i+3.),big=step(R(i+7.),.1);
  vec3 sq=mix(c,mix(vec3(.35,.4,.2),vec3(.6,.5,.35),R(i+1.))*(.7+.6*n),step(R(i+2.),.35));
  c=mix(c,sq,step(max(abs(q.x),abs(q.y)),.46));
  if(R(i+4.)<.85){
    float k=R(i+5.),ang=atan(q.y,q.x)+6.28*g,from=step(.65,R(i+6.))*6.28*R(i+8.)*.7;
    vec3 green=mix(vec3(.13,.3,.1),vec3(.45,.5,.22),k*k),ripe=mix(vec3(.7,.6,.3),vec3(.42,.3,.22),k),m=g<.65?green:ripe;
    m*=.8+.35*noise(q*9.+i*5.)+.12*sin(l*(60.+60.*k))*step(.4,k);
    float slice=mod(ang+6.28,6.2832);
    if(R(i+9.)<.35)m=mix(m,slice<3.14?ripe:green*1.3,step(from,slice));
    if(R(i+10.)<.2)m=mix(m,m*.6,step(.5,fract(l*5.)));
    c=mix(c,m,clamp(.5-(l-rad)/w,0.,1.)*(slice<from*.5?0.:1.));
    c=mix(c,vec3(.8,.78,.72),clamp(.5-(abs(sin(ang-t*.2))*l-.008+step(cos(ang-t*.2),0.))/w,0.,1.)*step(l,rad)*step(.5,R(i+11.)));
    c=mix(c,soil*.6,clamp(.5-(abs(l-rad)-.008)/w,0.,1.));
  }
  float big_=max(abs(q.x),abs(q.y));
  c=mix(c,soil*1.3,clamp(.5-(.485-big_)/w,0.,1.)*step(R(floor(z/2.)+12.),.8));
  vec2 m2=abs(mod(p,4.)-2.);
  c=mix(c,vec3(.35),clamp(.5-(min(m2.x,m2.y)-.03)/w,0.,1.)*(1.-hex)*step(R(vec2(13.)),.6));
  o=vec4(c*(.85+.3*R(vec2(14.))),1.);
}
