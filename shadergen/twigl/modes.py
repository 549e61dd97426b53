"""The twelve modes of TwiGL: what each puts around a text, and which of them a text without header was written for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from shadergen.errors import UsageError
from shadergen.twigl.tokens import GlslError, lex

LIBRARY_NAMES: Final = (
    *("F4", "PI", "PI2", "mod289", "permute", "taylorInvSqrt", "snoise2D", "snoise3D", "grad4", "snoise4D"),
    *("fsnoise", "fsnoiseDigits", "hsv", "rotate2D", "rotate3D"),
)
"""The constants and functions that the geekest modes give."""


@dataclass(frozen=True)
class Mode:
    """A mode, and by which names its programs know what a renderer hands them.

    Attributes:
        name: 'classic', 'geek', 'geeker' or 'geekest', alone or with ' (300 es)' or ' (MRT)' behind it.
        es300: the text is GLSL ES 3.00, otherwise 1.00.
        mrt: the text draws two targets, and reads both of the last frame.
        head: the mode declares the uniforms and the output; otherwise the text does.
        library: the mode gives the functions of `LIBRARY_NAMES`, and FC for gl_FragCoord; a text without a `main` is
            the body of one (see `brings_main`).
        size: vec2, the picture in pixels.
        mouse: vec2, in [0, 1], y upwards.
        time: float, seconds.
        frame: float, 1 in the first frame.
        sound: float, the level.
        samplers: the targets of the last frame, in order.
        outputs: what a program writes for each target, in order; empty where the text declares its own.
    """

    name: str
    es300: bool
    mrt: bool
    head: bool
    library: bool
    size: str
    mouse: str
    time: str
    frame: str
    sound: str
    samplers: tuple[str, ...]
    outputs: tuple[str, ...]

    @cached_property
    def uniforms(self) -> Mapping[str, str]:
        """The GLSL type of each uniform by its name, in the order in which a head declares them."""
        types = {self.size: "vec2", self.mouse: "vec2", self.time: "float", self.frame: "float", self.sound: "float"}
        return MappingProxyType(types | dict.fromkeys(self.samplers, "sampler2D"))

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The names that exist without a declaration in the text, besides those of GLSL ES itself."""
        own_outputs = self.outputs if self.es300 else ()
        library = ("FC", *LIBRARY_NAMES) if self.library else ()
        return (*self.uniforms, *own_outputs, *library) if self.head else ()

    @cached_property
    def predefined(self) -> Mapping[str, str]:
        """The macros that exist before the text, as `preprocess` takes them."""
        macros = {"GL_ES": "1", "GL_FRAGMENT_PRECISION_HIGH": "1", "__VERSION__": "300" if self.es300 else "100"}
        if not self.es300:
            macros["GL_OES_standard_derivatives"] = "1"
        if self.library:
            macros["FC"] = "gl_FragCoord"
        return MappingProxyType(macros)


_FAMILIES = ("classic", "geek", "geeker", "geekest")
_KINDS = {"": "", "300es": " (300 es)", "300": " (300 es)", "es300": " (300 es)", "mrt": " (MRT)", "mrt300es": " (MRT)"}


def _mode(family: str, kind: str) -> Mode:
    head = family in {"geeker", "geekest"}
    es300, mrt = bool(kind), kind == " (MRT)"
    size, mouse, time, frame, sound, back = "rmtfsb"
    if family == "classic":
        size, mouse, time, frame, sound, back = "resolution", "mouse", "time", "frame", "sound", "backbuffer"
    outputs = ("gl_FragColor",) if not es300 else () if not head else ("o0", "o1") if mrt else ("o",)
    return Mode(
        name=family + kind,
        es300=es300,
        mrt=mrt,
        head=head,
        library=family == "geekest",
        size=size,
        mouse=mouse,
        time=time,
        frame=frame,
        sound=sound,
        samplers=(f"{back}0", f"{back}1") if mrt else (back,),
        outputs=outputs,
    )


MODES: Final[Mapping[str, Mode]] = MappingProxyType(
    {mode.name: mode for mode in (_mode(family, kind) for kind in ("", " (300 es)", " (MRT)") for family in _FAMILIES)}
)
"""Every mode by its name, in TwiGL's order."""


def find_mode(text: str) -> Mode:
    """The mode that a spelling means: 'geekest (300 es)', 'geekest_300es', 'Geekest MRT', 'geek300'.

    Raises:
        UsageError: it means none.
    """
    letters = re.sub(r"[^a-z0-9]+", "", text.lower())
    for family in sorted(_FAMILIES, key=len, reverse=True):
        if letters.startswith(family) and (kind := _KINDS.get(letters[len(family) :])) is not None:
            return MODES[family + kind]
    raise UsageError(f"mode {text!r} does not exist; the modes are: {', '.join(MODES)}")


