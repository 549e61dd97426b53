// title: Playing cards
// mode: geekest
// licence: CC0-1.0
// shows: cards with pips of four suits, backs and court frames, fanned out or in rows on the cloth
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.)+id*3.)
float pip(vec2 z,float s){
  vec2 a=vec2(abs(z.x),z.y);
  float stem=max(a.x-.06-.2*max(0.,-.45-z.y),abs(z.y+.55)-.35);
  if(s<1.)return a.x*1.3+abs(z.y)-.9;
  if(s<2.)return min(length(a-vec2(.38,.3))-.42,max(a.x*.74+abs(z.y+.05)*.67-.62,z.y-.3));
  if(s<3.)return min(stem,min(length(a-vec2(.38,-.25))-.42,max(a.x*.74+abs(z.y+.1)*.67-.6,-.1-z.y)));
  return min(stem,min(length(z-vec2(0.,.42))-.37,length(a-vec2(.43,-.15))-.37));
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t*1.2),u=H(1.),v=H(2.),w=3./min(r.x,r.y),deg=u<.5?0.:(H(3.)-.5)*.9;
  vec3 c=hsv(u<.5?.35:v,.7*H(4.),.15+.4*v)*(1.+.05*snoise2D(p*30.));
  p*=rotate2D(6.3*H(5.));
  vec2 S=u<.3?vec2(2.,2.7):vec2(1.05,1.45);
  if(u>.75)S*=.55;
  w*=1.6/S.x;
  // a lattice of cards; each may reach over its right-hand neighbour, so two cells are drawn
  for(float k=0.;k<2.;k++){
    id=floor(p/S)+vec2(k,0.);
    vec2 q=((p/S-id)-.5)*S/S.x*2.3;
    q*=rotate2D(deg*(H(6.)-.5)*2.);
    if(k>0.5)q+=vec2(.1,.05);
    float d=max(abs(q.x)-.92,abs(q.y)-1.35),face=H(7.),suit=floor(4.*H(8.)),n=floor(1.+9.*H(9.));
    d=length(max(abs(q)-vec2(.8,1.23),0.))-.12;
    D(d-.06,c*.75) D(d,vec3(.96,.95,.9))
    vec3 ink=suit<2.?vec3(.8,.08,.1):vec3(.07);
    if(face<.2){
      vec3 B=hsv(v,.7,.6);
      D(d+.1,B) D(max(d+.14,abs(mod(q.x+q.y,.3)-.15)+abs(mod(q.x-q.y,.3)-.15)-.12-.1*v),vec3(.9)*(1.-B*.2))
    }else{
      vec2 z=q*sign(q.y+1e-5);
      D(max(pip((z-vec2(-.72,.9))/.15,suit)*.15,d),ink)
      if(face<.32){
        D(abs(max(abs(q.x)-.55,abs(q.y)-1.05))-.02,ink)
        z=q.y<q.x*.4?-q:q;
        D(length(z-vec2(0.,.5))-.22,vec3(.95,.8,.65)) D(max(abs(z.x)+.5*abs(z.y-.78)-.25,abs(z.y-.76)-.1),vec3(.9,.75,.2))
        D(max(max(abs(z.x)-.5+.5*max(0.,z.y),z.y-.3),-z.y+.4*z.x),mix(ink,hsv(v,.8,.7),step(.5,fract(q.x*4.+q.y*2.))))
      }else if(n<2.)D(pip(q/.55,suit)*.55,ink)
      else{
        float cols=n<4.?1.:2.,rows=ceil(n/cols),x=cols<2.?q.x:abs(q.x)-.36,y=(q.y/2.3+.5)*rows;
        D(max(pip(vec2(x,(fract(y)-.5)*2.3/rows*(q.y<0.?-1.:1.))/.24,suit)*.24,abs(q.y)-1.15),ink)
      }
    }
  }
  gl_FragColor=vec4(c,1.);
}
