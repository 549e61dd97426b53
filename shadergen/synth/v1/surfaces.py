"""Surfaces of version 1: a colour for each place; covers of figures, and the plain grounds behind them."""

from shadergen.synth.growth import Kind, Rule

SURFACE = Kind(
    "vec3",
    "vec2 p",
    [
        Rule(12, "", "  return @paint(@relief(p));"),
        Rule(14, "", "  return @paint(@relief(@fold(p)));"),
        Rule(5, "", "  p = @fold(p);\n  return @paint:a(@relief(p)) * (<0.4,0.7> + 0.5 * @relief(p));"),
        Rule(
            7,
            "lit from aside",
            """
  p = @fold(p);
  float v = @relief:a(p), e = <0.02,0.06>;
  vec2 g = vec2(@relief:a(p + vec2(e, 0)), @relief:a(p + vec2(0, e))) - v;
  float l = dot(normalize(vec3(-g * <0.5,2> / e, 1)), normalize(vec3(cos(k), sin(k), <0.5,1.2>)));
  return @paint(v) * clamp(l * <0.8,1.3>, 0., 1.) + pow(max(l, 0.), <8,30>) * <0,0.6>;""",
        ),
        Rule(
            4,
            "embossed",
            """
  float e = <0.02,0.08>, v = @relief:a(p + vec2(e, e)) - @relief:a(p);
  return @paint(0.5 + v * <0.6,2>);""",
        ),
        Rule(5, "three reliefs", "  p = @fold(p);\n  return vec3(@relief(p), @relief(p), @relief(p)) * <0.7,1>;"),
        Rule(
            4,
            "shifted colours",
            """
  vec2 e = vec2(<0.02,0.12>, <-0.05,0.05>);
  return vec3(@relief:a(p - e), @relief:a(p), @relief:a(p + e));""",
        ),
        Rule(
            8,
            "two surfaces",
            """
  float v = smoothstep(<0.4,0.48>, <0.5,0.6>, @relief(p * <0.3,1>));
  return mix(@surface(p), @surface(p), v);""",
        ),
        Rule(5, "inlaid shapes", "  return mix(@surface(p), @surface(p), ink(@shape(@fold(p))));"),
        Rule(
            3, "halves", "  return dot(p, vec2(cos(<0,6.28>), sin(<0,6.28>))) < <-0.3,0.3> ? @surface(p) : @surface(p);"
        ),
        Rule(
            6,
            "tiles by number",
            """
  p *= <1,4>;
  vec2 i = floor(p);
  return @dye(floor(h(i + k) * <3,12>)) * (<0.5,1> + 0.4 * @relief(p - i));""",
        ),
        Rule(
            6,
            "coloured cells",
            """
  vec3 c = cell(p * <1.2,6~> + k, <0.4,1>);
  return @dye(floor(c.z * <3,30>)) * smoothstep(<-0.3,0>, <0.02,0.3>, c.y - c.x);""",
        ),
        Rule(
            5,
            "shapes in cells",
            """
  p *= <0.8,3>;
  vec2 i = floor(p), u = p - i - 0.5;
  vec3 a = @dye:a(floor(9. * h(i + k))), c = @dye:a(floor(9. * h(i + k + 5.)) + 9.);
  return mix(a, c, ink(@shape(rotate2D(6.28 * h(i + 9.)) * u * <1.6,2.4>) * 0.3));""",
        ),
        Rule(
            4,
            "terrazzo",
            """
  vec3 c = @dye:a(40.);
  for (int i = 0; i < 3; i++) {
    vec3 v = cell(p * <2,5> + float(i) * 9.7 + k, 1.);
    c = mix(c, @dye:a(floor(v.z * 9.)), step(v.x, <0.15,0.35>));
  }
  return c;""",
        ),
        Rule(4, "bands of colour", "  return @dye(floor(@relief(p) * <4,9> + p.y * <0,2>));"),
        Rule(
            3,
            "stripes of colour",
            "  p = rotate2D(<0,3.14>) * p;\n  return @dye(floor(p.x * <1,6> + <0,0.6> * @relief(p)));",
        ),
        Rule(
            3,
            "halftone",
            """
  p *= <4,11>;
  vec2 i = floor(p);
  float d = length(p - i - 0.5) - 0.7 * sqrt(clamp(@relief((i + 0.5) / <4,11>), 0., 1.));
  vec3 a, c;
  @pair(a, c);
  return mix(a, c, smoothstep(0.08, -0.08, d));""",
        ),
        Rule(
            3,
            "hatched",
            """
  float v = @relief(p), x = tri(p.x * <5,10> + p.y * <3,8>), y = tri(p.x * <5,10> - p.y * <3,8>);
  vec3 a, c;
  @pair(a, c);
  return mix(a, c, step(v, x * <0.7,1>) * 0.6 + 0.4 * step(v, y * 0.6));""",
        ),
        Rule(
            3,
            "contour lines",
            """
  float v = @relief(p) * <3,8>, l = abs(fract(v) - 0.5);
  return mix(@dye:a(floor(v)), @dye:a(20.), smoothstep(<0.05,0.15>, 0., l));""",
        ),
        Rule(
            5,
            "litter of shapes",
            """
  vec3 c = @dye:a(50.);
  for (int i = 0; i < 5; i++) {
    vec2 q = rotate2D(float(i) * 1.9) * p * (<1.2,3> + 0.2 * float(i)) + float(i) * 7.7 + k, n = floor(q),
        v = h2(n) - 0.5;
    q = rotate2D(v.x * <0,6.28>) * (q - n - 0.5 - v * 0.3) * <1.6,2.2>;
    float d = @shape(q);
    c = mix(c * (1. - <0,0.5> * smoothstep(0.2, 0., d)), @dye:a(floor(v.y * 20. + 10.))
        * (1. + <0,0.4> * q.x), ink(d * 0.25));
  }
  return c;""",
        ),
        Rule(
            3,
            "brush strokes",
            """
  vec3 c = @dye:a(1.);
  for (int i = 0; i < 4; i++) {
    vec2 q = rotate2D(<-0.6,0.6> + 0.5 * float(i)) * p * vec2(<0.7,1.5>, <2,4>) + float(i) * 5.3 + k, n = floor(q);
    float e = vn(vec2(q.x * 3., q.y * 18.));
    c = mix(c, @dye:a(floor(h(n) * 9.)) * (0.7 + 0.4 * e), step(0.35, h(n + 8.))
        * smoothstep(0.5, 0.3, abs(q.y - n.y - 0.5) + 0.3 * e * abs(q.x - n.x - 0.5)));
  }
  return c;""",
        ),
        Rule(
            3,
            "pipes",
            """
  p *= <1.2,3>;
  vec2 i = floor(p), u = p - i;
  u.x = h(i + k) < 0.5 ? u.x : 1. - u.x;
  float d = min(abs(length(u) - 0.5), abs(length(u - 1.) - 0.5)) / <0.12,0.3>;
  return d < 1. ? @dye:a(2. + floor(h(i) * <0,4>)) * sqrt(1. - d * d) : @dye:a(9.) * (0.5 + 0.4 * @relief(p));""",
        ),
        Rule(
            3,
            "watercolour",
            """
  vec3 c = vec3(<0.85,1>);
  for (int i = 0; i < 4; i++) {
    float v = fbm(p * <0.8,2> + float(i) * 13.1 + k) - <0.45,0.6>;
    c *= mix(vec3(1), @dye:a(float(i)) * 0.5 + 0.5, smoothstep(0., 0.02, v) * (0.6 + 0.4 * exp(-v * <10,40>)));
  }
  return c;""",
        ),
        Rule(
            3,
            "mirrored slices",
            "  p.x += <0.1,0.4> * h(vec2(floor(p.y * <2,8>), k));\n  return @paint(@relief(@fold(p)));",
        ),
        Rule(3, "blended", "  return mix(@surface(p), @surface(p), <0.3,0.7>);"),
        Rule(2, "darkest of two", "  return min(@surface(p), @surface(p));"),
        Rule(2, "difference", "  return abs(@surface(p) - @surface(p));"),
    ],
)

