// title: Heaps of sticks
// mode: geek
// licence: CC0-1.0
// shows: pencils, straws, matches, ropes and bones thrown over each other in layers
precision highp float;
uniform vec2 r;
uniform float t;
float e=0.;
float R(vec2 v){return fract(sin(dot(v+e*.39,vec2(71.3,123.7)))*32749.19);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.4);
  float n=3.+floor(7.*R(vec2(1.))),w=3./min(r.x,r.y),kind=floor(4.*R(vec2(2.))),pal=R(vec2(3.)),thick=.05+.09*R(vec2(4.))*R(vec2(5.)),messy=R(vec2(6.)),h=R(vec2(7.));
  vec3 bg=mix(vec3(R(vec2(8.))),.5+.5*cos(6.28*(h+vec3(0.,.3,.6))),.35)*(.3+.7*R(vec2(9.))),c=bg;
  float base=6.28*R(vec2(10.));
  for(float k=0.;k<10.;k++){
    if(k>=n)break;
    // a layer is a turned brick lattice: one stick a brick
    float a=base+(R(vec2(k,11.))-.5)*mix(.5,6.28,messy),s=sin(a),cs=cos(a),L=1.3+.8*R(vec2(k,12.)),P=thick*(5.+4.*R(vec2(13.)));
    vec2 q=mat2(cs,s,-s,cs)*p+vec2(R(vec2(k,14.)),R(vec2(k,15.)))*5.,i=vec2(0.,floor(q.y/P));
    q.x+=R(vec2(i.y,k))*L;
    i.x=floor(q.x/L);
    q=vec2(q.x-(i.x+.5)*L,q.y-(i.y+.5)*P);
    vec2 id=i+k*17.;
    if(R(id)<.25)continue;
    q.y+=(R(id+1.)-.5)*(P-thick*2.)*.7+(kind==3.?.04*sin(q.x*5.+k):0.);
    float half_=L*(.32+.15*R(id+2.)),x=q.x/half_,g=R(id+3.),T=thick*(.8+.4*R(id+4.)),d,y;
    vec3 A=pal<.3?vec3(.15+.8*g):pal<.6?mix(vec3(.75,.55,.3),vec3(.4,.25,.12),g):.5+.5*cos(6.28*(g*(pal<.8?.3:1.)+h+vec3(0.,.33,.66)));
    if(kind<1.){                                          // pencil
      float tip=clamp((1.-x)*half_/(T*3.),0.,1.);
      d=max(abs(q.y)-T*tip,abs(q.x)-half_);
      y=q.y/T;
      if(tip<1.)A=tip<.35?A*.5:vec3(.87,.72,.5);
      else if(x<-.82)A=x<-.9?vec3(.85,.45,.45):vec3(.7);
      A*=abs(y)<.35?1.1:y>0.?.9:.7;
    }else if(kind<2.){                                    // match or straw
      float head=step(.5,R(vec2(16.)));
      d=max(abs(q.y)-T*.6,abs(q.x)-half_);
      if(head>.5){d=min(d,length((q-vec2(half_,0.))*vec2(.7,1.))-T*.95);
        if(x>.93)A=mix(vec3(.7,.1,.08),vec3(.1),R(id+6.));else A=mix(vec3(.88,.75,.52),A,.2);}
      else A=mix(A,vec3(.95),step(.5,fract(q.x*6./thick*.05+q.y*9.)));
      A*=1.05-.5*abs(q.y/T);
    }else if(kind<3.){                                    // bone or dumb-bell
      vec2 z=vec2(abs(q.x)-half_+T,abs(q.y)-T*.7);
      d=min(max(abs(q.y)-T*.6,abs(q.x)-half_+T),length(z)-T*.85);
      A=mix(vec3(.93,.9,.8),A,.4)*(1.1-.35*abs(q.y/T));
    }else{                                                // rope
      d=max(abs(q.y)-T,abs(q.x)-half_);
      A*=.65+.45*abs(sin(q.x/T*1.6+q.y/T*1.2))-.25*abs(q.y/T);
    }
    c=mix(c,c*.45,1.-smoothstep(0.,thick*.8,d+.5*thick));
    c=mix(c,A,clamp(.5-d/w,0.,1.));
  }
  gl_FragColor=vec4(c,1.);
}
