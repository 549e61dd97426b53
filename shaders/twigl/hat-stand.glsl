// title: Hats
// mode: geeker
// licence: CC0-1.0
// shows: top hats, bowlers, caps, bobble hats, sun hats and cowboy hats
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*91.345+e*47.853)*47453.5453);}
vec3 ink(float k){vec3 z=.5+.5*cos(6.28*(H(k)+vec3(0.,.3,.6)));return mix(vec3(H(k+.3)),z,H(k+.7)*.9)*(.25+.75*H(k+.1));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float ell(vec2 p,vec2 h){return (length(p/h)-1.)*min(h.x,h.y);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  w=3./min(r.x,r.y);
  e=floor(t*1.4);
  c=H(1.)<.5?vec3(.95-.3*H(2.)):mix(ink(3.),vec3(.9),.4);
  if(H(4.)<.25)c*=.15;
  float row=floor(p.y/1.7+.5);
  vec2 q=vec2(mod(p.x+row*1.1+1.1,2.2)-1.1,p.y-1.7*row);
  e+=row*7.+floor((p.x+row*1.1+1.1)/2.2)*3.;
  float kind=floor(6.*H(5.)),W=.36+.16*H(6.),T=.25+.4*H(7.),y=q.y+.3,a=abs(q.x);
  vec3 A=ink(8.),B=ink(12.);
  D(ell(vec2(q.x,q.y+.46),vec2(.95,.13)),c*.8);                             // shadow
  if(kind<2.){
    // stiff hat: brim drawn as a bent lens, crown by a power curve
    float brim=W+.12+.35*H(16.),curl=.25*H(17.)*a*a,P=kind<1.?12.:2.2;
    D(ell(vec2(q.x,y-curl),vec2(brim,.09)),A*.75);
    float crown=pow(pow(a/(W*(1.+.25*(H(18.)-.5)*(y-T))),P)+pow(max(0.,y)/(T+.3),P),1./P)-1.;
    D(max(crown*.4,-y-.1*sqrt(max(0.,1.-a*a/W/W))),A*(1.+.6*q.x));
    D(max(max(crown*.4,abs(y-.1+.12*a*a)-.07-.05*H(19.)),-y-.1),B);
  }else if(kind<3.){                                                        // peaked cap
    D(max(length(q-vec2(0.,-.3))-W-.2,-y),A*(1.+.5*q.x));
    D(max(abs(length((q-vec2(0.,-.3))*vec2(2.2,1.))-W-.2)-.012,-y),A*.5);
    D(max(abs(y+.03*q.x)-.08,abs(q.x-.65)-.42)-.02,B);
    D(ell(q-vec2(0.,W-.08),vec2(.07,.04)),B);
    D(length(q-vec2(.18,0.))-.14*step(H(20.),.6),mix(B,vec3(1.),.4));
  }else if(kind<4.){                                                        // knitted
    float d=max(length(q*vec2(1.,.85-.3*H(21.))+vec2(0.,.3))-W-.15,-y-.1),s=sin(y*(15.+25.*H(22.)));
    D(length(q-vec2(0.,W/(.85-.3*H(21.))))-.22*step(H(23.),.7)-.02*sin(12.*atan(q.y-.4,q.x)),B);
    D(d,mix(A,B,step(.2,s*step(H(24.),.6)+.3*sin(q.x*60.))));
    D(max(a-W-.2,abs(y-.02)-.13),mix(A,B,.5)*(.8+.25*sin(q.x*55.)));
  }else if(kind<5.){                                                        // straw seen from above
    float R=length(q),g=atan(q.y,q.x);
    D(R-.85+.04*sin(g*floor(9.*H(25.))),mix(A,vec3(.9,.8,.5),.5)*(.8+.2*sin(R*(40.+40.*H(26.)))));
    D(R-W,B);D(R-W+.09,mix(A,vec3(.9,.8,.5),.5)*(1.05+.3*q.x));
  }else{                                                                    // rolled brim
    D(ell(vec2(q.x,y-.55*q.x*q.x*H(27.)-.03),vec2(.98,.13)),A*.8);
    float crown=max(a-W+.12*y,y-T-.12+.25*exp(-q.x*q.x*40.)+a*a*.5);
    D(max(crown,-y-.05),A*(1.+.5*q.x));
    D(max(crown,abs(y-.06)-.06),B);
  }
  gl_FragColor=vec4(c,1.);
}
