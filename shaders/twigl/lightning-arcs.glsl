// title: Sparks and lightning
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: branched discharges between clouds, points and rings, glowing on dark or etched on light
float e;
float h(float x){return fract(sin(x*57.31+e*19.7)*7307.3);}
float n(float x){float i=floor(x),u=fract(x);return mix(h(i),h(i+1.),u*u*(3.-2.*u));}
float fbm(float x){return n(x)-.5+.55*(n(x*2.1+7.)-.5)+.3*(n(x*4.7)-.5)+.17*(n(x*10.1)-.5);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*2.);
  float glow=0.,core=0.,kind=h(1.),n_=2.+floor(4.*h(2.)),w=.006+.02*h(3.),reach=.02+.06*h(4.)*h(4.);
  for(float i=0.;i<5.;i++){
    if(i>=n_)break;
    vec2 q=p;
    float a=h(i+20.)*6.3,off=(h(i+30.)-.5)*1.4,amp=.25+.5*h(i+40.),x,y,live=1.;
    if(kind<.4){a*=.16;q=mat2(cos(a),sin(a),-sin(a),cos(a))*p;x=q.y;y=q.x-off*(1.+.5*x);}                                     // from top to bottom
    else if(kind<.7){x=length(p)*1.1;y=mod(atan(p.y,p.x)-a+3.1416,6.2832)-3.1416;y*=max(x,.15);amp*=x*.9;live=smoothstep(0.,.1,x)*smoothstep(.7+h(i+50.),.5,x);} // from a point
    else{x=abs(atan(p.y,p.x))+i;y=length(p)-.3-.12*i;amp*=.3;}                                                          // rings
    float path=amp*fbm(x*2.+i*17.+h(i)+.2*t),d=abs(y-path)*.7;
    // a branch leaves the path at a hashed point
    float x1=(h(i+60.)-.3),side=h(i+70.)<.5?-1.:1.,dx=x1-x,br=dx>0.?abs(y-path-side*dx*.6-.25*dx*fbm(x*5.+i*9.))*.8:9.;
    core=max(core,live*max(smoothstep(w,w*.3,d),.7*smoothstep(w*.7,w*.2,br)*smoothstep(.9,.2,dx)));
    glow+=live*(reach/(d+reach*.6)+.4*reach/(br+reach));
  }
  vec3 A=.5+.5*cos(6.3*(h(5.)+vec3(0.,.2,.4))),back=A.zxy*.15*h(6.)*(1.+p.y)+.05*n(p.x*2.+p.y*3.);
  vec3 c=back+A*glow*.3*(.6+h(7.))+core;
  if(h(8.)<.25)c=mix(vec3(.93,.9,.85),A*.2,clamp(core+glow*.12,0.,1.));
  o=vec4(c,1.);
}
