"""Colours of version 1: palettes, colours by number, pairs that stand apart, and what is done to a whole picture."""

from shadergen.synth.growth import Kind, Rule

PAINT = Kind(
    "vec3",
    "float x",
    [
        Rule(
            5,
            "cosine palette",
            "  return 0.5 + <0.3,0.5> * cos(6.2832 * (<0.5,1.2> * x + <0,1> + vec3(0, <-0.4,0.4>, <-0.7,0.7>)));",
        ),
        Rule(
            3,
            "duotone",
            """
  return mix(hsv(<0,1>, <0.2,0.9>, <0,0.4>), hsv(<0,1>, <0,0.8>, <0.6,1>), smoothstep(<0,0.3>, <0.6,1>, x));""",
        ),
        Rule(
            3,
            "few colours",
            """
  float i = floor(x * <2.5,6>);
  return hsv(h(vec2(i, k + <0,99i!>)), <0,0.9>, 0.15 + 0.85 * h(vec2(i + 9., k)));""",
        ),
        Rule(3, "muted", "  return hsv(<0,1> + 0.3 * x, <0.05,0.35>, mix(<0.15,0.4>, <0.6,0.95>, x));"),
        Rule(
            2,
            "three stops",
            """
  vec3 a = hsv(<0,1>, <0.3,1>, <0.05,0.5>), c = hsv(<0,1>, <0.3,1>, <0.5,1>), e = hsv(<0,1>, <0,0.6>, <0.7,1>);
  return x < 0.5 ? mix(a, c, max(x, 0.) * 2.) : mix(c, e, min(x, 1.) * 2. - 1.);""",
        ),
        Rule(2, "hues", "  return hsv(<0,1> + x * <0.3,1>, <0.4,1>, <0.6,1>);"),
        Rule(
            2,
            "two inks",
            """
  x = smoothstep(-0.03, 0.03, x - <0.3,0.7>);
  return mix(hsv(<0,1>, <0,1>, <0,0.45>), hsv(<0,1>, <0,0.7>, <0.65,1>), x);""",
        ),
        Rule(
            2,
            "glow",
            "  x = clamp(x, 0., 1.);\n  return pow(vec3(x), 0.3 + <1,3> * fract(vec3(0, 0.37, 0.68) + <0,1>));",
        ),
        Rule(2, "earth", "  return hsv(<0.03,0.16> + 0.06 * x, <0.3,0.75>, mix(<0.1,0.4>, <0.55,0.9>, x));"),
        Rule(2, "pastel", "  return hsv(<0,1> + 0.5 * x, <0.1,0.35>, <0.85,1> - 0.25 * x);"),
        Rule(1, "grey", "  return vec3(mix(<0,0.35>, <0.65,1>, x));"),
        Rule(1, "grey steps", "  return vec3(floor(x * <2.5,6>) / <2.5,6> * <0.8,1>);"),
    ],
)

# a colour by number: of one family, so that a scene holds together
DYE = Kind(
    "vec3",
    "float n",
    [
        Rule(
            4, "any colours", "  return hsv(h(vec2(n, k)), 0.9 * h(vec2(n + 40., k)), 0.1 + 0.9 * h(vec2(n + 80., k)));"
        ),
        Rule(3, "vivid", "  return hsv(h(vec2(n, k)), <0.6,1>, 0.5 + 0.5 * h(vec2(n + 80., k)));"),
        Rule(3, "muted", "  return hsv(h(vec2(n, k)), <0.1,0.4>, 0.2 + 0.7 * h(vec2(n + 80., k)));"),
        Rule(2, "pastel", "  return hsv(h(vec2(n, k)), <0.1,0.35>, 0.75 + 0.25 * h(vec2(n + 80., k)));"),
        Rule(2, "one hue", "  return hsv(<0,1> + 0.1 * h(vec2(n, k)), <0.2,1>, 0.1 + 0.9 * h(vec2(n + 80., k)));"),
        Rule(
            2,
            "two hues",
            """
  return hsv(<0,1> + step(0.6, h(vec2(n, k))) * <0.2,0.5>, <0.4,1>, 0.15 + 0.85 * h(vec2(n + 80., k)));""",
        ),
        Rule(2, "dark", "  return hsv(h(vec2(n, k)), <0.2,0.8>, 0.02 + 0.5 * h(vec2(n + 80., k)));"),
        Rule(1, "greys", "  return vec3(h(vec2(n, k)));"),
        Rule(1, "black and white", "  return vec3(<0,0.2> + <0.7,0.9> * step(0.5, h(vec2(n, k))));"),
        Rule(
            1,
            "primaries",
            """
  float x = h(vec2(n, k)) * 5.;
  return x < 1. ? vec3(0.9, 0.15, 0.1) : x < 2. ? vec3(0.1, 0.2, 0.7) : x < 3. ? vec3(1, 0.85, 0.1)
      : vec3(step(4., x) * 0.93);""",
        ),
    ],
)