_COMMENT = re.compile(r"//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_MAIN = re.compile(r"\bvoid\s+main\s*\(")
_WORD = re.compile(r"#[ \t]*version[^\n]*|[A-Za-z_]\w*|(?<![\w.])\.?\d[\w.]*|[^\w\s]", re.ASCII)
_TYPE = re.compile(r"void|bool|u?int|float|double|[biud]?vec[234]|mat[234](?:x[234])?|[iu]?sampler\w+")
_QUALIFIERS = {"const", "in", "out", "inout", "uniform", "varying", "flat", "smooth", "highp", "mediump", "lowp"}
_ES100 = {"gl_FragColor", "gl_FragData", "texture2D", "texture2DLod", "texture2DLodEXT", "varying", "attribute"}
_CLASSIC = {"resolution", "mouse", "time", "frame", "sound", "backbuffer", "backbuffer0", "backbuffer1"}
_GEEK = {"r", "m", "t", "f", "s", "b", "b0", "b1"}


def brings_main(text: str) -> bool:
    """Whether a text has its own `void main(`, outside comments: a mode that wraps takes it as it is."""
    return _MAIN.search(_COMMENT.sub(" ", text)) is not None


def guess(text: str) -> list[Mode]:
    """The modes that a text without a header may be of, the most plausible first; never empty.

    A hint decides nothing alone: compile the text in these modes in turn.
    """
    words = _words(text)
    names = set(words)
    declared, uniforms, outs = _declared(words)
    free = names - declared
    version = next((word for word in words if word.startswith("#version")), "")
    targets = bool(free & {"o0", "o1"}) or outs > 1 or bool(names & {"backbuffer0", "backbuffer1"})
    targets = targets or bool((free | uniforms) & {"b0", "b1"})

    if "300" in version:
        kinds = [" (300 es)", " (MRT)"]
    elif version or (free & _ES100 and not outs):
        kinds = ["", " (300 es)"]
    else:
        kinds = [" (300 es)", ""]
    if targets:
        kinds = [kind for kind in kinds if kind != " (MRT)"]
        # `o` is the output of one target only
        kinds.insert(1 if "o" in free else 0, " (MRT)")
    families = _families(words, free, uniforms, outs)
    return [MODES[family + kind] for kind in kinds for family in families]


def _families(words: list[str], free: set[str], uniforms: set[str], outs: int) -> list[str]:
    if not any(words[k : k + 3] == ["void", "main", "("] for k in range(len(words))):
        return ["geekest"]
    if uniforms & (_CLASSIC | _GEEK):
        own = ["classic", "geek"]
        return own if len(uniforms & _CLASSIC) >= len(uniforms & _GEEK) else own[::-1]
    if outs:
        return ["geek", "classic", "geeker"]
    if free & {"FC", *LIBRARY_NAMES}:
        return ["geekest", "geeker"]
    if free & _GEEK:
        return ["geeker", "geekest"]
    return ["geekest", "geeker", "classic"]


def _words(text: str) -> list[str]:
    """Names, numbers and signs outside comments, with a `#version` line as one word; works on what does not lex too."""
    try:
        tokens = lex(text)
    except GlslError:
        return _WORD.findall(_COMMENT.sub(" ", text))
    words: list[str] = []
    for token in tokens:
        if not token.first and words and words[-1].startswith("#version"):
            words[-1] += f" {token.text}"
        elif token.text == "version" and words and words[-1] == "#":
            words[-1] = "#version"
        else:
            words.append(token.text)
    return words


def _declared(words: Sequence[str]) -> tuple[set[str], set[str], int]:
    """The names that a text declares, those of its uniforms, and how many outputs it declares at its top."""
    declared = {words[k] for k in range(2, len(words)) if words[k - 2] == "#" and words[k - 1] == "define"}
    uniforms: set[str] = set()
    outs = depth = 0
    base = -1  # how deep in brackets the declaration at hand stands; -1: none is read
    expected = is_uniform = is_out = False
    for k, word in enumerate(words):
        if word in {"(", "[", "{"}:
            depth += 1
        elif word in {")", "]", "}"}:
            depth -= 1
        if _TYPE.fullmatch(word):
            # deeper ones are constructors in an initialiser
            if base in {-1, depth}:
                base, expected = depth, True
        elif expected and word.isidentifier() and word not in _QUALIFIERS:
            declared.add(word)
            if is_uniform:
                uniforms.add(word)
            outs += is_out and depth == 0
            expected = False
            if words[k + 1 : k + 2] == ["("]:
                base = -1  # a function: its parameters are declarations of their own
        elif word == "," and depth == base:
            expected = True
        elif word in {";", "{"} or depth < base:
            base, expected, is_uniform, is_out = -1, False, False, False
        elif word in {"uniform", "out"}:
            is_uniform, is_out = word == "uniform", word == "out"
        elif word not in _QUALIFIERS:
            expected = False
    return declared, uniforms, outs
