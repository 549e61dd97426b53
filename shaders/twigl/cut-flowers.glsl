// title: Flowers in vases
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: bunches of tulips, daisies, lilies and twigs in glasses and jugs before a bare wall
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*37.11+e*53.19)*27437.91);}
vec3 hue(float k){return mix(vec3(H(k+.4)),.5+.5*cos(6.28*(H(k)+vec3(0.,.33,.66))),.75)*(.4+.6*H(k+.6));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  w=3./min(r.x,r.y);
  e=floor(t*1.2);
  vec3 wall=mix(hue(1.),vec3(.2+.7*H(2.)),.6);
  float row=floor(p.y/2.3+.5),y=p.y-2.3*row,G=1.5;
  vec2 q=vec2(mod(p.x+row*.8+G*.5,G)-G*.5,y);
  c=wall*(1.+.12*y);
  D(y+.78,mix(wall.brg,hue(3.),.5)*.8);
  D(length(vec2(q.x+.15,(y+.85)*4.))-.35,c*.6);
  e+=row*7.+floor((p.x+row*.8+G*.5)/G)*2.3;
  float n=2.+floor(5.*H(4.)),neck=-.2,kind=floor(4.*H(5.));
  vec3 A=hue(6.),B=hue(7.),leaf=mix(vec3(.2,.4,.15),vec3(.45,.55,.35),H(8.))*(.5+.6*H(9.));
  vec2 start=vec2(0.,neck);
  for(float k=0.;k<7.;k++){
    if(k>=n)break;
    // a stem leans by `f` and bends; its flower's face is a polar outline
    float f=(n<2.5?k-.5:(k/(n-1.)-.5))*(.9+.6*H(10.))+.15*(H(k+20.)-.5),L=.55+.4*H(k+30.),s=(q.y-neck)/L,x=q.x-f*s*(.4+.6*s)*.8-.015*sin(t*2.+k);
    D(max(abs(x)-.016,max(-s,s-1.)*L),leaf*.8);
    float ly=s-.35-.3*H(k+40.);
    vec2 lz=vec2(x,ly*L);
    D(length(vec2((x*sign(H(k+50.)-.5)-.09-.3*lz.y),lz.y)*vec2(2.2,.9))-.12,leaf*(.8+.4*H(k)));
    vec2 z=q-vec2(f*.8,neck+L);
    float an=atan(z.x,z.y),l=length(z),R=.13+.08*H(11.)+.04*H(k+60.),m=floor(5.+9.*H(12.)),d;
    vec3 K=mix(A,B,H(k+70.)*H(13.));
    if(kind<1.){d=l-R*(.65+.4*abs(cos(an*m*.5)));D(d,K*(.8+1.5*l));D(l-R*.38,mix(vec3(.9,.75,.2),B*.4,step(.6,H(14.))));}
    else if(kind<2.){d=max(length(z*vec2(1.25,.9))-R,z.y-R*(.55+.45*abs(sin(z.x/R*4.))));D(d,K*(.8+.5*cos(z.x/R*5.)));}
    else if(kind<3.){d=l-R*(1.+.08*sin(an*9.));D(d,K*(.75+.35*sin(l*70.+an*2.)));}
    else{vec2 g=z-vec2(.05*sin(z.y*20.),0.);
      d=max(abs(g.x)-.09*sqrt(clamp((R*1.6-g.y)/R*.4,0.,1.)),abs(g.y)-R*1.6)+.03*sin(g.y*60.)*sin(g.x*60.);
      D(d,K*(.8+.4*fract(g.y*12.)));}
  }
  float Y=(q.y+.8)/(neck+.8),s=clamp(Y,0.,1.),W=.13+.1*H(15.)+(.12*H(16.))*sin(s*3.1+H(17.))+(H(18.)-.6)*.15*s*s;
  float d=max(abs(q.x)-W,max(-.8-q.y,q.y-neck-.03));
  vec3 P=hue(19.),glass=mix(c,vec3(.9,.95,1.),.35);
  if(H(20.)<.4){D(d,glass);D(max(d+.02,q.y+.45),mix(c,vec3(.6,.75,.8),.5));D(abs(d)-.012,glass*1.15);}
  else{
    vec3 m=P;
    if(H(21.)<.4)m=mix(P,hue(22.),step(.5,fract(Y*(2.+5.*H(23.))+.1*sin(q.x*40.)*H(24.))));
    D(d,m*(.75+.35*cos(q.x/W*1.7+.6)));
  }
  o=vec4(c,1.);
}
