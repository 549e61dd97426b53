// title: Crawlers
// mode: geek (300 es)
// licence: CC0-1.0
// shows: lizards, frogs, turtles and newts from above, with jointed legs, toes, shells and tails
#version 300 es
precision highp float;
uniform vec2 r;
uniform float t;
out vec4 colour;
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*41.91+e*63.17)*27183.1828);}
vec3 ink(float k){return (.5+.5*cos(6.28*(H(k)+vec3(0.,.25,.55)*H(k+.3))))*(.25+.75*H(k+.6));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float bar(vec2 p,vec2 a,vec2 b,float ra,float rb){p-=a;b-=a;float h=clamp(dot(p,b)/dot(b,b),0.,1.);return length(p-b*h)-mix(ra,rb,h);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  w=3./min(r.x,r.y);
  e=floor(t*1.2);
  vec3 g=ink(1.);
  c=mix(g,vec3(.8),.35)+.07*sin(p.x*(3.+20.*H(2.))+3.*sin(p.y*5.+e))*sin(p.y*17.*H(3.)+2.*sin(p.x*7.));
  float G=H(4.)<.65?2.:1.15;
  vec2 i=floor(p/G+.5),q=(p/G-i)*2.1;
  w*=2.1/G;
  e+=i.x*8.3+i.y*3.7;
  float turn=6.3*H(5.),sn=sin(turn),cs=cos(turn);
  q=mat2(cs,sn,-sn,cs)*q;
  q.x+=.09*sin(q.y*3.-t*3.)*(1.-.5*H(6.));
  float kind=floor(3.*H(7.)),fat=kind<1.?.1+.1*H(8.):kind<2.?.25+.1*H(8.):.33+.12*H(8.),L=kind<1.?.4:.3;
  vec3 A=ink(9.),B=ink(11.),limb=A*.8;
  vec2 a=vec2(abs(q.x),q.y),sh=q+vec2(.04,.05);
  D(length(sh*vec2(1.,.7))-fat-.05,c*.7);
  // legs: thigh, shin, then three toes
  for(float s=-1.;s<2.;s+=2.){
    float swing=.15*sin(t*4.+s+i.x);
    vec2 hip=vec2(fat*.7,s*L*.75),knee=hip+vec2(.2,s*(.08+.12*H(12.))+swing),foot=knee+vec2(.1+.1*H(13.),s*(kind>0.5&&s<0.?-.2:.17));
    float R=.03+.035*H(14.)+.04*step(1.5,kind);
    D(min(bar(a,hip,knee,R*1.5,R),bar(a,knee,foot,R,R*.8)),limb);
    for(float k=-1.;k<2.;k++){
      float an=.7*k+s*.8;
      D(bar(a,foot,foot+.1*vec2(cos(an),sin(an)),.018,.01),limb*.8);
    }
  }
  float tail=kind<1.?.5+.25*H(15.):kind<2.?0.:.12;
  if(tail>0.)D(bar(q,vec2(0.,-L),vec2(.12*sin(t*2.),-L-tail),fat*.7*step(kind,1.)+.04,.008),mix(A,B,step(.5,fract(q.y*9.))*step(.5,H(16.))));
  float hy=L+(kind<1.?.2:kind<2.?.16:.2);
  D(bar(q,vec2(0.,L-.1),vec2(0.,hy),fat*.6,.09+.05*H(17.)+(kind==1.?.06:0.)),A*1.05);
  vec2 eye=a-vec2(.07+(kind==1.?.07:0.),hy+.03);
  D(length(eye)-.045,vec3(.9,.8,.3));D(length(eye)-.025,vec3(.02));
  float d=length(q*vec2(1.,kind<1.?.35:.8))-fat;
  float cell=min(abs(fract(length(q*vec2(1.,.8))/fat*2.)-.5),abs(fract(atan(q.y,q.x)*floor(4.+5.*H(18.))/6.283)-.5));
  float pat=H(19.),m=kind>1.5&&pat<.7?step(cell,.12):pat<.3?step(.5,fract(q.y*(6.+6.*H(20.)))):pat<.5?step(abs(abs(q.x)-fat*.4),.03):
    step(.2,sin(q.x*25.+e)*sin(q.y*22.+4.*sin(q.x*9.)));
  D(d,mix(A,B,m)*(1.15-.5*length(q)/fat*.6));
  colour=vec4(c,1.);
}
