"""The preprocessor of GLSL ES: a text as the tokens that are left when every directive and macro is done.

Macros are token soup, as in C: a body may hold half a statement or an unbalanced parenthesis, and a call may span
lines. A macro that comes up while it is being expanded is left alone for good (ISO C 6.10.3.4). Work is bounded, so
that a text whose macros double each other ends in an error at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from shadergen.twigl.conditions import PAINTED, evaluate, integer
from shadergen.twigl.tokens import GlslError, Token, is_number, lex

MAX_PRODUCED = 100_000
"""Tokens that all macros of a text may read and write together."""
MAX_NESTED = 64
"""Macro calls inside each other's arguments."""
VERSIONS = ("100", "300 es")
PREDEFINED: Final[Mapping[str, str]] = MappingProxyType({"GL_ES": "1", "__VERSION__": "300"})
"""What is defined for a text of no mode."""

_DYNAMIC = ("__LINE__", "__FILE__")
_RESERVED = {*_DYNAMIC, "__VERSION__", "GL_ES", "defined"}
_DIRECTIVES = "#define #undef #if #ifdef #ifndef #elif #else #endif #error #pragma #extension #version #line"
_BEHAVIOURS = ("require", "enable", "warn", "disable")

# a token of a macro's body: kind, text, and which argument it stands for (-1: none)
_Part = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class _Macro:
    """`arity` is None for a macro without parentheses."""

    name: str
    arity: int | None
    body: tuple[_Part, ...]
    pastes: bool


@dataclass(slots=True)
class _Group:
    """One `#if` ... `#endif`: is the branch at hand read, was any, and is the text around read at all?"""

    opener: Token
    live: bool
    taken: bool
    outer: bool
    closed: bool = False


def preprocess(text: str, predefined: Mapping[str, str] = PREDEFINED) -> list[Token]:
    """Run the preprocessor over a text.

    As in browsers, except that a macro may be defined anew with another body: the last one wins.

    Args:
        text: GLSL ES, of at most 64 KiB.
        predefined: macros without parameters that exist from the start; `GL_ES` and `__VERSION__` belong here. A text
            may redefine any other.

    Returns:
        What is left, the last of kind 'eof'. A token of a macro's body has the place of the outermost use of a macro;
        an argument keeps its own.

    Raises:
        GlslError: the text does not lex, a directive or a macro call is malformed, or macros expand to more than
            `MAX_PRODUCED` tokens or are nested in arguments deeper than `MAX_NESTED`.
    """
    return _Run(lex(text), dict(_given(tuple(predefined.items())))).result()


@lru_cache(maxsize=64)
def _given(items: tuple[tuple[str, str], ...]) -> dict[str, _Macro]:
    macros = {name: _Macro(name, None, (), pastes=False) for name in _DYNAMIC}
    for name, value in items:
        body = tuple((token.kind, token.text, -1) for token in lex(value)[:-1])
        macros[name] = _Macro(name, None, body, pastes=False)
    return macros


