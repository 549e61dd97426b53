// title: Cutlery
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: forks, knives, spoons and ladles beside plates or in rows on cloth and boards
#define D(d,k) c=mix(c,k,clamp(.5-(d)/w,0.,1.));
#define H(k) fsnoise(vec2(k,e*2.+id*7.))
vec2 p=(FC.xy*2.-r)/min(r.x,r.y);
float e=floor(t*1.3),id=0.,w=2.5/min(r.x,r.y),u=fsnoise(vec2(e,1.)),v=fsnoise(vec2(e,2.)),S=.32+.3*u,row=floor(p.y/2.3+.5);
vec3 A=hsv(v,.6*fract(u*7.),.2+.75*fract(v*5.)),c=A,M=vec3(.72,.73,.76)*(u<.75?1.:1.15);
if(fract(v*9.)<.3)c*=.8+.12*step(.5,fract(p.x*3.))+.12*step(.5,fract(p.y*3.));
else if(fract(v*9.)<.6)c*=.85+.3*snoise2D(p*vec2(1.,18.)+e)*snoise2D(p*vec2(.5,3.));
if(u>.85)M=vec3(.65,.45,.25);
float y=p.y-2.3*row,plate=4.*S,X=p.x;
// every fourth place is kept for a plate two places wide
id=floor(p.x/S+.5);
float g=mod(id+row*2.,6.);
vec2 q=vec2(p.x-id*S,y);
if(fract(u*13.)<.6){
  float x=mod(p.x/S+row*2.+1.,6.)-1.5+.5;
  vec2 z=vec2((x-.5)*S,y);
  float l=length(z),R=1.35*S;
  vec3 P=mix(vec3(.95),hsv(fract(v*3.),.5,.8),.5*fract(v*11.));
  D(length(z-vec2(.03,-.05))-R-.02,c*.6) D(l-R,P) D(abs(l-R*.68)-.012,P*.75) D(max(l-R,R*.93-l),mix(P,hsv(fract(v*17.),.7,.5),.7))
  D(length(z+.05*snoise2D(z*4.+e))-R*.45*fract(u*29.),hsv(.1+.2*fract(v*7.),.7,.3+.5*fract(u*31.)))
}
if(fract(u*13.)>.6||g>1.5){
  float kind=floor(4.*H(3.)),L=.6+.3*H(4.),hw=.025+.04*H(5.),f=1.;
  if(H(6.)<.2)q.y=-q.y;
  for(float k=0.;k<2.;k++){
    vec2 z=(k<.5?q-vec2(.025,-.03):q)/(.5+S),a=vec2(abs(z.x),z.y);
    float h=max(a.x-hw*(.6+.7*(1.-smoothstep(-.9,-.1,z.y))),max(z.y-.2,-L-z.y)),d;
    if(kind<1.){                                                      // fork: tines cut out
      float W=.14,n=H(7.)<.5?4.:3.;
      d=max(a.x-W*smoothstep(.15,.4,z.y),max(z.y-.85,.15-z.y));
      d=max(d,-max(abs(fract(z.x/W*.5*n)-.5)*W*2./n-.022,.48-z.y));
      d=min(d,max(a.x-.03,abs(z.y-.1)-.2));
    }else if(kind<2.)d=max(max(-z.x-.06,z.x-.075*sqrt(clamp((.9-z.y)*3.,0.,1.))),max(z.y-.9,.02-z.y));
    else{float R=kind<3.?.17:.12+.13*H(8.);d=(length((z-vec2(0.,.6))/vec2(R,R*1.45))-1.)*R;d=min(d,max(a.x-.03,abs(z.y-.2)-.25));}
    d=min(d,h)*.9;
    vec3 m=k<.5?c*.6:M*(.85+.35*sin(z.x*18.+1.)+.1*z.y);
    if(k>.5&&H(9.)<.35&&z.y<0.)m=hsv(v,.6*fract(u*17.),.3+.5*fract(v*3.))*(.9+.3*cos(z.x*25.));
    D(d,m)
    if(k>.5&&kind>1.5)D(length((z-vec2(.01,.6))*vec2(1.5,1.))-.13,M*.75)
  }
}
o=vec4(c,1.);
