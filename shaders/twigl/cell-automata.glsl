// title: Cellular automata
// mode: geekest MRT
// licence: CC0-1.0
// shows: life-like, voting, cyclic and crystal rules on a coarse lattice; target 1 keeps the states
#define H(k) fsnoise(vec2(k,e*3.+83.))
float e=floor((t-f/60.)*400.+.01)/400.,kind=floor(5.*H(1.)),N=10.+26.*H(2.),sum=0.,S=4.,same=0.,next=0.;
vec2 cell=vec2(min(r.x,r.y)/N),g=floor(FC.xy/cell),u=(g+.5)*cell/r;
if(min(r.x,r.y)<N*1.2){cell=vec2(1.);g=floor(FC.xy);u=(g+.5)/r;}
float x=texture(b1,u).r;
// target 1 holds a state in 0..S-1; each pixel of a cell reads the cell's middle
for(float j=0.;j<9.;j++){
  vec2 d=vec2(mod(j,3.),floor(j/3.))-1.;
  if(j==4.)continue;
  float y=texture(b1,fract(u+d*cell/r)).r;
  sum+=step(.5,y);
  same+=step(abs(y-mod(x+1.,S)),.1);
}
if(f<2.)x=kind>3.5?step(length(g-floor(r/cell*.5)),1.)+step(.985,fsnoise(g+e)):kind>2.5&&kind<3.5?floor(fsnoise(g+e)*S):step(kind==1.?.5:.45+.2*H(3.),fsnoise(g+e));
else if(mod(f,2.)<1.){
  float on=step(.5,x);
  if(kind<1.)next=sum==3.||(on>.5&&sum==2.)?1.:0.;                                  // life
  else if(kind<2.)next=sum>4.5||(sum==4.&&fsnoise(g+f)<.5)?1.:0.;                    // vote
  else if(kind<3.)next=sum==3.||sum==6.||sum>6.5||(on>.5&&sum>3.5)?1.:0.;            // day and night
  else if(kind<4.)next=same>.5+step(.7,H(4.))?mod(x+1.,S):x;                         // cyclic
  else next=on>.5||sum==1.?1.:0.;                               // crystal
  if(kind<3.||kind>3.5)next=next>.5?x+step(x,20.):0.;
  x=next;
}
float age=kind>2.5&&kind<3.5?x/S:x/9.;
vec2 k=fract(FC.xy/cell)-.5;
float tile=cell.x>3.?(H(6.)<.5?smoothstep(.5,.4,max(abs(k.x),abs(k.y))):smoothstep(.48,.38,length(k))):1.;
vec3 A=hsv(H(7.)+age*H(8.)*.8,.8*H(9.),H(13.)<.6?.6+.4*H(10.):.1+.4*H(10.)),B=hsv(H(11.),.6*H(12.),H(13.)<.6?.1*H(14.):.8+.2*H(14.));
vec3 c=kind>2.5&&kind<3.5?mix(B,A,.25+.75*age):mix(B,A,step(.5,x)*(.7+.3*fract(age)));
o0=vec4(mix(B,c,tile)*(.85+.3*snoise2D(FC.xy/cell*.11+e)),1.);
o1=vec4(x,0.,0.,1.);
