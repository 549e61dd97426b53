"""The shaders of `leaves.gl`: what a leaf is, which leaves meet a tile, and which leaf a pixel sees first.

They repeat `leaves.model` and `leaves.raster` operation by operation, in the same precision, so that where divisions
and roots are rounded as IEEE 754 says the bits are the same. `precise` keeps compilers from fusing them.
"""

LEAF = """
uniform usampler2D law;  // bit patterns of doubles: see leaves.gl._law_table
uniform uvec2 key;
uniform uint first;
uniform uint limit;
uniform bool numbered;
uniform vec2 extent;
uniform uint kind_count;  // not a constant: Mesa's compiler crashes where it is 1

uvec4 philox(uvec4 c) {
  uvec2 k = key;
  for (int i = 0; i < 10; i++) {
    uint h0, l0, h1, l1;
    umulExtended(0xD2511F53u, c.x, h0, l0);
    umulExtended(0xCD9E8D57u, c.z, h1, l1);
    c = uvec4(h1 ^ c.y ^ k.x, l1, h0 ^ c.w ^ k.y, l0);
    k += uvec2(0x9E3779B9u, 0xBB67AE85u);
  }
  return c;
}

double entry(int i) { return packDouble2x32(texelFetch(law, ivec2(i, 0), 0).xy); }

double radius(uint word) {
  precise double c = (double(word) + 0.5LF) * entry(0);
  precise double position = sqrt(c);
#if EXPONENT > 3
  position = sqrt(position);
#endif
  position *= entry(1);
  int cell = int(position);
  int low = min(cell, KNOTS - 1);
  precise double x = entry(FIRST_KNOT + cell);
  x += (entry(FIRST_KNOT + 1 + low) - entry(FIRST_KNOT + low)) * (position - double(cell));
  for (int i = 0; i < NEWTON_STEPS; i++) {
    precise double y = 1.0LF + x;
    precise double p = entry(2 + EXPONENT);
    precise double slope = 0.0LF;
    for (int j = EXPONENT - 3; j >= 0; j--) {
      slope = slope * y + p;
      p = p * y + entry(4 + j);
    }
    precise double xp = x * p;
    x -= (x * xp - c * y) / (xp + xp + x * x * slope - c);
  }
  precise double r = entry(3) / (1.0LF + x);
  return clamp(r, entry(2), entry(3));
}

void unit_point(uint turn, out double c, out double s) {
  uint quarter = (turn + (1u << 29)) >> 30;
  precise double angle = double(int(turn - (quarter << 30))) * (6.283185307179586LF / 4294967296.0LF);
  precise double square = angle * angle;
  precise double sine = 1.0LF / 6227020800.0LF;
  sine = sine * square + 1.0LF / -39916800.0LF;
  sine = sine * square + 1.0LF / 362880.0LF;
  sine = sine * square + 1.0LF / -5040.0LF;
  sine = sine * square + 1.0LF / 120.0LF;
  sine = sine * square + 1.0LF / -6.0LF;
  sine = sine * square + 1.0LF;
  precise double cosine = 1.0LF / 479001600.0LF;
  cosine = cosine * square + 1.0LF / -3628800.0LF;
  cosine = cosine * square + 1.0LF / 40320.0LF;
  cosine = cosine * square + 1.0LF / -720.0LF;
  cosine = cosine * square + 1.0LF / 24.0LF;
  cosine = cosine * square + 1.0LF / -2.0LF;
  cosine = cosine * square + 1.0LF;
  sine = sine * angle;
  bool odd = (quarter & 1u) != 0u;
  c = odd ? sine : cosine;
  s = odd ? cosine : sine;
  if (((quarter + 1u) & 2u) != 0u) c = -c;
  if ((quarter & 2u) != 0u) s = -s;
}

void sort(inout uint a, inout uint b) {
  uint low = min(a, b);
  b = max(a, b);
  a = low;
}

uvec4 vertex_turns(uint kind, uvec4 t) {
  if (kind == 2u) return (uvec4(0u, 1u, 2u, 3u) << 30) + t.x;
  if (kind == 3u) {
    uint a = t.x >> 2;
    return uvec4(a, (1u << 31) - a, (1u << 31) + a, 0u - a);
  }
  if (kind < 4u) return uvec4(1u, 3u, 5u, 7u) << 29;
  if (kind == 4u) t.w = 0xFFFFFFFFu;
  sort(t.x, t.y);
  sort(t.z, t.w);
  sort(t.x, t.z);
  sort(t.y, t.w);
  sort(t.y, t.z);
  if (kind == 4u) t.w = t.z;
  return t;
}

// (x, y, square of the radius, colour or number from the first), exactly, and the a, b and c of its four edges
void leaf_of(uvec3 image, uint number, out vec4 disc, out vec4 a, out vec4 b, out vec4 c) {
  uvec4 w = philox(uvec4(number * 2u, image));
  uvec4 turns = philox(uvec4(number * 2u + 1u, image));
  precise float x = float((double(w.x) + 0.5LF) * (1.0LF / 4294967296.0LF));
  precise float y = float((double(w.y) + 0.5LF) * (1.0LF / 4294967296.0LF));
  precise float r = float(radius(w.z));
  uint choice, over;
  umulExtended(w.w, kind_count, choice, over);
  uint colour = over >> 24 | (over >> 8 & 0xFF00u) | (over << 8 & 0xFF0000u);
  const uint kinds[] = uint[](KINDS);
  uint kind = kinds[choice];
  uvec4 v = vertex_turns(kind, turns);
  uvec4 gap = (v.yzwx - v) >> 1;
  for (int i = 0; i < 4; i++) {
    double cosine, sine;
    unit_point(v[i] + gap[i], cosine, sine);
    a[i] = float(cosine);
    b[i] = float(sine);
    unit_point(gap[i], cosine, sine);
    precise double distance = cosine * double(r);
    c[i] = float(distance);
  }
  if (kind == 0u) {
    a = vec4(0.0);
    b = vec4(0.0);
    c = vec4(1.0);
  }
  precise float middle_x = x * extent.x;
  precise float middle_y = y * extent.y;
  precise float square = number < limit ? r * r : -1.0;
  disc = vec4(middle_x, middle_y, square, float(numbered ? number - first : colour));
}
"""

