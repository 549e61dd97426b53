"""Shapes of version 1: distances, negative inside; a shape fills about a circle of radius 0.7."""

from shadergen.synth.growth import Kind, Rule

# plain shapes, cheap enough to be strewn
SHAPE = Kind(
    "float",
    "vec2 p",
    [
        Rule(3, "discs", "  return circle(p, <0.4,0.7>);"),
        Rule(2, "ovals", "  return oval(p, vec2(<0.25,0.5>, <0.5,0.75>));"),
        Rule(3, "boxes", "  return box(p, vec2(<0.2,0.6>, <0.4,0.65>));"),
        Rule(2, "rounded boxes", "  return box(p, vec2(<0.15,0.45>, <0.3,0.5>)) - <0.06,0.2>;"),
        Rule(2, "triangles", "  return trap(p, <0.45,0.7>, 0., <0.4,0.65>);"),
        Rule(2, "polygons", "  return ngon(p, <5,8i>, <0.5,0.7>);"),
        Rule(2, "stars", "  return star(p, <4,9i>, 0.7, <0.2,0.45>);"),
        Rule(2, "rings", "  return abs(circle(p, <0.35,0.6>)) - <0.04,0.16>;"),
        Rule(
            2,
            "crosses",
            "  p = abs(p);\n  return min(box(p, vec2(<0.08,0.22>, 0.65)), box(p, vec2(<0.4,0.65>, <0.08,0.22>)));",
        ),
        Rule(2, "bars", "  return box(p, vec2(0.75, <0.05,0.2>));"),
        Rule(1, "hearts", "  return heart(p, <0.45,0.6>);"),
        Rule(2, "crescents", "  return max(circle(p, 0.62), -circle(p - vec2(<0.15,0.4>, 0), <0.4,0.6>));"),
        Rule(2, "arcs", "  return arc(p, <0.4,0.6>, <0.7,2.4>, <0.05,0.15>);"),
        Rule(2, "drops", "  return limb(p, vec2(0, -0.3), vec2(0, 0.65), <0.25,0.4>, 0.01);"),
        Rule(
            2,
            "blobs",
            """
  float a = atan(p.y, p.x);
  return length(p) - 0.5 - <0.05,0.16> * sin(a * <2,4i> + <0,6.28>) - <0.02,0.12> * sin(a * <3,7i> + <0,6.28>);""",
        ),
        Rule(2, "trapezia", "  return trap(p, <0.2,0.7>, <0.2,0.7>, <0.3,0.6>);"),
        Rule(
            1,
            "corners",
            """
  return min(box(p - vec2(0, -0.45), vec2(0.6, <0.1,0.2>)), box(p - vec2(-0.45, 0), vec2(<0.1,0.2>, 0.6)));""",
        ),
        Rule(1, "leaves", "  p.x = abs(p.x);\n  return circle(p + vec2(<0.25,0.55>, 0), <0.75,0.85>);"),
        Rule(1, "half discs", "  return max(circle(p, 0.65), p.y - <-0.2,0.2>);"),
        Rule(1, "frames", "  return abs(box(p, vec2(<0.3,0.6>, <0.4,0.6>))) - <0.04,0.12>;"),
        Rule(
            1,
            "chevrons",
            "  p.x = abs(p.x);\n  return seg(p, vec2(0, <0.2,0.5>), vec2(0.6, <-0.5,-0.1>)) - <0.06,0.16>;",
        ),
    ],
)

