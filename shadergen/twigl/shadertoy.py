"""Image programs of Shadertoy, which define `mainImage`, as programs of the mode classic (300 es)."""

import re
from collections.abc import Mapping
from typing import Final

from shadergen.errors import UsageError

_COMMENT = re.compile(r"//(?:\\\n|[^\n])*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_IMAGE = re.compile(r"\bvoid\s+mainImage\s*\(")
_MAIN = re.compile(r"\bvoid\s+main\s*\(")
_CHANNEL = re.compile(r"\biChannel(?:\d|Time|Resolution)\b")
_UNIFORM = re.compile(r"^[ \t]*uniform\s+\w+\s+i[A-Z]\w*\s*;", re.MULTILINE)
_GIVEN: Final = {"resolution": "vec2", "time": "float", "frame": "float", "mouse": "vec2"}
_INPUTS: Final[Mapping[str, tuple[str, str]]] = {
    "iResolution": ("vec3", "vec3(resolution, 1)"),
    "iTime": ("float", "time"),
    "iGlobalTime": ("float", "time"),
    "iTimeDelta": ("float", "1. / 60."),
    "iFrame": ("int", "int(frame) - 1"),
    "iFrameRate": ("float", "60."),
    "iMouse": ("vec4", "vec4(mouse * resolution, 0, 0)"),
    "iDate": ("vec4", "vec4(2000, 0, 1, time)"),
    "iSampleRate": ("float", "44100."),
}
"""Type and value of what Shadertoy gives, by its name; `iGlobalTime` is what `iTime` was called before."""


def is_image(text: str) -> bool:
    """Whether a text defines `mainImage`, outside comments, and no `main`."""
    bare = _COMMENT.sub(" ", text)
    return _IMAGE.search(bare) is not None and _MAIN.search(bare) is None


def as_program(text: str) -> str:
    """A text of Shadertoy with what its page puts around it, as a program of classic (300 es).

    Inputs are variables, which the text's own macros and functions may hide; of what the mode gives, names that the
    text has too are the text's with `_` behind them.

    Raises:
        UsageError: the text reads a channel: a texture, a sound or another pass, which it does not hold.
    """
    bare = _COMMENT.sub(" ", text)
    if channel := _CHANNEL.search(bare):
        raise UsageError(f"it reads {channel[0]}, a texture, a sound or another pass, and a program is one text alone")
    own = re.compile(rf"(?P<keep>{_COMMENT.pattern})|\b(?P<name>{'|'.join(_GIVEN)})\b", re.DOTALL)
    text = own.sub(lambda match: match["keep"] or f"{match['name']}_", _UNIFORM.sub("", text))
    inputs = [name for name in _INPUTS if re.search(rf"\b{name}\b", bare)]
    used = [name for name in _GIVEN if any(re.search(rf"\b{name}\b", _INPUTS[each][1]) for each in inputs)]
    return "\n".join(
        [
            "precision highp float;",
            *(f"uniform {_GIVEN[name]} {name};" for name in used),
            "out vec4 shown_colour;",
            *(f"{_INPUTS[name][0]} {name};" for name in inputs),
            text.rstrip("\n"),
            "void main() {",
            *(f"  {name} = {_INPUTS[name][1]};" for name in inputs),
            "  mainImage(shown_colour, gl_FragCoord.xy);",
            "}\n",
        ]
    )
