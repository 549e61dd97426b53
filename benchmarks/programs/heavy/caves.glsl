// title: Caves
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: eighty steps through a noise field
vec3 d = normalize(vec3((FC.xy * 2. - r) / r.y, 1.4)), p = vec3(sin(t * .3), 0., t), c = vec3(0.);
float s = 0., h = 0.;
for (int i = 0; i < 80; i++) {
  h = .35 - .5 * snoise3D(p * .8) + .1 * snoise3D(p * 3.);
  p += d * max(.02, abs(h) * .3);
  s += .012 / (.02 + abs(h));
}
o = vec4(hsv(p.z * .05, .5, 1.) * s * .2, 1.);
