"""Every variable starts at zero, as in browsers; a desktop driver leaves in it what was there."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from shadergen.twigl.lower import beside
from shadergen.twigl.scope import ZEROS, Declaration, Scope, arguments
from shadergen.twigl.tokens import GlslError, Token

_MOST_ELEMENTS = 64  # of an array that is initialised by a constructor; a larger one is by a loop
_LONGEST = 1000  # characters of a constructor; a struct that needs more is zeroed field by field
_MOST_ADDED = 100_000  # characters that a text may grow by
_DEEPEST = 32  # structs and arrays within each other that are zeroed field by field
_KEPT: Final = frozenset({"uniform", "const", "in", "inout"})  # what has its value from elsewhere


def zeroed(tokens: Sequence[Token], scope: Scope, given: Collection[str] = ()) -> list[Token]:
    """Zero at every declaration without initialiser, and of `out` parameters at a function's start.

    A declaration in a loop is an initialisation each time that it is reached. Samplers are left alone. What is no
    constant at the top of a text (a browser may set a global from a uniform, a large array has no short zero) becomes a
    statement of the function `sg_globals`, which is to be called first.

    Args:
        tokens: the text's.
        scope: what their names mean.
        given: names that have another value for each pixel or image without a declaration in the text.

    Raises:
        GlslError: a text would grow by more than `_MOST_ADDED` characters, or structs are too deep within each other.
    """
    text = _read(tokens, scope)
    varies = {f.name for f in text.scope.functions} | set(given)
    added: dict[int, list[Token]] = defaultdict(list)  # by the place that they stand before
    dropped: set[int] = set()
    first: list[Token] = []
    left = _MOST_ADDED
    for d in text.scope.declarations:
        if d.kind not in text.known or d.qualifiers & _KEPT or (d.where == "parameter" and "out" not in d.qualifiers):
            continue
        name = tokens[d.at]
        if not d.has_initialiser:
            place, statements = _zeroing(d, text)
            left -= len(statements)
            if left < 0:
                raise name.error("these variables are too many to start at zero; declare fewer or smaller ones")
            (first if place is None else added[place]).extend(beside(name, statements))
        elif d.where == "global" and _is_varying(d, text, varies):
            first += [name, *tokens[d.end : d.stop], tokens[d.end]._replace(text=";")]
            dropped |= set(range(d.end, d.stop))
            if d.length and d.length[0] == d.length[1]:  # without its initialiser an array must say its length
                added[d.length[0]] += beside(name, _elements(d, text))
    found = [t for k, token in enumerate(tokens) for t in (*added.get(k, ()), *([] if k in dropped else [token]))]
    if first:
        found += [*beside(first[0], "void sg_globals(){"), *first, *beside(first[-1], "}")]
    return found


@dataclass(frozen=True)
class _Text:
    """A text with what is asked of it: names, constructors of zeros, bodies of parameters.

    Attributes:
        known: the types that have a zero, of one piece or of several.
    """

    tokens: Sequence[Token]
    scope: Scope
    zeros: Mapping[str, str]
    known: frozenset[str]
    bodies: Mapping[int, int]


def _read(tokens: Sequence[Token], scope: Scope) -> _Text:
    zeros = dict(ZEROS)
    for kind, fields in scope.structs.items():
        values = [_constructor(zeros, field, length) for _, field, length in fields]
        constructor = f"{kind}({','.join(values)})"
        if all(values) and len(constructor) <= _LONGEST and not kind.startswith(" "):
            zeros[kind] = constructor
    bodies = {parameter.at: f.body[0] for f in scope.functions for parameter in f.parameters}
    return _Text(tokens, scope, zeros, frozenset(zeros) | frozenset(scope.structs), bodies)


def _constructor(zeros: Mapping[str, str], kind: str, length: str) -> str:
    """The zero of a type, or of an array of it; empty if it has none that is short."""
    zero = zeros.get(kind, "")
    if not length:
        return zero
    if not length.isdigit() or not 0 < int(length) <= _MOST_ELEMENTS or int(length) * len(zero) > _LONGEST:
        return ""
    return zero and f"{kind}[{length}]({','.join([zero] * int(length))})"


def _zeroing(d: Declaration, text: _Text) -> tuple[int | None, str]:
    """What zeroes a variable, and the place that it stands before; None: it is for `sg_globals`."""
    length = "" if d.length is None else "".join(t.text for t in text.tokens[d.length[0] : d.length[1]])
    constructor = _constructor(text.zeros, d.kind, length)
    if constructor and d.where != "parameter":
        return d.end, f"={constructor}"
    statements = f"{d.name}={constructor};" if constructor else "".join(_pieces(d.name, d.kind, length, text))
    if d.where == "global":
        return None, statements
    if d.where == "parameter":
        return text.bodies[d.at] + 1, statements
    k = d.stop  # behind the declaration that it is a part of
    while k < len(text.tokens) and text.tokens[k].text != ";":
        k = text.scope.close.get(k, k) + 1
    return k + 1, statements


def _pieces(target: str, kind: str, length: str, text: _Text) -> Iterator[str]:
    """`_cleared`, as far as it may be long: structs of several structs each have more pieces than memory holds."""
    left = _MOST_ADDED
    for piece in _cleared(target, kind, length, text, 0):
        yield piece
        left -= len(piece)
        if left < 0:
            return


def _cleared(target: str, kind: str, length: str, text: _Text, deep: int) -> Iterator[str]:
    """Statements that zero a variable piece by piece."""
    if deep > _DEEPEST:
        at = text.tokens[0]
        raise GlslError(
            f"structs are more than {_DEEPEST} deep within each other; nest fewer", at.line, at.column, kind
        )
    if length:
        yield f"for(int sg_i{deep}=0;sg_i{deep}<int({length});sg_i{deep}++){{"
        yield from _cleared(f"{target}[sg_i{deep}]", kind, "", text, deep + 1)
        yield "}"
    elif kind in text.zeros:
        yield f"{target}={text.zeros[kind]};"
    else:
        for name, field, count in text.scope.structs.get(kind, ()):
            yield from _cleared(f"{target}.{name}", field, count, text, deep + 1)


def _is_varying(d: Declaration, text: _Text, varies: Collection[str]) -> bool:
    """Whether a global's initialiser is no constant."""
    tokens, uses = text.tokens, text.scope.uses
    names = [k for k in range(d.end, d.stop) if tokens[k].kind == "name" and tokens[k - 1].text != "."]
    return any("const" not in uses[k].qualifiers if k in uses else tokens[k].text in varies for k in names)


def _elements(d: Declaration, text: _Text) -> str:
    """How many elements the constructor has that initialises an array."""
    opening = next((k for k in range(d.end, d.stop) if text.scope.close.get(k) == d.stop - 1), None)
    return "" if opening is None else str(sum(1 for _ in arguments(text.tokens, opening, text.scope.close)))
