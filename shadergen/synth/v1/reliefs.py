"""Reliefs of version 1: a height, about 0 to 1, for each place: noise, waves, cells, iterated maps."""

from shadergen.synth.growth import Kind, Rule

RELIEF = Kind(
    "float",
    "vec2 p",
    [
        # noise
        Rule(3, "soft noise", "  return gn(p * <1.5,7~> + k * 3.);"),
        Rule(4, "cloud noise", "  return fbm(p * <1,5~> + k * 5.);"),
        Rule(4, "ridges", "  return ridge(p * <0.8,3~> + k * 5.);"),
        Rule(3, "folded noise", "  float v = fbm(p * <1,3~> + k * 5.);\n  return tri(v * <1.5,6>);"),
        Rule(3, "marble", "  return 0.5 + 0.5 * sin(<3,14> * (p.x + <0.3,1.2> * fbm(p * <1,3> + k)));"),
        Rule(2, "speckle", "  return h(floor(p * <8,40~>) + k);"),
        Rule(2, "patches", "  return floor(vn(p * <1.5,6~> + k * 3.) * <3,6i>) / 4.;"),
        Rule(3, "fibres", "  return vn(p * vec2(<1,3>, <12,40>) + k) * 0.6 + vn(p * vec2(<2,6>, <30,60>)) * 0.4;"),
        Rule(
            3,
            "labyrinth",
            """
  float v = 0.;
  for (int i = 0; i < 9; i++) {
    float a = float(i) * 2.4 + k;
    v += sin(dot(p, vec2(cos(a), sin(a))) * <8,28> + 6.28 * h(vec2(i, k)));
  }
  return smoothstep(<-1.5,-0.1>, <0.1,1.5>, v);""",
        ),
        Rule(
            2,
            "smoke",
            "  p += <0.5,1.5> * vec2(fbm(p * <1,2.5> + k), fbm(p * <1,2.5> - k + 30.));\n  return fbm(p * <1,3>);",
        ),
        # cells
        Rule(3, "cells", "  return cell(p * <1.5,7~>, <0.5,1>).x * <0.9,1.3>;"),
        Rule(
            4,
            "cell walls",
            "  vec3 c = cell(p * <1.5,7~> + k, <0.6,1>);\n  return smoothstep(<0,0.05>, <0.08,0.4>, c.y - c.x);",
        ),
        Rule(4, "mosaic", "  return cell(p * <1.5,8~> + k, <0.3,1>).z;"),
        Rule(
            2,
            "cracked",
            """
  vec3 c = cell(p * <1.5,5> + 0.3 * fbm(p * 4.), 1.);
  return step(<0.02,0.1>, c.y - c.x) * (0.3 + 0.7 * c.z);""",
        ),
        Rule(
            2,
            "bubbles",
            "  vec3 c = cell(p * <1.5,6> + k, <0.6,0.9>);\n  return c.x < <0.25,0.5> ? 1. - c.x * <1,2> : 0.1;",
        ),
        Rule(
            2,
            "scales",
            """
  p *= <2,7>;
  p.x += 0.5 * mod(floor(p.y), 2.);
  vec2 u = fract(p) - vec2(0.5, 0.);
  return length(u) < 0.55 ? length(u) * 1.6 : length(abs(u) - vec2(0.5, -0.5)) * 0.9;""",
        ),
        # stripes and lattices
        Rule(3, "stripes", "  return smoothstep(<0.1,0.45>, <0.55,0.9>, tri(p.x * <0.8,6~>));"),
        Rule(2, "uneven stripes", "  return h(vec2(floor(p.x * <2,12~>), k));"),
        Rule(2, "chirp", "  return 0.5 + 0.5 * sin(p.x * p.x * <4,20> + <0,6.28>);"),
        Rule(2, "waves", "  return 0.5 + 0.5 * sin(<4,20~> * (p.x + <0.05,0.3> * sin(p.y * <2,8>)));"),
        Rule(
            2,
            "interference",
            """
  return 0.5 + 0.25 * (sin(length(p - <-1,0>) * <8,40>) + sin(length(p - vec2(<0,1>, <-1,1>)) * <8,40>));""",
        ),
        Rule(
            2,
            "moire",
            """
  return step(0.5, fract(p.x * <5,14>)) * 0.5 + 0.5 * step(0.5, fract((rotate2D(<0.05,0.3>) * p).x * <5,14>));""",
        ),
        Rule(3, "chequers", "  vec2 i = floor(p * <1,6~>);\n  return mod(i.x + i.y, 2.) * <0.6,1> + <0,0.2>;"),
        Rule(2, "grid", "  vec2 u = abs(fract(p * <1,7~>) - 0.5);\n  return step(<0.36,0.47>, max(u.x, u.y));"),
        Rule(
            2,
            "plaid",
            """
  vec2 u = p * <1,4>;
  return 0.35 * smoothstep(0.3, 0.5, tri(u.x)) + 0.35 * smoothstep(0.3, 0.5, tri(u.y)) + 0.3
      * step(0.8, max(tri(u.x * 2. + 0.3), tri(u.y * 2. + 0.3)));""",
        ),
        Rule(
            2,
            "woven",
            """
  p *= <2,8>;
  vec2 i = floor(p), u = fract(p) - 0.5;
  float over = mod(i.x + i.y, 2.);
  return (0.5 + 0.5 * cos(3.1 * (over > 0.5 ? u.y : u.x))) * step(abs(over > 0.5 ? u.x : u.y), <0.3,0.48>)
      * mix(0.7, 1., over);""",
        ),
        Rule(
            3,
            "arcs in tiles",
            """
  p *= <1.5,5>;
  vec2 i = floor(p), u = p - i;
  u.x = h(i + k) < 0.5 ? u.x : 1. - u.x;
  float d = min(abs(length(u) - 0.5), abs(length(u - 1.) - 0.5));
  return smoothstep(<0.08,0.18>, <0.18,0.3>, d);""",
        ),
        Rule(
            2,
            "diagonals in tiles",
            """
  p *= <2,8>;
  vec2 i = floor(p), u = p - i;
  u.x = h(i + k) < 0.5 ? u.x : 1. - u.x;
  return smoothstep(<0.05,0.15>, <0.2,0.35>, abs(u.x + u.y - 1.));""",
        ),
        Rule(
            2,
            "triangles",
            """
  p *= <1,5>;
  p.x += p.y * 0.577;
  p.y *= 1.155;
  vec2 i = floor(p), u = p - i;
  return h(i + step(1., u.x + u.y) * 57. + k);""",
        ),
        Rule(
            3,
            "hexagons",
            """
  vec2 n = vec2(1, 1.732);
  p *= <1.5,6>;
  vec2 a = mod(p, n) - n * 0.5, e = mod(p + n * 0.5, n) - n * 0.5, u = dot(a, a) < dot(e, e) ? a : e, v = abs(u);
  float d = 0.5 - max(v.x, dot(v, vec2(0.5, 0.866)));
  return smoothstep(0., <0.05,0.4>, d) * mix(1., h(floor((p - u) * 8. + 0.5) + k), <0,1>);""",
        ),
        Rule(
            2,
            "blocks",
            """
  vec2 i = floor(p * <1,3>);
  float n = exp2(floor(h(i + k) * 4.));
  return h(floor(p * <1,3> * n) + n);""",
        ),
        Rule(
            2,
            "bricks",
            """
  p *= vec2(<1,3>, <2,6>);
  p.x += 0.5 * mod(floor(p.y), 2.);
  vec2 u = abs(fract(p) - 0.5);
  return step(max(u.x * 0.9 + 0.04, u.y), <0.4,0.47>) * (<0.4,0.7> + 0.4 * h(floor(p) + k));""",
        ),
        Rule(
            2,
            "rows of marks",
            """
  p *= vec2(<4,10>, <2,6>);
  vec2 i = floor(p), u = fract(p);
  return step(abs(u.y - 0.5), <0.2,0.35>) * step(0.3, h(floor(p * vec2(3, 4)) + k)) * step(0.15, h(i + 3.));""",
        ),
        Rule(
            3,
            "dots",
            """
  vec2 i = floor(p * <1.5,8~>), u = fract(p * <1.5,8~>) - 0.5;
  return smoothstep(0.05, -0.05, length(u) - <0.15,0.45> * mix(1., h(i + k), <0,1>));""",
        ),
        Rule(
            4,
            "repeated shapes",
            """
  p *= <0.7,3>;
  vec2 i = floor(p);
  return ink(@shape(rotate2D(6.28 * h(i + k) * <0,1>) * (p - i - 0.5) * <1.6,2.2>) * 0.3);""",
        ),
        Rule(3, "shape contours", "  return tri(@shape(p) * <1,6> + k * 0.3);"),
        Rule(3, "bulge", "  return clamp(-@shape(p * <0.6,1.4>) * <1,3>, 0., 1.);"),
        Rule(2, "gradient", "  return 0.5 + p.x * <0.3,0.7>;"),
        Rule(2, "round gradient", "  return length(p - vec2(<-0.7,0.7>, <-0.7,0.7>)) * <0.4,1>;"),
        Rule(
            2,
            "rays",
            """
  p += vec2(<-0.5,0.5>, <-0.5,0.5>);
  return tri(atan(p.y, p.x) / 6.2832 * <3,24i> + length(p) * <0,1.5>);""",
        ),
        Rule(
            2,
            "rings",
            "  p += vec2(<-0.6,0.6>, <-0.6,0.6>);\n  return smoothstep(<0,0.4>, <0.6,1>, tri(length(p) * <1,8~>));",
        ),
        Rule(
            2,
            "sunflower",
            """
  float v = 1.;
  for (int i = 0; i < 60; i++) {
    float x = sqrt(float(i) + 0.5), a = float(i) * <2.3,2.5>;
    v = min(v, length(p - x * <0.1,0.18> * vec2(cos(a), sin(a))) * <6,14>);
  }
  return v;""",
        ),
        # iterated maps
        Rule(
            4,
            "Julia set",
            """
  vec2 c = <0.7,1.1> * vec2(cos(<0,6.28>), sin(<0,6.28>)) * 0.8;
  p *= <0.7,1.3>;
  float v = 0., n = 0.;
  for (int i = 0; i < 28; i++) {
    p = vec2(p.x * p.x - p.y * p.y, 2. * p.x * p.y) + c;
    if (dot(p, p) > 40.) break;
    n += 1.;
    v += exp(-<2,8> * dot(p, p));
  }
  return fract(n / <8,28> + v * <0,0.3>);""",
        ),
        Rule(
            3,
            "orbit trap",
            """
  vec2 c = vec2(<-0.9,0.4>, <-0.8,0.8>);
  float v = 9.;
  for (int i = 0; i < 18; i++) {
    p = vec2(p.x * p.x - p.y * p.y, 2. * p.x * p.y) + c;
    v = min(v, abs(length(p - <-0.5,0.5>) - <0.1,0.7>));
    if (dot(p, p) > 60.) break;
  }
  return 1. - exp(-<2,6> * v);""",
        ),
        Rule(
            3,
            "burning map",
            """
  vec2 c = vec2(<-1.8,-0.6>, <-0.9,0.2>) + p * <0.1,0.5>;
  p = vec2(0);
  float n = 0.;
  for (int i = 0; i < 32; i++) {
    p = abs(p);
    p = vec2(p.x * p.x - p.y * p.y, 2. * p.x * p.y) + c;
    if (dot(p, p) > 30.) break;
    n += 1.;
  }
  return fract(n / <6,24>);""",
        ),
        Rule(
            4,
            "folded inversion",
            """
  vec2 c = vec2(<0.4,0.95>, <0.3,0.9>);
  float v = 0., l = 0.;
  p *= <0.5,1.5>;
  for (int i = 0; i < 9; i++) {
    p = abs(p) / clamp(dot(p, p), 0.02, 9.) - c;
    v += exp(-<1,4> * abs(length(p) - l));
    l = length(p);
  }
  return v * <0.1,0.25>;""",
        ),
        Rule(
            4,
            "folded carpet",
            """
  float d = 9., s1 = 1.;
  for (int i = 0; i < 6; i++) {
    p = abs(rotate2D(<0,1.57>) * p) - vec2(<0.3,0.6>, <0.1,0.6>);
    p *= <1.3,1.8>;
    s1 *= 0.62;
    d = min(d, abs(box(p, vec2(<0.2,0.7>, <0.05,0.5>))) * s1);
  }
  return 1. - exp(-<4,16> * d);""",
        ),
        Rule(
            3,
            "gasket",
            """
  float d = 1.;
  p *= <0.6,1.2>;
  for (int i = 0; i < 7; i++) {
    p = 2. * (fract(p * 0.5 + 0.5) - 0.5);
    float x = <0.8,1.5> / max(dot(p, p), 0.05);
    p *= x;
    d = min(d, abs(p.y) / x * <0.5,3>);
  }
  return 1. - exp(-<1,5> * d);""",
        ),
        Rule(
            3,
            "sine tangle",
            """
  float v = 0.;
  p *= <1,3>;
  for (int i = 0; i < 6; i++) {
    p = rotate2D(<0.5,2.5>) * p + sin(p.yx * <0.8,1.6> + k);
    v += abs(sin(p.x) * cos(p.y));
  }
  return v * <0.2,0.4>;""",
        ),
        Rule(
            2,
            "light net",
            """
  vec2 q = p * <1.5,4>;
  float v = 0.;
  for (int i = 0; i < 5; i++) {
    q += vec2(cos(k + q.y + float(i)), sin(k - q.x * <0.8,1.2>));
    v += 0.04 / (0.02 + abs(sin(q.x) * cos(q.y + 0.5)));
  }
  return v * <0.2,0.6>;""",
        ),
        Rule(
            2,
            "square carpet",
            """
  p = p * <0.3,0.7> + 0.5;
  float v = 0.;
  for (int i = 0; i < 4; i++) {
    p = fract(p) * 3.;
    vec2 u = floor(p);
    if (abs(u.x - 1.) + abs(u.y - <0.4,1.6>) < 0.8) return 1. - v;
    v += <0.1,0.25>;
  }
  return 0.;""",
        ),
        Rule(
            2,
            "roots of a power",
            """
  p *= <0.8,2>;
  float n = 0.;
  for (int i = 0; i < 14; i++) {
    vec2 q = vec2(p.x * p.x - p.y * p.y, 2. * p.x * p.y);
    vec2 u = vec2(q.x * p.x - q.y * p.y - 1., q.x * p.y + q.y * p.x);
    u = vec2(dot(u, q), u.y * q.x - u.x * q.y) / (3. * dot(q, q) + 0.001) * <0.8,1.5>;
    p -= u;
    if (dot(u, u) < 0.001) break;
    n += 1.;
  }
  return n / <6,14> + 0.2 * atan(p.y, p.x);""",
        ),
        # of others
        Rule(4, "", "  return mix(@relief(p), @relief(p), @relief(p * <0.3,0.8>));"),
        Rule(3, "", "  return abs(@relief(p) - @relief(p));"),
        Rule(3, "", "  return @relief(p) * @relief(p);"),
        Rule(3, "", "  return max(@relief(p) * <0.6,1>, @relief(p) * <0.6,1>);"),
        Rule(3, "stepped", "  float n = <3,9i>;\n  return floor(@relief(p) * n) / n;"),
        Rule(3, "", "  return @relief(@fold(p));"),
        Rule(2, "", "  return @relief(p + <0.1,0.5> * @relief(p));"),
    ],
)
