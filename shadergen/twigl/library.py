"""The functions that the geekest modes give to a program, in GLSL.

The noise is simplex noise as Gustavson and McEwan define it ('Efficient computational noise in GLSL', 2012, with the
permutation (34 x + 1) x mod 289): the constants are theirs, since programs depend on the exact values; the code is
ours.
"""

LIBRARY_GLSL = """
const float F4 = 0.309016994374947451;
const float PI = 3.141592653589793;
const float PI2 = 6.283185307179586;

float mod289(float x) { return x - floor(x * (1.0 / 289.0)) * 289.0; }
vec2 mod289(vec2 x) { return x - floor(x * (1.0 / 289.0)) * 289.0; }
vec3 mod289(vec3 x) { return x - floor(x * (1.0 / 289.0)) * 289.0; }
vec4 mod289(vec4 x) { return x - floor(x * (1.0 / 289.0)) * 289.0; }
float permute(float x) { return mod289((34.0 * x + 1.0) * x); }
vec3 permute(vec3 x) { return mod289((34.0 * x + 1.0) * x); }
vec4 permute(vec4 x) { return mod289((34.0 * x + 1.0) * x); }
float taylorInvSqrt(float q) { return 1.79284291400159 - 0.85373472095314 * q; }
vec4 taylorInvSqrt(vec4 q) { return 1.79284291400159 - 0.85373472095314 * q; }

float snoise2D(vec2 v) {
  const float skew = 0.366025403784439, unskew = 0.211324865405187;
  vec2 cell = floor(v + skew * (v.x + v.y));
  vec2 d0 = v - cell + unskew * (cell.x + cell.y);
  vec2 side = d0.x > d0.y ? vec2(1.0, 0.0) : vec2(0.0, 1.0);
  vec2 d1 = d0 - side + unskew, d2 = d0 - 1.0 + 2.0 * unskew;
  cell = mod289(cell);
  vec3 hash = permute(permute(cell.y + vec3(0.0, side.y, 1.0)) + cell.x + vec3(0.0, side.x, 1.0));
  vec3 gx = 2.0 * fract(hash * 0.024390243902439) - 1.0;
  vec3 gy = abs(gx) - 0.5;
  gx -= floor(gx + 0.5);
  vec3 fall = max(0.5 - vec3(dot(d0, d0), dot(d1, d1), dot(d2, d2)), 0.0);
  fall *= fall;
  fall *= fall * (1.79284291400159 - 0.85373472095314 * (gx * gx + gy * gy));
  return 130.0 * dot(fall, gx * vec3(d0.x, d1.x, d2.x) + gy * vec3(d0.y, d1.y, d2.y));
}

float snoise3D(vec3 v) {
  const float third = 0.333333333333333, sixth = 0.166666666666667;
  vec3 cell = floor(v + third * (v.x + v.y + v.z));
  vec3 d0 = v - cell + sixth * (cell.x + cell.y + cell.z);
  vec3 above = step(d0.yzx, d0.xyz), below = 1.0 - above;
  vec3 s1 = min(above, below.zxy), s2 = max(above, below.zxy);
  vec3 d1 = d0 - s1 + sixth, d2 = d0 - s2 + third, d3 = d0 - 0.5;
  cell = mod289(cell);
  vec4 hash = permute(cell.z + vec4(0.0, s1.z, s2.z, 1.0));
  hash = permute(hash + cell.y + vec4(0.0, s1.y, s2.y, 1.0));
  hash = permute(hash + cell.x + vec4(0.0, s1.x, s2.x, 1.0));
  // 49 gradients: a 7 by 7 grid over a square, folded onto an octahedron
  vec4 place = hash - 49.0 * floor(hash * (0.142857142857 * 0.142857142857));
  vec4 column = floor(place * 0.142857142857), row = floor(place - 7.0 * column);
  vec4 gx = column * 0.285714285714 - 0.928571428571, gy = row * 0.285714285714 - 0.928571428571;
  vec4 gz = 1.0 - abs(gx) - abs(gy);
  vec4 under = step(gz, vec4(0.0));
  vec4 sx = floor(gx) * 2.0 + 1.0, sy = floor(gy) * 2.0 + 1.0;
  gx -= sx * under;
  gy -= sy * under;
  vec4 norm = taylorInvSqrt(gx * gx + gy * gy + gz * gz);
  vec4 fall = max(0.6 - vec4(dot(d0, d0), dot(d1, d1), dot(d2, d2), dot(d3, d3)), 0.0);
  fall *= fall;
  vec4 slope = gx * vec4(d0.x, d1.x, d2.x, d3.x) + gy * vec4(d0.y, d1.y, d2.y, d3.y)
    + gz * vec4(d0.z, d1.z, d2.z, d3.z);
  return 42.0 * dot(fall * fall, norm * slope);
}

vec4 grad4(float j, vec4 ip) {
  vec3 g = floor(fract(j * ip.xyz) * 7.0) * ip.z - 1.0;
  float w = 1.5 - dot(abs(g), vec3(1.0));
  vec4 negative = vec4(lessThan(vec4(g, w), vec4(0.0)));
  return vec4(g + (negative.xyz * 2.0 - 1.0) * negative.w, w);
}

float sg_corner4(float hash, vec4 d) {
  vec4 g = grad4(hash, vec4(1.0 / 294.0, 1.0 / 49.0, 1.0 / 7.0, 0.0));
  float fall = max(0.6 - dot(d, d), 0.0);
  fall *= fall;
  return fall * fall * taylorInvSqrt(dot(g, g)) * dot(g, d);
}

float snoise4D(vec4 v) {
  const float unskew = 0.138196601125011;
  vec4 cell = floor(v + F4 * (v.x + v.y + v.z + v.w));
  vec4 d0 = v - cell + unskew * (cell.x + cell.y + cell.z + cell.w);
  // the rank of each coordinate among the four says in which order the simplex is walked
  vec3 x = step(d0.yzw, d0.xxx), yz = step(d0.zww, d0.yyz);
  vec4 rank = vec4(x.x + x.y + x.z, 1.0 - x.x + yz.x + yz.y, 2.0 - x.y - yz.x + yz.z, 3.0 - x.z - yz.y - yz.z);
  vec4 s3 = clamp(rank, 0.0, 1.0), s2 = clamp(rank - 1.0, 0.0, 1.0), s1 = clamp(rank - 2.0, 0.0, 1.0);
  cell = mod289(cell);
  float first = permute(permute(permute(permute(cell.w) + cell.z) + cell.y) + cell.x);
  vec4 hash = permute(cell.w + vec4(s1.w, s2.w, s3.w, 1.0));
  hash = permute(hash + cell.z + vec4(s1.z, s2.z, s3.z, 1.0));
  hash = permute(hash + cell.y + vec4(s1.y, s2.y, s3.y, 1.0));
  hash = permute(hash + cell.x + vec4(s1.x, s2.x, s3.x, 1.0));
  return 49.0 * (sg_corner4(first, d0) + sg_corner4(hash.x, d0 - s1 + unskew)
    + sg_corner4(hash.y, d0 - s2 + 2.0 * unskew) + sg_corner4(hash.z, d0 - s3 + 3.0 * unskew)
    + sg_corner4(hash.w, d0 - 1.0 + 4.0 * unskew));
}

float fsnoise(vec2 c) { return fract(sin(dot(c, vec2(12.9898, 78.233))) * 43758.5453); }
float fsnoiseDigits(vec2 c) { return fract(sin(dot(c, vec2(0.129898, 0.78233))) * 437.585453); }

vec3 hsv(float h, float s, float v) {
  vec3 hue = abs(fract(h + vec3(1.0, 2.0 / 3.0, 1.0 / 3.0)) * 6.0 - 3.0) - 1.0;
  return v * mix(vec3(1.0), clamp(hue, 0.0, 1.0), s);
}

mat2 rotate2D(float a) { return mat2(cos(a), sin(a), -sin(a), cos(a)); }

mat3 rotate3D(float angle, vec3 axis) {
  vec3 a = normalize(axis);
  float z = sin(angle), c = cos(angle), k = 1.0 - c;
  return mat3(
    a.x * a.x * k + c, a.x * a.y * k + a.z * z, a.x * a.z * k - a.y * z,
    a.x * a.y * k - a.z * z, a.y * a.y * k + c, a.y * a.z * k + a.x * z,
    a.x * a.z * k + a.y * z, a.y * a.z * k - a.x * z, a.z * a.z * k + c);
}
"""
