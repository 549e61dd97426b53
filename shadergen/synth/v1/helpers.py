"""Helpers of version 1, each after those that it calls: hashes, noise, distances. Distances are negative inside."""

HELPERS = {
    # the number of the time step, from which all that differs between steps is drawn
    "k": "float k;\n",
    "h": """float h(vec2 p) {
  uvec2 u = uvec2(ivec2(floor(p))) * uvec2(0x9E3779B1u, 0x85EBCA77u);
  uint n = (u.x ^ (u.y >> 15) ^ (u.y << 7)) * 0xC2B2AE3Du;
  n = (n ^ (n >> 14)) * 0x27D4EB2Fu;
  return float((n ^ (n >> 15)) >> 8) / 16777216.;
}
""",
    "h2": "vec2 h2(vec2 p) { return vec2(h(p), h(p + vec2(71, 113))); }\n",
    "z": "float z(float n, float a, float b) { return mix(a, b, h(vec2(n, k))); }\n",
    # coverage of a pixel by a distance
    "ink": "float ink(float d) { return clamp(0.5 - d * 0.5 * min(r.x, r.y), 0., 1.); }\n",
    # a colour brought to a brightness
    "tone": """vec3 tone(vec3 c, float v) {
  c *= v / max(dot(c, vec3(0.3, 0.59, 0.11)), 0.02);
  float over = max(max(c.x, max(c.y, c.z)) - 1., 0.);
  return mix(min(c, 1.), vec3(v), min(over, 0.6));
}
""",
    "vn": """float vn(vec2 p) {
  vec2 i = floor(p), u = p - i;
  u *= u * (3. - 2. * u);
  float lower = mix(h(i), h(i + vec2(1, 0)), u.x);
  return mix(lower, mix(h(i + vec2(0, 1)), h(i + 1.), u.x), u.y);
}
""",
    "slope": "float slope(vec2 i, vec2 u) { float a = h(i) * 6.2832; return dot(u, vec2(cos(a), sin(a))); }\n",
    "gn": """float gn(vec2 p) {
  vec2 i = floor(p), u = p - i, w = u * u * (3. - 2. * u), x = vec2(1, 0);
  float lower = mix(slope(i, u), slope(i + x, u - x), w.x);
  return 0.5 + 0.7 * mix(lower, mix(slope(i + x.yx, u - x.yx), slope(i + 1., u - 1.), w.x), w.y);
}
""",
    "fbm": """float fbm(vec2 p) {
  float v = 0., a = 0.53;
  for (int i = 0; i < 4; i++) {
    v += a * vn(p);
    p = mat2(1.6, 1.2, -1.2, 1.6) * p + 7.3;
    a *= 0.5;
  }
  return v;
}
""",
    "ridge": """float ridge(vec2 p) {
  float v = 0., a = 0.6;
  for (int i = 0; i < 4; i++) {
    v += a * (1. - abs(2. * gn(p) - 1.) * 1.4);
    p = mat2(1.5, 1.3, -1.3, 1.5) * p + 3.7;
    a *= 0.45;
  }
  return v * 0.85;
}
""",
    # nearest and second nearest distance, and a number of the cell
    "cell": """vec3 cell(vec2 p, float loose) {
  vec3 c = vec3(9);
  for (int i = 0; i < 9; i++) {
    vec2 g = floor(p) + vec2(i % 3 - 1, i / 3 - 1), w = g + 0.5 + (h2(g) - 0.5) * loose - p;
    float d = dot(w, w);
    if (d < c.x) c = vec3(d, c.x, h(g + 31.));
    else c.y = min(c.y, d);
  }
  return vec3(sqrt(c.xy), c.z);
}
""",
    "circle": "float circle(vec2 p, float a) { return length(p) - a; }\n",
    "oval": "float oval(vec2 p, vec2 a) { return (length(p / a) - 1.) * min(a.x, a.y); }\n",
    "box": "float box(vec2 p, vec2 a) { p = abs(p) - a; return length(max(p, 0.)) + min(max(p.x, p.y), 0.); }\n",
    "seg": """float seg(vec2 p, vec2 a, vec2 e) {
  p -= a;
  e -= a;
  return length(p - e * clamp(dot(p, e) / dot(e, e), 0., 1.));
}
""",
    # a limb from a to e, as thick as u and v at its ends
    "limb": """float limb(vec2 p, vec2 a, vec2 e, float u, float v) {
  p -= a;
  e -= a;
  float x = clamp(dot(p, e) / dot(e, e), 0., 1.);
  return length(p - e * x) - mix(u, v, x);
}
""",
    # a trapezium as wide as a below and e above, of half the height n
    "trap": """float trap(vec2 p, float a, float e, float n) {
  float w = mix(a, e, clamp(p.y / n * 0.5 + 0.5, 0., 1.));
  return max(abs(p.y) - n, (abs(p.x) - w) * n / length(vec2(n, (a - e) * 0.5)));
}
""",
    "ngon": """float ngon(vec2 p, float n, float a) {
  float x = 6.2832 / n, w = atan(p.x, p.y);
  return cos(w - x * floor(w / x + 0.5)) * length(p) - a * cos(x * 0.5);
}
""",
    # a star of n rays between the radii a and e
    "star": """float star(vec2 p, float n, float a, float e) {
  float x = 3.14159 / n, w = mod(atan(p.x, p.y) + x, 2. * x) - x;
  p = length(p) * vec2(cos(w), abs(sin(w))) - vec2(a, 0);
  vec2 v = e * vec2(cos(x), sin(x)) - vec2(a, 0);
  return (p.y * -v.x + p.x * v.y) / length(v);
}
""",
    "heart": "float heart(vec2 p, float a) { return length(vec2(p.x, p.y - 0.6 * sqrt(abs(p.x) * a))) - a; }\n",
    # an arc of radius a about the upper side, as wide as w to each side, of half the thickness n
    "arc": """float arc(vec2 p, float a, float w, float n) {
  p.x = abs(p.x);
  vec2 e = vec2(sin(w), cos(w));
  return (e.y * p.x > e.x * p.y ? length(p - e * a) : abs(length(p) - a)) - n;
}
""",
    # smooth union
    "join": """float join(float a, float e, float n) {
  float x = max(n - abs(a - e), 0.);
  return min(a, e) - x * x / n * 0.25;
}
""",
    "rep": """vec2 rep(vec2 p, float n) {
  float x = 6.2832 / n, w = mod(atan(p.x, p.y) + 0.5 * x, x) - 0.5 * x;
  return length(p) * vec2(sin(w), cos(w));
}
""",
    # a triangle wave from 0 to 1 of period 1
    "tri": "float tri(float x) { return abs(fract(x) * 2. - 1.); }\n",
}
