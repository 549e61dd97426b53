// title: Building machines
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: excavators, tractors, cranes, rollers and dump trucks in profile on bare ground
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
float bar(vec2 p,vec2 a,vec2 b,float ra,float rb){p-=a;b-=a;float h=clamp(dot(p,b)/dot(b,b),0.,1.);return length(p-b*h)-mix(ra,rb,h);}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+4.))
#define WHEEL(z,R) D(length(z)-R,vec3(.08)) D(abs(fract(atan((z).y,(z).x)*2.5)-.5)*.3-.08+step(length(z),R*.8)+step(R+.03,length(z)),vec3(.08)) D(length(z)-(R)*.5,B) D(length(z)-(R)*.2,vec3(.2))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.1),w=3./min(r.x,r.y),row=floor(p.y/2.+.5),y=p.y-2.*row,u=H(1.);
  vec3 sky=hsv(.5+.2*u,.4*H(2.),.5+.5*H(3.)),soil=hsv(.06+.06*H(4.),.5*H(5.),.25+.5*H(6.)),c=sky*(1.-.15*y);
  D(y+.1+.25*snoise2D(vec2(p.x*.8,e+row)),mix(sky,soil,.45))
  D(y+.66+.03*snoise2D(vec2(p.x*4.,e)),soil*(1.+.3*snoise2D(p*9.)))
  e+=row*5.;
  vec2 q=vec2(mod(p.x+row*1.1+1.15,2.3)-1.15,y);
  if(H(7.)<.5)q.x=-q.x;
  vec3 A=H(8.)<.6?hsv(.09+.06*H(9.),.9,.85):hsv(H(9.),.8*H(10.),.4+.5*H(11.)),B=mix(A,vec3(.25),.7*H(12.)),G=vec3(.15,.22,.28);
  float kind=floor(5.*H(13.)),m=sin(t*2.)*.2;
  if(kind<2.){                                        // excavator or crane on tracks
    D(box(q-vec2(-.3,-.55),vec2(.45,.12),.12),vec3(.1)) D(length(vec2(mod(q.x+.3,.2)-.1,q.y+.55))-.06+step(.36,abs(q.x+.3)),vec3(.4))
    vec2 j=vec2(-.05,-.25),k=kind<1.?vec2(.4+m,.4+.3*H(14.)):vec2(.7,.9),h=k+vec2(.3,-.55+m);
    if(kind<1.){
      D(min(bar(q,j,k,.1,.07),bar(q,k,h,.07,.05)),A) D(bar(q,mix(j,k,.3)-vec2(-.1,.0),mix(j,k,.85)+vec2(.05,-.02),.02,.02),vec3(.7))
      vec2 z=(q-h)*rotate2D(m*3.);
      D(max(length(z+vec2(.02,.1))-.17,z.x-.08-.3*z.y),B*.8)
    }else{
      float L=length(k-j),s=dot(q-j,(k-j)/L),x=dot(q-j,vec2(k.y-j.y,j.x-k.x)/L);
      D(max(min(abs(abs(x)-.06)-.015,abs(abs(fract(s*7.)-.5)*.24-.06-abs(x)*.6)-.014),max(abs(x)-.07,abs(s-L*.5)-L*.5)),A)
      D(max(abs(q.x-k.x)-.01,max(q.y-k.y,m*2.-.1-q.y)),vec3(.1)) D(box(q-vec2(k.x,m*2.-.2),vec2(.13,.1),.01),B)
    }
    D(box(q-vec2(-.42,-.22),vec2(.36,.18),.06),A*.95) D(box(q-vec2(-.2,.05),vec2(.17,.26),.05),A) D(box(q-vec2(-.17,.1),vec2(.11,.15),.03),G)
  }else if(kind<3.){                                  // tractor
    D(box(q-vec2(.32,-.25),vec2(.36,.14),.05),A) D(max(abs(fract(q.x*14.)-.5)*.1-.02,box(q-vec2(.5,-.25),vec2(.14,.1),.02)),B)
    D(abs(box(q-vec2(-.25,.1),vec2(.24,.32),.05))-.03,A*.8) D(box(q-vec2(-.25,.12),vec2(.2,.26),.03),mix(G,c,.4))
      D(box(q-vec2(.3,.02),vec2(.025,.18),.01),vec3(.1))
    WHEEL(q-vec2(-.35,-.33),.34) WHEEL(q-vec2(.5,-.46),.2)
  }else if(kind<4.){                                  // dump truck
    vec2 z=(q-vec2(-.75,-.2))*rotate2D(-abs(m)*2.);
    D(max(max(-z.y,z.y-.35-.1*H(15.)),max(z.x-.95-z.y*.3,-z.x-.2*z.y))*.9,A)
      D(max(abs(fract(z.x*4.)-.5)*.25-.03,box(z-vec2(.45,.15),vec2(.4,.15),0.)),A*.7)
    D(max(z.y-.36-.12*sin(z.x*3.)-.04*sin(z.x*15.),max(abs(z.x-.5)-.45,.3-z.y)),soil*.7)
    D(box(q-vec2(.5,-.12),vec2(.25,.3),.05),A*.9) D(box(q-vec2(.58,.02),vec2(.13,.12),.02),G) D(box(q-vec2(-.1,-.35),vec2(.8,.06),.02),vec3(.15))
    WHEEL(q-vec2(-.45,-.47),.2) WHEEL(q-vec2(.5,-.47),.2)
  }else{                                              // roller
    D(box(q-vec2(-.1,-.3),vec2(.5,.13),.05),A) D(abs(box(q-vec2(-.1,.08),vec2(.26,.3),.03))-.025,A*.7) D(box(q-vec2(-.1,.37),vec2(.34,.04),.02),B)
    D(bar(q,vec2(-.2,-.2),vec2(-.05,-.02),.05,.05),vec3(.1))
      D(length(q-vec2(.55,-.36))-.31,vec3(.55)*(1.2-.6*length(q-vec2(.45,-.25)))) D(length(q-vec2(.55,-.36))-.08,A)
    WHEEL(q-vec2(-.5,-.42),.25)
  }
  o=vec4(c,1.);
}