# silhouettes of one thing, of several parts
BODY = Kind(
    "float",
    "vec2 p",
    [
        Rule(
            5,
            "shirt",
            """
  p.x = abs(p.x);
  float w = <0.26,0.42>, l = <0.4,0.7>;
  float d = trap(p, w * <0.9,1.25>, w, l);
  d = min(d, limb(p, vec2(w * 0.8, l - 0.12), vec2(w + <0.1,0.35>, l - <0.3,1.1>), <0.1,0.16>, <0.07,0.14>));
  return max(d, -circle(p - vec2(0, l + 0.03), <0.08,0.2>));""",
        ),
        Rule(
            4,
            "dress",
            """
  p.x = abs(p.x);
  float w = <0.14,0.25>, y = <0,0.35>;
  float d = trap(p - vec2(0, y - 0.4), <0.25,0.55>, w * 0.8, <0.35,0.45>);
  d = join(d, trap(p - vec2(0, y + 0.18), w * 0.8, w * 1.15, 0.25), 0.08);
  d = min(d, limb(p, vec2(w, y + 0.36), vec2(w + <0,0.3>, y + <-0.3,0.25>), 0.07, 0.05));
  return max(d, -oval(p - vec2(0, y + 0.48), vec2(w * 0.6, <0.06,0.2>)));""",
        ),
        Rule(
            4,
            "trousers",
            """
  p.x = abs(p.x);
  float w = <0.2,0.34>, g = <0.03,0.3>, l = <0.3,0.8>;
  float d = trap(p - vec2(0, 0.62), w * 1.05, w * 0.9, 0.2);
  return min(d, limb(p, vec2(w * 0.5, 0.5), vec2(w * 0.5 + g, 0.5 - l * 1.5), w * 0.5, w * <0.28,0.5>));""",
        ),
        Rule(
            4,
            "shoe",
            """
  float y = <-0.45,-0.25>;
  float d = box(p - vec2(0, y), vec2(<0.6,0.75>, <0.03,0.1>)) - 0.02;
  d = join(d, limb(p, vec2(-0.4, y + 0.25), vec2(0.52, y + 0.12), <0.2,0.3>, <0.08,0.16>), 0.12);
  d = min(d, box(p - vec2(-0.42, y + <0.2,0.7>), vec2(<0.16,0.24>, <0.25,0.4>)) - 0.05);
  return max(d, y - 0.1 - p.y);""",
        ),
        Rule(
            2,
            "heeled shoe",
            """
  float a = <0.25,0.6>;
  float d = limb(p, vec2(0.6, -0.45), vec2(0.1, -0.35), 0.1, 0.12);
  d = join(d, limb(p, vec2(0.1, -0.35), vec2(-0.45, -0.45 + a), 0.1, <0.1,0.18>), 0.1);
  return min(d, limb(p, vec2(-0.5, -0.4 + a), vec2(-0.52, -0.5), 0.09, <0.02,0.08>));""",
        ),
        Rule(
            4,
            "bag",
            """
  float w = <0.4,0.65>, l = <0.25,0.5>;
  float d = trap(p + vec2(0, 0.2), w, w * <0.7,1.05>, l) - 0.04;
  return min(d, abs(oval(p - vec2(0, l - 0.2), vec2(w * <0.35,0.8>, <0.2,0.5>))) - <0.025,0.06>);""",
        ),
        Rule(
            3,
            "coat",
            """
  p.x = abs(p.x);
  float w = <0.26,0.36>;
  float d = trap(p, w * <1,1.5>, w, 0.72);
  d = min(d, limb(p, vec2(w - 0.02, 0.6), vec2(w + <0.08,0.25>, <-0.45,-0.1>), 0.13, <0.09,0.14>));
  d = max(d, -trap(p - vec2(0, 0.62), 0., <0.08,0.2>, <0.12,0.3>));
  return max(d, -box(p + vec2(0, <0.2,0.5>), vec2(<0,0.03>, 0.6)));""",
        ),
        Rule(
            4,
            "four-legged animal",
            """
  float w = <0.3,0.5>, y = <-0.1,0.15>, l = <0.25,0.6>;
  float d = oval(p - vec2(0, y), vec2(w, <0.15,0.28>));
  vec2 q = vec2(abs(p.x - <-0.03,0.03>) - w * 0.62, p.y);
  q.x = abs(q.x) - <0.04,0.1>;
  d = join(d, limb(q, vec2(0, y), vec2(<-0.04,0.06>, y - l), 0.07, <0.03,0.07>), 0.06);
  vec2 n = vec2(w + <0.05,0.25>, y + <0.1,0.45>);
  d = join(d, limb(p, vec2(w * 0.7, y + 0.05), n, 0.12, <0.06,0.12>), 0.1);
  d = join(d, limb(p, n, n + vec2(<0.08,0.25>, <-0.12,0.03>), <0.1,0.16>, <0.04,0.09>), 0.06);
  d = min(d, limb(p, n + vec2(-0.03, 0.05), n + vec2(<-0.12,0.02>, <0.15,0.32>), 0.06, <0.01,0.05>));
  return min(d, limb(p, vec2(-w * 0.9, y + 0.05), vec2(-w - <0.1,0.3>, y + <-0.3,0.4>), <0.03,0.08>,
      <0.01,0.06>));""",
        ),
        Rule(
            3,
            "bird",
            """
  float d = oval(rotate2D(<-0.4,0.2>) * p, vec2(<0.3,0.45>, <0.16,0.26>));
  d = join(d, circle(p - vec2(<0.3,0.45>, <0.2,0.36>), <0.1,0.17>), 0.1);
  d = min(d, limb(p, vec2(0.42, 0.26), vec2(<0.6,0.75>, <0.15,0.3>), 0.06, 0.005));
  d = min(d, limb(p, vec2(-0.25, 0), vec2(<-0.8,-0.55>, <-0.2,0.3>), 0.12, <0.02,0.12>));
  d = min(d, limb(p, vec2(0, 0.1), vec2(<-0.45,0.1>, <0.2,0.75>), 0.13, 0.01));
  return min(d, seg(vec2(abs(p.x) - <0.04,0.1>, p.y), vec2(0, -0.1), vec2(0, <-0.6,-0.3>)) - 0.02);""",
        ),
        Rule(
            3,
            "fish",
            """
  float l = <0.4,0.6>;
  float d = circle(vec2(p.x, abs(p.y) + <0.15,0.45>), length(vec2(l, 0.3)));
  d = min(d, limb(vec2(p.x, abs(p.y)), vec2(-l, 0), vec2(-l - <0.15,0.3>, <0.15,0.35>), 0.03, <0.03,0.1>));
  d = min(d, limb(p, vec2(<-0.1,0.1>, 0.1), vec2(<-0.3,0>, <0.3,0.5>), 0.1, 0.02));
  return max(d, <0.01,0.05> - length(p - vec2(l * 0.6, 0.06)));""",
        ),
        Rule(
            3,
            "insect",
            """
  p.x = abs(p.x);
  float d = oval(p + vec2(0, 0.3), vec2(<0.12,0.26>, <0.25,0.4>));
  d = join(d, circle(p - vec2(0, 0.12), <0.1,0.18>), 0.05);
  d = join(d, circle(p - vec2(0, 0.38), <0.07,0.14>), 0.03);
  for (int i = 0; i < 3; i++) {
    float a = float(i) - 1., x = <0.3,0.5>;
    d = min(d, seg(p, vec2(0, 0.1 - 0.1 * a), vec2(x, 0.1 - a * 0.3)) - 0.022);
    d = min(d, seg(p, vec2(x, 0.1 - a * 0.3), vec2(x + 0.2, -a * <0.3,0.5>)) - 0.018);
  }
  return min(d, seg(p, vec2(0.02, 0.4), vec2(<0.1,0.3>, 0.75)) - 0.015);""",
        ),
        Rule(
            3,
            "butterfly",
            """
  p.x = abs(p.x);
  float d = limb(p, vec2(0, -0.4), vec2(0, 0.35), 0.03, 0.06);
  d = min(d, oval(rotate2D(<0.3,1>) * (p - vec2(<0.28,0.4>, 0.25)), vec2(<0.15,0.28>, <0.3,0.45>)));
  d = min(d, oval(rotate2D(<-0.9,-0.2>) * (p - vec2(0.26, <-0.4,-0.2>)), vec2(<0.12,0.24>, <0.2,0.35>)));
  return min(d, seg(p, vec2(0, 0.35), vec2(<0.1,0.25>, 0.65)) - 0.012);""",
        ),
        Rule(
            2,
            "person",
            """
  float a = <-0.6,0.6>, w = <0.12,0.2>;
  float d = circle(p - vec2(0, 0.6), <0.1,0.15>);
  d = min(d, trap(p - vec2(0, 0.15), w * <0.7,1.1>, w * 1.1, 0.3) - 0.03);
  vec2 q = vec2(abs(p.x), p.y);
  d = min(d, limb(q, vec2(w * 0.5, -0.1), vec2(w * 0.5 + <0,0.25>, -0.75), 0.09, 0.06));
  return min(d, limb(p.x > 0. ? p : vec2(-p.x, p.y * sign(a)), vec2(w, 0.4 * (p.x > 0. ? 1. : sign(a))),
      vec2(w + <0.1,0.35>, <-0.1,0.6>), 0.06, 0.04));""",
        ),
        Rule(
            2,
            "hand",
            """
  float d = box(p + vec2(0, 0.3), vec2(0.22, <0.18,0.28>)) - 0.06;
  for (int i = 0; i < 4; i++) {
    float x = float(i) * 0.145 - 0.22;
    d = min(d, seg(p, vec2(x, -0.1), vec2(x * <1,1.8>, <0.1,0.6> - x * x * 2.)) - 0.062);
  }
  return join(d, limb(p, vec2(0.2, -0.35), vec2(<0.4,0.6>, <-0.2,0.1>), 0.1, 0.06), 0.06);""",
        ),
        Rule(
            4,
            "car",
            """
  float y = <-0.2,-0.05>, w = <0.15,0.2>;
  float d = box(p - vec2(0, y), vec2(<0.6,0.72>, <0.1,0.18>)) - 0.04;
  float e = trap(p - vec2(<-0.15,0.1>, y + 0.3), <0.35,0.55>, <0.15,0.4>, <0.14,0.24>);
  vec2 q = vec2(abs(p.x - <-0.05,0.05>) - <0.34,0.45>, p.y - y + 0.18);
  d = min(d, max(e, 0.02 - abs(e + 0.09)));
  d = max(d, w * 0.95 - length(q));
  return min(d, abs(circle(q, w * 0.5)) - w * <0.2,0.35>);""",
        ),
        Rule(
            3,
            "lorry",
            """
  float x = <-0.1,0.25>, w = <0.1,0.15>;
  float d = box(p - vec2(x * 0.5 - 0.35, 0.1), vec2(0.35 + x * 0.5, <0.25,0.42>));
  d = min(d, box(p - vec2(x + 0.27, <-0.1,0.05>), vec2(0.2, <0.2,0.28>)) - 0.03);
  d = max(d, -box(p - vec2(x + 0.33, 0.08), vec2(0.09, 0.07)));
  vec2 q = vec2(abs(p.x - x * 0.5) - <0.38,0.48>, p.y + 0.36);
  return min(max(d, w + 0.03 - length(q)), abs(circle(q, w * 0.6)) - w * 0.4);""",
        ),
        Rule(
            3,
            "aeroplane",
            """
  p.y = abs(p.y);
  float d = oval(p, vec2(<0.65,0.8>, <0.07,0.13>));
  d = min(d, limb(p, vec2(<0,0.2>, 0), vec2(<-0.4,0.05>, <0.5,0.75>), <0.1,0.18>, <0.03,0.08>));
  d = min(d, limb(p, vec2(-0.58, 0), vec2(<-0.8,-0.6>, <0.18,0.34>), 0.07, 0.03));
  return min(d, box(p - vec2(<-0.05,0.15>, <0.2,0.4>), vec2(0.09, 0.03)));""",
        ),
        Rule(
            3,
            "boat",
            """
  float y = <-0.4,-0.2>, x = <-0.15,0.15>;
  float d = max(trap(p - vec2(0, y), <0.3,0.5>, <0.55,0.75>, <0.08,0.16>), p.y - y - 0.14);
  d = min(d, seg(p, vec2(x, y), vec2(x, 0.75)) - 0.02);
  vec2 q = p - vec2(x + 0.03, y + 0.2);
  d = min(d, max(max(-q.x, -q.y), q.x * <1,2> + q.y - <0.5,0.85>));
  q = p - vec2(x - 0.03, y + 0.25);
  return min(d, max(max(q.x, -q.y), -q.x * <1.5,3> + q.y - <0.3,0.6>));""",
        ),
        Rule(
            2,
            "bicycle",
            """
  float x = <0.36,0.46>, w = <0.2,0.3>;
  vec2 q = vec2(abs(p.x) - x, p.y + 0.25);
  float d = abs(circle(q, w)) - <0.02,0.04>;
  d = min(d, seg(p, vec2(-x, -0.25), vec2(-0.12, 0.2)));
  d = min(d, min(seg(p, vec2(-0.12, 0.2), vec2(0.26, 0.22)), seg(p, vec2(0.26, 0.32), vec2(x, -0.25))) - 0.02);
  d = min(d, min(seg(p, vec2(-0.12, 0.2), vec2(-0.02, -0.25)), seg(p, vec2(-0.02, -0.25), vec2(0.26, 0.2))) - 0.02);
  return min(d, min(box(p - vec2(-0.14, 0.3), vec2(0.11, 0.03)), seg(p, vec2(0.2, 0.38), vec2(0.34, 0.33))
      - 0.025));""",
        ),
        Rule(
            2,
            "hammer",
            """
  float d = box(p + vec2(0, 0.15), vec2(<0.04,0.09>, 0.6)) - 0.01;
  d = min(d, box(p - vec2(<-0.1,0.1>, 0.5), vec2(<0.2,0.42>, <0.07,0.16>)));
  return min(d, limb(p, vec2(0, 0.5), vec2(<0.35,0.55>, <0.4,0.6>), 0.1, 0.02));""",
        ),
        Rule(
            2,
            "spanner",
            """
  float a = <0.18,0.28>;
  float d = box(p, vec2(<0.05,0.1>, 0.5));
  d = min(d, max(circle(p - vec2(0, 0.55), a), -box(p - vec2(0, 0.72), vec2(a * <0.4,0.6>, 0.2))));
  return min(d, abs(circle(p + vec2(0, 0.55), a * 0.7)) - <0.05,0.08>);""",
        ),
        Rule(
            2,
            "key",
            """
  float d = min(abs(circle(p - vec2(0, 0.45), <0.15,0.25>)) - <0.04,0.08>, box(p + vec2(0, 0.2), vec2(0.05, 0.5)));
  for (int i = 0; i < 3; i++) {
    d = min(d, box(p - vec2(0.1, -0.65 + 0.14 * float(i)), vec2(0.1 * h(vec2(i, k)) + 0.03, <0.025,0.05>)));
  }
  return d;""",
        ),
        Rule(
            2,
            "scissors",
            """
  float a = <0.15,0.5>;
  p.x = abs(p.x);
  float d = limb(p, vec2(0, -0.1), vec2(sin(a), cos(a)) * 0.85 - vec2(0, 0.1), 0.06, 0.01);
  d = min(d, seg(p, vec2(0, -0.1), vec2(<0.12,0.25>, -0.4)) - 0.05);
  return min(d, abs(oval(p - vec2(<0.18,0.28>, -0.52), vec2(<0.1,0.18>, <0.12,0.2>))) - 0.035);""",
        ),
        Rule(
            3,
            "cup",
            """
  float w = <0.25,0.45>, l = <0.25,0.5>;
  float d = trap(p, w * <0.5,1>, w, l) - 0.03;
  d = min(d, max(abs(oval(p - vec2(w * 0.95, <-0.1,0.15>), vec2(<0.15,0.28>, l * <0.4,0.7>))) - <0.03,0.06>,
      w * 0.8 - p.x));
  return min(d, box(p + vec2(0, l + 0.05), vec2(w * <0.4,1.5>, 0.035)));""",
        ),
        Rule(
            3,
            "bottle",
            """
  float w = <0.15,0.3>, l = <0.3,0.5>;
  float d = box(p + vec2(0, 0.7 - l), vec2(w, l) - 0.06) - 0.06;
  d = join(d, box(p - vec2(0, 0.35), vec2(w * <0.25,0.5>, <0.2,0.35>)), <0.05,0.3>);
  return min(d, box(p - vec2(0, <0.62,0.72>), vec2(w * <0.35,0.6>, <0.03,0.07>)));""",
        ),
        Rule(
            6,
            "turned vessel",
            """
  float y = p.y * 2.2 + 2., i = floor(y), u = y - i;
  u *= u * (3. - 2. * u);
  float w = mix(h(vec2(i, k)), h(vec2(i + 1., k)), u);
  return max(abs(p.y) - <0.6,0.8>, (abs(p.x) - 0.06 - <0.3,0.6> * w * w) * 0.6);""",
        ),
        Rule(
            3,
            "chair",
            """
  float x = <0.25,0.4>, y = <-0.15,0.05>;
  float d = box(p - vec2(0, y), vec2(x, <0.03,0.09>));
  d = min(d, limb(p, vec2(-x, y), vec2(-x - <0,0.15>, <0.45,0.8>), <0.03,0.06>, <0.03,0.08>));
  vec2 q = vec2(abs(p.x), p.y);
  d = min(d, limb(q, vec2(x - 0.05, y), vec2(x + <-0.1,0.1>, -0.7), 0.04, 0.03));
  return min(d, box(p - vec2(0, y - <0.2,0.5>), vec2(x, 0.02)));""",
        ),
        Rule(
            2,
            "table lamp",
            """
  float y = <0.1,0.35>;
  float d = trap(p - vec2(0, y + 0.2), <0.3,0.5>, <0.1,0.3>, <0.18,0.3>);
  d = min(d, seg(p, vec2(0, y), vec2(0, -0.65)) - <0.02,0.08>);
  return min(d, max(oval(p + vec2(0, 0.68), vec2(<0.2,0.4>, 0.12)), -0.7 - p.y));""",
        ),
        Rule(
            3,
            "house",
            """
  float w = <0.3,0.5>, y = <-0.05,0.2>;
  float d = box(p - vec2(0, (y - 0.65) * 0.5), vec2(w, (y + 0.65) * 0.5));
  d = max(d, -box(p - vec2(w * <-0.6,0.6>, -0.5), vec2(<0.06,0.12>, <0.12,0.22>)));
  d = max(d, -box(vec2(abs(p.x) - w * 0.5, p.y - y + 0.2), vec2(0.08, <0.06,0.1>)));
  d = min(d, box(p - vec2(w * 0.6, y + 0.25), vec2(0.06, 0.2)));
  return min(d, trap(p - vec2(0, y + 0.2), w * <1,1.3>, w * <0,0.5>, 0.2));""",
        ),
        Rule(
            3,
            "tree",
            """
  float d = limb(p, vec2(0, -0.8), vec2(0, 0.2), <0.06,0.12>, 0.03);
  for (int i = 0; i < 7; i++) {
    vec2 a = h2(vec2(i, k)) - 0.5;
    d = min(d, circle(p - a * vec2(<0.6,1>, <0.5,0.9>) - vec2(0, 0.3), <0.14,0.26>));
  }
  return d;""",
        ),
        Rule(
            2,
            "fir",
            """
  float y = p.y * <2.5,5>, w = <0.3,0.5> * (0.75 - p.y) * (0.6 + 0.4 * fract(-y));
  return min(max(abs(p.x) - w * 0.8, max(p.y - 0.75, -0.55 - p.y)) * 0.7,
      box(p + vec2(0, 0.65), vec2(<0.04,0.09>, 0.15)));""",
        ),
        Rule(
            3,
            "branches",
            """
  float d = 9., a = <0.35,0.8>, l = <0.32,0.42>, w = <0.03,0.07>;
  p.y += 0.75;
  for (int i = 0; i < 6; i++) {
    d = min(d, seg(p, vec2(0), vec2(0, l)) - w);
    p = rotate2D(a) * vec2(-abs(p.x), p.y - l);
    p.x = -p.x;
    l *= <0.7,0.8>;
    w *= 0.68;
  }
  return d;""",
        ),
        Rule(
            3,
            "flower",
            """
  vec2 q = rep(p - vec2(0, 0.2), <4,11i>);
  float d = oval(q - vec2(0, <0.24,0.34>), vec2(<0.06,0.16>, <0.16,0.24>));
  d = min(d, circle(p - vec2(0, 0.2), <0.08,0.18>));
  d = min(d, seg(p, vec2(0, 0.1), vec2(<-0.1,0.1>, -0.8)) - <0.015,0.035>);
  return min(d, limb(p, vec2(0, -0.55), vec2(<-0.4,0.4>, <-0.4,-0.15>), 0.05, 0.02));""",
        ),
        Rule(
            2,
            "mushroom",
            """
  float y = <-0.05,0.2>;
  float d = max(oval(p - vec2(0, y), vec2(<0.4,0.65>, <0.3,0.5>)), y - <0,0.1> - p.y);
  return min(d, limb(p, vec2(0, y), vec2(0, -0.65), <0.08,0.16>, <0.1,0.2>));""",
        ),
        Rule(
            2,
            "leaf",
            """
  float x = abs(p.x), y = p.y * <4,9>;
  float d = circle(vec2(x, p.y) + vec2(<0.25,0.6>, 0), <0.8,0.85>) + <0,0.06> * fract(y + x * 3.);
  d = max(d, <0.008,0.02> - x);
  return min(d, seg(p, vec2(0, -0.5), vec2(<-0.1,0.1>, -0.85)) - 0.02);""",
        ),
        Rule(
            3,
            "face",
            """
  vec2 q = vec2(abs(p.x), p.y);
  float d = oval(p, vec2(<0.45,0.6>, <0.5,0.7>));
  d = max(d, -oval(q - vec2(<0.15,0.25>, <0.1,0.25>), vec2(<0.05,0.12>, <0.04,0.12>)));
  d = max(d, -arc(vec2(p.x, -p.y) - vec2(0, <0,0.15>), <0.2,0.3>, <0.5,1.2>, <0.025,0.06>));
  return min(d, limb(q, vec2(<0.25,0.45>, 0.45), vec2(<0.35,0.6>, <0.6,0.85>), <0.08,0.18>, <0.01,0.12>));""",
        ),
        Rule(
            3,
            "robot",
            """
  vec2 q = vec2(abs(p.x), p.y);
  float w = <0.2,0.35>;
  float d = min(box(p - vec2(0, 0.5), vec2(w * <0.5,0.9>, <0.1,0.2>)), box(p, vec2(w, <0.2,0.28>)));
  d = min(d, box(q - vec2(w + 0.08, <-0.1,0.15>), vec2(0.05, <0.15,0.3>)));
  d = min(d, box(q - vec2(w * 0.55, -0.5), vec2(<0.06,0.12>, 0.25)));
  return max(d, -circle(q - vec2(w * 0.35, 0.52), <0.03,0.07>));""",
        ),
        Rule(
            2,
            "umbrella",
            """
  float a = <0.5,0.7>;
  float d = max(circle(p, a), -p.y - 0.02 + 0.06 * abs(sin(p.x * <6,14>)));
  d = min(d, seg(p, vec2(0, 0.7), vec2(0, -0.6)) - 0.02);
  return min(d, arc(vec2(p.x - 0.1, -p.y - 0.6), 0.1, 1.57, 0.02));""",
        ),
        Rule(
            2,
            "spectacles",
            """
  vec2 q = vec2(abs(p.x), p.y);
  float d = abs(box(q - vec2(<0.36,0.42>, 0), vec2(<0.1,0.22>, <0.08,0.2>)) - <0.04,0.12>) - <0.025,0.05>;
  return min(d, arc(p - vec2(0, -0.02), 0.12, 1.2, 0.025));""",
        ),
        Rule(
            2,
            "cog",
            """
  float a = atan(p.y, p.x) * <6,14i>;
  float d = length(p) - <0.45,0.55> - <0.05,0.1> * clamp(2. * sin(a), -1., 1.);
  return max(d, <0.1,0.3> - length(p));""",
        ),
        Rule(
            2,
            "guitar",
            """
  float d = join(oval(p + vec2(0, 0.45), vec2(<0.26,0.36>, 0.27)),
      oval(p + vec2(0, 0.08), vec2(<0.18,0.28>, 0.2)), 0.1);
  d = max(d, <0.06,0.1> - length(p + vec2(0, 0.2)));
  return min(d, min(box(p - vec2(0, 0.35), vec2(0.04, 0.4)), box(p - vec2(0, 0.75), vec2(<0.06,0.1>, 0.09))));""",
        ),
        Rule(
            8,
            "glyph",
            """
  float d = 9.;
  vec2 a = floor(h2(vec2(<0,99i!>, k)) * 3.) - 1.;
  for (int i = 0; i < 5; i++) {
    vec2 e = floor(h2(vec2(i, k + 17.)) * 3.) - 1.;
    d = min(d, seg(p, a * vec2(<0.3,0.5>, 0.6), e * vec2(<0.3,0.5>, 0.6) + 0.001));
    a = e;
  }
  return d - <0.05,0.13>;""",
        ),
        Rule(
            6,
            "round glyph",
            """
  float d = 9.;
  for (int i = 0; i < 3; i++) {
    float v = h(vec2(i, k));
    vec2 q = p - vec2(0, 0.35 * float(i) - 0.35);
    q = v < 0.5 ? q : -q;
    d = min(d, fract(v * 7.) < 0.6 ? arc(q.yx, <0.25,0.35>, 1.57, 0.) : seg(q, vec2(-0.3, -0.2), vec2(0.3, 0.2)));
  }
  return d - <0.06,0.14>;""",
        ),
        Rule(
            4,
            "curl",
            """
  float d = 9.;
  vec2 a = vec2(<-0.5,0.5>, 0.65);
  for (int i = 0; i < 9; i++) {
    float x = float(i + 1);
    vec2 e = vec2(sin(x * <0.4,1.4> + <0,6.28>) * <0.3,0.55>, 0.65 - x * 0.145);
    d = min(d, seg(p, a, e));
    a = e;
  }
  return d - <0.04,0.12>;""",
        ),
        Rule(
            5,
            "assembled",
            """
  float d = 9.;
  p.x = abs(p.x);
  for (int i = 0; i < 5; i++) {
    vec2 a = h2(vec2(i, k)), e = h2(vec2(i + 20, k));
    vec2 q = rotate2D(3. * e.x) * (p - (a - vec2(0.3, 0.5)) * vec2(0.8, 1.2));
    d = e.y < 0.5 ? join(d, oval(q, vec2(0.1, 0.1 + 0.3 * a.x)), 0.08)
        : min(d, box(q, vec2(0.05 + 0.2 * a.y, 0.07)));
  }
  return d;""",
        ),
        Rule(
            4,
            "totem",
            """
  float i = floor(p.y * <2,3.5>), v = h(vec2(i, k)), n = 0.15 + 0.35 * fract(v * 9.);
  vec2 q = vec2(p.x, (fract(p.y * <2,3.5>) - 0.5) * 0.4);
  float d = v < 0.4 ? box(q, vec2(n, 0.16)) : v < 0.7 ? oval(q, vec2(n, 0.2)) : trap(q, n, n * 0.3, 0.19);
  return max(d, abs(p.y) - <0.65,0.8>);""",
        ),
        Rule(
            4,
            "radial",
            """
  p = rep(p, <3,9i>);
  return min(@shape((p - vec2(0, <0.35,0.5>)) * <2,3.5>) * 0.35,
      min(circle(p, <0.1,0.35>), box(p - vec2(0, 0.25), vec2(<0.02,0.08>, 0.3))));""",
        ),
        Rule(
            5,
            "limbs",
            """
  float d = oval(p, vec2(<0.14,0.3>, <0.14,0.3>));
  for (int i = 0; i < 5; i++) {
    vec2 v = h2(vec2(i, k)), a = 0.45 * vec2(cos(v.x * 6.28), sin(v.x * 6.28));
    d = join(d, limb(p, vec2(0), a, <0.08,0.14>, 0.05), 0.05);
    d = min(d, limb(p, a, a + rotate2D(v.y * 3. - 1.5) * a * <0.4,0.9>, 0.06, 0.03));
  }
  return d;""",
        ),
        Rule(
            3, "cut-out", "  return max(@shape(p), -@shape(rotate2D(<0,6.28>) * (p - <-0.3,0.3>) * <1.5,2.5>) * 0.5);"
        ),
        Rule(
            3,
            "two joined",
            """
  return join(@shape((p - vec2(0, <0.2,0.4>)) * 1.5), @shape((p + vec2(<-0.3,0.3>, 0.35)) * 1.5), <0.05,0.4>)
      * 0.66;""",
        ),
        Rule(
            3,
            "three in a row",
            """
  return @shape(vec2(mod(p.x + 0.27, 0.54) - 0.27, p.y) * vec2(3, <1.2,3>)) * 0.4 + max(abs(p.x) - 0.8, 0.);""",
        ),
        Rule(2, "shells", "  float d = @shape(p);\n  return max(d, 0.03 - abs(mod(d, <0.14,0.24>) - 0.07));"),
        Rule(4, "single shape", "  return @shape(p * <0.8,1.1>);"),
        Rule(
            3,
            "organic blob",
            """
  return (length(p * vec2(1, <0.7,1.3>)) - <0.3,0.5> - <0.3,0.6> * (vn(p * <1.5,4> + k * 7.) - 0.5)) * 0.7;""",
        ),
        Rule(
            2,
            "splash",
            """
  float a = atan(p.y, p.x);
  return (length(p) - 0.25 - <0.3,0.5> * pow(vn(vec2(cos(a), sin(a)) * <2,4> + k), <1,2.5>)) * 0.5;""",
        ),
    ],
)
