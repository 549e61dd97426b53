// title: Clouds
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: six octaves of noise, warped once
vec2 p = FC.xy / r * 3.;
float v = 0., a = .5;
p += .4 * vec2(snoise2D(p + t * .2), snoise2D(p + 9.));
for (int i = 0; i < 6; i++) { v += a * snoise3D(vec3(p, t * .1)); p = p * 2. + 3.; a *= .5; }
o = vec4(vec3(.3, .5, .8) + v * vec3(.6, .5, .3), 1.);
