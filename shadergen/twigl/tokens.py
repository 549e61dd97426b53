"""Tokens of GLSL ES: what the preprocessor and the parser read, each with its place in the user's text."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

_SPLICE = re.compile(r"\\(?:\r\n?|\n)")
_NEWLINE = re.compile(r"\r\n?|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_TOKEN = re.compile(
    r"""
    (?P<name>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<number>(?:[0-9]++\.?[0-9]*+|\.[0-9]++)[eE][+-][0-9]+[fF]?|\.?[0-9][A-Za-z0-9_.]*)
  | (?P<newline>\r\n?|\n)
  | (?P<comment>//[^\r\n]*|/\*.*?\*/)
  | (?P<open>/\*)
  | (?P<op><<=|>>=|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||\^\^|\#\#|[-+*/%&|^]=|[-+*/%&|^~!<>=?:;,.(){}\[\]\#])
  | (?P<space>[ \t\v\f]+)
  | (?P<other>[!-~])
  | (?P<foreign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(
    r"(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)[uU]?"
    r"|(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fF]?|[0-9]+[eE][+-]?[0-9]+[fF]?"
)


class GlslError(ValueError):
    """A text that is no GLSL ES.

    Args:
        message: what is wrong and what is allowed, without the place.
        line: line in the user's text, from 1.
        column: column in the user's text, from 1.
        near: the offending text, or nothing.
    """

    def __init__(self, message: str, line: int, column: int, near: str = ""):
        super().__init__(message, line, column, near)
        self.message = message
        self.line = line
        self.column = column
        self.near = near

    def __str__(self) -> str:
        near = f", near {_short(self.near, 40)!r}" if self.near else ""
        return f"line {self.line}, column {self.column}: {_short(self.message, 200)}{near}"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."


class Token(NamedTuple):
    """One token; keywords are names.

    Attributes:
        kind: 'name', 'number', 'op', 'eof', or 'other' for a character that no GLSL token starts with (it may stand in
            `#error` and `#pragma` lines alone; the preprocessor's result has none).
        text: as written; empty at the end.
        line: line in the user's text, from 1.
        column: column in the user's text in characters, from 1.
        spaced: white space, a comment or a newline stands before it.
        first: it is the first one of its line (lines joined by a backslash are one line).
    """

    kind: str
    text: str
    line: int
    column: int
    spaced: bool = False
    first: bool = False

    def error(self, message: str) -> GlslError:
        """An error at this token."""
        return GlslError(message, self.line, self.column, self.text)


def lex(text: str) -> list[Token]:
    """Split a text into tokens; comments are dropped, lines joined by a backslash are one.

    Numbers are taken as preprocessors do, so that `1.xy` is one token: `is_number` tells the valid ones.

    Returns:
        The tokens in order, the last of kind 'eof'.

    Raises:
        GlslError: a control character, a comment without end, or a character outside ASCII that no comment holds.
    """
    joined, splices = _join(text)
    # where each line of the user's text begins in the joined one
    starts = sorted([0, *(newline.end() for newline in _NEWLINE.finditer(joined)), *splices])
    if control := _CONTROL.search(joined):
        line = bisect_right(starts, control.start())
        column = control.start() - starts[line - 1] + 1
        raise GlslError("control characters have no place in a program; remove it", line, column, control[0])
    tokens: list[Token] = []
    line, begin, following = 0, 0, 0
    starts.append(len(joined) + 1)
    spaced = first = True
    for match in _TOKEN.finditer(joined):
        offset = match.start()
        while offset >= following:
            line, begin, following = line + 1, following, starts[line + 1]
        kind = match.lastgroup
        if kind in {"space", "comment"}:
            spaced = True
        elif kind == "newline":
            spaced = first = True
        elif kind == "open":
            raise GlslError("this comment has no end; close it with */", line, offset - begin + 1, "/*")
        elif kind == "foreign":
            message = f"U+{ord(match[0]):04X} may stand in comments alone; write the program in ASCII"
            raise GlslError(message, line, offset - begin + 1, match[0])
        else:
            assert kind is not None
            # as Token(...) does, in half the time
            tokens.append(tuple.__new__(Token, (kind, match[0], line, offset - begin + 1, spaced, first)))
            spaced = first = False
    line = len(starts) - 1
    tokens.append(Token("eof", "", line, len(joined) - starts[line - 1] + 1, True, True))
    return tokens


def _join(text: str) -> tuple[str, list[int]]:
    """The text without its line splices, and where in it each of them stood."""
    if "\\" not in text:
        return text, []
    parts = _SPLICE.split(text)
    ends = list(accumulate(map(len, parts)))
    return "".join(parts), ends[:-1]


def is_number(text: str) -> bool:
    """Whether a token of kind 'number' is a constant of GLSL ES 3.00: an integer or a float, 200 characters at most."""
    return len(text) <= 200 and _NUMBER.fullmatch(text) is not None
