// title: Cursive hand
// mode: geekest
// licence: CC0-1.0
// shows: joined-up handwriting in lines: loops of a moving pen, ruled or blank paper, signatures when large
#define H(k) fsnoise(vec2(k,line*7.+e))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.3),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),G=u<.3?1.5:u<.65?.7:.4,w=3./min(r.x,r.y)/G,line=0.,best=9.;
p.y+=.3*v;
line=floor(p.y/G+.5);
vec2 q=vec2(p.x/G+9.*H(1.),p.y/G-line);
q.x-=q.y*.7*(v-.2);
// the pen runs along x with speed 1 and circles as it goes; near x the curve is sampled finely
float f=2.4+1.6*fract(u*9.),fat=.018+.035*fract(v*7.),last=0.,tall=.1+.07*fract(u*13.);
vec2 A=vec2(0.);
for(float k=0.;k<26.;k++){
  float s=floor(q.x*8.)/8.+(k-12.5)*.055,letter=floor(s*f*.5),a=s*f*PI2*.5,high=H(letter+20.),loop=.09+.12*H(letter+60.);
  float up=high<.2?2.4:high<.35?-2.:1.,gate=.5-.5*cos(fract(s*f*.5)*PI2);
  vec2 P=vec2(s+loop*sin(a*2.+H(letter+40.)),tall*cos(a*2.)*(.55+.45*H(letter+80.))+(up>1.5?.22*gate:up<0.?-.22*gate:0.)-.02);
  if(k>.5){
    vec2 l=P-A,z=q-A;
    float gap=step(.13,H(floor((s-.03)*.55*f)+150.));
    float d=length(z-l*clamp(dot(z,l)/(dot(l,l)+1e-6),0.,1.))-fat*(.6+.8*(1.-smoothstep(-.02,0.,l.y)));
    best=min(best,d+9.*(1.-gap));
  }
  A=P;
}
float dotty=length(q-vec2((floor(q.x*1.3)+.3+.4*H(floor(q.x*1.3)))/1.3,.3))-fat*1.2+step(.3,H(floor(q.x*1.3)+5.));
best=min(best,dotty);
float k=clamp(.5-best/w,0.,1.),style=fract(u*17.);
vec3 paper=hsv(.1+.05*v,.05+.25*fract(v*5.),.85+.15*u),ink=hsv(.55+.2*v,.8*fract(v*3.),.35*fract(v*23.));
if(style>.6){paper=hsv(v,.5,.12+.2*fract(v*9.));ink=hsv(v+.4,.2,.9);}
if(style>.85){paper=vec3(.02);ink=vec3(1.);}
vec3 c=paper*(1.+.03*snoise2D(p*9.));
if(fract(v*31.)<.5)c=mix(c,hsv(.6,.4,.7),.6*(1.-smoothstep(.01,.03,abs(q.y+tall*1.2))));
if(fract(v*31.)<.2)c=mix(c,vec3(.8,.3,.3),.6*(1.-smoothstep(.01,.03,abs(p.x+.6))));
c=mix(c,ink*(.9+.3*snoise2D(p*6.)),k*(.85+.15*snoise2D(p*12.)));
gl_FragColor=vec4(c,1.);
