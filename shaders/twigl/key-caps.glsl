// title: Keys in rows
// mode: classic
// licence: CC0-1.0
// shows: keyboards, pianos, accordions and button fields with legends, gaps and pressed keys
precision highp float;
uniform vec2 resolution;
uniform float time;
float e=0.,w=0.;
vec3 c=vec3(0.);
float R(vec2 v){return fract(sin(dot(v+e*.47,vec2(63.7,191.3)))*25471.73);}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
float box(vec2 p,vec2 h,float k){vec2 d=abs(p)-h+k;return length(max(d,0.))+min(max(d.x,d.y),0.)-k;}
vec3 tone(float k){return mix(vec3(R(vec2(k))),.5+.5*cos(6.28*(R(vec2(k,2.))+vec3(0.,.33,.66))),.8*R(vec2(k,3.)))*(.3+.7*R(vec2(k,4.)));}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  e=floor(time*1.5);
  float u=R(vec2(1.)),kind=R(vec2(2.)),S=mix(1.2,4.5,u);
  w=3.*S/min(resolution.x,resolution.y);
  p=p*S+time*.1;
  vec3 A=tone(3.),B=tone(4.),deck=tone(5.)*.5;
  if(kind<.4){                                            // white and black keys over the octave's pattern
    float H=4.2,row=floor(p.y/H),y=p.y-row*H,x=p.x*1.4+row*2.,i=floor(x),f=x-i-.5,n=mod(i,7.);
    float press=step(.9,R(vec2(i,row))),tint=step(.8,R(vec2(6.)));
    c=deck;
    vec3 ivory=mix(vec3(.95,.93,.88),A,tint),ebony=mix(vec3(.05),B*.4,tint);
    if(R(vec2(7.))<.15){vec3 z=ivory;ivory=ebony;ebony=z;}
    D(max(abs(f)-.47,max(.35+.06*press-y,y-4.)),ivory*(.9+.08*cos(f*3.))*(1.-.12*press));
    D(max(abs(f)-.47,abs(y-.33)-.05),ivory*.6);
    float j=floor(x+.5),g=x-j,m=mod(j,7.);
    if(m!=0.&&m!=3.){D(max(abs(g-.06)-.31,max(1.5-y,y-4.)),ivory*.6);D(max(abs(g)-.29,max(1.6-y,y-4.)),ebony);
      D(max(abs(g)-.2,max(1.85-y,y-4.)),ebony*1.3+.08);}
    D(abs(y-4.02)-.05,vec3(.6,.1,.12));
  }else if(kind<.85){                                     // caps: rows staggered, some two or more wide
    float row=floor(p.y),x=p.x+row*.3,i=floor(x),f=x-i,wide=0.;
    vec2 id=vec2(i,row);
    if(R(vec2(floor(i*.5),row)+9.)<.18){wide=1.;id.x=floor(i*.5);f=(x*.5-id.x)*2.;}
    vec2 q=vec2(f-.5-.5*wide,p.y-row-.5),h=vec2(.44+.5*wide,.44);
    float g=R(id+11.),k=.05+.25*R(vec2(8.));
    vec3 K=g<.12?B:g<.2?A.brg:A;
    if(R(vec2(9.))<.25)K=.5+.45*cos(6.28*(g+vec3(0.,.33,.66)));
    c=deck*.6;
    D(box(q,h,k),K*.6);D(box(q-vec2(0.,.05),h-.09,k),K*(1.+.15*q.y));
    vec2 z=(q-vec2(-.1-.3*wide,.1))*vec2(9.,7.),zi=floor(z);
    vec3 ink=dot(K,vec3(.33))>.45?vec3(.08):vec3(.95);
    float on=step(.45,R(zi+id*3.))*step(abs(zi.x),1.5)*step(abs(zi.y),1.5);
    if(wide>.5)on=step(abs(z.y),.4)*step(abs(z.x),3.)*step(.3,R(vec2(zi.x,3.)+id));
    c=mix(c,ink,on*step(R(vec2(10.)),.8));
  }else{                                                  // round buttons
    vec2 s=vec2(1.,.866),z=p;
    float row=floor(z.y/s.y);
    z.x+=.5*mod(row,2.);
    vec2 id=vec2(floor(z.x),row),q=vec2(fract(z.x)-.5,(z.y/s.y-row-.5)*s.y);
    float rad=.26+.14*R(vec2(11.)),l=length(q);
    vec3 K=mix(A,B,step(.6,R(id)));
    c=deck;
    D(length(q+vec2(-.06,.07))-rad,deck*.4);D(l-rad,K*.7);D(l-rad*.82,K*(1.+.5*q.y));D(max(abs(q.x)-.03,abs(q.y)-.09)+step(.5,R(id+5.)),K*.3);
  }
  c*=.85+.25*R(vec2(12.));
  gl_FragColor=vec4(c,1.);
}
