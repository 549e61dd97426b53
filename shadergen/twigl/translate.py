"""A TwiGL text of any of the twelve modes as a desktop GLSL shader that draws many images in one call."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from shadergen.twigl.builtins import overloading
from shadergen.twigl.interface import taken
from shadergen.twigl.library import LIBRARY_GLSL
from shadergen.twigl.lower import beside, budgeted, es100, own_globals, renamed, unreserved
from shadergen.twigl.modes import LIBRARY_NAMES, Mode, brings_main
from shadergen.twigl.ordering import ordered
from shadergen.twigl.preprocess import preprocess
from shadergen.twigl.scope import Scope, resolve
from shadergen.twigl.tokens import GlslError, Token, lex
from shadergen.twigl.wrap import LAYERED, Interface, Stage, wrap
from shadergen.twigl.zeroing import zeroed

BUDGET: Final = 2**15
"""Iterations that a pixel may spend; below the 65,535 at which llvmpipe stops a pixel without a word."""

_FRAGMENT_ONLY: Final = {"dFdx", "dFdy", "fwidth", "discard", "gl_FrontFacing", "gl_PointCoord", "gl_FragDepth"}
_WORDS: Final = {"name", "number"}
_FUSES: Final = frozenset("-+*/%&|^<>=!")


@dataclass(frozen=True)
class Shader:
    """A program as GLSL.

    Attributes:
        text: the whole shader; a compiler's line numbers are those of the program's text.
        stage: the kind of shader.
        feedback: its mode's samplers, which hold the frame before, by target; none if it does not read it.
        marks: per line of the program's text, (column here, token) of each token that is printed on it.
    """

    text: str
    stage: Stage
    feedback: tuple[str, ...]
    marks: dict[int, list[tuple[int, Token]]]

    def explain(self, line: int, column: int, message: str) -> str:
        """A compiler's message with the place in the user's text and what stands there."""
        token = next((t for at, t in reversed(self.marks.get(line, [])) if at <= column), None)
        if token is None:
            return f"line {line}: {message}" if line else message
        return str(GlslError(message, token.line, token.column, token.text))


def translate(text: str, mode: Mode, version: int = 330, stage: Stage = "fragment", budget: int = BUDGET) -> Shader:
    """Turn a program into GLSL.

    Args:
        text: the program; in the geekest modes with or without its own `void main()`.
        mode: the mode that it is written for.
        version: desktop GLSL version, such as 330 or 430.
        stage: 'compute' gives a fragment shader all the same where the text needs one: derivatives, discard.
        budget: iterations that a pixel may spend.

    Raises:
        GlslError: the text is no GLSL ES, with its place.
    """
    tokens = preprocess(text, mode.predefined)
    end = tokens.pop()
    if not tokens:
        raise end.error("the text is empty once preprocessed; a program sets a colour")
    fault = _unbalanced(tokens)
    if mode.library and not brings_main(text):
        opening = tokens[0]._replace(line=1, column=1)
        tokens = [*beside(opening, "void main(){"), *tokens, *beside(end, "}")]
        # a text may close our main and open a function that our brace closes
        fault = fault and _unbalanced(tokens) and fault
    if fault:
        raise fault
    tokens = unreserved(tokens, mode.es300)
    if not mode.es300:
        tokens = es100(tokens)
    tokens, interface = taken(tokens, mode)
    values = {name for name, _, _ in interface.values} | {name for name, _ in interface.outputs}
    given = values | {*interface.samplers, *(LIBRARY_NAMES if mode.library else ())}
    tokens = renamed(tokens, {"main": "sg_main", "gl_FragCoord": "sg_FC"})
    scope = resolve(tokens)
    # a global of the text's own wins over what the mode gives; a function may stand beside a library's of its name
    if clashes := {name: f"{name}_own" for name in (own_globals(scope) & given) - _overloads(scope)}:
        tokens = renamed(tokens, clashes)
        scope = resolve(tokens)
    if not mode.es300 and (hidden := overloading(tokens, _signatures(scope))):
        tokens = [*hidden, *tokens]
        scope = resolve(tokens)
    if all(function.name != "sg_main" for function in scope.functions):
        raise end.error("no void main() is left once preprocessed; a program of this mode has one")
    tokens = budgeted(ordered(zeroed(tokens, scope, values | {"sg_FC"})))
    words = {token.text for token in tokens}
    feedback = mode.samplers if not words.isdisjoint(interface.samplers) and _samples(tokens, interface) else ()
    if not words.isdisjoint(_FRAGMENT_ONLY):
        stage = "fragment"
    if feedback and stage == "compute":
        layered = _layered(tokens)
        tokens, stage = (layered, "compute") if layered else (tokens, "fragment")
    body, marks = _print(tokens)
    shader = wrap(
        f"#line 1\n{body}",
        interface,
        stage=stage,
        version=version,
        library=mode.library,
        budget=budget,
        keep=len(feedback),
        start="sg_globals" in words,
    )
    return Shader(shader, stage, feedback, marks)


def _signatures(scope: Scope) -> dict[str, set[tuple[str, ...]]]:
    """By each function's name the types of its parameters, once per definition."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for function in scope.functions:
        found.setdefault(function.name, set()).add(tuple(p.kind for p in function.parameters))
    return found


