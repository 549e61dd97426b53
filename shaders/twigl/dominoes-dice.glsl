// title: Dominoes and dice
// mode: geeker
// licence: CC0-1.0
// shows: domino tiles and dice with their spots, lying straight or strewn on a table
float rn(vec2 v){return fract(sin(dot(v,vec2(53.1,91.7)))*17351.37);}
float spots(vec2 q,float n){
  // six classes of positions on a 3x3 grid; which are set follows from the number
  vec2 a=abs(q),g=vec2(.52);
  float d=9.;
  if(mod(n,2.)>.5)d=length(q);
  if(n>1.5)d=min(d,min(length(q-g),length(q+g)));
  if(n>3.5)d=min(d,length(a-g));
  if(n>5.5)d=min(d,length(a-vec2(.52,0.)));
  return d;
}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.5),u=rn(vec2(e,1.)),v=rn(vec2(e,2.)),G=u<.4?1.5:u<.8?.8:.45,w=3./min(r.x,r.y)/G*2.2;
  vec3 tint=.5+.5*cos(6.28*(v+vec3(0.,.3,.6))),c=mix(vec3(.3+.6*u),tint,.6*rn(vec2(e,3.)))*(.4+.6*rn(vec2(e,4.)));
  c*=.95+.1*sin(p.x*40.+3.*sin(p.y*3.));
  p*=mat2(cos(v*6.),sin(v*6.),-sin(v*6.),cos(v*6.));
  float dom=step(rn(vec2(e,5.)),.5),loose=rn(vec2(e,6.));
  vec2 S=vec2(1.,1.+dom)*G,i=floor(p/S),q=(p/S-i-.5)*S/G*2.3;
  float seed=rn(i+e),ang=(seed-.5)*loose*1.2*(1.-dom*.6);
  q=mat2(cos(ang),sin(ang),-sin(ang),cos(ang))*q;
  if(rn(i+e+2.)>.12){
    vec3 body=u*7.-floor(u*7.)<.35?vec3(.95,.93,.85):fract(u*7.)<.65?vec3(.08):.5+.5*cos(6.28*(rn(i*fract(v*3.)+e)+vec3(0.,.35,.7)));
    vec3 dot_=dot(body,vec3(.33))>.5?vec3(.05):vec3(.95);
    vec2 h=vec2(.92,.92+1.04*dom);
    float k=dom>.5?.12:.1+.4*v,d=length(max(abs(q)-h+k,0.))-k,sd=length(max(abs(q+vec2(.1,-.1))-h+k,0.))-k;
    c=mix(c,c*.45,clamp(.5-sd/.12,0.,1.));
    c=mix(c,body*(.8+.25*(1.-smoothstep(-.25,0.,d))),clamp(.5-d/w,0.,1.));
    float half_=sign(q.y+1e-4)*dom,n=floor(rn(i+vec2(half_,e))*(dom>.5?7.:6.))+1.-dom;
    vec2 z=q-vec2(0.,half_*1.0);
    if(rn(vec2(e,9.))<.3)z=z.yx;
    c=mix(c,dot_,clamp(.5-(spots(z,n)-.13-.06*v)/w,0.,1.));
    if(dom>.5)c=mix(c,dot_,clamp(.5-max(abs(q.y)-.035,abs(q.x)-.75)/w,0.,1.));
  }
  gl_FragColor=vec4(c,1.);
}
