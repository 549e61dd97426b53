// title: Castles
// mode: geek
// licence: CC0-1.0
// shows: towers with battlements, pointed roofs, gates and slits on hills, drawn from blocks of hashed width
precision highp float;
uniform vec2 r;
uniform float t;
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*59.31+e*31.73)*26951.73);}
vec3 hue(float k){return mix(vec3(H(k+.4)),.5+.5*cos(6.28*(H(k)+vec3(0.,.33,.66))),.55*H(k+.2))*(.3+.7*H(k+.6));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  w=3./min(r.x,r.y);
  e=floor(t*1.2);
  float row=floor(p.y/2.1+.5),y=p.y-row*2.1,x=p.x+row*1.3,flat_=step(.65,H(1.));
  vec3 sky=mix(hue(2.),vec3(.95),.15+.55*H(3.)),wall=hue(4.),roof=hue(5.),land=hue(6.)*.7;
  if(distance(wall,sky)<.3)wall*=.4;
  if(flat_>.5){wall=dot(sky,vec3(.33))>.4?vec3(.06):vec3(.92);roof=wall;land=wall*.9+.03;}
  c=sky*(1.05-.2*y);
  vec2 m=vec2(mod(x,3.)-1.5,y-.6);
  if(H(7.)<.4)D(length(m)-.2-.15*H(8.),mix(sky,vec3(1.,.95,.8),.7));
  e+=row*5.;
  float hill=-.55+.18*sin(x*1.3+e)+.05*sin(x*4.);
  // two depths of towers; each column has its own width, height, roof and windows
  for(float k=0.;k<2.;k++){
    float G=.42-.08*k,col=floor((x+k*.21)/G),f=x+k*.21-(col+.5)*G,s=col+k*40.;
    float hw=G*(.28+.2*H(s+.1)),top=-.1+.75*H(s+.2)*(k<.5?1.:.6),kind=floor(4.*H(s+.3)),lit=1.+(1.-flat_)*(.25*f/hw-.12);
    vec3 W=wall*(k<.5?.8:1.)*lit,R=roof*(k<.5?.8:1.)*(1.+(1.-flat_)*.8*f/hw*.4);
    vec2 b=vec2((x+.5*mod(floor(y*16.),2.)*.125)*8.,y*16.);
    if(flat_<.5)W*=.88+.2*fract(sin(dot(floor(b),vec2(3.1,17.7)))*537.3);
    float d=max(abs(f)-hw,y-top);
    float ruin=H(9.)<.2?.1*sin(f*40.+s)+.08*sin(f*17.):0.;
    D(max(abs(f)-hw,y-top+ruin),W);
    if(kind<2.){D(max(abs(f)-hw-.03,abs(y-top+.02)-.05),W*.9);D(max(max(abs(f)-hw-.03,abs(y-top-.06)-.05),.18-abs(fract(f/hw*1.3)-.5)),W*.9);}
    else if(kind<3.){float h=.2+.35*H(s+.4);D(max(abs(f)-(hw+.04)*(1.-(y-top)/h),top-y),R);
      if(H(s+.5)<.5)D(max(abs(f-.05)-.05+.3*(y-top-h-.1),abs(y-top-h-.08)-.035),hue(s));
      D(max(abs(f)-.008,abs(y-top-h-.04)-.08),W*.5);}
    else D(max(length(vec2(f,(y-top)*.8))-hw,top-y),R);
    vec2 z=vec2(f,mod(y-top+.16,.2)-.1);
    vec3 hole=mix(wall*.15,vec3(1.,.85,.4),step(H(10.),.3));
    if(flat_>.5)hole=sky;
    float slit=H(s+.6)<.5?max(abs(z.x)-.014,abs(z.y)-.05):max(abs(z.x)-.03,length(vec2(z.x,max(z.y,0.)))-.04+step(z.y,-.05));
    D(max(slit,y-top+.06),hole);
    float base=-.2+.1*k;
    D(y-base,wall*(k<.5?.7:.95));
    D(max(y-base-.06,.12-abs(fract(x*9.)-.5)),wall*(k<.5?.7:.95));
    if(k>.5){float gx=mod(x,1.26)-.63;D(max(abs(gx)-.13,length(vec2(gx,max(y+.42,0.)))-.13),flat_>.5?sky:vec3(.08));
      D(max(max(abs(gx)-.13,length(vec2(gx,max(y+.42,0.)))-.13),.3-abs(fract(gx*16.)-.5)),wall*.4);}
  }
  D(y-hill,land*(1.+.1*sin(x*30.+y*60.)));
  D(y-hill+.25+.06*sin(x*2.3),land*.8);
  gl_FragColor=vec4(c,1.);
}
