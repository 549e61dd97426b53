// title: Bands
// mode: geekest (300 es)
// licence: CC0-1.0
// shows: slanted bands under a ramp, a few operations a pixel
vec2 p = FC.xy / r;
o = vec4(hsv(p.x * 2. + t * .1, .7, .5 + .5 * sin((p.x + p.y * 3.) * 20. + t)), 1.);
