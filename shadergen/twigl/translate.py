"""A TwiGL text as a desktop GLSL shader that draws many images of the program in one call."""

import re
from dataclasses import dataclass
from typing import Final

from shadergen.twigl.wrap import Interface, Stage, wrap

MODES: Final = ("geekest (300 es)",)
BUDGET: Final = 2**15
"""Iterations that a pixel may spend; below the 65,535 at which llvmpipe stops a pixel without a word."""

_GEEKEST = Interface(
    values=(
        ("r", "vec2", "sg_size"),
        ("m", "vec2", "sg_mouse"),
        ("t", "float", "sg_time.x"),
        ("f", "float", "sg_time.y"),
        ("s", "float", "sg_time.z"),
    ),
    outputs=("o",),
    samplers=("b",),
)

_MAIN = re.compile(r"void\s+main\s*\(")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_BACKBUFFER = re.compile(r"\btexture\w*\s*\(\s*b\b|\btexelFetch\s*\(\s*b\b")
_FRAGMENT_ONLY = re.compile(r"\b(dFdx|dFdy|fwidth|discard)\b")


class TranslationError(ValueError):
    """A text that this version cannot draw; the message speaks of the text alone."""


@dataclass(frozen=True)
class Shader:
    """A program as GLSL.

    Attributes:
        text: the whole shader; after `#line`, a compiler's line numbers are those of the program's text.
        stage: 'compute' or 'fragment'.
    """

    text: str
    stage: Stage


def translate(text: str, version: int = 330, stage: Stage = "fragment") -> Shader:
    """Turn a text of the mode 'geekest (300 es)' into GLSL.

    Args:
        text: the program, with or without its own `void main()`.
        version: desktop GLSL version, such as 330 or 430.
        stage: 'compute' gives a fragment shader all the same where the text needs one: derivatives and discard.

    Raises:
        TranslationError: the text reads the backbuffer, which needs the frames before it.
    """
    code = _COMMENT.sub(lambda c: "\n" * c[0].count("\n") or " ", text)
    if _BACKBUFFER.search(code):
        raise TranslationError("it reads the backbuffer `b`, and feedback is not drawn by this version")
    if _FRAGMENT_ONLY.search(code):
        stage = "fragment"
    body = text.replace("gl_FragCoord", "FC")
    # the brace of a wrapped text stands on line 0, so that its line 1 stays line 1
    body = f"#line 1\n{body}" if _MAIN.search(code) else f"#line 0\nvoid main(){{\n{body}\n}}"
    body = f"#define FC sg_FC\n#define main sg_main\n{body}\n#undef main\n#undef FC"
    shader, _ = wrap(body, _GEEKEST, stage=stage, version=version, library=True, budget=BUDGET, keep=False)
    return Shader(shader, stage)
