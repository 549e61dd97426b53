// title: Airfield from above
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: runways with markings, taxiways, hangars, parked aircraft and mown grass as a satellite sees them
float box(vec2 p,vec2 h){vec2 d=abs(p)-h;return max(d.x,d.y);}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+9.))
void main(){
  float e=floor(t*.8),w=3./min(r.x,r.y),S=.8+1.8*H(1.);
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y)*S+vec2(t*.3,9.*H(2.));
  w*=S;
  p*=rotate2D(6.3*H(3.));
  float n=snoise2D(p*1.5+e)*.5+snoise2D(p*6.)*.25+.12*snoise2D(p*25.);
  vec3 grass=hsv(.12+.2*H(4.),.15+.35*H(5.),.25+.35*H(6.)),c=grass*(1.+.3*n),tar=vec3(.25+.45*H(7.))*(1.+.05*n),line=vec3(.95,.95,.9);
  c*=.93+.14*step(.5,fract(p.y*(3.+6.*H(8.))));
  float P=4.+2.*H(9.),i=floor(p.y/P+.5),y=p.y-i*P;                       // every P a runway
  // a crossing strip, then the taxiway beside the runway with stubs between them
  vec2 z=p*rotate2D(.5+.8*H(10.));
  float cross=abs(mod(z.x,9.)-4.5)-.25;
  if(H(11.)<.5){D(cross,tar*.9) D(max(cross+.24,abs(fract(z.y*2.)-.5)-.3),line)}
  D(abs(abs(y)-1.05)-.1,tar) D(max(abs(fract((p.x+y*.6)*.35)-.5)*2.8-.11,abs(y)-1.05),tar)
  D(abs(abs(y)-1.05)-.012,vec3(.85,.7,.2))
  D(abs(y)-.36,tar*.85) D(abs(abs(y)-.33)-.012,line)
  D(max(abs(y)-.018,abs(fract(p.x*1.2)-.5)-.3),line)
  float th=mod(p.x,7.)-3.5;
  D(max(abs(th)-.25,max(abs(fract(y*11.)-.5)-.25,abs(y)-.28)),line)
  D(max(abs(abs(th-.8)-.15)-.03,abs(abs(y)-.14)-.05),line)
  c=mix(c,vec3(.08),.5*(1.-smoothstep(.0,.14,abs(abs(y)-.09)))*(1.-smoothstep(.5,1.9,abs(th-.9))));   // rubber
  // the apron between two runways: stands with aircraft, one long building
  float ya=abs(y)-P*.5+.1;
  if(H(12.)<.8){
    D(abs(ya)-.62,tar*1.15) D(abs(fract(p.x*.8)-.5)*1.25-.01+step(.55,abs(ya)),vec3(.9,.75,.3))
    vec2 k=vec2(floor(p.x*1.25),i*2.+sign(y)),a=vec2(fract(p.x*1.25)-.5,(y>0.?1.:-1.)*y-P*.5+.15)/1.25*vec2(1.,1.25);
    if(fsnoise(k+e)<.75){
      float s=.7+.5*fsnoise(k+3.);
      a/=s;
      vec3 body=fsnoise(k+5.)<.7?line:hsv(fsnoise(k),.6,.6);
      for(float m=0.;m<2.;m++){
        vec2 b=a+vec2(.05,.06)*(1.-m);
        float d=min(box(b,vec2(.045,.34)),min(max(abs(b.y-.02+.45*abs(b.x))-.055,abs(b.x)-.33),max(abs(b.y+.28+.4*abs(b.x))-.035,abs(b.x)-.13)));
        D(d*s,m<.5?c*.45:body)
      }
    }
    float hall=fsnoise(vec2(floor(p.x*.4),e));
    D(max(abs(ya-.5)-.13,abs(fract(p.x*.4)-.5)*2.5-.9),hsv(hall,.2,.35+.5*hall)*(.9+.15*step(.5,fract(p.x*9.))))
  }
  o=vec4(c,1.);
}
