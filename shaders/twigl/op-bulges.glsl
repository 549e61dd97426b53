// title: Op art
// mode: geeker (300 es)
// licence: CC0-1.0
// shows: checks, dots and rings swollen by unseen balls and waves, in two hard tones or two tints
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y),q=p;
  float e=floor(t*1.5),k,x,fade=0.;
  #define H(k) fract(sin((k)*3.39+e*4.77)*787.3)
  k=H(1.);
  for(float i=0.;i<4.;i++){
    // within each circle the pattern is seen through a lens
    vec2 c0=1.6*vec2(H(i+10.)-.5,H(i+20.)-.5)+.2*vec2(sin(t*.7+i*2.),cos(t*.6+i)),z=p-c0;
    float R=.3+.6*H(i+30.),l=length(z)/R;
    if(i<1.+3.*H(2.)&&l<1.){float s_=H(3.)<.6?asin(l)/1.5708/max(l,1e-3):l*l;q=c0+z*mix(1.,s_,.9);fade=sqrt(1.-l*l);}
  }
  if(H(4.)<.4)q+=.12*vec2(sin(q.y*5.+t),sin(q.x*5.-t))*H(5.);
  if(H(6.)<.25){float l=length(q);q=vec2(log(l+.02)*1.2-.2*t,atan(q.y,q.x+1e-6)/3.1416*2.);}
  float S=floor(2.+5.*H(7.))*1.5,w=.75/min(r.x,r.y)*S*2.5;
  vec2 g=q*S,u=fract(g)-.5;
  if(k<.35)x=sin(g.x*3.1416)*sin(g.y*3.1416);
  else if(k<.55)x=.36-length(u);
  else if(k<.75)x=sin(g.x*6.2832)*.3;
  else if(k<.9)x=sin(length(u)*18.)*.3;
  else x=(mod(floor(g.x)+floor(g.y),2.)<1.?u.x-u.y:u.x+u.y)*.5;
  x=smoothstep(-w,w,x);
  vec3 A=H(8.)<.5?vec3(.97):.6+.4*cos(6.3*(H(9.)+vec3(0.,.2,.4))),B=H(8.)<.5?vec3(.03):.35+.35*cos(6.3*(H(11.)+vec3(0.,.33,.67)));
  vec3 c=mix(B,A,x);
  if(H(12.)<.4)c=mix(c,c.yzx,fade*.8);
  if(H(13.)<.4)c*=.6+.5*fade;
  o=vec4(c,1.);
}
