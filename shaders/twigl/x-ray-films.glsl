// title: Shadow films
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: grey see-through films of ribs, joints, hands, teeth and packed cases: densities that add up
#define H(k) fsnoise(vec2(k,e*2.+3.))
float bone(vec2 p,vec2 a,vec2 b,float ra,float rb){
  // a shaft with a dense rim and knobs at both ends
  p-=a;b-=a;
  float h=clamp(dot(p,b)/dot(b,b),0.,1.),k=2.*h-1.,R=mix(ra,rb,h)*(.65+.5*k*k),d=length(p-b*h)/R;
  return d<1.?.35+.45*d*d*d:0.;
}
void main(){
  vec2 p=(FC.xy*2.-r)/min(r.x,r.y),i=floor(p/vec2(2.,2.4)+.5),q=p-i*vec2(2.,2.4);
  float e=floor(t*1.4)+dot(i,vec2(.37,.73)),kind=floor(5.*H(1.)),z=0.,u=H(2.),v=H(3.);
  q*=rotate2D(.3*(H(4.)-.5));
  q.x/=.85+.3*H(5.);
  vec2 a=vec2(abs(q.x),q.y);
  float fog=snoise2D(q*1.5+e)*.5+snoise2D(q*4.+e)*.25+.12*snoise2D(q*11.+e);
  if(kind<2.){                                            // a chest: flesh, dark lungs, ribs, spine, heart
    float body=(1.-smoothstep(-.15,.05,a.x-.85+.15*q.y*q.y+.25*max(0.,q.y-.6))),lung=(length((a-vec2(.38,.05))*vec2(2.9-.4*q.y,1.25-.15*H(6.)))-1.);
    z=.55*body-.42*body*(1.-smoothstep(-.25,.12,lung))*(1.-.25*H(7.)*smoothstep(.1,.6,fog));
    float y=q.y*(4.5+2.*H(8.))+a.x*a.x*2.2*(H(9.)+.3)+.6*sin(a.x*3.),rib=abs(fract(y)-.5);
    z+=.16*(1.-smoothstep(.2,.3,rib))*(.6+.6*smoothstep(.1,.24,rib))*body*step(abs(q.y),.85)*smoothstep(0.,.1,a.x);
    z+=.2*(1.-smoothstep(.05,.11,a.x))*(.8+.2*sin(q.y*30.))*body;
    z+=.3*(1.-smoothstep(-.1,.1,length((q-vec2(.15,-.25))*vec2(1.,.8))-.26-.08*H(10.)));
    z+=.3*(1.-smoothstep(-.2,.2,q.y+.7+.15*sin(a.x*3.)))*body;
    z+=.14*(1.-smoothstep(.02,.045,abs(q.y-.72-.12*a.x)))*step(a.x,.6)*step(.1,a.x);
  }else if(kind<3.){                                      // a hand
    z=0.;
    for(float k=0.;k<5.;k++){
      float an=(k-2.)*.24*(1.+.4*H(6.))-(k<.5?.35:0.),L=k<.5?.75:1.-.12*abs(k-2.2);
      vec2 d=vec2(sin(an),cos(an)),o_=vec2(0.,-.55);
      float l=dot(q-o_,d),s=abs(dot(q-o_,vec2(d.y,-d.x)));
      z=max(z,.22*(1.-smoothstep(.09,.14,s))*step(.1,l)*(1.-smoothstep(1.4*L,1.4*L+.12,l)));
      for(float j=0.;j<4.;j++){float lo=(.22+.32*j-.03*j*j)*L*1.15,hi=lo+(.29-.05*j)*L*1.1;z+=.7*bone(q,o_+d*lo,o_+d*hi,.055-.006*j,.05-.006*j);}
    }
    z+=.5*(1.-smoothstep(0.,.05,length(mod(q+vec2(.0,.62),.13)-.065)-.045))*step(length((q+vec2(0.,.55))*vec2(1.,1.4)),.24)+.2*(1.-smoothstep(-.03,.03,a.x-.22))*step(q.y,-.5);
    z+=bone(q,vec2(-.1,-.72),vec2(-.14,-1.4),.1,.12)*.8+bone(q,vec2(.1,-.72),vec2(.14,-1.4),.09,.1)*.8;
  }else if(kind<4.){                                      // a joint of long bones in flesh
    float bend=.8*(H(6.)-.5);
    vec2 d=vec2(sin(bend),cos(bend));
    z=.25*(1.-smoothstep(-.05,.1,min(abs(q.x)-.4+step(.1,q.y)*9.,abs(dot(q,vec2(d.y,-d.x)))-.38+step(q.y,-.1)*9.)));
    z+=bone(q,vec2(0.,-.06),vec2(0.,-1.6),.26,.2)+bone(q,vec2(0.,.06),d*1.6,.27,.2)+.6*bone(q,vec2(.3,-.12),vec2(.3,-1.6),.09,.07)*step(.4,H(7.))+.5*(1.-smoothstep(-.03,.03,length(q-vec2(-.22,.08))-.12))*H(8.);
  }else{                                                  // a case with things in it
    for(float k=0.;k<9.;k++){
      vec2 c=(vec2(H(k+20.),H(k+30.))-.5)*1.5,s=(q-c)*rotate2D(H(k+40.)*6.3),h=.06+.32*vec2(H(k+50.),H(k+60.));
      float d=H(k+70.)<.5?max(abs(s.x)-h.x,abs(s.y)-h.y):length(s)-h.x;
      if(H(k+80.)<.4)d=abs(d)-.03;
      z+=(.08+.25*H(k+90.))*(1.-smoothstep(-.02,.02,d));
    }
    z+=.2*(1.-smoothstep(-.01,.02,abs(max(a.x-.92,a.y-.98))-.03))+.07*step(max(a.x-.92,a.y-.98),0.);
  }
  z=clamp(z*(.8+.5*u)+.06*fog+.05,0.,1.2);
  z=mix(z,.12+.6*z,step(.7,v));
  if(H(11.)<.25)z=.95-z*.9;
  vec3 tint=H(12.)<.7?vec3(1.):H(12.)<.85?vec3(.8,.92,1.08):mix(vec3(1.,.55,.1),vec3(.2,.5,1.),clamp(z,0.,1.));
  o=vec4(z*tint,1.);
}
