// title: Wardrobe in grey
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: shirts, trousers, dresses, bags, shoes and boots laid out in shades of grey
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
#define H(k) fsnoise(id*2.+vec2(k+e*3.,k))
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t),w=4./min(r.x,r.y),u=fsnoise(vec2(e,1.)),G=u<.6?2.1:1.05,dark=step(.4,fract(u*7.));
  id=floor(p/G+.5);
  vec2 q=(p/G-id)*2.1,a=q;
  q*=rotate2D(.15*sin(t*3.+H(1.)*6.));
  a=vec2(abs(q.x),q.y);
  float kind=floor(7.*H(2.)),d=1.,cut=-1.,W=.3+.14*H(3.),L=.5+.3*H(4.),seam=1.,flare=.35*(H(5.)-.2);
  if(kind<2.){                                              // shirt, pullover or coat: trunk, sleeves, collar
    float s=H(6.),len=mix(.16,.62,s*s),ang=mix(.9,.12,s);
    vec2 z=(a-vec2(W*.85,L-.1))*rotate2D(ang)+vec2(0.,len*.5);
    d=min(box(a,vec2(W+flare*(-a.y)*.4,L),.06),box(z,vec2(.13-.05*s,len*.5+.08),.03));
    cut=.13+.06*H(7.)-length((a-vec2(0.,L+.03))*vec2(1.,.5+H(8.)));
    seam=min(abs(a.x-W*.93)+step(W,a.x),kind<1.?1.:abs(q.x)+step(L,abs(q.y)));
  }else if(kind<3.){d=box(a-vec2(W*.5-a.y*.12*H(9.),0.),vec2(W*.46,.85),.03);d=min(d,box(a-vec2(0.,.7),vec2(W*.93,.15),.02));
  seam=min(abs(a.y-.74),abs(a.x-W*.5+a.y*.1)+.02);}
  else if(kind<4.){                                         // dress or skirt: a waist between two flares
    float wid=.16+.3*H(10.)*pow(max(0.,.45-q.y),1.+H(11.))+.12*smoothstep(.2,.6,q.y);
    d=max(a.x-wid,abs(q.y)-.85)*.8;cut=.13+.1*H(12.)-length((a-vec2(0.,.9))*vec2(1.,.6));seam=abs(q.y-.25);
  }else if(kind<5.){                                        // bag with a handle
    d=box(q+vec2(0.,.25),vec2(.62-.2*H(13.)*(q.y+.6),.25+.22*H(14.)),.08);
    d=min(d,abs(length((q-vec2(0.,.05))*vec2(1.,.5+.5*H(15.)))-.38)-.035);seam=min(abs(q.y+.1-.25*a.x),abs(length(q+vec2(0.,.2))-.06));
  }else{                                                    // shoe, sandal or boot in profile
    float shaft=.05+.75*H(16.)*H(17.)+.15*step(6.,kind);
    d=min(box(q+vec2(.45,.35-shaft*.5),vec2(.24,shaft*.6+.15),.08),max(box(q+vec2(0.,.35),vec2(.72,.3),.2),q.y+.25+.38*q.x*step(-.3,q.x)));
    d=min(d,box(q+vec2(0.,.62),vec2(.72,.05+.03*H(18.)),.04));
    float heel=.35*H(19.)*step(.6,H(20.));d=min(d,box(q+vec2(.55,.6+heel*.5),vec2(.1,heel*.5+.06),.02));
    if(H(21.)<.25)cut=.06-abs(mod(q.x+q.y,.26)-.13)-.5*step(q.y,-.53);
    seam=abs(q.y+.53);
  }
  d=max(d,cut);
  float fold=.1*snoise2D(q*vec2(5.,1.5)+id*5.+e)+.05*snoise2D(q*vec2(14.,4.)+e),weave=H(22.)*11.,g=.2+.75*H(23.);
  float pat=weave<1.?step(.5,fract(q.y*(5.+8.*H(24.)))):weave<2.?step(.5,fract(q.x*(6.+9.*H(24.)))):weave<3.
    ?step(.5,fract(q.x*7.))*.5+step(.5,fract(q.y*7.))*.5:weave<4.?step(length(mod(q,.16)-.08),.045):weave<5.
      ?step(length(q-vec2(0.,.2))*(1.+.4*snoise2D(q*7.+e)),.2):0.;
  float lum=g*mix(1.,.35+.9*(1.-g),pat)*(1.+fold*1.3)-.35*(1.-smoothstep(0.,.05,abs(d)))*step(d,0.)-.25*(1.-smoothstep(.015,.04,seam));
  float bg=mix(.92-.1*length(q),.02+.25*fract(u*19.)*fract(u*31.),dark);
  o=vec4(vec3(mix(bg,clamp(lum,.0,1.),clamp(.5-d/w,0.,1.))),1.);
}
