// title: Foam
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: a hundred steps through folded space
vec3 d = normalize(vec3((FC.xy * 2. - r) / r.y, 1.2)), p = vec3(0.), q = p;
d.xz *= rotate2D(t * .2);
float g = 0., e = 1., w = 1.;
for (int i = 0; i < 100; i++) {
  q = p + vec3(t * .3, .5, t * .2);
  w = 1.;
  for (int k = 0; k < 7; k++) { q = abs(fract(q) * 2. - 1.); q = q.x < q.y ? q.yxz : q; q = q * 1.6 - .4; w *= 1.6; }
  e = (length(q) - .7) / w;
  p += d * max(.003, abs(e));
  g += exp(-abs(e) * 60.);
}
o = vec4(vec3(.9, .7, .5) * g * .02 + .1 * sin(p), 1.);
