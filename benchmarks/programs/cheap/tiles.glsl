// title: Tiles
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: discs on a grid, a few operations a pixel
vec2 p = FC.xy / r * 4. + t * .1, q = fract(p) - .5;
float d = smoothstep(.02, -.02, length(q) - .2 - .1 * fsnoise(floor(p)));
o = vec4(mix(vec3(.1, .2, .3) + p.y * .1, hsv(fsnoise(floor(p) + .5), .8, 1.), d), 1.);
