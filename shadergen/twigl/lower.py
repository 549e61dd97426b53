"""Passes over a program's tokens, from the dialect as browsers draw it to desktop GLSL.

Each takes tokens and gives tokens; a token that a pass adds has the place of the one that it stands beside, so that
what is printed keeps the lines of the user's text.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from shadergen.twigl.scope import Declaration, Scope, partners, resolve
from shadergen.twigl.tokens import Token, lex

_SCALARS: Final = {"float": "0.", "int": "0", "uint": "0u", "bool": "false"}
_VECTORS: Final = {
    f"{p}vec{n}": f"{p}vec{n}({z})" for p, z in (("", 0), ("i", 0), ("u", "0u"), ("b", "false")) for n in (2, 3, 4)
}
_MATRICES: Final = {
    f"mat{n}": f"mat{n}(0)" for n in ("2", "3", "4", *(f"{a}x{b}" for a in (2, 3, 4) for b in (2, 3, 4)))
}
ZEROS: Final[Mapping[str, str]] = _SCALARS | _VECTORS | _MATRICES
"""The zero of each built-in type that can be initialised."""

_MOST_ELEMENTS = 64  # of an array that is initialised by a constructor; a larger one is by a loop

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
    namespace noinline noperspective output partition patch precise public readonly resource restrict sample shared
    short sizeof static subroutine superp template this typedef union unsigned using volatile writeonly""".split()
)


def beside(token: Token, text: str) -> list[Token]:
    """The tokens of a text, at the place of another token."""
    return [t._replace(line=token.line, column=token.column) for t in lex(text)[:-1]]


def renamed(tokens: Sequence[Token], names: Mapping[str, str]) -> list[Token]:
    """The tokens with names replaced, but for fields and swizzles."""
    found = list(tokens)
    fields = False  # whether a struct's fields are declared here
    for k, t in enumerate(tokens):
        if t.text in {"struct", "}"}:
            fields = t.text == "struct"
        if t.text not in names or t.kind != "name" or (k and tokens[k - 1].text == "."):
            continue
        is_field = fields and k + 1 < len(tokens) and tokens[k + 1].text in {";", ",", "["}
        if not is_field:
            found[k] = t._replace(text=names[t.text])
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


def unreserved(tokens: Sequence[Token], es300: bool = True) -> list[Token]:
    """Names that are legal in ES and reserved on the desktop, with an underscore behind them, fields too.

    A name that begins with `sg_`, as those do that we add, loses that.
    """
    reserved = _RESERVED if es300 else _RESERVED | _RESERVED_SINCE_300
    return [
        t
        if t.kind != "name" or (t.text not in reserved and not t.text.startswith("sg_"))
        else t._replace(text=f"{t.text.replace('sg_', 'own_')}_")
        for t in tokens
    ]


