"""A TwiGL text as a desktop GLSL fragment shader that draws many images of the program in one call.

Every tile of the target is one image. What differs between images (time, view, ...) comes in flat varyings, and the
dialect's names (`r`, `m`, `t`, `f`, `s`, `o`) are globals that our `main` sets before it calls the program's: so a
program may shadow any of them, as it may in the browser.
"""

import re
from typing import Final

from shadergen.twigl.library import LIBRARY_GLSL

MODES: Final = ("geekest (300 es)",)

_HEAD = """#version {version}
flat in vec2 sg_origin;
flat in vec4 sg_view;
flat in vec2 sg_offset;
flat in vec4 sg_time;
flat in vec2 sg_mouse;
uniform vec2 sg_size;
out vec4 sg_colour;
vec4 sg_FC;
vec2 r, m;
float t, f, s;
vec4 o;
uniform sampler2D b;
#define FC sg_FC
#define main sg_main
"""

_TAIL = """
#undef main
void main() {
  vec2 middle = 0.5 * sg_size;
  vec2 pixel = gl_FragCoord.xy - sg_origin - middle;
  sg_FC = vec4(mat2(sg_view.xy, sg_view.zw) * pixel + middle + sg_offset * sg_size, 0.5, 1.0);
  r = sg_size; m = sg_mouse; t = sg_time.x; f = sg_time.y; s = sg_time.z; o = vec4(0.0);
  sg_main();
  sg_colour = vec4(mix(o.rgb, vec3(0.0), isnan(o.rgb)), 1.0);
}
"""

_MAIN = re.compile(r"void\s+main\s*\(")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_BACKBUFFER = re.compile(r"\btexture\w*\s*\(\s*b\b|\btexelFetch\s*\(\s*b\b")


class TranslationError(ValueError):
    """A text that this version cannot draw; the message speaks of the text alone."""


def translate(text: str, version: int = 330) -> str:
    """Turn a text of the mode 'geekest (300 es)' into GLSL.

    Args:
        text: the program, with or without its own `void main()`.
        version: desktop GLSL version, such as 330 or 430.

    Returns:
        A fragment shader; a compiler's line numbers after `#line` are those of `text`.

    Raises:
        TranslationError: the text reads the backbuffer, which needs the frames before it.
    """
    code = _COMMENT.sub(lambda c: "\n" * c[0].count("\n") or " ", text)
    if _BACKBUFFER.search(code):
        raise TranslationError("it reads the backbuffer `b`, and feedback is not drawn by this version")
    body = text.replace("gl_FragCoord", "FC")
    # the brace of a wrapped text stands on line 0, so that its line 1 stays line 1
    body = f"#line 1\n{body}" if _MAIN.search(code) else f"#line 0\nvoid main(){{\n{body}\n}}"
    return _HEAD.format(version=version) + LIBRARY_GLSL + body + _TAIL