class _Run:
    """One pass over one text; what is defined, which conditions hold and how much work is left change as it is read."""

    def __init__(self, tokens: list[Token], macros: dict[str, _Macro]):
        self._tokens = tokens
        self._macros = macros
        self._active: set[str] = set()  # macros whose expansion is being read
        self._groups: list[_Group] = []
        self._left = MAX_PRODUCED
        self._nested = 0
        self._started = False  # something stands before that a #version may not follow
        self._line_shift = 0
        self._file = "0"

    def result(self) -> list[Token]:
        tokens = self._expand(self._code())
        if self._groups:
            opener = self._groups[-1].opener
            raise opener.error(f"this #{opener.text} has no #endif; add it")
        for k, token in enumerate(tokens):
            kind = token.kind
            if kind == "number":
                if not is_number(token.text):
                    raise token.error("this is no number; a number is like 1, 1u, 0x1F, 1., .5, 1e3 or 1.f")
            elif kind == PAINTED:
                tokens[k] = token._replace(kind="name")
            elif kind == "other":
                raise token.error("no GLSL token has this character; remove it")
            elif token.text in {"#", "##"}:
                raise token.error("a # begins a directive and must be the first on its line")
        tokens.append(self._tokens[-1])
        return tokens

    def _code(self) -> Iterator[Token]:
        """The tokens of the lines that are no directives, obeying those that are on the way."""
        tokens = self._tokens
        begin, end = 0, len(tokens) - 1
        for place in [k for k, token in enumerate(tokens) if token.text == "#" and token.first]:
            yield from self._live(begin, place)
            begin = place + 1
            while not tokens[begin].first:
                begin += 1
            self._directive(tokens[place], tokens[place + 1 : begin])
        yield from self._live(begin, end)

    def _live(self, begin: int, end: int) -> Sequence[Token]:
        if begin == end or (self._groups and not self._groups[-1].live):
            return ()
        self._started = True
        return self._tokens[begin:end]

    # directives

    def _directive(self, mark: Token, line: list[Token]) -> None:
        if not line:
            return
        head, rest = line[0], line[1:]
        name = head.text
        obey = {
            "version": self._set_version,
            "define": self._define,
            "undef": self._undef,
            "extension": self._extension,
            "line": self._set_line,
        }
        if name in {"if", "ifdef", "ifndef"}:
            outer = not self._groups or self._groups[-1].live
            live = outer and self._holds(head, rest)
            self._groups.append(_Group(head, live, live, outer))
        elif name in {"elif", "else", "endif"}:
            self._branch(head, rest)
        elif self._groups and not self._groups[-1].live:
            return
        elif name in obey:
            obey[name](head, rest)
        elif name == "error":
            said = "".join((" " if token.spaced else "") + token.text for token in rest)
            raise GlslError(f"the text stops itself: #error{said}", mark.line, mark.column)
        elif name == "include":
            raise head.error("#include is not part of GLSL ES; put the other text in its place")
        elif name != "pragma":
            raise head.error(f"#{name} is no directive; there are {_DIRECTIVES}")
        self._started = True

    def _branch(self, head: Token, rest: list[Token]) -> None:
        if not self._groups:
            raise head.error(f"this #{head.text} has no #if before it")
        group = self._groups[-1]
        if head.text == "elif":
            live = group.outer and not group.taken and self._holds(head, rest)
        else:
            _nothing(rest, head)
            live = group.outer and not group.taken
        if head.text == "endif":
            self._groups.pop()
            return
        if group.closed:
            raise head.error(f"this #{head.text} comes after #else; only #endif may follow")
        group.live, group.taken, group.closed = live, group.taken or live, head.text == "else"

    def _holds(self, head: Token, rest: list[Token]) -> bool:
        if head.text in {"ifdef", "ifndef"}:
            name = _name(rest, head)
            _nothing(rest[1:], head)
            return (name.text in self._macros) == (head.text == "ifdef")
        return evaluate(self._expand(iter(self._defined(rest))), head) != 0

    def _defined(self, line: list[Token]) -> Iterator[Token]:
        """The line with `defined NAME` and `defined(NAME)` answered, before macros are expanded."""
        at = 0
        while at < len(line):
            token = line[at]
            at += 1
            if token.text != "defined":
                yield token
                continue
            bracket = line[at : at + 1] and line[at].text == "("
            name = _name(line[at + bool(bracket) :], token)
            at += 1
            if bracket:
                at += 2
                if line[at - 1 : at] == [] or line[at - 1].text != ")":
                    raise name.error("defined(NAME) needs its closing parenthesis")
            yield Token("number", "1" if name.text in self._macros else "0", token.line, token.column)

    def _set_version(self, head: Token, rest: list[Token]) -> None:
        version = " ".join(token.text for token in rest)
        if version not in VERSIONS:
            raise GlslError(
                f"#version {version} is not GLSL ES; it is 100 or 300 es", head.line, head.column, "#version"
            )
        if self._started:
            raise head.error("#version must come before all else")
        self._macros["__VERSION__"] = _Macro("__VERSION__", None, (("number", version[:3], -1),), pastes=False)

    def _define(self, head: Token, rest: list[Token]) -> None:
        name = _name(rest, head)
        if name.text in _RESERVED:
            raise name.error(f"{name.text} is given and cannot be defined; take another name")
        places: dict[str, int] = {}
        arity, body = None, rest[1:]
        if body and body[0].text == "(" and not body[0].spaced:
            close = next((k for k, token in enumerate(body) if token.text == ")"), None)
            if close is None:
                raise name.error("the parameters of this macro need a closing parenthesis")
            for k, token in enumerate(body[1:close]):
                if (token.kind != "name" if k % 2 == 0 else token.text != ",") or token.text in places:
                    raise token.error("parameters of a macro are different names with commas between them")
                if k % 2 == 0:
                    places[token.text] = len(places)
            if body[close - 1].text == ",":
                raise body[close - 1].error("a parameter's name must follow the comma")
            arity, body = len(places), body[close + 1 :]
        parts = tuple((token.kind, token.text, places.get(token.text, -1)) for token in body)
        pastes = any(text == "##" for _, text, _ in parts)
        if pastes and "##" in {body[0].text, body[-1].text}:
            raise name.error("## joins two tokens and cannot be the first or the last of a macro")
        self._macros[name.text] = _Macro(name.text, arity, parts, pastes)

    def _undef(self, head: Token, rest: list[Token]) -> None:
        name = _name(rest, head)
        _nothing(rest[1:], head)
        if name.text in _RESERVED:
            raise name.error(f"{name.text} is given and cannot be undefined")
        self._macros.pop(name.text, None)

    def _extension(self, head: Token, rest: list[Token]) -> None:
        name = _name(rest, head)
        behaviour = "".join(token.text for token in rest[1:])
        if behaviour[:1] != ":" or behaviour[1:] not in _BEHAVIOURS:
            raise name.error(f"an extension is given as #extension NAME : {', '.join(_BEHAVIOURS)}")

    def _set_line(self, head: Token, rest: list[Token]) -> None:
        numbers = self._expand(iter(rest))
        values = [integer(token.text) for token in numbers if token.kind == "number"]
        if len(values) != len(numbers) or len(values) not in {1, 2} or None in values:
            raise head.error("#line takes one or two integers")
        # the line that follows has the number given
        self._line_shift = int(values[0] or 0) - head.line - 1
        if len(values) == 2:
            self._file = str(values[1])

    # macros

    def _charge(self, count: int, at: Token) -> None:
        self._left -= count
        if self._left < 0:
            raise at.error(f"macros expand to more than {MAX_PRODUCED:,} tokens; write fewer or smaller ones")

    def _expand(self, source: Iterator[Token]) -> list[Token]:
        """Expand every macro in a stream."""
        macros, active = self._macros, self._active
        out: list[Token] = []
        # what expansions have put before the rest of the stream, last first; a str ends the macro of that name
        stack: list[Token | str] = []
        while True:
            if stack:
                top = stack.pop()
                if isinstance(top, str):
                    active.discard(top)
                    continue
                token = top
            else:
                following = self._passed_on(source, out)
                if following is None:
                    return out
                token = following
            macro = macros.get(token.text)
            if macro is None or token.kind != "name":
                out.append(token)
                continue
            name = macro.name
            if name in active:
                out.append(token._replace(kind=PAINTED))
                continue
            line, column = token.line, token.column
            if macro.arity is not None:
                arguments = self._arguments(macro, token, stack, source)
                if arguments is None:
                    out.append(token)
                    continue
                body = self._substitute(macro, token, arguments)
            elif name in _DYNAMIC:
                value = str(line + self._line_shift) if name == "__LINE__" else self._file
                body = [Token("number", value, line, column)]
            elif macro.pastes:
                body = self._substitute(macro, token, [])
            else:
                body = [Token(kind, text, line, column) for kind, text, _ in macro.body]
            self._charge(len(body) + 1, token)
            active.add(name)
            stack.append(name)
            body.reverse()
            stack += body

    def _passed_on(self, source: Iterator[Token], out: list[Token]) -> Token | None:
        """Move what is no macro's name, as most tokens are, and take the first that is one."""
        for token in source:
            if token.text in self._macros:
                return token
            out.append(token)
        return None

    def _arguments(
        self, macro: _Macro, at: Token, stack: list[Token | str], source: Iterator[Token]
    ) -> list[list[Token]] | None:
        """Take the arguments of a call from the stream, or nothing if no parenthesis follows."""

        def following() -> Token | None:
            while stack:
                top = stack.pop()
                if not isinstance(top, str):
                    return top
                self._active.discard(top)
            return next(source, None)

        token = following()
        if token is None or token.text != "(":
            if token is not None:
                stack.append(token)
            return None
        arguments: list[list[Token]] = [[]]
        depth, taken = 1, 0
        while token := following():
            taken += 1
            text = token.text
            if text == "(":
                depth += 1
            elif text == ")":
                depth -= 1
                if not depth:
                    break
            elif text == "," and depth == 1:
                arguments.append([])
                continue
            arguments[-1].append(token)
        else:
            raise at.error(f"the call of macro {macro.name} has no closing parenthesis")
        self._charge(taken, at)
        given = 0 if macro.arity == 0 and arguments == [[]] else len(arguments)
        if given != macro.arity:
            raise at.error(f"macro {macro.name} takes {macro.arity} arguments and is given {given}")
        return arguments

    def _substitute(self, macro: _Macro, at: Token, arguments: list[list[Token]]) -> list[Token]:
        """The body of a macro with its arguments in place: expanded, or as they are where `##` joins them."""
        body, line, column = macro.body, at.line, at.column
        expanded: dict[int, list[Token]] = {}
        out: list[Token] = []
        joins = joinable = False
        for k, (kind, text, which) in enumerate(body):
            if which < 0:
                if text == "##":
                    joins = True
                    continue
                piece = [Token(kind, text, line, column)]
            elif macro.pastes and (joins or (k + 1 < len(body) and body[k + 1][1] == "##")):
                piece = arguments[which]
            else:
                if which not in expanded:
                    expanded[which] = self._expand_argument(arguments[which], at)
                piece = expanded[which]
                self._charge(len(piece), at)
            if joins and joinable and piece:
                out[-1] = _join(out[-1], piece[0])
                out += piece[1:]
            else:
                out += piece
            joinable = bool(piece) or (joins and joinable)
            joins = False
        return out

    def _expand_argument(self, argument: list[Token], at: Token) -> list[Token]:
        if self._nested == MAX_NESTED:
            raise at.error(f"macro calls are nested more than {MAX_NESTED} deep in arguments")
        self._nested += 1
        out = self._expand(iter(argument))
        self._nested -= 1
        return out


def _name(line: list[Token], before: Token) -> Token:
    if not line or line[0].kind != "name":
        raise (line[0] if line else before).error(f"a name must follow {before.text}")
    return line[0]


def _nothing(line: list[Token], before: Token) -> None:
    if line:
        raise line[0].error(f"nothing may follow on the line of #{before.text}")


def _join(left: Token, right: Token) -> Token:
    try:
        joined = lex(left.text + right.text)[:-1]
    except GlslError:
        joined = []
    if len(joined) != 1:
        raise left.error(f"{left.text} ## {right.text} gives no token")
    return Token(joined[0].kind, joined[0].text, left.line, left.column)
