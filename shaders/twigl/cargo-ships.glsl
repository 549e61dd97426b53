// title: Ships
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: container ships, tankers, tugs, liners, submarines and warships from the side on calm or rough sea
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+7.))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
  float e=floor(t*1.2),w=3./min(r.x,r.y),u=H(1.),v=H(2.),row=floor(p.y/1.5+.5),X=p.x+row*1.3;
  vec2 q=vec2(X,p.y-row*1.5+.1);
  vec3 sky=hsv(v,.45*u,.45+.55*H(3.)),sea=hsv(.45+.2*H(4.),.6*H(5.),.15+.55*H(6.)),c=sky*(1.-.2*q.y);
  if(H(7.)<.5)c+=.15*smoothstep(.1,.8,snoise2D(p*vec2(.8,2.5)+e)+.4*snoise2D(p*3.));
  D(q.y+.18-.12*snoise2D(vec2(X*.9,e)),mix(sky,sea,.35)) D(q.y+.2,sea*(1.1+.25*sin(q.y*70.+3.*snoise2D(vec2(X*2.,q.y*9.)))*H(8.)))
  float col=floor(X/2.4+.5),bob=.03*sin(t*2.+col);
  q.x-=col*2.4;q.y-=bob;
  e+=col*5.+row*3.;
  if(H(9.)<.5)q.x=-q.x;
  q*=rotate2D(.04*sin(t*1.5));
  float L=.6+.42*H(10.),deck=-.2+.12*H(11.),rake=.15+.25*H(12.),kind=floor(5.*H(13.)),sheer=deck+.12*H(14.)*q.x*q.x+.05*max(0.,q.x-.5);
  vec3 A=hsv(H(15.),.75*H(16.),.12+.6*H(17.)),S=mix(vec3(.93),hsv(H(18.),.4,.8),.5*H(19.)),B=hsv(H(20.),.8,.7),G=vec3(.12,.15,.2);
  if(H(21.)<.2){A=vec3(.12);S=A;B=A;G=sky;}
  float hull=max(max(q.x-L-rake*(q.y+.45),-L-q.x-.05*(q.y)),max(q.y-sheer,-.52-q.y))*.9;
  #define WIN(z,n) D(max(abs(fract((z).x*(n))-.5)/(n)-.2/(n),abs((z).y)-.022),G)
  if(kind<1.){                                             // containers in stacks, bridge aft
    vec2 z=vec2(q.x,q.y-deck),i=floor(z/vec2(.14,.085));
    float stack=floor(1.+5.*fsnoise(vec2(i.x,e)));
    D(max(max(i.y-stack+.5,-z.y)*.1,abs(q.x-.12)-L*.72),hsv(fsnoise(i+e)*H(22.)+H(23.),.65,.35+.5*fsnoise(i+e+4.))*(.8+.25*step(.08,fract(z.x/.14))))
    D(box(q-vec2(-L*.78,deck+.25),vec2(.12,.3),.01),S) WIN(vec2(q.x,q.y-deck-.46)+step(.11,abs(q.x+L*.78))*9.,16.)
      D(box(q-vec2(-L*.78,deck+.52),vec2(.17,.02),.0),S*.9)
  }else if(kind<2.){                                       // liner: tiers of ports, funnels
    for(float k=0.;k<4.;k++){float y=deck+.06+k*.1;vec2 z=q-vec2(-.05-.03*k,y);D(box(z,vec2(L*(.85-.13*k),.05),.02),S*(1.-.03*k))
      if(abs(z.x)<L*(.8-.13*k))WIN(z,22.)}
    vec2 f=vec2(mod(q.x+.15,.34)-.17,q.y-deck-.5);
    D(max(box(f+vec2(.2*f.y,0.),vec2(.06,.13),.01),abs(q.x)-.5*L-.05),B)
      D(max(max(box(f+vec2(.2*f.y,0.),vec2(.062,.13),.01),abs(q.x)-.5*L-.05),.06-f.y),vec3(.08))
  }else if(kind<3.){                                       // tanker or warship: low, with masts and pipes
    D(box(q-vec2(0.,deck+.05),vec2(L*.8,.02),0.),S*.7) D(max(abs(fract(q.x*5.)-.5)/5.-.012,max(abs(q.y-deck-.1)-.1,abs(q.x)-L*.75)),S*.6)
    float at=(H(24.)-.6)*L;
    D(box(vec2((q.x-at)*(1.+q.y-deck),q.y-deck-.16),vec2(.2,.2),.02),S) D(box(q-vec2(at+.05,deck+.42),vec2(.1,.07),.01),S*.9)
      D(max(abs(q.x-at)-.012,abs(q.y-deck-.6)-.2),S*.5) D(max(abs(abs(q.y-deck-.62)-.05)-.008,abs(q.x-at)-.1),S*.5)
    D(min(box(q-vec2(.55*L,deck+.08),vec2(.09,.06),.03),box(q-vec2(.55*L+.15,deck+.1),vec2(.13,.012),.0))+step(.6,H(25.)),S*.8)
  }else if(kind<4.){                                       // tug or trawler
    L*=.75;hull=max(max(q.x-L-rake*(q.y+.45),-L-q.x),max(q.y-sheer-.15*max(0.,q.x),-.52-q.y));
    D(box(q-vec2(.1,deck+.17),vec2(.22,.2),.02),S)
      D(box(q-vec2(.12,deck+.44),vec2(.15,.11),.02),S*.95) WIN(vec2(q.x,q.y-deck-.46)+step(.13,abs(q.x-.12))*9.,9.)
      D(box(q-vec2(-.22,deck+.22),vec2(.08,.25),.02),B)
    D(min(abs(dot(q-vec2(.1,deck+.8),vec2(.6,.8)))-.01+step(q.x,-.6)+step(.1,q.x),max(abs(q.x-.1)-.018,abs(q.y-deck-.65)-.3)),S*.5)
  }else{                                                   // submarine
    hull=box(q-vec2(0.,-.36),vec2(L,.15),.15);S=A*1.2;
    D(box(q-vec2(.05,-.12),vec2(.16-.1*(q.y+.1),.17),.05),A*1.1) D(max(abs(abs(q.x-.05)-.05)-.012,abs(q.y-.12)-.14),A*.8)
  }
  D(hull,A*(1.+.4*(q.y-deck))) D(max(hull,abs(q.y+.44)-.03-.03*H(26.)),B) D(max(hull,abs(q.y-sheer+.03)-.02),S)
  if(H(27.)<.5)D(max(length(vec2(fract(q.x*9.)-.5,(q.y-sheer+.11)*9.))-.2,hull)*.1,S)
  D(max(abs(q.x-L*.85)-.02,abs(q.y-sheer-.08)-.07),S*.6)
  float wave=-.43+.025*sin(X*11.+t*3.)+.015*sin(X*27.-t*2.);
  D(p.y-row*1.5+.1-wave,sea*(1.+.3*smoothstep(-.03,.0,p.y-row*1.5+.1-wave)+.15*snoise2D(vec2(X*3.,p.y*20.))))
  o=vec4(c,1.);
}
