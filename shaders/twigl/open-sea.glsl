// title: Water in waves
// mode: geekest
// licence: CC0-1.0
// shows: a sheet of water from calm to rough, by day or moon, seen to the horizon or from above
#define H(k) fsnoise(vec2(k,e*3.+41.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),q=p,N=vec2(0.),d=p;
float e=floor(t*1.2),above=step(.6,H(1.)),hor=.15+.4*H(2.),z=1.,w=.5,k=1.,hgt=0.,a=H(3.)*6.;
if(above<.5){z=1./max(hor-p.y,.015);q=vec2(p.x*z,z*1.3)*.8;}
q=q*(1.+1.5*H(4.));
for(float i=0.;i<7.;i++){
  d=vec2(cos(a),sin(a));
  float x=dot(q,d)*k+t*(1.5+.4*i)+H(i+20.)*6.,y=exp(sin(x)-1.);
  hgt+=w*y;
  N+=w*k*y*cos(x)*d;
  q+=d*y*cos(x)*w*.35;
  a+=2.4+H(i+30.);k*=1.45;w*=.72;
}
float rough=.1+.5*H(5.)*H(6.),far=exp(-z*.06*(1.-above));
N*=rough*far;
vec3 sky=hsv(.5+.2*H(7.)+.45*step(.75,H(8.)),.55*H(9.),.3+.7*H(10.)),deep=hsv(.42+.22*H(11.),.5+.4*H(12.),.08+.35*H(13.)),n3=normalize(vec3(N,1.));
vec3 V=normalize(vec3(p.x*.5,above>.5?.2:1.,above>.5?1.:hor-p.y+.05));
float fres=pow(1.-max(0.,dot(n3,normalize(vec3(-N*1.5,above>.5?1.4:.15+max(0.,hor-p.y)*.7)))),3.);
vec3 c=mix(deep*(.7+.5*hgt),sky,clamp(.08+fres+.35*n3.x+.25*n3.y,0.,1.));
vec2 S=vec2(H(14.)-.5,hor+.2+.4*H(15.));
float sun=max(0.,1.-abs(p.x-S.x+N.x*1.5)*(2.+3.*H(16.)));
c+=vec3(1.,.9,.7)*pow(sun,4.)*smoothstep(.1,.5,N.y+.35)*(.3+.6*H(17.));
c=mix(c,vec3(.95),smoothstep(.75,1.1,hgt*.5*(.6+H(18.)))*step(.5,H(19.))*far);      // foam
if(above<.5&&p.y>hor){
  float l=length(p-S);
  c=mix(sky*1.1,sky.zyx*.8+.15,clamp((p.y-hor)*.8,0.,1.))+vec3(1.,.8,.5)*exp(-5.*l)*.6;
  c=mix(c,vec3(1.,.96,.85),smoothstep(.12,.11,l));
  c=mix(c,mix(sky,vec3(1.),.5),.5*smoothstep(.1,.6,snoise2D(p*vec2(1.2,4.)+e)));
}else c=mix(c,sky,(1.-far)*.8);
gl_FragColor=vec4(c,1.);
