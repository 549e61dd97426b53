// title: Birds in flight
// mode: geekest
// licence: CC0-1.0
// shows: gulls, swallows, hawks and bats with spread wings, single or in flocks, before bare or cloudy sky
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(id*3.+vec2(k,e*2.+5.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y),id=vec2(0.);
float e=floor(t*1.5),u=H(1.),v=H(2.),far=step(.6,u),w=3./min(r.x,r.y),bat=step(.75,H(3.)),form=H(4.);
vec3 sky=hsv(v,.55*H(5.),.25+.75*H(6.)),c=mix(sky,sky.bgr,.3*clamp(.5-p.y*.5,0.,1.));
if(H(7.)<.5)c+=.25*smoothstep(0.,.8,snoise2D(p*vec2(.7,1.6)+e)+.4*snoise2D(p*2.3)+.2*snoise2D(p*6.));
float dark=dot(sky,vec3(.33))>.38?1.:0.;
for(float k=0.;k<3.;k++){
  if(k>0.5&&far<.5)break;
  float G=far>.5?.95-.22*k:1.45;
  vec2 z=p+vec2(t*.1*(k+1.),k*.33);
  id=vec2(0.,floor(z.y/G));
  z.x+=id.y*G*.43;
  id.x=floor(z.x/G);
  vec2 q=(z/G-id-.5)*2.2;
  id+=k*20.;
  if(far>.5&&H(8.)<.35)continue;
  float W=w;
  w*=2.2/G;
  q+=.35*(vec2(H(9.),H(10.))-.5);
  q*=rotate2D((H(11.)-.5)*(form<.5?.6:6.));
  // the wing's mid line over the distance from the body: two arcs that beat, its chord tapering to a tip
  vec2 a=vec2(abs(q.x),q.y);
  float L=.65+.35*H(12.),s=a.x/L,beat=sin(t*4.+H(13.)*6.3),bend=.25+.6*H(14.),mid=(.5*beat*s-bend*(s*s-.45*s))*.6+.1,ch=(.11+.17*H(15.))*(1.-pow(clamp(s,0.,1.),1.5+2.*H(16.)))+.015;
  float sweep=.5*H(17.)*s*s,y=a.y-mid+sweep,d=max(abs(y)-ch,a.x-L);
  if(bat>.5)d=max(d,-(length(vec2(fract(s*3.)-.5,(y+ch)*4.))-.38)*.1);
  else if(H(18.)<.35)d=max(d,step(.6,s)*(.25-abs(fract(y*14.+s*3.)-.5))*.1);
  vec3 A=dark>.5?vec3(.05+.1*H(19.)):vec3(.85+.15*H(19.));
  if(H(20.)<.4)A=hsv(H(21.),.5*H(22.),.15+.8*H(23.));
  vec3 B=mix(A,H(24.)<.5?vec3(.95):vec3(.05),.8*step(.5,H(25.)));
  D(d*.8,A) D(max(d,.72-s)*.8,B)
  vec2 b=q-vec2(0.,.05);
  D(length(b*vec2(1.,.5+.25*bat)*rotate2D(.1))-.085-.03*H(26.),mix(A,B,step(.6,H(27.))))
  D(max(abs(b.x)-.05-.5*H(28.)*max(0.,-.15-b.y),max(b.y+.1,-.38-.15*H(29.)-b.y+.12*step(.5,H(30.))*(1.-abs(b.x)*8.))),A*.9)
  D(length(b-vec2(0.,.2))-.06,A) D(max(abs(b.x)-.02,abs(b.y-.27)-.05),bat>.5?A:vec3(.9,.6,.1))
    if(bat>.5)D(max(abs(abs(b.x)-.04)-.025+.3*(b.y-.25),abs(b.y-.27)-.05),A)
  w=W;
}
gl_FragColor=vec4(c,1.);
