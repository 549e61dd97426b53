// title: Cluttered desks
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: papers, notes, pens, cups, phones, keys, coins and cables strewn over a desk, seen from above
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.+3.))
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
  float e=floor(t*1.1),u=H(1.),v=H(2.),S=.8+.9*u;
  p*=S;
  float w=3./min(r.x,r.y)*S;
  vec3 c=hsv(.06+.06*v,.6*H(3.),.2+.65*H(4.));
  if(H(5.)<.3)c=hsv(v,.4,.5*u+.2);
  c*=.93+.12*snoise2D(vec2(p.x*1.2+.2*snoise2D(p),p.y*13.)+e);
  // three layers, the lower the larger: sheets, then cups and devices, then small things
  for(float k=0.;k<3.;k++){
    float G=1.5-.4*k;
    vec2 z=p+k*vec2(.7,.4)+e;
    id=floor(z/G)+k*30.;
    if(H(6.)<.22)continue;
    vec2 q=(z-(floor(z/G)+.5)*G+G*.25*(vec2(H(7.),H(8.))-.5))*rotate2D(H(9.)<.4?.15:H(10.)*6.3),s=q+vec2(.03,-.04);
    float kind=H(11.),d;
    vec3 A=hsv(H(12.),.75*H(13.),.2+.75*H(14.)),B=hsv(H(15.),.6,.8*H(16.));
    if(k<.5){
      vec2 h=kind<.6?vec2(.36,.5):kind<.8?vec2(.25,.25):vec2(.42,.32);
      vec3 P=kind<.45?vec3(.95,.94,.9):kind<.6?A:kind<.8?hsv(.1+.2*H(17.),.5,.95):A*.5;
      d=box(q,h,.01);
      D(box(s,h,.02)-.015,c*.6) D(d,P)
      float y=q.y*18.,line=floor(y);
      if(kind<.45){D(max(max(abs(y-line-.5)-.15,step(fsnoise(vec2(floor(q.x*26.),line)+id),.25)-.5),max(abs(q.x+.04*fsnoise(vec2(line,1.)))-.28,abs(q.y)-.42))*.06,vec3(.25))
        if(H(18.)<.3)D(box(q-vec2(0.,.2),vec2(.25,.15),0.),A)}
      else if(kind>.8){D(d+.05,mix(P,vec3(.1,.14,.2),.8))
        D(max(abs(fract(q.x*9.)-.5)-.38,max(abs(fract(q.y*9.)-.5)-.38,d+.07))*.1,mix(P,vec3(.8),.7))}
      else if(kind>.7)D(max(abs(fract(q.y*11.)-.5)-.1,abs(q.x)-.18)*.08,B)
    }else if(k<1.5){
      if(kind<.45){                                        // cup or plate
        float l=length(q),R=.2+.1*H(19.);
        D(length(s)-R,c*.55) if(H(20.)<.6)D(abs(box(q-vec2(R+.05,0.),vec2(.09,.07),.06))-.025,A) D(l-R,A*1.1) D(l-R+.03,A*.7)
          D(l-R+.04,H(21.)<.6?hsv(.07,.7,.15+.3*H(22.)):A*.9)
      }else if(kind<.75){D(box(s,vec2(.15,.3),.04),c*.55) D(box(q,vec2(.15,.3),.04),vec3(.08))
        D(box(q,vec2(.13,.25),.01),mix(vec3(.05,.06,.1),A,step(.5,H(23.))))
        D(max(max(abs(fract(q.x*11.)-.5),abs(fract(q.y*9.+.3)-.5))-.33,box(q,vec2(.12,.2),0.))*.1+step(H(24.),.4),B+.2)}
      else{D(box(s,vec2(.12,.22),.1),c*.55) D(box(q,vec2(.12,.22),.1),A) D(box(q-vec2(0.,.1),vec2(.015,.06),.01),A*.4)}
    }else{
      if(kind<.45){                                        // pens and pencils
        float L=.38;
        D(box(s,vec2(.028,L),.02),c*.6) D(box(q,vec2(.028,L),.01),A*(.8+.3*step(0.,q.x)))
          D(max(abs(q.x)-.028*clamp((q.y+L+.1)/.1,0.,1.),max(q.y+L,-L-.1-q.y)),vec3(.85,.7,.5))
          D(box(q-vec2(0.,L-.06),vec2(.03,.04),.0),B)
      }else if(kind<.65){float l=length(q);D(length(s)-.1,c*.6) D(l-.1,hsv(.1,.5*H(25.),.65)) D(abs(l-.08)-.008,vec3(.4))}
      else if(kind<.85)D(abs(box(q,vec2(.05,.13),.05))-.014+step(q.y,-.05)*0.,vec3(.75)*(.6+.6*H(26.)))
      else D(abs(q.y-.12*sin(q.x*7.))*.8-.014+step(G*.5,abs(q.x)),vec3(.07))
    }
  }
  o=vec4(c*(.85+.25*smoothstep(-1.,1.,sin(p.x*.7+p.y*.5+e))),1.);
}
