// title: Folded sheets
// mode: geek
// licence: CC0-1.0
// shows: zigzag, pyramid and star folds of one sheet, lit from the side, plain or printed
precision highp float;
uniform vec2 r;uniform float t;
float e;
float h(vec2 p){return fract(sin(dot(p,vec2(11.9,73.7))+e)*5059.7);}
float tri(float x){return abs(fract(x)-.5)*2.;}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.5)*1.61;
  float S=.7+1.8*h(vec2(1.)),kind=floor(h(vec2(2.))*5.),a=h(vec2(3.))*3.14,amp=.3+.9*h(vec2(4.)),z0=0.,z=0.,zy=0.;
  vec2 q=(mat2(cos(a),sin(a),-sin(a),cos(a))*p+.04*t)*S;
  // heights at the place and beside it give the tilt of the facet
  for(int j=0;j<3;j++){
    vec2 u=q+(j==1?vec2(.01,0.):j==2?vec2(0.,.01):vec2(0.)),k;
    float y;
    if(kind<1.)y=tri(u.x+.35*tri(u.y*.8)*2.*amp*.5);                                    // zigzag rows
    else if(kind<2.)y=min(tri(u.x),tri(u.y));                                           // pyramids
    else if(kind<3.)y=abs(tri(u.x*.866+u.y*.5)-tri(u.y))+.5*tri(u.x*.866-u.y*.5);        // three directions
    else if(kind<4.){float w=tri(u.x*.5);y=tri(u.y+.5*w)*(.4+.6*w);}                    // fans
    else{k=abs(fract(u)-.5);y=abs(max(k.x,k.y)*2.-tri((k.x+k.y)*1.5));}                 // waterbomb stars
    if(j==0)z0=y;else if(j==1)z=y;else zy=y;
  }
  vec3 N=normalize(vec3(vec2(z0-z,z0-zy)*50.*amp,1.)),L=normalize(vec3(cos(t*.4+e),sin(t*.4+e),.7));
  float lit=max(0.,dot(N,L)),id=h(floor(q)+9.),k=h(vec2(5.));
  vec3 A=.5+.5*cos(6.3*(h(vec2(6.))+vec3(0.,.15,.35))),B=.5+.5*cos(6.3*(h(vec2(7.))+vec3(0.,.3,.6))),c;
  A=mix(vec3(.92),A,h(vec2(8.))*1.1);
  c=k<.4?A:k<.6?mix(A,B,step(0.,N.x*.7+N.y)):k<.8?mix(A,B,step(.5,fract(p.x*3.+p.y*1.5))):mix(A,B,z0);
  c*=.2+.95*lit+.1*z0;
  c*=1.-.25*h(vec2(10.))*smoothstep(.1,.0,z0)+.1*id;
  gl_FragColor=vec4(c*(.95+.05*h(floor(gl_FragCoord.xy))),1.);
}
