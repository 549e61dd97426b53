"""What a program's names mean: its declarations, its functions, and which declaration each use of a name refers to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from shadergen.twigl.tokens import Token

QUALIFIERS: Final = frozenset(
    "const in out inout highp mediump lowp flat smooth centroid invariant uniform varying".split()
)
_SCALARS: Final = {"float": "0.", "int": "0", "uint": "0u", "bool": "false"}
_VECTORS: Final = {
    f"{p}vec{n}": f"{p}vec{n}({z})" for p, z in (("", 0), ("i", 0), ("u", "0u"), ("b", "false")) for n in (2, 3, 4)
}
_MATRICES: Final = {
    f"mat{n}": f"mat{n}(0)" for n in ("2", "3", "4", *(f"{a}x{b}" for a in (2, 3, 4) for b in (2, 3, 4)))
}
ZEROS: Final[Mapping[str, str]] = _SCALARS | _VECTORS | _MATRICES
"""The zero of each built-in type that can be initialised."""
_SAMPLERS: Final = {f"{p}sampler{kind}" for p in ("", "i", "u") for kind in ("2D", "3D", "Cube", "2DArray")}
BUILT_IN_TYPES: Final = frozenset({"void", *ZEROS, *_SAMPLERS})
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_HEADS: Final = frozenset({"for", "while", "if", "switch", "else", "do"})


@dataclass(frozen=True, slots=True)
class Declaration:
    """A variable's declarator.

    Attributes:
        name: its name.
        kind: its type, without array brackets.
        at: the place of its name among the tokens.
        end: the place after its name and brackets, where an initialiser is or would be.
        stop: the place after its initialiser.
        length: the places within its array brackets; None for no array.
        qualifiers: such as 'const' or 'inout'.
        where: 'global', 'local' or 'parameter'.
    """

    name: str
    kind: str
    at: int
    end: int
    stop: int
    length: tuple[int, int] | None
    qualifiers: frozenset[str]
    where: str

    @property
    def has_initialiser(self) -> bool:
        """Whether it says its first value."""
        return self.stop > self.end


@dataclass(frozen=True, slots=True)
class Function:
    """A function's definition.

    Attributes:
        name: its name.
        start: the place of the first token of its definition.
        parameters: its parameters.
        body: the places of its braces.
    """

    name: str
    start: int
    parameters: tuple[Declaration, ...]
    body: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of a program.

    Attributes:
        declarations: every variable's, in order.
        functions: every definition, in order.
        structs: per type the (name, type, length) of its fields; the length is empty for no array. The type of a struct
            without a name, which no text can write, begins with a space.
        uses: by the place of a name its declaration, where the text has one.
        close: by the place of each opening bracket that of its closing one.
    """

    declarations: tuple[Declaration, ...]
    functions: tuple[Function, ...]
    structs: dict[str, tuple[tuple[str, str, str], ...]]
    uses: dict[int, Declaration]
    close: dict[int, int]


def partners(tokens: Sequence[Token]) -> dict[int, int]:
    """For the place of each opening bracket that of its closing one; the brackets are balanced."""
    opened: list[int] = []
    found = {}
    for k, token in enumerate(tokens):
        text = token.text
        if text in _OPENING:
            opened.append(k)
        elif text in _CLOSING:
            found[opened.pop()] = k
    return found


