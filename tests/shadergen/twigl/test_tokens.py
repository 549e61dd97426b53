import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadergen.twigl.tokens import GlslError, is_number, lex

OPERATORS = (
    "<<= >>= ++ -- << >> <= >= == != && || ^^ ## += -= *= /= %= &= ^= |= "
    "+ - * / % & | ^ ~ ! < > = ? : ; , . ( ) { } [ ] #"
).split()
NUMBERS = ["0", "7", "017", "0x1Fu", "3u", "1.", ".5", "1.5", "1e3", "1.e-3", ".5E+2", "1.f", "2.5e-7F", "12345678"]
BAD_NUMBERS = ["08", "0xg", "1.2.3", "1.xy", "1e", "1u2", "1..", "0x", "1.5u", "9" * 300]


def texts(text: str) -> list[str]:
    return [token.text for token in lex(text)[:-1]]


def test_operators_are_as_long_as_they_can_be():
    assert texts("a<<=b>>=c^^d##e<<f>=g") == ["a", "<<=", "b", ">>=", "c", "^^", "d", "##", "e", "<<", "f", ">=", "g"]
    assert texts("i+++j---k") == ["i", "++", "+", "j", "--", "-", "k"]
    assert texts("o.r+=.5*-1.;") == ["o", ".", "r", "+=", ".5", "*", "-", "1.", ";"]


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_are_one_token(text: str):
    token, end = lex(f"{text}")
    assert (token.kind, token.text, end.kind) == ("number", text, "eof")
    assert is_number(text)
    assert texts(f"a-{text}+b") == ["a", "-", text, "+", "b"]


@pytest.mark.parametrize("text", BAD_NUMBERS)
def test_what_looks_like_a_number_is_told_from_one(text: str):
    assert texts(text) == [text]
    assert not is_number(text)


PIECES = st.one_of(
    st.sampled_from(OPERATORS).map(lambda text: ("op", text)),
    st.sampled_from(NUMBERS).map(lambda text: ("number", text)),
    st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True).map(lambda text: ("name", text)),
)
BLANKS = st.sampled_from(
    [" ", "\t", "\n", "\r\n", "\\\n ", " /**/ ", " /* é\n* / //\n*/", " // 😀 \\\n more\n", " //\n"]
)


@given(st.lists(st.tuples(PIECES, BLANKS)))
def test_tokens_come_back_in_order_and_stand_where_they_say(pieces):
    text = "".join(piece + blank for (_, piece), blank in pieces)
    tokens = lex(text)
    assert [(token.kind, token.text) for token in tokens[:-1]] == [piece for piece, _ in pieces]
    assert tokens[-1].kind == "eof"
    lines = text.replace("\r\n", "\n").split("\n")
    for token in tokens:
        assert lines[token.line - 1][token.column - 1 :].startswith(token.text)
    assert [(token.line, token.column) for token in tokens] == sorted({(token.line, token.column) for token in tokens})


def test_the_first_of_a_line_and_neighbours_are_known():
    tokens = lex("a b(\n  #c\\\nd/**/(e //\n/*\n*/ f")  # c and d are one name
    assert [token.text for token in tokens if token.first] == ["a", "#", "f", ""]
    assert [token.text for token in tokens if not token.spaced] == ["(", "cd", "e"]


def test_a_backslash_joins_lines_even_inside_a_token():
    name, plus, end = lex("fo\\\no+\\\r\n\\\n")
    assert (name.text, name.line, name.column) == ("foo", 1, 1)
    assert (plus.text, plus.line, plus.column) == ("+", 2, 2)
    assert (end.line, end.column) == (4, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("a\0b", 1, 2, "control"),
        ("o=1.;\n// \x1b", 2, 4, "control"),
        ("x;\n\u00a0y", 2, 1, "U[+]00A0"),
        ("float \u03c0=3.;", 1, 7, "U[+]03C0"),
        ("a\n b /* c *", 2, 4, "no end"),
        ("/*/ x", 1, 1, "no end"),
    ],
)
def test_what_no_program_holds_is_refused_with_its_place(text: str, line: int, column: int, says: str):
    with pytest.raises(GlslError, match=says) as caught:
        lex(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith(f"line {line}, column {column}: ")
    assert "\n" not in str(caught.value)
    assert "\0" not in str(caught.value)


def test_an_error_travels_between_processes():
    error = GlslError("no", 3, 7, "text" * 30)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.line, again.near) == (str(error), 3, "text" * 30)
    assert str(error) == f"line 3, column 7: no, near '{'text' * 9}t...'"


@given(st.text(max_size=200))
def test_any_text_lexes_or_is_an_error(text: str):
    try:
        tokens = lex(text)
    except GlslError as error:
        assert error.line >= 1  # noqa: PT017
        assert error.column >= 1  # noqa: PT017
    else:
        assert tokens[-1].kind == "eof"
