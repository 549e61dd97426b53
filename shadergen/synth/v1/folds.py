"""Maps of the plane of version 1: each takes a place to a place."""

from shadergen.synth.growth import Kind, Rule

FOLD = Kind(
    "vec2",
    "vec2 p",
    [
        Rule(4, "", "  return rotate2D(<0,6.28>) * p;"),
        Rule(3, "stretched", "  return rotate2D(<0,3.14>) * (p * vec2(<1.5,6>, <0.4,1>));"),
        Rule(3, "mirrored", "  p = rotate2D(<0,3.14>) * p;\n  return vec2(abs(p.x) - <0,0.4>, p.y);"),
        Rule(2, "mirrored twice", "  return abs(rotate2D(<0,3.14>) * p) - <0,0.6>;"),
        Rule(
            3, "kaleidoscope", "  p = rep(rotate2D(<0,6.28>) * p, <3,12i>);\n  return vec2(abs(p.x), p.y - <0.2,0.8>);"
        ),
        Rule(
            3,
            "polar",
            "  p += <-0.3,0.3>;\n  return vec2(atan(p.y, p.x) * <1,6i> / 3.14159, length(p) * <1,3> - <0,1>);",
        ),
        Rule(
            3,
            "spiral",
            """
  p += <-0.2,0.2>;
  float a = atan(p.y, p.x), l = log(length(p) + 0.02);
  return vec2(a * <1,4i> / 3.14159 + l * <-1.5,1.5>, l * <0.5,2>);""",
        ),
        Rule(3, "tiled", "  p = rotate2D(<0,1.57>) * p;\n  return (fract(p * <0.7,2.5> + 0.5) - 0.5) * <1.5,2.5>;"),
        Rule(
            2,
            "mirror tiles",
            "  p = rotate2D(<0,1.57>) * p;\n  return vec2(tri(p.x * <0.3,1.2>), tri(p.y * <0.3,1.2>)) * 2. - 1.;",
        ),
        Rule(
            2,
            "bricks",
            """
  p *= vec2(<0.6,1.5>, <1.2,3>);
  p.x += 0.5 * mod(floor(p.y), 2.);
  return (fract(p) - 0.5) * vec2(2, 1);""",
        ),
        Rule(
            2,
            "turned tiles",
            """
  p *= <0.8,2.5>;
  vec2 i = floor(p);
  return rotate2D(1.5708 * floor(4. * h(i + k))) * (p - i - 0.5) * 2.;""",
        ),
        Rule(4, "warped", "  return p + <0.15,0.6> * (vec2(vn(p * <1,3> + k), vn(p * <1,3> + 50. - k)) * 2. - 1.);"),
        Rule(3, "rippled", "  return p + <0.05,0.3> * sin(p.yx * <2,9> + <0,6.28>);"),
        Rule(
            2,
            "churned",
            """
  for (int i = 0; i < 4; i++) {
    p += <0.2,0.6> * sin(p.yx * <1.5,3> + float(i) * <1,3> + k);
  }
  return p;""",
        ),
        Rule(3, "swirled", "  p += <-0.4,0.4>;\n  return rotate2D(<-4,4> * exp(-<1,4> * dot(p, p))) * p;"),
        Rule(2, "lens", "  p += <-0.4,0.4>;\n  return p * (<0.3,0.7> + <0.5,1.8> * dot(p, p));"),
        Rule(2, "pinched", "  p += <-0.3,0.3>;\n  return p / (<0.2,0.6> + dot(p, p));"),
        Rule(
            2,
            "perspective",
            "  p = rotate2D(<-0.6,0.6>) * p;\n  return vec2(p.x, 1.) / (abs(p.y + <-0.2,0.6>) + <0.15,0.4>);",
        ),
        Rule(2, "bent", "  p = rotate2D(<0,6.28>) * p;\n  return vec2(p.x, p.y + <0.3,1.2> * p.x * p.x);"),
        Rule(2, "zigzag", "  p = rotate2D(<0,6.28>) * p;\n  return vec2(p.x, p.y + <0.1,0.5> * tri(p.x * <1,4>));"),
        Rule(1, "coarse", "  float n = <6,20>;\n  return (floor(p * n) + 0.5) / n;"),
        Rule(
            1,
            "torn",
            """
  p = rotate2D(<0,6.28>) * p;
  p.x += <0.2,0.9> * (h(vec2(floor(p.y * <2,9>), k)) - 0.5);
  return p;""",
        ),
        Rule(3, "", "  return @fold(@fold(p));"),
    ],
)