COVERS = """
bool covers(vec4 disc, vec4 a, vec4 b, vec4 c, float dx, float dy) {
  precise float square = dx * dx + dy * dy;
  precise vec4 along = a * dx + b * dy;
  return square <= disc.z && along.x <= c.x && along.y <= c.y && along.z <= c.z && along.w <= c.w;
}
"""

COMPUTE_LEAVES = """
layout(local_size_x = 32) in;
layout(rgba32f, binding = 0) writeonly uniform image2D leaves;
layout(std430, binding = 0) readonly buffer Images { uvec4 image[]; };
uniform uint count;
void main() {
  uint k = gl_GlobalInvocationID.x, slot = gl_GlobalInvocationID.y;
  vec4 disc, a, b, c;
  leaf_of(image[slot].xyz, first + k, disc, a, b, c);
  uint n = slot * count + k;
  ivec2 at = ivec2(n % ROW * 4u, n / ROW);
  imageStore(leaves, at, disc);
  imageStore(leaves, at + ivec2(1, 0), a);
  imageStore(leaves, at + ivec2(2, 0), b);
  imageStore(leaves, at + ivec2(3, 0), c);
}
"""

COMPUTE_MEETINGS = """
layout(local_size_x = 8) in;
uniform sampler2D leaves;
layout(std430, binding = 1) writeonly buffer Meetings { uint meeting[]; };
layout(std430, binding = 2) readonly buffer Groups { uvec2 group[]; };  // slot, place in the image
uniform uint count;
uniform uint across;
uniform vec2 tile;
uniform vec2 corner;
void main() {
  uint word = gl_GlobalInvocationID.x, words = count / 32u;
  uvec2 here = group[gl_WorkGroupID.y];
  // a pixel's centre is half a pixel within its tile, which is more than rounding can take away
  vec2 reach = tile * 0.5;
  vec2 middle = corner + vec2(here.y % across, here.y / across) * vec2(GROUP_X, GROUP_Y) * tile + reach;
  uint meets[GROUP_X * GROUP_Y];
  for (int t = 0; t < GROUP_X * GROUP_Y; t++) meets[t] = 0u;
  uint n = here.x * count + word * 32u;
  for (uint i = 0u; i < 32u; i++, n++) {
    vec4 disc = texelFetch(leaves, ivec2(n % ROW * 4u, n / ROW), 0);
    float left[GROUP_Y];
    for (int y = 0; y < GROUP_Y; y++) {
      float d = max(abs(middle.y + float(y) * tile.y - disc.y) - reach.y, 0.0);
      left[y] = disc.z - d * d;
    }
    for (int x = 0; x < GROUP_X; x++) {
      float d = max(abs(middle.x + float(x) * tile.x - disc.x) - reach.x, 0.0);
      for (int y = 0; y < GROUP_Y; y++) meets[y * GROUP_X + x] |= d * d <= left[y] ? 1u << i : 0u;
    }
  }
  if (word < words)
    for (int t = 0; t < GROUP_X * GROUP_Y; t++)
      meeting[(gl_WorkGroupID.y * words + word) * uint(GROUP_X * GROUP_Y) + uint(t)] = meets[t];
}
"""