# what a figure is made of: its own colour c, and how far a place lies from its edge
COVER = Kind(
    "vec3",
    "vec2 p, float d, vec3 c",
    [
        Rule(7, "flat", "  return c;"),
        Rule(4, "graded", "  return c * (<0.8,1> + <0.15,0.4> * dot(p, vec2(cos(k), sin(k))));"),
        Rule(6, "rounded", "  return c * (<0.35,0.6> + <0.5,0.7> * sqrt(clamp(-d * <2,6>, 0., 1.)));"),
        Rule(3, "dark rim", "  return c * smoothstep(<-0.01,0>, <-0.08,-0.03>, d);"),
        Rule(3, "light rim", "  return mix(c * <0.3,0.7>, c, smoothstep(<-0.12,-0.04>, 0., d));"),
        Rule(2, "outline only", "  return mix(c, 1. - c, smoothstep(<-0.05,-0.03>, <-0.08,-0.06>, d) * <0.5,0.9>);"),
        Rule(5, "patterned", "  return c * (<0.4,0.7> + 0.5 * @relief(p * <1,2.5>));"),
        Rule(3, "two-tone pattern", "  return mix(c, c.zxy * <0.4,1>, @relief(p * <1,2.5>));"),
        Rule(3, "striped", "  return c * (1. - <0.2,0.6> * step(0.5, fract(dot(p, vec2(<-1,1>, 1)) * <2,7>)));"),
        Rule(3, "banded", "  return mix(c, @dye(<1,9i>), step(abs(p.y - <-0.3,0.4>), <0.06,0.25>));"),
        Rule(3, "two halves", "  return p.x + p.y * <-1,1> > <-0.15,0.15> ? c : c * <0.4,0.75>;"),
        Rule(3, "knitted", "  return c * (0.75 + 0.25 * sin(p.x * <30,60>) * sin(p.y * <30,60>));"),
        Rule(2, "badge", "  return mix(c, @dye(<1,9i>), ink(@shape((p - vec2(<-0.1,0.1>, <0,0.3>)) * <4,7>) * 0.2));"),
        Rule(
            2,
            "buttoned",
            """
  float x = length(vec2(p.x, mod(p.y, <0.12,0.25>) - 0.08));
  return c * (1. - <0.4,0.8> * smoothstep(<0.05,0.07>, 0.03, x) - 0.2
      * smoothstep(0.03, 0.01, abs(p.x + 0.05)));""",
        ),
        Rule(3, "folded", "  return c * (0.7 + <0.2,0.4> * sin(p.x * <6,16> + 3. * gn(p * <1,4> + k)));"),
        Rule(2, "shaded from below", "  return c * smoothstep(<-1.6,-1>, <0.3,0.8>, p.y);"),
        Rule(
            2,
            "shiny",
            """
  return c * <0.6,0.8> + pow(max(0., 1. - length(p - vec2(<-0.25,0.25>, <0.1,0.4>)) * <1,2>), 3.) * <0.4,0.8>;""",
        ),
        Rule(2, "worn", "  return c * (0.55 + 0.55 * fbm(p * <3,9> + k));"),
        Rule(3, "painted", "  return mix(c, @surface(p * <1,2>), <0.3,0.8>);"),
    ],
)

# plain grounds of a colour
PLAIN = Kind(
    "vec3",
    "vec2 p, vec3 c",
    [
        Rule(11, "", "  return c;"),
        Rule(
            4, "on a gradient", "  return c * (<0.75,0.95> + <0.15,0.35> * dot(p, vec2(cos(<0,6.28>), sin(<0,6.28>))));"
        ),
        Rule(2, "in a spotlight", "  return c * (1.15 - <0.3,0.6> * length(p - <-0.3,0.3>));"),
        Rule(2, "on a table", "  return p.y < <-0.7,-0.3> ? c * <0.6,0.9> : c;"),
        Rule(2, "on rough paper", "  return c * (<0.85,0.95> + <0.1,0.2> * (fbm(p * <3,9> + k) - 0.5));"),
        Rule(1, "on a disc", "  return mix(c, c * <0.7,1.25>, ink(circle(p, <0.8,1.1>)));"),
        Rule(1, "on stripes", "  return c * (1. - <0.05,0.15> * step(0.5, fract(p.y * <2,6>)));"),
        Rule(1, "framed", "  return c * (ink(box(p, vec2(<0.85,1.1>))) > 0.5 ? 1. : <0.5,0.8>);"),
    ],
)
