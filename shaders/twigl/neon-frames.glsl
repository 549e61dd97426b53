// title: Glowing frames
// mode: geeker
// licence: CC0-1.0
// shows: outlines of polygons, hearts of rings and zigzags as glowing tubes on brick, tile or nothing
float e;
float h(float x){return fract(sin(x*37.1+e*83.3)*8059.3);}
float poly(vec2 q,float n,float R){float a=atan(q.y,q.x+1e-6),w=6.2832/n;return length(q)*cos(mod(a,w)-w*.5)-R;}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-r)/min(r.x,r.y);
  e=floor(t*1.6);
  float dim=.05+.3*h(1.),k=h(2.);
  vec3 wall=mix(vec3(.5),.5+.5*cos(6.3*(h(3.)+vec3(0.,.2,.4))),h(4.));
  vec2 g=p*vec2(2.,4.);
  g.x+=.5*mod(floor(g.y),2.);
  vec2 u=abs(fract(k<.4?g:p*3.)-.5);
  float tex=k<.75?(.7+.3*fract(sin(dot(floor(k<.4?g:p*3.),vec2(12.9,78.2)))*437.5))*smoothstep(.5,.45,max(u.x,u.y)):1.;
  vec3 c=vec3(0.),tubes=vec3(0.);
  float n=1.+floor(h(5.)*4.),same=h(6.);
  for(float i=0.;i<5.;i++){
    if(i>n)break;
    float a=h(i+20.)*6.3+.3*t*(h(i+25.)-.5),R=.2+.5*h(i+30.),kind=floor(h(same<.4?7.:i+40.)*4.),d;
    vec2 q=same<.4?p:p-1.5*vec2(h(i+50.)-.5,h(i+60.)-.5);
    if(same<.4)R=.15+.22*i;
    q=mat2(cos(a),sin(a),-sin(a),cos(a))*q;
    d=kind<1.?length(q)-R:kind<2.?poly(q,3.+floor(3.*h(i+70.)),R*.8):kind<3.?(q.y-.15*abs(fract(q.x*2.)-.5)*4.+.15):poly(vec2(abs(q.x),q.y)*mat2(.8,.6,-.6,.8),4.,R*.6);
    d=abs(d);
    vec3 ink=.55+.45*cos(6.3*(h(8.)+h(9.)*h(i+80.)+vec3(0.,.33,.67)));
    float on=h(i+90.)<.85?1.:.15;
    // the tube, its near glow and its light on the wall
    tubes+=on*(ink*(.02+.02*h(10.))/(d+.015)+smoothstep(.025,.01,d));
    c+=on*ink*exp(-d*(3.+3.*h(11.)));
  }
  c=wall*tex*(dim+.7*c)+tubes*(.5+.5*h(12.))+.02;
  if(h(13.)<.2)c=mix(wall+.3,c.zxy*.6,clamp(dot(tubes,vec3(.4)),0.,1.))*tex;
  gl_FragColor=vec4(c,1.);
}