def top_level(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The (start, stop) of each declaration and function at the top of a text; a function's body belongs to it."""
    start = depth = 0
    body = False
    for k, token in enumerate(tokens):
        if token.text in ("(", "[", "{"):
            # a function's body follows its parameters; a struct's fields and an initialiser do not
            body |= token.text == "{" and depth == 0 and k > start and tokens[k - 1].text == ")"
            depth += 1
        elif token.text in (")", "]", "}"):
            depth -= 1
        if depth == 0 and (token.text == ";" or (token.text == "}" and body)):
            yield start, k + 1
            start, body = k + 1, False
    if start < len(tokens):
        yield start, len(tokens)


def own_globals(scope: Scope) -> set[str]:
    """The names of the functions, structs and variables that a text declares at its top, but for uniforms."""
    variables = {d.name for d in scope.declarations if d.where == "global" and "uniform" not in d.qualifiers}
    return variables | {*scope.structs} | {function.name for function in scope.functions}


def _zeros(scope: Scope) -> dict[str, str]:
    """The zero of each type that can be initialised, the text's own structs too."""
    zeros = dict(ZEROS)
    for name, fields in scope.structs.items():
        values = [_zero(zeros, kind, length) for kind, length in fields]
        if name and all(values):
            zeros[name] = f"{name}({','.join(values)})"
    return zeros


def _zero(zeros: Mapping[str, str], kind: str, length: str) -> str:
    """The zero of a type, or of an array of it; empty if it has none that is short."""
    if kind not in zeros or not length:
        return zeros.get(kind, "")
    if not length.isdigit() or not 0 < int(length) <= _MOST_ELEMENTS:
        return ""
    return f"{kind}[{length}]({','.join([zeros[kind]] * int(length))})"


def zeroed(tokens: Sequence[Token], given: Collection[str] = ()) -> list[Token]:
    """Zero at every declaration without initialiser, as browsers do, and of `out` parameters at a function's start.

    A declaration in a loop is an initialisation each time that it is reached. Samplers are left alone. What is no
    constant at the top of a text (a browser may set a global from a uniform, a large array has no short zero) becomes a
    statement of the function `sg_globals`, which is to be called first.

    Args:
        tokens: the text's.
        given: names that have another value for each pixel or image without a declaration in the text.
    """
    scope = resolve(tokens)
    zeros = _zeros(scope)
    added: dict[int, list[Token]] = {}  # by the place that they stand before
    dropped: set[int] = set()
    first: list[Token] = []
    varies = {f.name for f in scope.functions} | set(given)
    for d in scope.declarations:
        if d.kind not in zeros or d.qualifiers & {"uniform", "const", "in", "inout"}:
            continue
        name = tokens[d.at]
        length = "" if d.length is None else "".join(t.text for t in tokens[d.length[0] : d.length[1]])
        if d.where == "parameter":
            if "out" in d.qualifiers:
                body = next(f.body[0] for f in scope.functions if d in f.parameters)
                zero = _zero(zeros, d.kind, length)
                text = f"{d.name}={zero};" if zero else _loop(d, length, zeros)
                added.setdefault(body + 1, []).extend(beside(tokens[body], text))
        elif d.has_initialiser:
            uses = [k for k in range(d.end, d.stop) if tokens[k].kind == "name" and tokens[k - 1].text != "."]
            if d.where == "global" and any(
                "const" not in scope.uses[k].qualifiers if k in scope.uses else tokens[k].text in varies for k in uses
            ):
                first += [name, *tokens[d.end : d.stop], tokens[d.end]._replace(text=";")]
                dropped |= set(range(d.end, d.stop))
        elif zero := _zero(zeros, d.kind, length):
            added.setdefault(d.end, []).extend(beside(name, f"={zero}"))
        elif d.where == "global":
            first += beside(name, _loop(d, length, zeros))
        else:
            end = next(k for k in range(d.stop, len(tokens)) if tokens[k].text in {";", ")"})
            added.setdefault(end + 1, []).extend(beside(name, _loop(d, length, zeros)))
    found: list[Token] = []
    for k, token in enumerate(tokens):
        found += added.get(k, ())
        if k not in dropped:
            found.append(token)
    if first:
        found += [*beside(first[0], "void sg_globals(){"), *first, *beside(first[-1], "}")]
    return found


def _loop(d: Declaration, length: str, zeros: Mapping[str, str]) -> str:
    return f"for(int sg_i=0;sg_i<int({length});sg_i++){d.name}[sg_i]={zeros[d.kind]};"


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
    return [t for k, token in enumerate(tokens) for t in (*opens.get(k, ()), token)]


def _semicolons(tokens: Sequence[Token], start: int, stop: int, close: Mapping[int, int]) -> list[int]:
    found = []
    while start < stop:
        if tokens[start].text == ";":
            found.append(start)
        start = close.get(start, start) + 1
    return found


_ASSIGNS: Final = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="}


def ordered(tokens: Sequence[Token]) -> list[Token]:
    """Operands are evaluated from left to right, where a statement reads a variable and writes it later.

    Mesa reads a variable when it needs the value, so that `vec3(g, g += 5., g)` reads the first `g` too late. An
    assignment is done where it stands: each such read becomes `(sg_k = g)`. What a call writes, through parameters or
    globals, is written where its arguments end.
    """
    scope = resolve(tokens)
    close = partners(tokens)
    writes, lvalues = _writes(tokens, scope, close)
    found: dict[int, tuple[int, str]] = {}
    temporaries: dict[int, list[Token]] = {}  # by the start of the function that they stand before
    functions = iter(scope.functions)
    function = next(functions, None)
    for start, stop in _segments(tokens, close):
        while function and function.body[1] < start:
            function = next(functions, None)
        later: set[Declaration] = set()
        for k in range(stop - 1, start - 1, -1):
            later |= writes.get(k, frozenset())
            d = scope.uses.get(k)
            if d is None or d not in later or k in lvalues or not function:
                continue
            end = k + 1
            if d.length is not None:
                if tokens[end].text != "[":
                    continue  # a whole array is read: by a call, which takes a copy
                end = close[end] + 1
            name = f"sg_k{len(found)}"
            found[k] = (end, name)
            temporaries.setdefault(function.start, []).extend(beside(tokens[function.start], f"{d.kind} {name};"))
    return _wrapped(tokens, found, temporaries)


def _wrapped(
    tokens: Sequence[Token], reads: Mapping[int, tuple[int, str]], before: Mapping[int, list[Token]]
) -> list[Token]:
    """Each (end, name) of `reads` as an assignment to that name, and more tokens before some places."""
    found: list[Token] = []
    ends: list[int] = []
    for k, token in enumerate(tokens):
        while ends and ends[-1] == k:
            found.append(tokens[ends.pop() - 1]._replace(text=")", kind="op"))
        found += before.get(k, ())
        if k in reads:
            end, name = reads[k]
            found += beside(token, f"({name}=")
            ends.append(end)
        found.append(token)
    return found


def _writes(
    tokens: Sequence[Token], scope: Scope, close: Mapping[int, int]
) -> tuple[dict[int, frozenset[Declaration]], set[int]]:
    """What is written at which place, by an assignment at its variable and by a call at its end; the places written."""
    direct = {k: d for k, d in scope.uses.items() if _is_written(tokens, k, close)}
    lvalues = set(direct)
    calls: list[tuple[int, str, set[Declaration]]] = []  # (place of the name, name, variables behind out and inout)
    outs: dict[str, set[int]] = {"modf": {1}}
    for f in scope.functions:
        positions = {n for n, p in enumerate(f.parameters) if p.qualifiers & {"out", "inout"}}
        outs[f.name] = outs.get(f.name, set()) | positions
    for k, token in enumerate(tokens[:-1]):
        if token.text in outs and tokens[k + 1].text == "(" and k not in scope.uses:
            written = set()
            for n, (start, _) in enumerate(_arguments(tokens, k + 1, close)):
                if n in outs[token.text] and start in scope.uses:
                    written.add(scope.uses[start])
                    lvalues.add(start)
            calls.append((k, token.text, written))
    # the globals that each function writes, itself or by those that it calls: recursion is not allowed in GLSL
    globals_of: dict[str, set[Declaration]] = {name: set() for name in outs}
    for f in scope.functions:
        globals_of[f.name] |= {d for k, d in direct.items() if d.where == "global" and k in range(*f.body)}
    grows = True
    while grows:  # a prototype lets a call stand before what it calls
        grows = False
        for f in scope.functions:
            for k, name, written in calls:
                more = {d for d in written if d.where == "global"} | globals_of[name]
                if k in range(*f.body) and not more <= globals_of[f.name]:
                    globals_of[f.name] |= more
                    grows = True
    found = {k: frozenset({d}) for k, d in direct.items()}
    for k, name, written in calls:
        if everything := written | globals_of[name]:
            end = close[k + 1]
            found[end] = found.get(end, frozenset()) | everything
    return found, lvalues


def _arguments(tokens: Sequence[Token], opening: int, close: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The (start, stop) of each argument within the parentheses that open at a place."""
    start = k = opening + 1
    while k < close[opening]:
        if tokens[k].text == ",":
            yield start, k
            start = k + 1
        k = close.get(k, k) + 1
    if start < k:
        yield start, k


def _segments(tokens: Sequence[Token], close: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Statements, and the heads of loops and conditions: between two of them all is done in order anyway."""
    heads = {close[k + 1] for k, t in enumerate(tokens[:-1]) if t.text in _HEADED and tokens[k + 1].text == "("}
    start = 0
    for k, token in enumerate(tokens):
        if token.text in {";", "{", "}"} or k in heads:
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
