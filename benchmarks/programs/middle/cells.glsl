// title: Cells
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: nearest of moving points over nine cells, four times
vec3 c = vec3(0.);
for (int k = 1; k < 5; k++) {
  vec2 p = FC.xy / r * 3. * float(k), i = floor(p), q = fract(p);
  float d = 9.;
  for (int y = -1; y < 2; y++) for (int x = -1; x < 2; x++) {
    vec2 g = vec2(x, y), h = vec2(fsnoise(i + g), fsnoise(i + g + 7.));
    d = min(d, length(g + .5 + .4 * sin(t + PI2 * h) - q));
  }
  c += hsv(d * .5 + float(k) * .2, .6, 1.) * (1. - d) / float(k);
}
o = vec4(c * .6, 1.);
