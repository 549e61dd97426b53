// title: Stripes
// mode: classic
// licence: CC0-1.0
// shows: deckchair, barcode, ribbon and awning stripes of hashed widths, flat, bent or turned at a seam
precision highp float;
uniform vec2 resolution;uniform float time;
float e;
float h(float x){return fract(sin(x*27.7+e*63.1)*9151.3);}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y),q=p;
  e=floor(time*1.8);
  float a=h(1.)*3.14,k=h(2.),S=.7+2.5*h(3.),pal=h(4.);
  q=mat2(cos(a),sin(a),-sin(a),cos(a))*p;
  float seam=0.;
  if(k<.2){seam=step(0.,q.y);q.x=seam>.5?q.x:q.y+.3;}
  else if(k<.4)q.x+=.2*sin(q.y*(2.+3.*h(5.))+time);
  else if(k<.55)q.x=length(q-vec2(h(6.)-.5,-.8));
  else if(k<.65)q.x=abs(q.x)+abs(q.y);
  float x=q.x*S+.2*time,i=floor(x),u=fract(x),w=0.,c0=0.,band=0.,edge=1.;
  // each unit holds up to four stripes of hashed width, the same in every unit or not
  float own=h(7.)<.6?0.:i;
  for(int j=0;j<4;j++){
    float next=w+.08+.5*h(own+float(j)*5.+20.);
    if(j==3)next=1.;
    if(u>=w&&u<next){band=float(j);edge=min(u-w,next-u);}
    w=next;
    if(w>=1.)break;
  }
  float v=h(own*3.+band+40.);
  vec3 c=pal<.3?vec3(mod(band,2.)*(.55+.4*h(15.))+.04+.2*v):pal<.65?.5+.5*cos(6.3*(h(8.)+v*.6+vec3(0.,.25,.5))):mix(vec3(.95,.92,.86),.5+.5*cos(6.3*(floor(v*3.)/3.+h(9.)+vec3(0.,.33,.67))),step(.35,v))*(.55+.45*h(10.));
  c=mix(vec3(dot(c,vec3(.33))),c,h(11.)*1.3);
  if(h(12.)<.35)c*=.7+.5*sqrt(clamp(edge*5.,0.,1.))*(.7+.3*sin(q.y*4.+i));
  if(h(13.)<.3)c*=.85+.15*sin(gl_FragCoord.x*1.7)*sin(gl_FragCoord.y*1.9);
  c*=1.-.3*seam*h(14.);
  gl_FragColor=vec4(c,1.);
}
