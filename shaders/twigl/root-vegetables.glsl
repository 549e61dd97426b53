// title: Vegetables
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: carrots, radishes, peppers, peas, corn, aubergines, leeks and bananas singly or as a harvest
float e=0.,w=0.;
vec3 c=vec3(0.);
vec2 id=vec2(0.);
float H(float k){return fract(sin(k*31.17+e*57.31+dot(id,vec2(17.3,41.9)))*23917.37);}
vec3 hsb(float h,float s,float v){return v*mix(vec3(1.),clamp(abs(fract(h+vec3(0.,.667,.333))*6.-3.)-1.,0.,1.),s);}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.4);
  float u=H(1.),v=H(2.),G=u<.5?1.9:u<.8?1.1:.7,same=step(.5,H(3.)),lie=H(4.);
  w=6./min(r.x,r.y)/G;
  vec3 bg=hsb(v,.5*H(5.),.2+.8*H(6.));
  c=bg*(1.+.06*sin(p.y*23.+2.*sin(p.x*2.+e))*step(.5,H(7.)));
  vec2 i=floor(p/G+.5),q=(p/G-i)*2.05;
  id=i*(1.-same);
  float kind=floor(8.*H(8.));
  id=i;
  float a0=lie<.4?.4:6.28*H(9.);
  q=mat2(cos(a0),sin(a0),-sin(a0),cos(a0))*q;
  q.x+=.18*(H(10.)-.5)*(q.y*q.y*3.-1.);
  float y=q.y,ax=abs(q.x),fat=.16+.14*H(11.),g=H(12.),d=9.,lite=.0;
  vec3 A=vec3(.9,.45,.1),leaf=hsb(.25+.08*g,.65,.3+.3*H(13.));
  float top=.35;
  if(kind<3.){                                             // root: leaves, then a body that tapers to its tip
    for(float k=-2.;k<3.;k++){float s=(y-top)/.6,x=q.x-k*.13*s-.04*sin(y*9.+k);
      D(max(abs(x)-.03-(kind<1.?.05*abs(sin(y*25.)):.09*s),max(top-.05-y,y-top-.5-.1*cos(k))),leaf*(.8+.1*k));}
    float s=(top-y)/1.2,P=kind<1.?.7:kind<2.?3.:1.2,wd=fat*(kind<1.?1.:1.7)*(kind<1.?pow(max(0.,1.-s),P):sqrt(max(0.,s*2.5))*pow(max(0.,1.-s),P)*1.3)+.012;
    A=kind<1.?hsb(.06+.03*g,.85,.9):kind<2.?hsb(.92+.1*g,.75,.75):mix(vec3(.93,.9,.8),hsb(.85,.4,.6),(1.-smoothstep(.1,.45,s)));
    d=max(ax-wd,abs(s-.5)*1.2-.6);
    A*=.95-.12*step(.85,fract(y*(9.+4.*g)+q.x))*step(kind,.5);
  }else if(kind<4.){                                       // pepper
    top=.45;d=max(ax-fat*(1.7+.25*cos(q.x*20.))*(1.-.25*(.4-y))+.08*smoothstep(.3,.5,y),abs(y+.15)-.6)-.02;
    A=hsb(floor(g*4.)*.09,.9,.8)*(.8+.3*cos(q.x*19.));
    D(max(abs(q.x-.1*(y-top))-.05,abs(y-top-.12)-.16),leaf);
  }else if(kind<5.){                                       // pod with peas
    float h=.24*sqrt(max(0.,1.-y*y/.7));
    d=ax-h;A=leaf*1.5;
    D(d*.8,A);D(d*.8+.06,A*.6);
    vec2 z=vec2(q.x,mod(y+.1,.24)-.12);
    if(abs(y)<.62)D(length(z)-.11,hsb(.24+.04*g,.6,.85)*(1.+1.5*(z.y-z.x)));
    d=9.;
  }else if(kind<6.){                                       // cob in its husk
    d=max(ax-fat*1.2*sqrt(clamp((.85-y)*1.6,0.,1.)),abs(y-.05)-.8);
    vec2 k=fract(vec2(asin(clamp(q.x/fat/1.2,-1.,1.))*3.2,y*11.))-.5;
    A=hsb(.13-.03*g,.75,.95)*(1.15-1.3*dot(k,k));
    D(d,A);d=9.;
    D(max(abs(ax-fat*.95-.25*(y+.3))-.12*(1.-y)*.8,abs(y+.4)-.5),leaf*1.2);
  }else if(kind<7.){                                       // aubergine or courgette
    d=length(vec2(q.x,max(abs(y+.1)-.45,0.)))-fat*(1.2-.5*y*step(.4,g));
    A=g<.5?hsb(.78,.5,.22):hsb(.28,.6,.35)*(.85+.3*step(.6,fract(q.x*14.)));
    lite=.5;
    D(max(abs(q.x)-.05,abs(y-.72)-.14),leaf*.8);
  }else{                                                   // banana or bean: a bent tube
    vec2 z=q-vec2(-.7,0.);
    float l=length(z)-.75,an=atan(z.y,z.x),s=1.-pow(abs(an)/.95,6.);
    d=max(abs(l)-fat*.8*sqrt(max(0.,s)),abs(an)-.95);
    A=mix(hsb(.15,.75,.95),hsb(.25,.6,.5),step(.75,g))*(1.-.25*step(.2,l/fat));
    D(max(abs(l)-.035,abs(an-1.)-.12),A*.6);
  }
  D(d,A*(1.1-.5*ax/fat*.5-.25*smoothstep(-.05,.0,d)));
  if(kind>5.5&&kind<7.)D(max(ax-.1-.03*cos(q.x*40.),abs(y-.55)-.08)+step(.6,g),leaf);
  D(max(length(vec2(q.x+fat*.45,(y+.05)*.3))-.04,d+.02)+step(lite,.1)*.03,mix(A,vec3(1.),.6));
  o=vec4(c,1.);
}
