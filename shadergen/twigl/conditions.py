"""The conditions of `#if` and `#elif`: expressions of integers, as the preprocessor leaves them."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from shadergen.twigl.tokens import GlslError, Token

_INTEGER = re.compile(r"(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)[uU]?")
PAINTED: Final = "painted"
"""The kind of a name that is never expanded again."""

_UNARY = 11
_PREFIXES = {"(": 0, "+": _UNARY, "-": _UNARY, "!": _UNARY, "~": _UNARY}
_BINARY = {"||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "<": 7, ">": 7, "<=": 7, ">=": 7}
_BINARY |= {"<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10}


def _quotient(left: int, right: int) -> int:
    """Division towards zero."""
    return abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)


_OPERATIONS: Final[Mapping[str, Callable[[int, int], int]]] = {
    # what is left to decide for && and || is whether the right side holds
    "||": lambda _, right: right != 0,
    "&&": lambda _, right: right != 0,
    "|": operator.or_,
    "^": operator.xor,
    "&": operator.and_,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _quotient,
    "%": lambda left, right: left - _quotient(left, right) * right,
}


def evaluate(tokens: Sequence[Token], head: Token) -> int:
    """The value of an `#if` expression, in 32-bit integers.

    What `&&` and `||` do not need may be undefined: a name that is no macro, a division by zero.

    Args:
        tokens: the expression, its macros expanded and `defined` answered.
        head: the directive's name, where an empty expression is reported.

    Raises:
        GlslError: it is no expression, or its value depends on something undefined.
    """
    # without recursion, so that no nesting is too deep; an error is a value until it is needed
    values: list[int | GlslError] = []
    waiting: list[tuple[int, Token]] = []

    def reduce(down_to: int) -> None:
        while waiting and waiting[-1][0] >= down_to:
            precedence, sign = waiting.pop()
            right = values.pop()
            values.append(_unary(sign, right) if precedence == _UNARY else _binary(sign, values.pop(), right))

    operand = True
    for token in tokens:
        text = token.text
        if operand and text in _PREFIXES:
            waiting.append((_PREFIXES[text], token))
        elif operand:
            values.append(_operand(token))
            operand = False
        elif text == ")":
            reduce(1)
            if not waiting:
                raise token.error("this parenthesis closes nothing")
            waiting.pop()
        elif text in _BINARY:
            reduce(_BINARY[text])
            waiting.append((_BINARY[text], token))
            operand = True
        else:
            raise token.error("a condition needs an operator here")
    if operand:
        raise (tokens[-1] if tokens else head).error("a condition must follow; it is made of integers and macros")
    reduce(1)
    if waiting:
        raise waiting[-1][1].error("this parenthesis is not closed")
    if isinstance(values[0], GlslError):
        raise values[0]
    return values[0]


def _operand(token: Token) -> int | GlslError:
    if token.kind in {"name", PAINTED}:
        return token.error(f"{token.text} is not defined, so this condition has no value")
    value = integer(token.text)
    if value is None:
        raise token.error("a condition needs an integer or a macro here")
    return _wrap(value)


def integer(text: str) -> int | None:
    """The value of an integer constant of GLSL ES; None where a text is none."""
    match = _INTEGER.fullmatch(text)
    if not match or len(text) > 20:
        return None
    digits = match[1]
    return int(digits, 16 if digits[:2] in {"0x", "0X"} else 8 if digits[0] == "0" else 10)


def _wrap(value: int) -> int:
    return (value + (1 << 31)) % (1 << 32) - (1 << 31)


def _unary(sign: Token, value: int | GlslError) -> int | GlslError:
    if isinstance(value, GlslError) or sign.text == "+":
        return value
    return {"-": _wrap(-value), "~": ~value, "!": int(not value)}[sign.text]


def _binary(sign: Token, left: int | GlslError, right: int | GlslError) -> int | GlslError:
    text = sign.text
    if isinstance(left, GlslError):
        return left
    if text in {"&&", "||"} and (left != 0) == (text == "||"):
        return int(left != 0)
    if isinstance(right, GlslError):
        return right
    if text in {"<<", ">>"} and not 0 <= right < 32:
        return sign.error(f"a shift by {right} has no value; shift by 0 to 31")
    if text in {"/", "%"} and right == 0:
        return sign.error("a division by zero has no value")
    return _wrap(int(_OPERATIONS[text](left, right)))
