// title: Orbits of rational maps
// mode: geeker
// licence: CC0-1.0
// shows: maps such as z + c/z, sin z and z^n + c/z^m with what their orbits come near to
float e;
float h(float x){return fract(sin(x*63.1+e*27.9)*5881.3);}
vec2 mul(vec2 a,vec2 b){return vec2(a.x*b.x-a.y*b.y,a.x*b.y+a.y*b.x);}
vec2 inv(vec2 a){return vec2(a.x,-a.y)/max(dot(a,a),1e-6);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y),z,c,last;
  e=floor(t*1.5);
  float kind=floor(4.*h(1.)),a=h(2.)*6.3,dotd=9.,cross_=9.,ring=9.,n=0.,sum=0.;
  z=p*(.7+1.2*h(3.))+.4*vec2(h(4.)-.5,h(5.)-.5);
  c=(.15+.55*h(6.))*vec2(cos(a+.1*t),sin(a+.1*t));
  for(int i=0;i<26;i++){
    last=z;
    if(kind<1.)z=mul(z,z)+mul(c*.35,inv(mul(z,z)));                                               // McMullen rings
    else if(kind<2.){float y=clamp(z.y,-6.,6.);z=mul(c*1.6+vec2(.5,0.),vec2(sin(z.x)*.5*(exp(y)+exp(-y)),cos(z.x)*.5*(exp(y)-exp(-y))));}   // sine
    else if(kind<3.)z=mul(mul(z,z)-vec2(.6,0.)+c,inv(mul(z,z)*.7+vec2(1.,0.)+c.yx))*1.5;           // a quotient
    else{vec2 w=mul(z,z);z=mul(w,z)-mul(vec2(1.,.0),z)*1.2*h(7.)+c;}                               // a cubic
    float l=dot(z,z);
    dotd=min(dotd,length(z-.4*vec2(h(8.),h(9.))));
    cross_=min(cross_,min(abs(z.x),abs(z.y)));
    ring=min(ring,abs(length(z)-.5-.5*h(10.)));
    sum+=exp(-length(z))+exp(-1./max(length(last-z),.01));
    if(l>60.)break;
    n++;
  }
  float k=h(11.),x;
  vec3 A=.5+.5*cos(6.3*(h(12.)+vec3(0.,.2,.4))),B=.5+.5*cos(6.3*(h(13.)+vec3(0.,.33,.67))),C=vec3(h(14.));
  vec3 col=k<.3?mix(C*.3,A,exp(-9.*cross_))+B*exp(-14.*dotd):k<.55?mix(A,B*.5,smoothstep(.0,.25,ring))*(.5+.7*exp(-3.*dotd))
    :k<.8?.5+.5*cos(sum*(.4+.5*h(15.))+6.3*(h(12.)+vec3(0.,.2,.4)*h(16.))):mix(B,A*.2,fract(sum*.5))*(.4+n/26.);
  gl_FragColor=vec4(col,1.);
}
