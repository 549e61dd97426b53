// title: Standing birds
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: herons, hens, ducks, penguins and songbirds in profile, standing, from one set of hashed proportions
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*53.17+e*19.31)*31415.9265);}
vec3 ink(float k){return mix(vec3(H(k)),.5+.5*cos(6.28*(H(k+.2)+vec3(0.,.3,.65))),.8*H(k+.4))*(.3+.7*H(k+.6));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float bar(vec2 p,vec2 a,vec2 b,float ra,float rb){p-=a;b-=a;float h=clamp(dot(p,b)/dot(b,b),0.,1.);return length(p-b*h)-mix(ra,rb,h);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  w=3./min(r.x,r.y);
  e=floor(t*1.1);
  float row=floor(p.y/2.2+.5);
  vec2 q=vec2(mod(p.x+row+1.1,2.2)-1.1,p.y-2.2*row+.05);
  vec3 sky=mix(ink(1.),vec3(.5+.5*H(2.)),.5);
  float shore=-.8+.1*H(3.)*sin(q.x*2.+e);
  c=q.y<shore?sky.brg*(.5+.5*H(4.)):sky*(1.+.15*q.y);
  if(H(5.)<.4)c=mix(c,sky*1.2,.5*step(.55,fract(q.y*5.+.2*sin(q.x*3.+t)))*step(q.y,.1));
  e+=row*11.;
  if(H(6.)<.5)q.x=-q.x;
  vec3 A=ink(7.),B=ink(9.),leg=mix(vec3(.9,.55,.15),vec3(.15),H(11.));
  float tall=H(12.)*H(12.),stand=.12+.5*tall,fat=.2+.17*H(13.)*(1.2-tall),up=1.4*H(14.)*H(14.);
  vec2 body=vec2(0.,-.8+stand+fat),dir=vec2(cos(up),sin(up)),neck=body+dir*.3,
    head=neck+vec2(.12+.15*H(15.),.18+(.1+.45*tall+.25*H(16.)*tall));
  // legs with a knee, then tail, neck, head and bill
  for(float s=-1.;s<2.;s+=2.){
    vec2 hip=body+vec2(.06*s,0.),knee=hip+vec2(-.05+.1*s*H(17.),-stand*.5-fat*.4),foot=vec2(knee.x+.05,-.8);
    if(s>0.&&tall>.5)foot=knee+vec2(.1,.05);
    D(min(bar(q,hip,knee,.025,.02),bar(q,knee,foot,.02,.018)),leg*(.75+.2*s));
    D(bar(q,foot,foot+vec2(.1,-.01),.02,.012),leg);
  }
  vec2 tail=body-dir*(.35+.2*H(18.))+vec2(-.05,.2*(H(19.)-.3));
  D(bar(q,body-dir*.2,tail,.12,.03+.08*H(20.)),B);
  vec2 mid=mix(neck,head,.5)+vec2(.16,0.)*(H(21.)-.7)*tall*2.5;
  float thin=.05+.09*(1.-tall)*H(22.);
  D(min(bar(q,neck-dir*.1,mid,fat*.55,thin),bar(q,mid,head,thin,thin)),A*1.05);
  D(bar(q,body-dir*.22,body+dir*.2,fat*.75,fat),A*(.95+.35*(q.y-body.y)));
  if(H(23.)<.5)D(max(bar(q,body-dir*.22,body+dir*.2,fat*.75,fat),body.y-q.y-.5*fat),B*1.1);
  D(bar(q,body-dir*.42,body+dir*.08,.03,fat*.6),mix(A,B,.7)*(.85+.2*step(.5,fract(dot(q,dir)*9.))));
  float R=.08+.06*H(24.),bill=.1+.35*H(25.)*(.3+tall);
  vec2 tip=head+vec2(R+bill,-.06-.1*H(26.));
  D(bar(q,head,tip,R*(.5+.4*H(27.)),.012+.04*step(H(28.),.25)),leg*1.15);
  D(length(q-head)-R*1.15,mix(A,B,step(.5,H(29.))));
  if(H(30.)<.4)D(min(bar(q,head+vec2(-.02,R),head+vec2(-.18,R+.14*H(31.)),.04,.01),length(q-head-vec2(0.,R))-.05),vec3(.85,.15,.1));
  D(length(q-head-vec2(.03,.02))-.03,vec3(.95,.9,.6));D(length(q-head-vec2(.03,.02))-.018,vec3(.03));
  o=vec4(c,1.);
}