def arguments(tokens: Sequence[Token], opening: int, close: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The (start, stop) of each argument within the parentheses that open at a place."""
    start = k = opening + 1
    while k < close[opening]:
        if tokens[k].text == ",":
            yield start, k
            start = k + 1
        k = close.get(k, k) + 1
    if start < k:
        yield start, k


def resolve(tokens: Sequence[Token]) -> Scope:
    """Find out what the names of a preprocessed text with balanced brackets mean."""
    return _Resolver(tokens).run()


@dataclass(slots=True)
class _Resolver:
    tokens: Sequence[Token]
    close: dict[int, int] = field(init=False)
    found: list[Declaration] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    structs: dict[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    uses: dict[int, Declaration] = field(default_factory=dict)
    known: dict[str, list[Declaration]] = field(default_factory=dict)  # by name, the innermost last
    scopes: list[set[str]] = field(default_factory=lambda: [set()])  # the names that each declares
    ends: list[int] = field(default_factory=list)  # where each scope but the outermost ends
    visible: dict[int, Declaration] = field(default_factory=dict)  # what is known from a place on
    after: dict[int, int] = field(default_factory=dict)  # the place after each statement that was read

    def run(self) -> Scope:
        tokens, ends, visible, known, structs = self.tokens, self.ends, self.visible, self.known, self.structs
        self.close = partners(tokens)
        k = 0
        while k < len(tokens):
            while ends and k >= ends[-1]:
                for name in self.scopes.pop():
                    known[name].pop()
                ends.pop()
            if k in visible:
                self._learn(visible[k])
            token = tokens[k]
            text = token.text
            if token.kind != "name":
                if text == "{":
                    self._open(self.close[k])
            elif text == "for" and k + 1 in self.close:
                self._open(self._statement(k))
            elif text == "struct":
                kind, k = self._struct(k)
                self._declare(k, kind)
                continue
            elif not (k and tokens[k - 1].text == "."):
                if text in BUILT_IN_TYPES or text in structs:
                    k = self._type(k)
                    continue
                if declared := known.get(text):
                    self.uses[k] = declared[-1]
            k += 1
        return Scope(tuple(self.found), tuple(self.functions), self.structs, self.uses, self.close)

    def _open(self, end: int, declared: Sequence[Declaration] = ()) -> None:
        self.scopes.append(set())
        self.ends.append(end)
        for d in declared:
            self._learn(d)

    def _learn(self, d: Declaration) -> None:
        known = self.known.setdefault(d.name, [])
        if d.name in self.scopes[-1]:
            known.pop()
        self.scopes[-1].add(d.name)
        known.append(d)

    def _declare(self, k: int, kind: str) -> None:
        for d in self._declarators(k, kind):
            self.visible[d.stop] = d

    def _type(self, k: int) -> int:
        """Read what follows the type at `k`, if it declares something; the place to go on at."""
        after = self._signature(k) if len(self.scopes) == 1 else 0
        if not after:
            self._declare(k + 1, self.tokens[k].text)
            return k + 1
        if self.tokens[after].text == "{":
            function = self._function(k, after)
            # parameters live in a scope of their own around the body
            self._open(function.body[1] + 1, function.parameters)
        return after

    def _qualifiers(self, k: int) -> frozenset[str]:
        found = set()
        while k > 0 and self.tokens[k - 1].text in QUALIFIERS:
            k -= 1
            found.add(self.tokens[k].text)
        return frozenset(found)

    def _brackets(self, k: int) -> tuple[int, tuple[int, int] | None]:
        """The place after array brackets at `k`, and what stands in them."""
        length = None
        while k < len(self.tokens) and self.tokens[k].text == "[":
            length = (k + 1, self.close[k])
            k = self.close[k] + 1
        return k, length

    def _declarators(self, k: int, kind: str) -> Iterator[Declaration]:
        """The variables that follow the type before `k`; none where it is a constructor, a parameter or a function."""
        tokens = self.tokens
        qualifiers = self._qualifiers(k - 1)
        k, shared = self._brackets(k)
        while k + 1 < len(tokens) and tokens[k].kind == "name" and tokens[k + 1].text != "(":
            end, length = self._brackets(k + 1)
            stop = self._expression(end) if end < len(tokens) and tokens[end].text == "=" else end
            where = "global" if len(self.scopes) == 1 else "local"
            declaration = Declaration(tokens[k].text, kind, k, end, stop, length or shared, qualifiers, where)
            self.found.append(declaration)
            yield declaration
            if stop >= len(tokens) or tokens[stop].text != ",":
                break
            k = stop + 1

    def _expression(self, k: int) -> int:
        """The place after an initialiser: at its comma, semicolon or closing bracket."""
        while k < len(self.tokens) and self.tokens[k].text not in {",", ";", ")"}:
            k = self.close.get(k, k) + 1
        return k

    def _signature(self, k: int) -> int:
        """The place after the parameters of the function whose type of result stands at `k`; 0 where there is none."""
        name, _ = self._brackets(k + 1)
        if name + 1 >= len(self.tokens) or self.tokens[name].kind != "name" or self.tokens[name + 1].text != "(":
            return 0
        after = self.close[name + 1] + 1
        return after if after < len(self.tokens) else 0

    def _function(self, k: int, body: int) -> Function:
        """The definition whose type of result stands at `k`, with its body at `body`."""
        tokens = self.tokens
        name, _ = self._brackets(k + 1)
        opening = name + 1
        parameters: list[Declaration] = []
        at = opening + 1
        while at < body - 1:
            if tokens[at].text in QUALIFIERS:
                at += 1
                continue
            before, shared = self._brackets(at + 1)
            if tokens[before].kind == "name":
                end, length = self._brackets(before + 1)
                kinds = self._qualifiers(at)
                parameters.append(
                    Declaration(
                        tokens[before].text, tokens[at].text, before, end, end, length or shared, kinds, "parameter"
                    )
                )
            while at < body - 1 and tokens[at].text != ",":
                at = self.close.get(at, at) + 1
            at += 1
        start = k - len(self._qualifiers(k))
        function = Function(tokens[name].text, start, tuple(parameters), (body, self.close[body]))
        self.functions.append(function)
        self.found += parameters
        return function

    def _struct(self, k: int) -> tuple[str, int]:
        """Learn the struct that begins at `k`; its name, and the place after its closing brace."""
        tokens = self.tokens
        named = k + 1 < len(tokens) and tokens[k + 1].kind == "name"
        opening = k + 1 + named
        if opening >= len(tokens) or tokens[opening].text != "{":
            return "", opening
        fields: list[tuple[str, str, str]] = []
        at = opening + 1
        while at < self.close[opening]:
            if tokens[at].text in QUALIFIERS:
                at += 1
                continue
            kind = tokens[at].text
            at, shared = self._brackets(at + 1)
            while tokens[at].kind == "name":
                field_name = tokens[at].text
                at, length = self._brackets(at + 1)
                inside = length or shared
                text = "".join(t.text for t in tokens[inside[0] : inside[1]]) if inside else ""
                fields.append((field_name, kind, text))
                at += tokens[at].text == ","
            at += 1
        name = tokens[k + 1].text if named else f" {k}"
        self.structs[name] = tuple(fields)
        return name, self.close[opening] + 1

    def _statement(self, k: int) -> int:
        """The place after the statement that begins at `k`; without recursion, so that no nesting is too deep."""
        tokens = self.tokens
        waiting: list[str] = []  # each `if` and `do` whose statement is being read
        begun: list[tuple[int, int]] = []  # (place, number of those that wait) of each statement that has a head
        while k not in self.after:
            while k < len(tokens) and (word := tokens[k].text) in _HEADS:
                begun.append((k, len(waiting)))
                if word in {"if", "do"}:
                    waiting.append(word)
                k = k + 1 if word in {"do", "else"} else self.close.get(k + 1, k) + 1
            k = self._simple(k)
            while True:
                while begun and begun[-1][1] == len(waiting):
                    self.after[begun.pop()[0]] = k
                if not waiting:
                    return k
                text = tokens[k].text if k < len(tokens) else ""
                ended = waiting.pop()
                if ended == "if" and text == "else":
                    break
                if ended == "do" and text == "while":
                    k = self._simple(k)
        return self.after[k]

    def _simple(self, k: int) -> int:
        """The place after the block that begins at `k`, or else after the next semicolon."""
        tokens = self.tokens
        if k < len(tokens) and tokens[k].text == "{":
            return self.close[k] + 1
        while k < len(tokens) and tokens[k].text not in {";", "}"}:
            k = self.close.get(k, k) + 1
        return min(k + 1, len(tokens))