COMPUTE_PIXELS = """
layout(local_size_x = 8, local_size_y = LANES) in;
uniform sampler2D leaves, axes;
layout(std430, binding = 1) readonly buffer Meetings { uint meeting[]; };
layout(std430, binding = 3) readonly buffer Tiles { uvec4 tiles[]; };  // slot, first meeting, first pixel, x | y << 16
layout(std430, binding = 4) buffer Pixels { uint pixel[]; };
layout(std430, binding = 5) buffer Bare { uint bare[]; };
uniform uint count;
uniform uint base_mark;
uniform uint first_tile;
uniform ivec2 size;
void main() {
  uint tile = first_tile + gl_WorkGroupID.x;
  uvec4 here = tiles[tile];
  int px = int(here.w & 0xFFFFu) * 8 + int(gl_LocalInvocationID.x);
  int py = (int(here.w >> 16) * LANES + int(gl_LocalInvocationID.y)) * ROWS;
  int at = int(here.z) + py * size.x + px;
  float x = texelFetch(axes, ivec2(px, 0), 0).x;
  float y[ROWS];
  uint seen[ROWS];
  bool bare_here = false;
  for (int i = 0; i < ROWS; i++) {
    bool there = px < size.x && py + i < size.y;
    y[i] = texelFetch(axes, ivec2(py + i, 1), 0).x;
    seen[i] = there ? START : 0u;
    bare_here = bare_here || seen[i] == BARE;
  }
  uint next = here.y;
  uint base = here.x * count - 32u, last = base + count;
  uint meets = 0u;
  // on a CPU a branch is never skipped, and a loop ends only when all lanes leave it: this is all loops
  while (bare_here) {
    while (meets == 0u && base != last) {
      meets = meeting[next];
      next += uint(GROUP_X * GROUP_Y);
      base += 32u;
    }
    if (meets == 0u) break;
    uint n = base + uint(findLSB(meets));
    meets &= meets - 1u;
    ivec2 from = ivec2(n % ROW * 4u, n / ROW);
    vec4 disc = texelFetch(leaves, from, 0);
    vec4 a = texelFetch(leaves, from + ivec2(1, 0), 0);
    vec4 b = texelFetch(leaves, from + ivec2(2, 0), 0);
    vec4 c = texelFetch(leaves, from + ivec2(3, 0), 0);
    float dx = x - disc.x;
    uint mark = base_mark + uint(disc.w);
    bare_here = false;
    for (int i = 0; i < ROWS; i++) {
      bool inside = covers(disc, a, b, c, dx, y[i] - disc.y);
      seen[i] = inside && seen[i] == BARE ? mark : seen[i];
      bare_here = bare_here || seen[i] == BARE;
    }
  }
  for (int i = 0; i < ROWS; i++)
    if (px < size.x && py + i < size.y) pixel[at + i * size.x] = seen[i];
  if (bare_here) bare[tile] = 1u;
}
"""

WHOLE_TARGET = """
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}
"""

FRAGMENT_LEAVES = """
layout(location = 0) out vec4 disc;
layout(location = 1) out vec4 edge_a;
layout(location = 2) out vec4 edge_b;
layout(location = 3) out vec4 edge_c;
uniform usampler2D images;
uniform uint count;
void main() {
  uint n = uint(gl_FragCoord.y) * ROW + uint(gl_FragCoord.x);
  leaf_of(texelFetch(images, ivec2(n / count, 0), 0).xyz, first + n % count, disc, edge_a, edge_b, edge_c);
}
"""

TILES_VERTICES = """
uniform vec2 target;
uniform vec2 size;
uniform usampler2D images;
flat out int slot;
flat out float top;
void main() {
  slot = gl_InstanceID;
  top = float(texelFetch(images, ivec2(slot, 0), 0).w) * size.y;
  vec2 at = vec2(gl_VertexID & 1, gl_VertexID >> 1) * size + vec2(0.0, top);
  gl_Position = vec4(at / target * 2.0 - 1.0, 0.0, 1.0);
}
"""

FRAGMENT_PIXELS = """
uniform sampler2D discs, edges_a, edges_b, edges_c, axes;
uniform uint count;
uniform uint base_mark;
flat in int slot;
flat in float top;
layout(location = 0) out uint seen;
void main() {
  float x = texelFetch(axes, ivec2(gl_FragCoord.x, 0), 0).x;
  float y = texelFetch(axes, ivec2(gl_FragCoord.y - top, 1), 0).x;
  uint n = uint(slot) * count, end = n + count;
  bool bare = true;
  while (bare && n < end) {
    vec4 disc;
    float dx, dy;
    ivec2 from;
    // the next leaf whose circle covers the pixel
    bool near = false;
    while (!near && n < end) {
      from = ivec2(n % ROW, n / ROW);
      disc = texelFetch(discs, from, 0);
      dx = x - disc.x;
      dy = y - disc.y;
      precise float square = dx * dx + dy * dy;
      near = square <= disc.z;
      n++;
    }
    vec4 a = texelFetch(edges_a, from, 0), b = texelFetch(edges_b, from, 0), c = texelFetch(edges_c, from, 0);
    bare = !covers(disc, a, b, c, dx, dy);
    seen = base_mark + uint(disc.w);
  }
  // what stays bare keeps its depth, and is drawn again with the next leaves
  if (bare) discard;
}
"""