@cache
def _library() -> dict[str, set[tuple[str, ...]]]:
    return _signatures(resolve(lex(LIBRARY_GLSL)[:-1]))


def _overloads(scope: Scope) -> set[str]:
    """The names of a text's functions that overload those of the library, and replace none."""
    library = _library()
    return {name for name, own in _signatures(scope).items() if name in library and not own & library[name]}


def _unbalanced(tokens: Sequence[Token]) -> GlslError | None:
    """The first bracket without its partner: what follows goes by brackets."""
    partners, opened = {")": "(", "]": "[", "}": "{"}, []
    for token in tokens:
        if token.text in ("(", "[", "{"):
            opened.append(token)
        elif token.text in partners and (not opened or opened.pop().text != partners[token.text]):
            return token.error(f"this bracket closes none; open it with {partners[token.text]} or remove it")
    return opened[-1].error("this bracket is never closed") if opened else None


def _samples(tokens: Sequence[Token], interface: Interface) -> bool:
    """Whether a frame before is read: by a call of texture... or textel..., or by a function that takes a sampler."""
    passes = any(token.text == "sampler2D" for token in tokens)
    return any(
        token.text in interface.samplers
        and k >= 2
        and tokens[k - 1].text in ("(", ",")
        and (passes or tokens[k - 2].text.startswith(("texture", "texel")))
        for k, token in enumerate(tokens)
    )


def _layered(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the frames before as layers; none where a text reads them by another function than `LAYERED`."""
    found = []
    for k, token in enumerate(tokens):
        called = token.text.startswith(("texture", "texel")) and k + 1 < len(tokens) and tokens[k + 1].text == "("
        if called and token.text not in LAYERED:
            return []
        text = f"sg_{token.text}" if called else "sampler2DArray" if token.text == "sampler2D" else token.text
        found.append(token._replace(text=text))
    return found


def _print(tokens: Sequence[Token]) -> tuple[str, dict[int, list[tuple[int, Token]]]]:
    """The tokens as text, each on the line that it has in the user's, or later where a macro stood before."""
    pieces: list[str] = []
    marks: dict[int, list[tuple[int, Token]]] = {}
    line = column = 1
    here = marks.setdefault(line, [])
    word = fuses = False  # whether what stands before on the line is a name or number, or an operator that may go on
    for token in tokens:
        kind, text, wanted = token[:3]
        if line < wanted:
            pieces.append("\n" * (wanted - line))
            line, column, word, fuses = wanted, 1, False, False
            here = marks.setdefault(line, [])
        if word if kind in _WORDS else fuses and kind == "op":
            pieces.append(" ")
            column += 1
        here.append((column, token))
        pieces.append(text)
        column += len(text)
        word, fuses = kind in _WORDS, text[-1] in _FUSES
    return "".join(pieces), marks
