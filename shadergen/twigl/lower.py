"""Passes over a program's tokens, from the dialect as browsers draw it to desktop GLSL.

Each takes tokens and gives tokens; a token that a pass adds has the place of the one that it stands beside, so that
what is printed keeps the lines of the user's text.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

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

_QUALIFIERS: Final = {
    "const",
    "in",
    "out",
    "inout",
    "highp",
    "mediump",
    "lowp",
    "flat",
    "smooth",
    "centroid",
    "invariant",
}
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
    return [
        t._replace(text=names[t.text])
        if t.kind == "name" and t.text in names and not (k and tokens[k - 1].text == ".")
        else t
        for k, t in enumerate(tokens)
    ]


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


def unreserved(tokens: Sequence[Token]) -> list[Token]:
    """Names that are legal in ES and reserved on the desktop, with an underscore behind them, fields too."""
    return [t._replace(text=f"{t.text}_") if t.kind == "name" and t.text in _RESERVED else t for t in tokens]


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


def own_globals(tokens: Sequence[Token]) -> set[str]:
    """The names of the functions and variables that a text declares at its top."""
    names = set()
    for start, stop in top_level(tokens):
        item = [t for t in tokens[start:stop] if t.text not in _QUALIFIERS]
        if not item or item[0].text in ("struct", "layout", "uniform", "precision"):
            continue
        at = 1
        while at < len(item) and item[at].kind == "name":
            names.add(item[at].text)
            if at + 1 < len(item) and item[at + 1].text == "(":
                break
            at = _after_comma(item, at)
    return names


def _after_comma(item: Sequence[Token], at: int) -> int:
    depth = 0
    for k in range(at, len(item)):
        depth += (item[k].text in ("(", "[", "{")) - (item[k].text in (")", "]", "}"))
        if depth == 0 and item[k].text == ",":
            return k + 1
    return len(item)


def _structs(tokens: Sequence[Token]) -> dict[str, str]:
    """The zero of each struct that a text declares."""
    zeros: dict[str, str] = {}
    for k, token in enumerate(tokens):
        if token.text != "struct" or k + 2 >= len(tokens) or tokens[k + 2].text != "{":
            continue
        end = next((j for j in range(k + 3, len(tokens)) if tokens[j].text == "}"), len(tokens))
        fields: list[str] = []
        item: list[str] = []
        for t in tokens[k + 3 : end]:
            if t.text in _QUALIFIERS:
                continue
            item.append(t.text)
            if t.text == ";":
                zero = ZEROS.get(item[0]) or zeros.get(item[0])
                count = item.count(",") + 1
                if zero is None or "[" in item:
                    break
                fields += [zero] * count
                item = []
        else:
            zeros[tokens[k + 1].text] = f"{tokens[k + 1].text}({','.join(fields)})"
    return zeros


def zeroed(tokens: Sequence[Token]) -> list[Token]:
    """Zero at every declaration without initialiser, as browsers do, and of `out` parameters at a function's start.

    A declaration in a loop is an initialisation each time that it is reached. Samplers are left alone.
    """
    zeros = dict(ZEROS) | _structs(tokens)
    found: list[Token] = []
    k = 0
    in_struct = 0
    while k < len(tokens):
        token = tokens[k]
        if token.text == "struct":
            in_struct = 1
        if in_struct and token.text == "}":
            in_struct = 0
        if not in_struct and token.text in zeros and _starts_statement(tokens, k):
            k = _declaration(tokens, k, zeros, found)
            continue
        found.append(token)
        if token.text == "{" and k and tokens[k - 1].text == ")":
            found += _outs(tokens, k, zeros)
        k += 1
    return found


def _starts_statement(tokens: Sequence[Token], k: int) -> bool:
    """Whether a type at `k` begins a declaration of variables, and no constructor, parameter or function."""
    before = k - 1
    while before >= 0 and tokens[before].text in _QUALIFIERS:
        if tokens[before].text in ("const", "in", "out", "inout"):
            return False
        before -= 1
    opens = before < 0 or tokens[before].text in (";", "{", "}", ")", ":", "else", "do")
    opens |= before >= 1 and tokens[before].text == "(" and tokens[before - 1].text == "for"
    after = k + 1
    while after < len(tokens) and tokens[after].text == "[":
        after = _closing(tokens, after) + 1
    if not opens or after + 1 >= len(tokens) or tokens[after].kind != "name":
        return False
    return tokens[after + 1].text in ("=", ";", ",", "[")


def _closing(tokens: Sequence[Token], k: int) -> int:
    """The place of the bracket that closes the one at `k`."""
    depth = 0
    for j in range(k, len(tokens)):
        depth += (tokens[j].text in ("(", "[", "{")) - (tokens[j].text in (")", "]", "}"))
        if depth == 0:
            return j
    return len(tokens) - 1


def _declaration(tokens: Sequence[Token], k: int, zeros: Mapping[str, str], found: list[Token]) -> int:
    """Copy a declaration up to its `;` (or whatever ends it), with zeros; the place after it."""
    kind, shared = tokens[k].text, ""
    found.append(tokens[k])
    k += 1
    while k < len(tokens) and tokens[k].text == "[":  # float[3] a
        end = _closing(tokens, k)
        shared += "".join(f"{t.text} " for t in tokens[k + 1 : end])
        found += tokens[k : end + 1]
        k = end + 1
    loops = ""
    while k < len(tokens) and tokens[k].kind == "name":
        name = tokens[k]
        found.append(name)
        k += 1
        length = shared
        while k < len(tokens) and tokens[k].text == "[":
            end = _closing(tokens, k)
            length = "".join(f"{t.text} " for t in tokens[k + 1 : end])
            found += tokens[k : end + 1]
            k = end + 1
        if k < len(tokens) and tokens[k].text == "=":
            depth = 0
            while k < len(tokens):
                text = tokens[k].text
                if depth == 0 and text in (",", ";", ")"):
                    break
                depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
                found.append(tokens[k])
                k += 1
        elif not length:
            found += beside(name, f"={zeros[kind]}")
        elif length.strip().isdigit() and 0 < int(length) <= _MOST_ELEMENTS:
            found += beside(name, f"={kind}[{length}]({','.join([zeros[kind]] * int(length))})")
        else:
            loops += f"for(int sg_i=0;sg_i<{length};sg_i++){name.text}[sg_i]={zeros[kind]};"
        if k < len(tokens) and tokens[k].text == ",":
            found.append(tokens[k])
            k += 1
            continue
        break
    if k < len(tokens) and tokens[k].text == ";":
        found.append(tokens[k])
        # a global's loop would stand outside of any function
        if loops and _depth(tokens, k) > 0:
            found += beside(tokens[k], loops)
        k += 1
    return k


def _depth(tokens: Sequence[Token], k: int) -> int:
    return sum((t.text == "{") - (t.text == "}") for t in tokens[:k])


def _outs(tokens: Sequence[Token], k: int, zeros: Mapping[str, str]) -> list[Token]:
    """Zeros of the `out` parameters of the function whose body opens at `k`."""
    start = k - 1
    depth = 0
    while start >= 0:
        depth += (tokens[start].text == ")") - (tokens[start].text == "(")
        if depth == 0:
            break
        start -= 1
    added: list[Token] = []
    for j in range(max(0, start), k - 1):
        if tokens[j].text != "out":
            continue
        rest = [t for t in tokens[j + 1 : j + 4] if t.text not in _QUALIFIERS]
        if len(rest) >= 2 and rest[0].text in zeros and rest[1].kind == "name":
            added += beside(tokens[k], f"{rest[1].text}={zeros[rest[0].text]};")
    return added


def budgeted(tokens: Sequence[Token]) -> list[Token]:
    """Every test of a loop's condition counts `sg_left` down, and fails when nothing is left.

    The test is a part of the condition, so neither `continue` nor a body of one statement gets around it.
    """
    found: list[Token] = []
    k = 0
    while k < len(tokens):
        token = tokens[k]
        found.append(token)
        k += 1
        if token.text not in ("for", "while") or k >= len(tokens) or tokens[k].text != "(":
            continue
        end = _closing(tokens, k)
        inside = list(tokens[k + 1 : end])
        cuts = _semicolons(inside)
        if token.text == "while":
            inside = _counted(token, inside)
        elif len(cuts) == 2:
            # what stands before and after a condition may hold no loop: GLSL has no statement in an expression
            inside = [*inside[: cuts[0] + 1], *_counted(token, inside[cuts[0] + 1 : cuts[1]]), *inside[cuts[1] :]]
        found += [tokens[k], *inside, tokens[end]]
        k = end + 1
    return found


def _semicolons(tokens: Sequence[Token]) -> list[int]:
    depth, found = 0, []
    for k, token in enumerate(tokens):
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if depth == 0 and token.text == ";":
            found.append(k)
    return found


def _counted(loop: Token, condition: Sequence[Token]) -> list[Token]:
    test = beside(loop, "sg_left-->0")
    return [*test, *beside(loop, "&&("), *condition, *beside(loop, ")")] if condition else test


_ASSIGNS: Final = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="}


def ordered(tokens: Sequence[Token]) -> tuple[list[Token], dict[str, str]]:
    """Operands are evaluated from left to right, where a statement reads a variable and writes it later.

    Mesa reads a variable when it needs the value, so that `vec3(g, g += 5., g)` reads the first `g` too late. An
    assignment is done where it stands: each such read becomes `(sg_k = g)`.

    Returns:
        The tokens, and the type of each variable that they now need.
    """
    types = _declared_types(tokens)
    found = list(tokens)
    temporaries: dict[str, str] = {}
    calls = {t.text for k, t in enumerate(tokens[:-1]) if tokens[k + 1].text == "("} & own_globals(tokens)
    for start, stop in _segments(tokens):
        later: set[str] = set()
        for k in range(stop - 1, start - 1, -1):
            token = tokens[k]
            if token.kind != "name" or token.text not in types or (k and tokens[k - 1].text == "."):
                continue
            if any(place == k for place, _ in types[token.text]):
                later.discard(token.text)  # what stands before its declaration is another variable
            elif _is_written(tokens, k):
                later.add(token.text)
            elif token.text in later and types[token.text][0][0] < k and not _is_argument(tokens, k, calls):
                name = f"sg_k{len(temporaries)}"
                temporaries[name] = next(kind for place, kind in reversed(types[token.text]) if place < k)
                found[k] = token._replace(text=f"({name}={token.text})")
    return found, temporaries


def _segments(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for k, token in enumerate(tokens):
        if token.text in (";", "{", "}"):
            yield start, k
            start = k + 1


def _declared_types(tokens: Sequence[Token]) -> dict[str, list[tuple[int, str]]]:
    """Per name the (place, type) of its declarations; names of functions, and of arrays anywhere, are left out."""
    found: dict[str, list[tuple[int, str]]] = {}
    arrays: set[str] = set()
    for k, token in enumerate(tokens):
        if token.text not in ZEROS or k + 1 >= len(tokens) or tokens[k + 1].kind != "name":
            continue
        at = k + 1
        while at < len(tokens) and tokens[at].kind == "name" and tokens[at].text not in ZEROS:
            found.setdefault(tokens[at].text, []).append((at, token.text))
            if at + 1 < len(tokens) and tokens[at + 1].text in ("[", "("):
                arrays.add(tokens[at].text)
            at = _next_declarator(tokens, at)
    return {name: places for name, places in found.items() if name not in arrays}


def _next_declarator(tokens: Sequence[Token], at: int) -> int:
    depth = 0
    for k in range(at, len(tokens)):
        depth += (tokens[k].text in ("(", "[", "{")) - (tokens[k].text in (")", "]", "}"))
        if depth < 0 or (depth == 0 and tokens[k].text == ";"):
            break
        if depth == 0 and tokens[k].text == ",":
            return k + 1
    return len(tokens)


def _is_written(tokens: Sequence[Token], k: int) -> bool:
    if k and tokens[k - 1].text in ("++", "--"):
        return True
    after = k + 1
    while after < len(tokens) and tokens[after].text in (".", "["):
        after = after + 2 if tokens[after].text == "." else _closing(tokens, after) + 1
    return after < len(tokens) and (tokens[after].text in _ASSIGNS or tokens[after].text in ("++", "--"))


def _is_argument(tokens: Sequence[Token], k: int, functions: set[str]) -> bool:
    """Whether the name alone is an argument of one of the text's functions, which might write it."""
    if tokens[k - 1].text not in ("(", ",") or k + 1 >= len(tokens) or tokens[k + 1].text not in (",", ")", ".", "["):
        return False
    depth = 0
    for j in range(k - 1, 0, -1):
        depth += (tokens[j].text == ")") - (tokens[j].text == "(")
        if depth < 0:
            return tokens[j - 1].text in functions
    return False