# the colours of a ground and of the figure on it
PAIR = Kind(
    "void",
    "out vec3 a, out vec3 c",
    [
        Rule(4, "light on dark grey", "  a = vec3(<0,0.2>);\n  c = vec3(<0.45,1>);"),
        Rule(2, "dark on light grey", "  a = vec3(<0.75,1>);\n  c = vec3(<0,0.5>);"),
        Rule(
            5,
            "colour on light",
            "  a = tone(hsv(<0,1>, <0,0.25>, 1.), <0.75,1>);\n  c = tone(hsv(<0,1>, <0.2,1>, 1.), <0.1,0.55>);",
        ),
        Rule(
            4,
            "colour on dark",
            "  a = tone(hsv(<0,1>, <0,0.7>, 1.), <0.02,0.25>);\n  c = tone(hsv(<0,1>, <0.2,1>, 1.), <0.4,0.85>);",
        ),
        Rule(
            3, "dark on colour", "  a = tone(hsv(<0,1>, <0.4,1>, 1.), <0.4,0.8>);\n  c = hsv(<0,1>, <0,0.7>, <0,0.3>);"
        ),
        Rule(
            3,
            "light on colour",
            "  a = tone(hsv(<0,1>, <0.3,1>, 1.), <0.15,0.5>);\n  c = tone(hsv(<0,1>, <0,0.3>, 1.), <0.75,1>);",
        ),
        Rule(
            3,
            "colour on colour",
            "  float x = <0,1>;\n  a = hsv(x, <0.5,1>, <0.4,1>);\n  c = hsv(x + <0.25,0.6>, <0.5,1>, <0.4,1>);",
        ),
        Rule(
            2,
            "any contrast",
            """
  float x = step(0.5, h(vec2(3, k)));
  a = hsv(<0,1>, <0,0.9>, mix(<0.05,0.3>, <0.75,1>, x));
  c = hsv(<0,1>, <0,0.9>, mix(<0.6,1>, <0.1,0.4>, x));""",
        ),
        Rule(
            1,
            "colour on grey",
            "  a = vec3(<0.35,0.65>);\n  c = hsv(<0,1>, <0.6,1>, step(0.5, h(vec2(3, k))) * 0.6 + 0.3);",
        ),
    ],
)

# what is done to a whole picture in the end
FINISH = Kind(
    "vec3",
    "vec3 c, vec2 p",
    [
        Rule(44, "", "  return c;"),
        Rule(8, "soft contrast", "  return mix(vec3(<0.3,0.6>), c, <0.45,0.7>);"),
        Rule(8, "hard contrast", "  return 0.5 + (c - 0.5) * <1.3,1.9>;"),
        Rule(6, "vignette", "  return c * (1. - <0.2,0.45> * dot(p, p));"),
        Rule(5, "grain", "  return c + <0.05,0.2> * (h(FC.xy + k) - 0.5);"),
        Rule(4, "light from aside", "  return c * (<0.7,0.95> + <0.2,0.45> * dot(p, vec2(cos(k), sin(k))));"),
        Rule(3, "faded", "  return mix(vec3(dot(c, vec3(0.3, 0.59, 0.11))), c, <0.2,0.55>) * <0.7,0.95> + <0.02,0.2>;"),
        Rule(3, "tinted", "  return c * mix(vec3(1), hsv(<0,1>, <0.3,0.7>, 1.), <0.5,1>);"),
        Rule(2, "gamma", "  return pow(max(c, 0.), vec3(<0.5,1.9>));"),
        Rule(2, "inverted", "  return 1. - c;"),
        Rule(2, "in grey", "  return vec3(dot(c, vec3(0.3, 0.59, 0.11)));"),
        Rule(1, "in grey, hard", "  return vec3(smoothstep(<0.05,0.3>, <0.6,0.9>, dot(c, vec3(0.3, 0.59, 0.11))));"),
    ],
)
