// title: Webs
// mode: geek (300 es)
// licence: CC0-1.0
// shows: radial webs with sagging threads and dew, cracked glass and cobweb corners
#version 300 es
precision highp float;
uniform vec2 r;uniform float t;
out vec4 outColor;
float e;
float h(float x){return fract(sin(x*59.3+e*43.9)*6733.9);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.5);
  vec3 A=.5+.5*cos(6.3*(h(1.)+vec3(0.,.15,.3))),B=.5+.5*cos(6.3*(h(2.)+vec3(0.,.3,.5))),back=mix(A,B,smoothstep(-.8,.8,p.y+.4*sin(p.x*1.7+e)))*mix(.12,.9,h(3.)*h(4.));
  if(h(5.)<.3)back*=.7+.3*step(.5,fract(p.x*1.5+.6*p.y));
  vec3 silk=dot(back,vec3(.33))>.5?vec3(.05):mix(vec3(.95),A+.4,.4),c=back;
  float glass=step(.65,h(6.)),cells=0.;
  for(float w=0.;w<2.;w++){
    if(w>0.&&h(7.)<.5)break;
    vec2 q=p-1.3*vec2(h(w+10.)-.5,h(w+20.)-.5)+.03*vec2(sin(t*2.),cos(t*1.6));
    float n=7.+floor(10.*h(w+30.)),l=length(q),a=atan(q.y,q.x+1e-6)/6.2832*n,i,u,W=.006+.012*h(8.);
    a+=glass*.35*sin(l*6.+h(9.)*6.);
    i=mod(floor(a),n);u=fract(a);
    // each sector has spokes of hashed angle and its own spacing of rings
    float s0=.35*(h(i+40.)-.5),s1=.35*(h(mod(i+1.,n)+40.)-.5),x=(u-s0)/(1.+s1-s0);
    if(x<0.){i=mod(i-1.+n,n);x=1.+x;}
    if(x>1.){i=mod(i+1.,n);x-=1.;}
    float spoke=min(x,1.-x)*6.2832/n*l,sag=glass>.5?-.3*(h(i+60.)-.5)*x*6.:.55*x*(1.-x);
    float y=l*(1.+sag*.6)*(4.+6.*h(11.))+(glass>.5?h(i+70.)*2.:0.)+.25*h(floor(l*6.)+i),ring=abs(fract(y)-.5)/(4.+6.*h(11.));
    float far=.55+.9*h(w+80.),edge=smoothstep(far+.05,far,l)+glass,th=max(smoothstep(W,W*.4,spoke),smoothstep(W*.9,W*.3,ring)*step(.06,l)*step(h(floor(y)+i*3.),.93-.35*glass));
    cells=h(floor(y)*3.+i*7.);
    if(glass>.5)c=mix(c,c*(.7+.6*cells),.7*exp(-l*.6));
    c=mix(c,silk,clamp(edge,0.,1.)*th*(.6+.4*sin(x*9.+e)));
    float bead=length(vec2((fract(x*(5.+8.*l))-.5)/(5.+8.*l)*6.2832/n*l,ring));
    c+=.8*silk*smoothstep(.022,.01,bead)*step(.5,h(12.))*(1.-glass)*clamp(edge,0.,1.);
    if(glass>.5)c+=.3*smoothstep(.1,.0,l);
  }
  outColor=vec4(c*(1.-.1*length(p)),1.);
}
