// title: Paper cut-outs
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a few cut-paper polygons, stars and discs with shadows on a plain sheet
#define H(k) fsnoise(vec2(e,k))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t/1.5),w=3./min(r.x,r.y),n=floor(4.+H(1.)*H(2.)*11.);
vec3 c=hsv(H(3.),H(4.)*.7,.25+.7*H(5.));
c*=1.-.12*H(6.)*snoise2D(p*9.);
for(float i=0.;i<14.;i++){
  if(i>=n)break;
  float k=i*9.+20.,R=(.22+.5*H(k)*H(k+1.))*(n<5.?1.4:1.),N=floor(3.+H(k+2.)*5.),star=step(.6,H(k+3.))*.5;
  // the sheet repeats with period 2.8, so that the plane is never empty
  vec2 q=mod(p-4.*vec2(H(k+4.),H(k+5.))-.15*t*vec2(H(k+6.)-.5,H(k+7.)-.5)+1.4,2.8)-1.4;
  vec3 ink=hsv(H(k+8.),.25+.75*H(k+.5),.15+.85*H(k+1.5));
  for(float j=0.;j<2.;j++){
    vec2 z=(q+(1.-j)*vec2(-.05,.07))*rotate2D(H(k)*9.+.2*t);
    float a=atan(z.y,z.x+1e-6)+PI,s=PI2/N,g=abs(a-s*floor(a/s+.5));
    float d=N>6.5?length(z)-R:length(z)*cos(g-star*2.*s*.4)-R*mix(1.,.55,star)*.9;
    c=mix(c,j<.5?c*.6:ink,clamp(.5-d/w,0.,1.));
  }
}
o=vec4(c,1.);
