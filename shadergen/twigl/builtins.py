"""Functions of a text that share a name with one of GLSL ES 1.00, which browsers let stand beside it.

On the desktop a text's function hides all that are built in under its name. So those that the text does not replace
are handed on: `sg_in_max`, which stands first and calls what is built in, and a `max` of the text's that calls it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from shadergen.twigl.lower import beside
from shadergen.twigl.tokens import Token

_GENERIC: Final = ("float", "vec2", "vec3", "vec4")
# by name the shapes of its parameters, GLSL ES 1.00, 8.1-8.4: `g` is one of `_GENERIC`, the same for all, `f` a float
_SHAPES: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys("radians degrees sin cos tan asin acos exp log exp2 log2 sqrt inversesqrt".split(), ("g",)),
    **dict.fromkeys("abs sign floor ceil fract normalize length".split(), ("g",)),
    **dict.fromkeys(("pow", "reflect", "distance", "dot"), ("gg",)),
    **dict.fromkeys(("mod", "min", "max"), ("gg", "gf")),
    "atan": ("g", "gg"),
    "clamp": ("ggg", "gff"),
    "mix": ("ggg", "ggf"),
    "step": ("gg", "fg"),
    "smoothstep": ("ggg", "ffg"),
    "faceforward": ("ggg",),
    "refract": ("ggf",),
}
_SCALAR: Final = frozenset({"length", "distance", "dot"})


def overloading(tokens: Sequence[Token], own: Mapping[str, set[tuple[str, ...]]]) -> list[Token]:
    """What hands on the functions that are built in, so that those of a text hide none; it stands before the text.

    Args:
        tokens: the text's.
        own: by the name of each of its functions the types of its parameters, once per definition.
    """
    both = [(name, kinds, result) for name in own for kinds, result in _signatures(name) if kinds not in own[name]]
    inner = [_calling(f"sg_in_{name}", name, kinds, result) for name, kinds, result in both]
    outer = [_calling(name, f"sg_in_{name}", kinds, result) for name, kinds, result in both]
    return beside(tokens[0], "".join(inner + outer)) if both else []


def _signatures(name: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The (types of parameters, type of result) of each function that is built in under a name."""
    if name == "cross":
        yield ("vec3", "vec3"), "vec3"
    found = {tuple(g if p == "g" else "float" for p in shape): g for shape in _SHAPES.get(name, ()) for g in _GENERIC}
    for kinds, generic in found.items():
        yield kinds, "float" if name in _SCALAR else generic


def _calling(name: str, called: str, kinds: tuple[str, ...], result: str) -> str:
    parameters = ",".join(f"{kind} p{n}" for n, kind in enumerate(kinds))
    return f"{result} {name}({parameters}){{return {called}({','.join(f'p{n}' for n in range(len(kinds)))});}}"
