"""Operands are evaluated from left to right, as in browsers; Mesa reads a variable when it needs the value."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final

from shadergen.twigl.lower import beside, inserted
from shadergen.twigl.scope import BUILT_IN_TYPES, Declaration, Scope, arguments, resolve
from shadergen.twigl.tokens import Token

_ASSIGNS: Final = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="}


def ordered(tokens: Sequence[Token]) -> list[Token]:
    """Operands are evaluated from left to right, where a statement reads a variable and writes it later.

    Mesa reads a variable when it needs the value, so that `vec3(g, g += 5., g)` reads the first `g` too late. An
    assignment is done where it stands: each such read becomes `(sg_k = g)`. What a call writes, through parameters or
    globals, is written where its arguments end.
    """
    scope = resolve(tokens)
    close = scope.close
    writes, lvalues = _writes(tokens, scope)
    found: dict[int, tuple[int, str]] = {}
    temporaries: dict[int, list[Token]] = defaultdict(list)  # by the place that they stand before
    functions = iter(scope.functions)
    function = next(functions, None)
    for start, stop in _segments(tokens, close):
        while function and function.body[1] < start:
            function = next(functions, None)
        if not function or writes.keys().isdisjoint(range(start, stop)):
            continue
        later: set[Declaration] = set()
        for k in range(stop - 1, start - 1, -1):
            if k in writes:
                later |= writes[k]
            d = scope.uses.get(k)
            if d is None or d not in later or k in lvalues:
                continue
            end = k + 1
            if d.length is not None:
                if tokens[end].text != "[":
                    continue  # a whole array is read: by a call, which takes a copy
                end = close[end] + 1
            name = f"sg_k{len(found)}"
            if d.kind in BUILT_IN_TYPES or d.where == "parameter":
                temporaries[function.start] += beside(tokens[function.start], f"{d.kind} {name};")
            elif tokens[d.at - 1].text == "]":
                continue
            else:  # a struct may be known where its variable is alone, and have no name
                temporaries[d.stop] += beside(tokens[d.at], f",{name}")
            found[k] = (end, name)
    return _wrapped(tokens, found, temporaries)


def _wrapped(
    tokens: Sequence[Token], reads: Mapping[int, tuple[int, str]], before: Mapping[int, list[Token]]
) -> list[Token]:
    """Each (end, name) of `reads` as an assignment to that name, and more tokens before some places."""
    added: dict[int, list[Token]] = defaultdict(list)
    for end, _ in reads.values():
        added[end].append(tokens[end - 1]._replace(text=")", kind="op"))
    for k, more in before.items():
        added[k] += more
    for k, (_, name) in reads.items():
        added[k] += beside(tokens[k], f"({name}=")
    return inserted(tokens, added)


def _writes(tokens: Sequence[Token], scope: Scope) -> tuple[dict[int, frozenset[Declaration]], set[int]]:
    """What is written at which place, by an assignment at its variable and by a call at its end; the places written."""
    direct = {k: d for k, d in scope.uses.items() if _is_written(tokens, k, scope.close)}
    lvalues = set(direct)
    calls: list[tuple[int, str, set[Declaration]]] = []  # (place of the name, name, variables behind out and inout)
    outs: dict[str, set[int]] = {"modf": {1}}
    for f in scope.functions:
        positions = {n for n, p in enumerate(f.parameters) if p.qualifiers & {"out", "inout"}}
        outs[f.name] = outs.get(f.name, set()) | positions
    for k, token in enumerate(tokens[:-1]):
        if token.text in outs and tokens[k + 1].text == "(" and k not in scope.uses:
            written = set()
            for n, (start, _) in enumerate(arguments(tokens, k + 1, scope.close)):
                if n in outs[token.text] and start in scope.uses:
                    written.add(scope.uses[start])
                    lvalues.add(start)
            calls.append((k, token.text, written))
    globals_of = _globals(scope, direct, calls)
    found = {k: frozenset({d}) for k, d in direct.items()}
    for k, name, written in calls:
        if everything := written | globals_of.get(name, set()):
            end = scope.close[k + 1]
            found[end] = found.get(end, frozenset()) | everything
    return found, lvalues


def _globals(
    scope: Scope, direct: Mapping[int, Declaration], calls: Sequence[tuple[int, str, set[Declaration]]]
) -> dict[str, set[Declaration]]:
    """The globals that each function writes, itself or by those that it calls; a prototype lets a call stand before."""
    found: dict[str, set[Declaration]] = defaultdict(set)
    callers: dict[str, set[str]] = defaultdict(set)
    written = sorted([(k, {d}) for k, d in direct.items()] + [(k, those) for k, _, those in calls], key=itemgetter(0))
    places, names = [k for k, _ in written], {k: name for k, name, _ in calls}
    for f in scope.functions:
        for k, those in written[bisect(places, f.body[0]) : bisect(places, f.body[1])]:
            found[f.name] |= {d for d in those if d.where == "global"}
            if k in names:
                callers[names[k]].add(f.name)
    waiting = [(name, d) for name, those in found.items() for d in those]
    while waiting:
        name, d = waiting.pop()
        for caller in callers[name]:
            if d not in found[caller]:
                found[caller].add(d)
                waiting.append((caller, d))
    return found


def _segments(tokens: Sequence[Token], close: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Statements, and the heads of loops and conditions: between two of them all is done in order anyway."""
    heads: set[int] = set()
    start = 0
    for k, token in enumerate(tokens):
        text = token.text
        if text in _HEADED and k + 1 in close:
            heads.add(close[k + 1])
        elif text in {";", "{", "}"} or k in heads:
            yield start, k
            start = k + 1


_HEADED: Final = {"for", "while", "if", "switch"}


def _is_written(tokens: Sequence[Token], k: int, close: Mapping[int, int]) -> bool:
    if k and tokens[k - 1].text in {"++", "--"}:
        return True
    after = k + 1
    while after < len(tokens) and tokens[after].text in {".", "["}:
        after = after + 2 if tokens[after].text == "." else close[after] + 1
    return after < len(tokens) and (tokens[after].text in _ASSIGNS or tokens[after].text in {"++", "--"})
