"""Pictures of version 1: figures on plain and on other grounds, textures, scenes."""

from shadergen.synth.growth import Kind, Rule

# where a figure stands: jittered, tilted, scaled
PLACE = Kind(
    "vec2",
    "vec2 p",
    [
        Rule(6, "", "  return rotate2D(<-0.25,0.25*>) * (p - vec2(<-0.15,0.15*>, <-0.15,0.15*>)) * <0.75,1.2*>;"),
        Rule(3, "", "  p.x *= sign(<-1,1*>) * <0.75,1.3*>;\n  return p * <0.75,1.1*>;"),
        Rule(2, "tilted", "  return rotate2D(<-0.9,0.9*>) * p * <0.8,1.25*>;"),
        Rule(2, "at any angle", "  return rotate2D(<0,6.28*>) * (p - vec2(<-0.3,0.3*>, <-0.3,0.3*>)) * <0.9,1.5*>;"),
        Rule(1, "slanted", "  p.x += <-0.4,0.4*> * p.y;\n  return p * <0.8,1.2*>;"),
        Rule(1, "close", "  return rotate2D(<-0.5,0.5*>) * (p - vec2(<-0.4,0.4*>, <-0.4,0.4*>)) * <0.5,0.8*>;"),
    ],
)

FIGURE = Kind(
    "vec3",
    "vec2 p",
    [
        Rule(
            16,
            "figure on plain ground",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p);
  float d = @body(q);
  return mix(@plain(p, a), @cover(q, d, c), ink(d));""",
        ),
        Rule(
            4,
            "figure on plain ground, with a shadow",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p);
  float d = @body:a(q), e = @body:a(q + vec2(<-0.2,0.2>, <0.04,0.2>));
  a = @plain(p, a) * (1. - <0.2,0.6> * smoothstep(<0.05,0.25>, -0.05, e));
  return mix(a, @cover(q, d, c), ink(d));""",
        ),
        Rule(
            2,
            "hole in a plain ground",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p);
  float d = -@body(q);
  return mix(@plain(p, c), @cover(q, d, a), ink(d));""",
        ),
        Rule(
            3,
            "line drawing",
            """
  vec3 a, c;
  @pair(a, c);
  float d = abs(@body(@place(p))) - <0.025,0.07>;
  return mix(@plain(p, a), c, ink(d));""",
        ),
        Rule(
            3,
            "figure with an outline",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p);
  float d = @body(q);
  c = mix(a * <0,0.5>, @cover(q, d, c), ink(d + <0.03,0.07>));
  return mix(@plain(p, a), c, ink(d));""",
        ),
        Rule(
            3,
            "two-part figure",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p);
  float d = @body(q), e = max(@shape(q * <1,2.5>) * 0.5, d);
  return mix(mix(@plain(p, a), @cover(q, d, c), ink(d)), c.yzx * <0.5,1>, ink(e));""",
        ),
        Rule(
            3,
            "pair of figures on plain ground",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p);
  q = vec2(abs(q.x) - <0.35,0.5>, q.y + step(0., q.x) * <0,0.1>) * <1.5,1.9>;
  float d = @body(q);
  return mix(@plain(p, a), @cover(q, d, c), ink(d * 0.6));""",
        ),
        Rule(
            2,
            "glowing figure",
            """
  float d = @body(@place(p));
  vec3 c = hsv(<0,1>, <0.3,0.9>, 1.);
  return c * (<0.02,0.06> / (abs(d) + 0.02) + <0,0.5> * ink(d)) + hsv(<0,1>, <0.3,1>, <0,0.15>);""",
        ),
        Rule(
            2,
            "blurred figure",
            """
  vec3 a, c;
  @pair(a, c);
  return mix(a, c, smoothstep(<0.08,0.25>, <-0.25,-0.05>, @body(@place(p))));""",
        ),
        Rule(
            2,
            "pixel figure",
            """
  vec3 a, c;
  @pair(a, c);
  float n = <5,12>;
  vec2 q = (floor(p * n) + 0.5) / n;
  return mix(a, c * (0.7 + 0.3 * h(q * n + k)), step(@body(@place(q)), 0.));""",
        ),
        Rule(
            3,
            "figure in relief",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p), e = vec2(0.03, 0);
  float d = @body:a(q), w = <0.15,0.4>;
  vec2 g = vec2(@body:a(q + e), @body:a(q + e.yx)) - d;
  float l = dot(normalize(vec3(g * smoothstep(-w, 0., d) / 0.03, <0.4,1>)), normalize(vec3(<-1,1>, <0.3,1>, 0.7)));
  return mix(@plain(p, a), c * (0.25 + <0.7,1> * max(l, 0.)) + pow(max(l, 0.), 12.) * <0,0.4>, ink(d));""",
        ),
    ],
)

SCENE = Kind(
    "vec3",
    "vec2 p",
    [
        Rule(
            8,
            "figure on a surface",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p);
  float d = @body(q);
  a = mix(@surface(p), a, <0.1,0.6>) * smoothstep(<-0.1,0>, <0.02,0.2>, d);
  return mix(a, @cover(q, d, c), ink(d));""",
        ),
        Rule(
            4,
            "window of a figure",
            """
  float d = @body(@place(p));
  return mix(@surface(p), @surface(p), ink(d)) * smoothstep(0., 0.03, abs(d));""",
        ),
        Rule(
            7,
            "strewn shapes",
            """
  vec3 c = @plain(p, @dye:a(50.));
  for (int i = 0; i < 12; i++) {
    vec2 a = h2(vec2(i, k)) * <1.8,2.6> - <0.9,1.3>, v = h2(vec2(i + 50, k));
    float e = <0.14,0.35> + v.x * <0.1,0.4>, d = @shape(rotate2D(v.y * <0,6.28>) * (p - a) / e) * e;
    c *= 1. - <0,0.5> * smoothstep(<0.03,0.12>, 0., d);
    c = mix(c, @dye:a(float(i)) * (1. - <-0.3,0.5> * clamp(-d / e, 0., 1.)), ink(d));
  }
  return c;""",
        ),
        Rule(
            6,
            "two kinds of things, strewn",
            """
  vec3 c = @plain(p, @dye:a(50.));
  for (int i = 0; i < 10; i++) {
    vec2 a = h2(vec2(i, k)) * 2.6 - 1.3, v = h2(vec2(i + 50, k));
    float e = <0.15,0.25> + v.x * <0.1,0.4>;
    vec2 q = rotate2D(v.y * <0,6.28>) * (p - a) / e;
    float d = (fract(v.y * 9.) < 0.5 ? @shape(q) : @shape(q)) * e;
    c = mix(c, @dye:a(float(i)) * (0.7 + 0.5 * @relief(q)), ink(d));
  }
  return c;""",
        ),
        Rule(
            3,
            "soft lights",
            """
  vec3 c = hsv(<0,1>, <0,1>, <0,0.4>);
  for (int i = 0; i < 14; i++) {
    vec2 a = h2(vec2(i, k)) * 2.8 - 1.4;
    float e = 0.08 + 0.35 * h(vec2(i, k + 3.)), d = length(p - a) - e;
    c += @dye:a(float(i)) * <0.2,0.6> * smoothstep(<0.02,0.2>, -0.02, d);
  }
  return c;""",
        ),
        Rule(
            5,
            "hills",
            """
  vec3 c = mix(@dye:a(1.), @dye:a(2.), p.y * 0.4 + 0.5);
  c = mix(c, @dye:a(3.), ink(circle(p - vec2(<-0.8,0.8>, <0,0.9>), <0.1,0.35>)));
  for (int i = 0; i < 5; i++) {
    float x = float(i), y = <0.3,0.7> - x * 0.3 + <0.2,0.6> * (fbm(vec2(p.x * <0.6,2.5> + x * 9., k + x)) - 0.5);
    c = mix(c, @dye:a(x + 10.) * (0.7 + 0.5 * @relief(p * (1. + x))), ink(p.y - y));
  }
  return c;""",
        ),
        Rule(
            4,
            "skyline",
            """
  vec3 c = mix(@dye:a(1.), @dye:a(2.), p.y * 0.4 + 0.5);
  for (int i = 0; i < 3; i++) {
    float x = p.x * (<2,5> - float(i)) + float(i) * 7.3, n = h(vec2(floor(x), k + float(i)));
    float y = <0.1,0.7> - 0.35 * float(i) + 0.6 * n;
    vec2 u = fract(vec2(x * <2,4i>, p.y * <4,9>));
    float lit = step(0.3, u.x) * step(0.4, u.y) * step(<0.3,0.8>, h(floor(vec2(x * 4., p.y * 7.)) + k));
    if (p.y < y) c = @dye:a(floor(n * 5.) + 6.) * (0.4 + 0.25 * float(i)) + lit * <0.2,0.7>;
  }
  return c;""",
        ),
        Rule(
            5,
            "room with a figure",
            """
  float y = <-0.5,0>;
  vec2 q = vec2(p.x, 1.) / max(y - p.y, 0.02);
  vec3 a, c;
  @pair(a, c);
  a = p.y < y ? @paint(@relief(q * <0.4,1>)) * clamp((y - p.y) * <2,5>, 0.3, 1.) : @plain(p, a);
  q = @place(p);
  float d = @body(q);
  a *= 1. - <0.3,0.7> * smoothstep(0.15, -0.1, oval(p - vec2(0, -0.75), vec2(0.6, 0.15)));
  return mix(a, @cover(q, d, c), ink(d));""",
        ),
        Rule(
            5,
            "balls on a floor",
            """
  vec3 e = normalize(vec3(p, <1.2,2>)), w = normalize(vec3(<-1,1>, <0.6,1.2>, <-1,-0.2>)),
      c = mix(@dye:a(1.), @dye:a(2.), p.y * 0.5 + 0.5);
  float near = 99., y = (-1. - <0,0.6>) / e.y;
  if (e.y < 0.) {
    near = y;
    vec2 q = e.xz * y;
    c = mix(c, @paint(@relief(q * <0.3,0.8>)), exp(-<0.03,0.2> * y));
    for (int i = 0; i < 6; i++) {
      vec2 a = h2(vec2(i, k)) * vec2(5, 4) - vec2(2.5, -2.5);
      c *= 1. - 0.6 * smoothstep(<0.2,0.6>, 0., length(q - a + w.xz) - 0.5);
    }
  }
  for (int i = 0; i < 6; i++) {
    vec2 a = h2(vec2(i, k)) * vec2(5, 4) - vec2(2.5, -2.5);
    float n = 0.3 + 0.6 * h(vec2(i, k + 8.));
    vec3 q = vec3(a.x, n - 1. - <0,0.3>, a.y);
    float v = dot(e, q), x = n * n - dot(q, q) + v * v;
    if (x > 0. && v - sqrt(x) < near) {
      near = v - sqrt(x);
      vec3 g = (e * near - q) / n;
      c = @dye:a(float(i) + 5.) * (0.2 + 0.8 * max(dot(g, w), 0.))
          + pow(max(dot(reflect(e, g), w), 0.), <6,30>) * <0,0.8>;
    }
  }
  return c;""",
        ),
        Rule(
            5,
            "shelf of figures",
            """
  p = p * <0.8,1.8> + h2(vec2(k, 5));
  vec2 i = floor(p), q = (p - i - 0.5) * <2,2.6>;
  float d = @body((h(i + k) < 0.5 ? q : vec2(-q.x, q.y)) * (0.85 + 0.5 * h(i + 3.)));
  vec3 a = @dye:a(<0,1> * floor(9. * h(i)) + 20.), c = @dye:a(floor(9. * h(i + k)));
  a = tone(a, <0.1,0.9>) * step(abs(q.y + 1.), <0,0.2>) * -0.3 + tone(a, <0.1,0.9>);
  return mix(a, @cover(q, d, c), ink(d * 0.4));""",
        ),
        Rule(
            3,
            "page of writing",
            """
  vec3 a, c;
  @pair(a, c);
  p = rotate2D(<-0.2,0.2>) * p * vec2(<2,5>, <1.5,4>) + k;
  vec2 i = floor(p), q = fract(p) * 2. - 1., u = floor(h2(i + k) * 3.) - 1.;
  float d = 9.;
  for (int j = 0; j < 3; j++) {
    vec2 e = floor(h2(i * 3. + float(j) + k) * 3.) - 1.;
    d = min(d, seg(q, u * vec2(0.5, 0.6), e * vec2(0.5, 0.6) + 0.001));
    u = e;
  }
  return mix(@plain(p * 0.2, a), c, smoothstep(<0.2,0.3>, <0.08,0.16>, d) * step(<0,0.25>, h(i + 77.)));""",
        ),
        Rule(
            4,
            "tunnel",
            """
  p += vec2(<-0.4,0.4>, <-0.4,0.4>);
  float l = <0,1> < 0.5 ? length(p) : max(abs(p.x), abs(p.y));
  vec2 q = vec2(atan(p.y, p.x) / 3.14159 * <2,5i>, <0.3,0.8> / (l + 0.03) + k);
  return @paint(@relief(q)) * smoothstep(<-0.2,0>, <0.4,1>, l);""",
        ),
        Rule(
            4,
            "sea and sky",
            """
  float y = <-0.3,0.3>;
  vec3 c = mix(@dye:a(1.), @dye:a(2.), clamp((p.y - y) * <0.6,1>, 0., 1.));
  c = mix(c, vec3(<0.8,1>), smoothstep(<0.45,0.6>, <0.65,0.9>, fbm(p * vec2(<1,2>, <2,5>) + k)) * <0,0.9>);
  vec2 q = vec2(p.x, 1.) / max(y - p.y, 0.03);
  float v = gn(q * vec2(<1,3>, <1,4>) + k);
  vec3 e = mix(@dye:a(3.), c.zyx, v) * <0.5,1>;
  return p.y < y ? e + <0,0.5> * step(0.75, v) * smoothstep(<0.2,0.6>, 0., abs(p.x - <-0.5,0.5>)) : c;""",
        ),
        Rule(
            4,
            "night sky",
            """
  vec3 c = hsv(<0,1>, <0.2,0.9>, 1.) * (<0,0.15> + <0.1,0.5> * pow(fbm(p * <0.7,2> + k), 2.));
  for (int i = 0; i < 3; i++) {
    vec3 v = cell(p * (<2,4> + 2.5 * float(i)) + k + float(i) * 17., 1.);
    c += hsv(v.z, <0,0.5>, 1.) * <0.003,0.02> / (v.x * v.x + 0.004) * step(0.3, v.z);
  }
  float d = circle(p - vec2(<-0.6,0.6>, <-0.4,0.7>), <0.1,0.4>);
  return mix(c, vec3(<0.5,1>) * (0.5 + 0.5 * @relief(p * 2.)), ink(d));""",
        ),
        Rule(
            3,
            "stacked cubes",
            """
  p = rotate2D(<-0.3,0.3>) * p * <1.5,4>;
  vec2 n = vec2(1.732, 1), a = mod(p, n * vec2(1, 3)) - n * vec2(0.5, 1.5),
      e = mod(p + n * vec2(0.5, 1.5), n * vec2(1, 3)) - n * vec2(0.5, 1.5);
  vec2 q = abs(a.x) * 0.577 + abs(a.y) < 1. ? a : e, i = floor((p - q) * 4. + 0.5);
  float y = q.y - abs(q.x) * 0.577;
  float l = y > 0. ? 1. : q.x > 0. ? <0.3,0.5> : <0.55,0.75>;
  return @dye(floor(h(i + k) * <2,9>)) * l * (<0.6,1> + 0.4 * @relief(q));""",
        ),
        Rule(
            4,
            "meadow",
            """
  vec3 c = mix(@dye:a(1.), @dye:a(2.), p.y * 0.5 + 0.5);
  for (int i = 0; i < 10; i++) {
    vec2 v = h2(vec2(i, k)), u = h2(vec2(i + 30, k)), q = p - vec2(v.x * 3. - 1.5, -1.4);
    q.x += (u.x - 0.5) * <0.2,0.8> * q.y * q.y;
    float l = 0.7 + v.y * <0.5,1.2>;
    c = mix(c, @dye:a(3. + floor(u.y * 3.)), ink(limb(q, vec2(0), vec2(0, l), <0.03,0.1>, 0.01)));
    c = mix(c, @dye:a(8. + floor(u.x * 4.)), ink(@shape((q - vec2(0, l)) * <4,8>) * 0.15));
  }
  return c;""",
        ),
        Rule(
            5,
            "solid of folds",
            """
  vec3 e = normalize(vec3(p, <1,2>)), a = vec3(0, 0, <-4,-3>), q, g = vec3(<0.4,0.9>, <0.2,0.8>, <0.2,0.9>);
  mat3 m3 = rotate3D(<0,6.28>, vec3(<-1,1>, 1, <-1,1>));
  float d = 0., x = 0., n;
  for (int i = 0; i < 20; i++) {
    q = m3 * (a + e * x);
    n = 1.;
    for (int j = 0; j < 3; j++) {
      q = abs(q) - g;
      q.xy = q.x < q.y ? q.yx : q.xy;
      q.yz *= rotate2D(<0,0.8>);
      q *= <1.2,1.5>;
      n *= <1.3,1.6>;
    }
    d = (length(max(abs(q) - <0.3,0.8>, 0.)) - <0.02,0.2>) / n;
    x += d * 0.9;
    if (d < 0.005 || x > 8.) break;
  }
  return x > 7. ? @plain(p, @dye(5.)) : @paint(length(q) * <0.2,0.6>) * exp(-<0.3,0.7> * max(x - 2.2, 0.))
      * (1. - <0,0.5> * fract(n * d * 90.));""",
        ),
        Rule(
            5,
            "solid bodies",
            """
  vec3 e = normalize(vec3(p, <1.2,2>)), q, w = normalize(vec3(<-1,1>, 1, -0.7));
  mat3 m3 = rotate3D(<0,6.28>, vec3(1, <-1,1>, <-1,1>));
  float d, x = 1.5, v = 9.;
  for (int i = 0; i < 22; i++) {
    q = m3 * (e * x - vec3(0, 0, 3.2));
    d = max(length(max(abs(q) - <0.3,0.9>, 0.)) - <0.02,0.3>, <0.5,1> - length(q.xy * <0.8,3>));
    d = min(d, length(vec2(length(q.xz) - <0.7,1.1>, q.y)) - <0.08,0.35>);
    v = min(v, d);
    x += d * 0.85;
    if (d < 0.01 || x > 7.) break;
  }
  vec3 g = normalize(transpose(m3) * vec3(q.x, q.y, q.z));
  vec3 c = @dye:a(3.) * (0.35 + 0.65 * max(dot(g, w), 0.)) * (<0.6,1> + 0.5 * @relief(q.xy + q.z));
  return x > 6. ? @plain(p, @dye:a(7.)) * (1. - <0,0.6> * exp(-v * 9.)) : c;""",
        ),
        Rule(
            2,
            "gyroid",
            """
  vec3 e = normalize(vec3(p, <0.7,1.5>)), q;
  mat3 m3 = rotate3D(<0,6.28>, vec3(1, <-1,1>, <-1,1>));
  float d, x = 0.2;
  for (int i = 0; i < 24; i++) {
    q = m3 * e * x + k;
    d = (abs(dot(sin(q * <1.5,3>), cos(q.yzx * <1.5,3>))) - <0.05,0.5>) * 0.25 + 0.01;
    x += max(d, 0.01);
    if (d < 0.015) break;
  }
  return @paint(sin(q.x + q.y + q.z) * 0.5 + 0.5) * exp(-<0.1,0.35> * x) * <1.2,2>;""",
        ),
        Rule(
            4,
            "clustered blobs",
            """
  float v = 0.;
  for (int i = 0; i < 9; i++) {
    vec2 a = h2(vec2(i, k)) * <1.2,2.4> - <0.6,1.2>;
    v += <0.03,0.08> / (dot(p - a, p - a) + 0.01);
  }
  vec3 a, c;
  @pair(a, c);
  return mix(@plain(p, a), c * (0.5 + 0.5 * sqrt(clamp((v - 1.) * <0.3,1>, 0., 1.))),
      smoothstep(0.95, 1.05, v));""",
        ),
        Rule(
            4,
            "rain of strokes",
            """
  vec3 c = @dye:a(50.);
  for (int i = 0; i < 18; i++) {
    vec2 a = h2(vec2(i, k)) * 2.4 - 1.2, v = h2(vec2(i + 90, k)) - 0.5;
    v = mix(vec2(<-1,1>, <-1,1>), v * <1,2>, <0.2,1>);
    c = mix(c, @dye:a(float(i)), ink(seg(p, a, a + v + 0.01) - <0.02,0.08> - <0,0.1> * h(vec2(i, 7))) * <0.7,1>);
  }
  return c;""",
        ),
        Rule(
            3,
            "overlaid panes",
            """
  vec3 c = @dye:a(50.);
  for (int i = 0; i < 9; i++) {
    vec2 a = h2(vec2(i, k)) * 2.4 - 1.2, v = h2(vec2(i + 90, k)) * <0.4,0.8> + 0.1;
    c = mix(c, @dye:a(float(i)), ink(box(rotate2D(<0,1>) * (p - a), v)) * <0.4,1>);
  }
  return c;""",
        ),
        Rule(
            4,
            "divided field",
            """
  vec2 a = vec2(-1.8), e = vec2(1.8);
  float n = k;
  for (int i = 0; i < 6; i++) {
    float x = h(vec2(n, i));
    bool wide = e.x - a.x > (e.y - a.y) * (0.6 + h(vec2(n, i + 40)));
    float cut = wide ? mix(a.x, e.x, 0.25 + 0.5 * x) : mix(a.y, e.y, 0.25 + 0.5 * x);
    bool over = (wide ? p.x : p.y) > cut;
    if (wide) { if (over) a.x = cut; else e.x = cut; } else { if (over) a.y = cut; else e.y = cut; }
    n = floor(n * 1.7 + (over ? 31. : 5.) + float(i));
  }
  vec2 q = min(p - a, e - p);
  return @dye(n) * smoothstep(0., <0.02,0.06>, min(q.x, q.y)) * (<0.7,1> + 0.3 * @relief(p));""",
        ),
        Rule(
            3,
            "figure behind bars",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p);
  float d = @body(q), e = abs(fract(dot(p, vec2(<0,1>, <0,1>)) * <1.5,4>) - 0.5) - <0.05,0.18>;
  return mix(mix(@surface(p), @cover(q, d, c), ink(d)), a, ink(e * 0.5));""",
        ),
        Rule(
            4,
            "crowd of a figure",
            """
  vec3 c = @plain(p, @dye:a(50.));
  for (int i = 0; i < 5; i++) {
    vec2 a = h2(vec2(i, k)) * 2. - 1.;
    float e = 0.3 + 0.3 * h(vec2(i, k + 8.)), d = @body((p - a) / e) * e;
    c = mix(c, @dye:a(float(i)), ink(d));
  }
  return c;""",
        ),
        Rule(
            2,
            "road",
            """
  float y = <0,0.5>;
  vec3 c = mix(@dye:a(1.), @dye:a(2.), clamp(p.y - y, 0., 1.));
  vec2 q = vec2(p.x - (y - p.y) * <-0.4,0.4>, 1.) / max(y - p.y, 0.02);
  q.x += <-0.15,0.15> * q.y * q.y * 0.1;
  float x = abs(q.x);
  vec3 e = x < <0.5,1.2> ? vec3(<0.2,0.5>) + step(x, 0.04) * step(0.5, fract(q.y * <0.5,1.5> + k * 0.37))
      * 0.5 : @paint(@relief(q));
  e = mix(e, vec3(0.9), step(abs(x - <0.4,1>), 0.03));
  return p.y < y ? mix(e, c, exp(-(y - p.y) * <4,20>)) : c;""",
        ),
        Rule(
            4,
            "flag",
            """
  p = rotate2D(<-0.15,0.15>) * p * vec2(0.8, 1);
  p.y += <0,0.12> * sin(p.x * <2,6> + k);
  float v = h(vec2(2, k)), n = <2,4i>;
  vec2 q = (p + 1.) * 0.5 * n;
  vec3 c = @dye:a(floor(v < 0.4 ? q.y : v < 0.7 ? q.x : q.x + q.y));
  c = mix(c, @dye:a(30.), step(0.5, v) * ink(@shape:a(p * <1.5,2.5>) * 0.5));
  c = mix(c, @dye:a(31.), step(v, 0.5) * ink(max(p.x + <0.1,0.5>, <-0.3,0.2> - p.y)));
  c = mix(c, @dye:a(32.), step(v, 0.5) * ink(@shape:a((p - vec2(-0.6, 0.4)) * <3,5>) * 0.2));
  return mix(@plain(p, @dye:a(60.)), c * (1. + <0,0.4> * cos(p.x * <2,6> + k)),
      ink(box(p, vec2(<0.8,1.2>, <0.6,1>))));""",
        ),
        Rule(
            4,
            "sign",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p);
  float d = @shape(q * <0.7,0.9>), e = @body(q * <1.5,2.2>) * 0.5;
  vec3 g = mix(c, a, ink(e));
  g = mix(c.zxy, g, ink(d + <0.04,0.12>));
  return mix(mix(@surface(p), a, <0,0.8>), g, ink(d));""",
        ),
        Rule(
            3,
            "eyes",
            """
  p *= <0.8,1.8>;
  vec2 i = floor(p * vec2(1, <1,1.6>)), q = fract(p * vec2(1, <1,1.6>)) * 2. - 1., v = h2(vec2(k, 3)) * 0.4 - 0.2;
  float d = circle(vec2(q.x, abs(q.y) + <0.3,0.7>), <0.9,1.05>), l = length(q - v);
  vec3 c = @paint(l * <1,3>) * (0.7 + 0.5 * @relief(vec2(atan(q.y - v.y, q.x - v.x), l)));
  c = mix(vec3(<0.8,1>), c, ink(l - <0.35,0.5>));
  c = mix(c, vec3(0.02), ink(l - <0.12,0.25>)) + 0.8 * ink(length(q - v - 0.12) - 0.06);
  return mix(@dye(floor(h(i + k) * 5.)), c, ink(d));""",
        ),
        Rule(
            4,
            "coast",
            """
  float v = fbm(p * <0.8,2> + k * 3.) - <0.4,0.6>, l = fbm(p * <2,5>);
  vec3 c = v < 0. ? mix(@dye:a(1.), @dye:a(2.), exp(v * <6,30>))
      : mix(@dye:a(3.), @dye:a(4.), v * <2,6> * (0.5 + l));
  return mix(c, @dye:a(5.), smoothstep(<0.02,0.05>, 0., abs(v)));""",
        ),
        Rule(
            3,
            "dial",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p), u = rep(q, <4,12i>), v = h2(vec2(k, 9)) * 6.28;
  float d = circle(q, <0.65,0.8>), e = min(box(u - vec2(0, 0.55), vec2(<0.015,0.05>, <0.04,0.1>)),
      abs(d + 0.04) - <0.01,0.05>);
  e = min(e, seg(q, vec2(0), 0.55 * vec2(sin(v.x), cos(v.x))) - <0.015,0.04>);
  e = min(e, seg(q, vec2(0), 0.35 * vec2(sin(v.y), cos(v.y))) - <0.02,0.06>);
  return mix(mix(@plain(p, a), c, ink(d)), a * <0,0.8>, ink(e));""",
        ),
        Rule(
            4,
            "beads",
            """
  vec3 c = @plain(p, @dye:a(50.));
  for (int i = 0; i < 22; i++) {
    float x = float(i) * <0.2,0.4> + k;
    vec2 a = vec2(sin(x * <0.7,1.3>), cos(x * <0.8,1.7> + 1.)) * <0.6,1.1>, q = (p - a) / <0.12,0.3>;
    float l = length(q);
    if (l < 1.) c = @dye:a(mod(float(i), <1,5i>)) * (1.1 - <0.5,0.9> * length(q - vec2(-0.3, 0.4)));
  }
  return c;""",
        ),
        Rule(
            4,
            "portrait",
            """
  vec3 a, c;
  @pair(a, c);
  vec2 q = @place(p) * 0.9, u = vec2(abs(q.x), q.y);
  vec3 g = mix(@plain(p, a), @dye:a(7.) * (0.6 + 0.5 * @relief(q)),
      ink(oval(q + vec2(0, 0.95), vec2(<0.5,0.7>, <0.4,0.55>))));
  g = mix(g, @dye:a(8.), ink(oval(q - vec2(0, <0.2,0.35>), vec2(<0.38,0.55>, <0.4,0.6>))));
  g = mix(g, c, ink(join(oval(q - vec2(0, 0.15), vec2(<0.28,0.36>, 0.42)),
      box(q + vec2(0, 0.4), vec2(0.11, 0.2)), 0.1)));
  g = mix(g, @dye:a(8.), ink(max(oval(q - vec2(<-0.2,0.2>, 0.5), vec2(0.4, <0.1,0.25>)), -q.y + 0.3)));
  g = mix(g, a, ink(oval(u - vec2(<0.12,0.16>, 0.2), vec2(<0.04,0.08>, <0.02,0.06>))));
  return mix(g, a * 0.5 + vec3(0.3, 0, 0), ink(arc(vec2(q.x, <-1,1> * (q.y + 0.05)), 0.12, <0.5,1.2>, 0.02)));""",
        ),
        Rule(
            3,
            "stairs",
            """
  p = rotate2D(<-0.3,0.3>) * p * <1.5,4>;
  vec2 i = floor(vec2(p.x, p.y - floor(p.x) * <-1,1i>)), q = fract(p);
  float l = q.y > <0.6,0.9> ? 1. : <0.4,0.7>;
  return @dye(mod(i.y, <2,6i>)) * l * (<0.7,1> + 0.3 * @relief(p)) * smoothstep(<-0.2,0>, 0.15, q.x);""",
        ),
        Rule(4, "fractal", "  return @paint(@relief(@fold(p)) * <0.6,1.5> + <0,0.3> * @relief(p));"),
    ],
)

PICTURE = Kind(
    "vec3",
    "vec2 p",
    [
        Rule(35, "figure", "  return @figure(p);"),
        Rule(14, "texture", "  return @surface(p * <0.7,1.4>);"),
        Rule(
            18, "texture", "  return @surface(rotate2D(<0,6.28*>) * (p + vec2(<-0.5,0.5*>, <-0.5,0.5*>)) * <0.7,1.4>);"
        ),
        Rule(33, "scene", "  return @scene(p);"),
    ],
)

MAIN = Kind(
    "void",
    "",
    [
        Rule(
            1,
            "",
            """
  k = floor(t * <2,7i!>) + <1,99i!>;
  vary();
  vec2 p = (FC.xy * 2. - r) / min(r.x, r.y);
  vec3 c = @picture(p);
  o = vec4(@finish(c, p), 1);""",
        ),
    ],
)
