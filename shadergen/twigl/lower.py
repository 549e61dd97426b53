"""Passes over a program's tokens, from the dialect as browsers draw it to desktop GLSL.

Each takes tokens and gives tokens; a token that a pass adds has the place of the one that it stands beside, so that
what is printed keeps the lines of the user's text.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from shadergen.twigl.scope import Scope, partners, resolve
from shadergen.twigl.tokens import Token, lex

_ES100: Final = {
    "texture2D": "texture",
    "texture2DProj": "textureProj",
    "texture2DLod": "textureLod",
    "texture2DLodEXT": "textureLod",
    "texture2DProjLod": "textureProjLod",
    "texture2DGradEXT": "textureGrad",
    "textureCube": "texture",
    "gl_FragColor": "sg_out0",
}

_RESERVED: Final = frozenset(
    """active asm atomic_uint buffer cast class coherent common double dvec2 dvec3 dvec4 enum extern external filter
    fixed fvec2 fvec3 fvec4 goto half hvec2 hvec3 hvec4 image1D image2D image3D imageCube inline input interface long
    namespace noinline noperspective output packed partition patch precise public readonly resource restrict sample
    shared short sizeof static subroutine superp template this typedef union unsigned using volatile writeonly
    barrier groupMemoryBarrier memoryBarrier memoryBarrierAtomicCounter memoryBarrierBuffer memoryBarrierImage
    memoryBarrierShared gl_GlobalInvocationID gl_LocalGroupSize gl_LocalInvocationID gl_LocalInvocationIndex
    gl_NumWorkGroups gl_WorkGroupID gl_WorkGroupSize""".split()
)
"""Keywords of the desktop, and what a compute shader knows beside a fragment shader."""


def beside(token: Token, text: str) -> list[Token]:
    """The tokens of a text, at the place of another token."""
    return [Token(t.kind, t.text, token.line, token.column, t.spaced, t.first) for t in _lexed(text)]


@lru_cache(maxsize=1024)
def _lexed(text: str) -> tuple[Token, ...]:
    """The tokens of what passes add: few texts, again and again."""
    return tuple(lex(text)[:-1])


def inserted(tokens: Sequence[Token], added: Mapping[int, Sequence[Token]]) -> list[Token]:
    """The tokens with more before some places."""
    found: list[Token] = []
    start = 0
    for place in sorted(added):
        found += tokens[start:place]
        found += added[place]
        start = place
    found += tokens[start:]
    return found


def renamed(tokens: Sequence[Token], names: Mapping[str, str]) -> list[Token]:
    """The tokens with names replaced, but for fields and swizzles."""
    found = list(tokens)
    fields = False  # whether a struct's fields are declared here
    for k, t in enumerate(tokens):
        text = t.text
        if text in {"struct", "}"}:
            fields = text == "struct"
        if text not in names or t.kind != "name" or (k and tokens[k - 1].text == "."):
            continue
        is_field = fields and k + 1 < len(tokens) and tokens[k + 1].text in {";", ",", "["}
        if not is_field:
            found[k] = t._replace(text=names[text])
    return found


def es100(tokens: Sequence[Token]) -> list[Token]:
    """The names that ES 1.00 has and desktop GLSL lacks; `gl_FragData[k]` becomes `sg_outk`."""
    found: list[Token] = []
    k = 0
    while k < len(tokens):
        if tokens[k].text == "gl_FragData" and [t.text for t in tokens[k + 1 : k + 4 : 2]] == ["[", "]"]:
            found.append(tokens[k]._replace(text=f"sg_out{tokens[k + 2].text}"))
            k += 4
            continue
        found.append(tokens[k])
        k += 1
    return renamed(found, _ES100)


_RESERVED_SINCE_300: Final = frozenset(
    [
        *"case centroid layout smooth uint uvec2 uvec3 uvec4 sampler3D samplerCubeShadow sampler2DShadow".split(),
        *(f"mat{a}x{b}" for a in (2, 3, 4) for b in (2, 3, 4)),
        *(f"{p}sampler{kind}" for p in "iu" for kind in ("2D", "3D", "Cube", "2DArray")),
    ]
)
_TEXTURES: Final = frozenset({"texture", "textureGrad", "textureLod", "textureProj", "textureProjLod"})
"""Functions since ES 3.00, by which those of ES 1.00 are called here."""


def unreserved(tokens: Sequence[Token], es300: bool = True) -> list[Token]:
    """Names that are legal in ES and reserved on the desktop, with an underscore behind them, fields too.

    A name that begins with `sg_`, as those do that we add, loses that.
    """
    reserved = _RESERVED if es300 else _RESERVED | _RESERVED_SINCE_300 | (_TEXTURES & _declared(tokens))
    return [
        t
        if t.kind != "name" or (t.text not in reserved and not t.text.startswith("sg_"))
        else t._replace(text=f"{t.text.replace('sg_', 'own_')}_")
        for t in tokens
    ]


def _declared(tokens: Sequence[Token]) -> set[str]:
    """The names of a text's variables, parameters and functions."""
    scope = resolve(tokens)
    return {d.name for d in scope.declarations} | {f.name for f in scope.functions}


def top_level(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The (start, stop) of each declaration and function at the top of a text; a function's body belongs to it."""
    start = depth = 0
    body = False
    for k, token in enumerate(tokens):
        text = token.text
        if text in {"(", "[", "{"}:
            # a function's body follows its parameters; a struct's fields and an initialiser do not
            body |= text == "{" and depth == 0 and k > start and tokens[k - 1].text == ")"
            depth += 1
        elif text in {")", "]", "}"}:
            depth -= 1
        if depth == 0 and (text == ";" or (text == "}" and body)):
            yield start, k + 1
            start, body = k + 1, False
    if start < len(tokens):
        yield start, len(tokens)


def own_globals(scope: Scope) -> set[str]:
    """The names of the functions, structs and variables that a text declares at its top, but for uniforms."""
    variables = {d.name for d in scope.declarations if d.where == "global" and "uniform" not in d.qualifiers}
    structs = {kind for kind in scope.structs if not kind.startswith(" ")}
    return variables | structs | {function.name for function in scope.functions}


def budgeted(tokens: Sequence[Token]) -> list[Token]:
    """Every test of a loop's condition counts `sg_left` down, and fails when nothing is left.

    The test is a part of the condition, so neither `continue` nor a body of one statement gets around it.
    """
    close = partners(tokens)
    opens: dict[int, list[Token]] = {}  # tokens that are added before a place
    for k, token in enumerate(tokens[:-1]):
        if token.text not in {"for", "while"} or tokens[k + 1].text != "(":
            continue
        start, stop = k + 2, close[k + 1]
        if token.text == "for":
            cuts = _semicolons(tokens, start, stop, close)
            if len(cuts) != 2:
                continue  # no GLSL: the compiler says so
            start, stop = cuts[0] + 1, cuts[1]
        # `while (bool more = ...)`: what is declared there is counted in its initialiser
        start += 3 * ([t.text for t in tokens[start : start + 3 : 2]] == ["bool", "="])
        opens.setdefault(start, []).extend(beside(token, "sg_left-->0" + "&&(" * (start < stop)))
        if start < stop:
            opens.setdefault(stop, []).extend(beside(token, ")"))
    return inserted(tokens, opens)


def _semicolons(tokens: Sequence[Token], start: int, stop: int, close: Mapping[int, int]) -> list[int]:
    found = []
    while start < stop:
        if tokens[start].text == ";":
            found.append(start)
        start = close.get(start, start) + 1
    return found
