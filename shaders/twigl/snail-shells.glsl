// title: Snails and shells
// mode: classic (300 es)
// licence: CC0-1.0
// shows: spiral shells, snails with horns, scallops, starfish and sand dollars
#version 300 es
precision highp float;
uniform vec2 resolution;
uniform float time;
out vec4 outColor;
float e=0.,w=0.;
vec3 c=vec3(0.);
float H(float k){return fract(sin(k*17.31+e*29.77)*13758.5453);}
vec3 tone(float k){return mix(vec3(.9,.85,.75),.5+.5*cos(6.28*(H(k)+vec3(0.,.2,.4))),.2+.8*H(k+.5))*(.35+.65*H(k+.7));}
void D(float d,vec3 k){c=mix(c,k,clamp(.5-d/w,0.,1.));}
void main(){
  vec2 p=(gl_FragCoord.xy*2.-resolution)/min(resolution.x,resolution.y);
  e=floor(time*1.3);
  float G=H(1.)<.55?1.9:.95;
  w=6./min(resolution.x,resolution.y)/G;
  vec3 sand=tone(2.);
  c=sand*(.9+.1*fract(sin(dot(floor(p*90.),vec2(12.9,78.2)))*43758.5))*(1.+.08*sin(p.y*15.+3.*sin(p.x*2.+e))*step(.5,H(3.)));
  vec2 i=floor(p/G+.5),q=(p/G-i)*2.1;
  e+=i.x*3.3+i.y*7.7;
  float kind=floor(4.*H(4.)),a=6.28*H(5.),g,R,d;
  if(kind>.5)q=mat2(cos(a),sin(a),-sin(a),cos(a))*q;
  vec3 A=tone(6.),B=tone(8.);
  R=length(q);g=atan(q.y,q.x);
  if(kind<1.){                                     // snail: foot and horns, then the shell
    if(H(9.)<.5)q.x=-q.x;
    float y=q.y+.55,foot=max(abs(y-.05-.25*smoothstep(.45,.75,q.x))-.11-.02*sin(q.x*9.+time*3.),abs(q.x)-.85);
    D(length(vec2(q.x,y+.1)*vec2(.12,1.))-.1,sand*.6);
    D(foot-.02,B);
    vec2 z=q-vec2(.78,-.2);
    D(min(max(abs(z.x-.25*z.y)-.02,abs(z.y-.12)-.16),max(abs(z.x+.1-.1*z.y)-.02,abs(z.y-.12)-.16)),B*.8);
    D(min(length(z-vec2(.07,.29)),length(z-vec2(-.07,.29)))-.04,vec3(.05));
    q-=vec2(-.1,.02);R=length(q);g=atan(q.y,q.x);
  }
  if(kind<2.){                                     // a logarithmic spiral: equal steps of log R
    float turns=1.2+1.6*H(10.),s=log(R+1e-4)*turns-g/6.2832,f=fract(s),size=kind<1.?.52:.85;
    float rib=.5+.5*sin(g*floor(9.+25.*H(11.))+s*2.),band=step(.55,fract(f*(2.+3.*H(12.))));
    d=R-size*exp(-.9/turns*fract(.5+g/6.2832)*.7);
    vec3 m=mix(A,B,H(13.)<.5?band:rib*.7)*(.35+1.1*sqrt(f*(1.-f)*2.));
    D(d,m);
  }else if(kind<3.){                               // scallop: ribs from a hinge
    q.y+=.6;R=length(q);g=atan(q.x,q.y);
    float n=floor(7.+9.*H(14.)),span=.6+.6*H(15.);
    d=max(R-1.15+.05*abs(sin(g*n))-.25*(1.-cos(g/span)),abs(g)-span)*.8;
    d=min(d,max(abs(q.x)-.3,abs(q.y-.08)-.1));
    D(d,mix(A,B,.5+.5*sin(R*(9.+20.*H(16.))))*(.55+.5*abs(sin(g*n))));
  }else{                                           // star or sand dollar
    float n=floor(5.+2.*H(17.)*H(17.)*4.),k=cos(g*n+.4*sin(R*4.)),arm=H(18.);
    d=R-mix(.45+.42*k*(.5+.5*k),.78+.04*k,step(.7,arm));
    D(d*.6,A*(1.1-.5*R));
    D(max(d*.6+.04,abs(sin(g*n*.5))*R-.05),B);
    D(max(d*.6+.03,.3-sin(q.x*38.)*sin(q.y*38.)),mix(A,vec3(1.),.4));
  }
  outColor=vec4(c,1.);
}
