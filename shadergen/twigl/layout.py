"""A shader for people to read: one statement a line, indented, spaces where they help."""

from typing import Final

from shadergen.twigl.tokens import Token, lex

_SPACED: Final = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "?", ":", "&&", "||", "^^", "=="}
_SPACED_MORE: Final = {"!=", "<=", ">=", "<", ">"}
_AFTER: Final = {"for", "while", "if", "switch", "return", "else"}


def laid_out(body: str) -> str:
    """A preprocessed text with the same tokens, and white space of our own."""
    lines, line, depth, parentheses = [], "", 0, 0
    before: Token | None = None
    for token in lex(body)[:-1]:
        if token.text == "}":
            lines.append(line)
            depth -= 1
            line = "  " * depth
        line += " " * (bool(line.strip()) and before is not None and _apart(before, token)) + token.text
        parentheses += (token.text in "([") - (token.text in ")]")
        before = token
        if token.text in {"{", "}"} or (token.text == ";" and not parentheses):
            depth += token.text == "{"
            lines.append(line)
            line = "  " * depth
    return "\n".join(text for text in [*lines, line] if text.strip()) + "\n"


def _apart(left: Token, right: Token) -> bool:
    """Whether a space stands between two tokens of a line."""
    if left.kind != "op" and right.kind != "op":
        return True
    spaced = _SPACED | _SPACED_MORE
    if right.text in spaced or left.text in spaced or left.text in {",", ";"} or left.text in _AFTER:
        return True
    # two tokens that would be read as one, and a brace behind a parenthesis
    joined = left.text[-1] == right.text[0] and right.text in {"+", "-", "++", "--", "&", "|"}
    point = (left.text == "." and right.kind == "number") or (left.kind == "number" and right.text == ".")
    return right.text == "{" or joined or point
