"""The frame around a lowered program: what the dialect gives it, and the `main` that calls it once a pixel.

The dialect's names are globals that our `main` sets before it calls the program's, so that a program may shadow any of
them as in the browser. What differs between images comes in flat varyings (fragment) or in a buffer (compute); both
give the same values to the same code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from shadergen.twigl.library import LIBRARY_GLSL

Stage = Literal["fragment", "compute"]


@dataclass(frozen=True)
class Interface:
    """What a program takes and gives.

    Attributes:
        values: (name, type, expression) of each given value that it may read, such as ('t', 'float', 'sg_t').
        outputs: (name, type) of its colours, by location; one or two.
        samplers: the names by which it reads the frames before: those of its mode, by target, and others, which nobody
            sets and which read the first target, as a browser's do.
    """

    values: tuple[tuple[str, str, str], ...]
    outputs: tuple[tuple[str, str], ...]
    samplers: tuple[str, ...]


WIDENED: Final[Mapping[str, str]] = MappingProxyType(
    {"vec4": "{}", "vec3": "vec4({}, 1.0)", "vec2": "vec4({}, 0.0, 1.0)", "float": "vec4({}, 0.0, 0.0, 1.0)"}
)
"""How a colour of each type that an output may have is one of four numbers."""


_FRAGMENT = """#version {version}
flat in vec2 sg_origin;
flat in vec4 sg_view, sg_time, sg_red, sg_green, sg_blue, sg_ground, sg_shape, sg_cut;
flat in vec2 sg_offset, sg_mouse;
uniform vec2 sg_size;
layout(location = 0) out vec4 sg_colour;
"""

_COMPUTE = """#version 430
layout(local_size_x = 8, local_size_y = 8) in;
struct SgFrame { vec4 view, time, red, green, blue, ground, shape, cut; vec2 offset, mouse; };
layout(std430, binding = 0) readonly buffer SgFrames { SgFrame sg_frames[]; };
layout(std430, binding = 1) writeonly buffer SgPixels { uint sg_pixels[]; };
uniform vec2 sg_size;
vec4 sg_view, sg_time, sg_red, sg_green, sg_blue, sg_ground, sg_shape, sg_cut;
vec2 sg_offset, sg_mouse;
"""

# The frames before of many images are the layers of one texture each; a layer is read as a texture of its own.
_LAYERS = """int sg_layer;
vec4 sg_texture(sampler2DArray b, vec2 p) { return texture(b, vec3(p, sg_layer)); }
vec4 sg_texture(sampler2DArray b, vec2 p, float bias) { return texture(b, vec3(p, sg_layer)); }
vec4 sg_textureLod(sampler2DArray b, vec2 p, float lod) { return textureLod(b, vec3(p, sg_layer), lod); }
vec4 sg_textureGrad(sampler2DArray b, vec2 p, vec2 x, vec2 y) { return textureGrad(b, vec3(p, sg_layer), x, y); }
vec4 sg_textureProj(sampler2DArray b, vec3 p) { return texture(b, vec3(p.xy / p.z, sg_layer)); }
vec4 sg_textureProj(sampler2DArray b, vec4 p) { return texture(b, vec3(p.xy / p.w, sg_layer)); }
vec4 sg_texelFetch(sampler2DArray b, ivec2 p, int lod) { return texelFetch(b, ivec3(p, sg_layer), lod); }
ivec2 sg_textureSize(sampler2DArray b, int lod) { return textureSize(b, lod).xy; }
"""
LAYERED = frozenset({"texture", "textureLod", "textureGrad", "textureProj", "texelFetch", "textureSize"})
"""The functions that a compute shader has for the frames before, under names with `sg_` before them."""

# The palette of a picture, see shadergen/palette.py: an identity of it gives back the same bits.
# Alpha says how much of a pixel a cut left to the program: 1 all, a half none.
# What calls functions of GLSL stands before the text, which may have its own under their names.
_TONED = """vec3 sg_shown(vec3 c) { return clamp(mix(c, vec3(0.0), isnan(c)), 0.0, 1.0); }
vec4 sg_toned(vec3 c, vec2 at) {
  vec3 toned = vec3(dot(sg_red.xyz, c) + sg_red.w, dot(sg_green.xyz, c) + sg_green.w, dot(sg_blue.xyz, c) + sg_blue.w);
  vec2 place = abs(mat2(sg_shape.xy, sg_shape.zw) * (at / sg_size - sg_cut.xy));
  vec3 norms = vec3(place.x + place.y, length(place), max(place.x, place.y));
  float outside = dot(norms, vec3(sg_cut.z, 1.0 - sg_cut.z - sg_cut.w, sg_cut.w)) - 1.0;
  float over = (dot(c, vec3(0.299, 0.587, 0.114)) - abs(sg_ground.w)) * sign(sg_ground.w);
  float gone = clamp(outside * 12.0 + 0.5, 0.0, 1.0);
  return vec4(mix(toned, sg_ground.rgb, max(gone, clamp(over * 10.0 + 0.5, 0.0, 1.0))), 1.0 - 0.5 * gone);
}
"""

# What stands beside the text's own outputs and values has names that no text may have.
_RUN = """vec4 sg_run(vec2 sg_at) {{
  vec2 sg_middle = 0.5 * sg_size;
  sg_FC = vec4(mat2(sg_view.xy, sg_view.zw) * (sg_at - sg_middle) + sg_middle + sg_offset * sg_size, 0.5, 1.0);
  sg_left = {budget};
{assignments}  sg_main();
  return sg_toned(sg_shown({shown}.rgb), sg_at) * vec4(1.0, 1.0, 1.0, sg_left < 0 ? 0.0 : 1.0);
}}
"""

_FRAGMENT_MAIN = """void main() {
  sg_colour = sg_run(gl_FragCoord.xy - sg_origin);
"""

_COMPUTE_MAIN = """void main() {
  uvec3 sg_at = gl_GlobalInvocationID;
  uvec2 sg_sides = uvec2(sg_size);
  if (sg_at.x >= sg_sides.x || sg_at.y >= sg_sides.y) return;
  SgFrame sg_frame = sg_frames[sg_at.z];
  sg_view = sg_frame.view; sg_time = sg_frame.time; sg_offset = sg_frame.offset; sg_mouse = sg_frame.mouse;
  sg_red = sg_frame.red; sg_green = sg_frame.green; sg_blue = sg_frame.blue;
  sg_ground = sg_frame.ground; sg_shape = sg_frame.shape; sg_cut = sg_frame.cut;
  sg_pixels[(sg_at.z * sg_sides.y + sg_at.y) * sg_sides.x + sg_at.x] = packUnorm4x8(sg_run(vec2(sg_at.xy) + 0.5));
"""


def wrap(
    body: str, interface: Interface, *, stage: Stage, version: int, library: bool, budget: int, keep: int, start: bool
) -> str:
    """Put the frame around a program.

    Args:
        body: the lowered program, whose entry is `void sg_main()`.
        interface: what it takes and gives.
        stage: the kind of shader.
        version: desktop GLSL version, such as 330 or 430.
        library: whether the mode gives the function library.
        budget: iterations that a pixel may spend.
        keep: how many outputs are kept for the next frame, at locations 1 (and 2), or in images 0 (and 1); one that the
            program does not have is zero.
        start: whether the program has a `void sg_globals()` that is to be called before its entry.

    Returns:
        The shader.
    """
    compute = stage == "compute"
    head = _COMPUTE if compute else _FRAGMENT.format(version=version)
    for number in range(keep):
        if compute:
            head += f"layout(binding = {number}) writeonly uniform image2DArray sg_kept{number};\n"
        else:
            head += f"layout(location = {number + 1}) out vec4 sg_kept{number};\n"
    head += _LAYERS if compute and keep else ""
    head += "vec4 sg_FC;\nint sg_left;\n"
    for name, kind, _ in interface.values:
        head += f"{kind} {name};\n"
    for name, kind in interface.outputs:
        head += f"{kind} {name};\n"
    for name in interface.samplers:
        head += f"uniform sampler2D{'Array' if compute and keep else ''} {name};\n"
    head += _TONED
    if library:
        head += LIBRARY_GLSL
    assignments = "".join(f"  {name} = {value};\n" for name, _, value in interface.values)
    assignments += "".join(f"  {name} = {kind}(0.0);\n" for name, kind in interface.outputs)
    assignments += "  sg_globals();\n" * start
    colours = [WIDENED[kind].format(name) for name, kind in interface.outputs]
    tail = _RUN.format(budget=budget, assignments=assignments, shown=colours[0])
    kept = list(enumerate((*colours, *("vec4(0.0)",) * keep)[:keep]))
    if compute:
        main = (
            _COMPUTE_MAIN.replace("  sg_pixels", "  sg_layer = int(sg_at.z);\n  sg_pixels") if keep else _COMPUTE_MAIN
        )
        tail += main + "".join(f"  imageStore(sg_kept{n}, ivec3(sg_at), {colour});\n" for n, colour in kept)
    else:
        tail += _FRAGMENT_MAIN + "".join(f"  sg_kept{n} = {colour};\n" for n, colour in kept)
    return f"{head}{body}\n{tail}}}\n"
