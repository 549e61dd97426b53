import math
import re
import shutil
import subprocess
import time
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shadergen.twigl.conditions import evaluate
from shadergen.twigl.preprocess import MAX_NESTED, preprocess
from shadergen.twigl.tokens import GlslError, Token, lex


def run(text: str, **predefined: str) -> str:
    """What is left of a text, its tokens with blanks between them."""
    given_macros = {"GL_ES": "1", "__VERSION__": "300", **predefined}
    return " ".join(token.text for token in preprocess(text, given_macros)[:-1])


def plain(text: str) -> str:
    return " ".join(token.text for token in lex(text)[:-1])


# macros


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#define X(a) b=(a\nX(p));", "b=(p);"),
        ("#define L for(int i=0;i++<\nL 9;)o+=.1;", "for(int i=0;i++<9;)o+=.1;"),
        ("#define E }else{\nif(a){b;E c;}", "if(a){b;}else{c;}"),
        ("#define B {\n#define W }}\nB B x;W", "{{x;}}"),
        ("#define R(p,a) p=cos(a)*p+sin(a)*vec2(p.y,-p.x)\nR(q.xz,t*.5);",
         "q.xz=cos(t*.5)*q.xz+sin(t*.5)*vec2(q.xz.y,-q.xz.x);"),
        ("#define S(p) abs(p)-1.\nfloat d=S(S(S(x)));", "float d=abs(abs(abs(x)-1.)-1.)-1.;"),
        ("#define D(a,b) min(a,b)\nD(max(x,vec2(1,2)),(y,z))", "min(max(x,vec2(1,2)),(y,z))"),
        ("#define P(a,b) a b;\nP(,x)P(,)P( y , )", "x;;y;"),
        ("#define Z() 1.\nZ()+Z( )+Z", "1.+1.+Z"),
        ("#define f(a) a*2.\nfloat f;f =f(f);", "float f;f=f*2.;"),
        ("#define f(a) [a]\nf\n\n (\n1\n#define n 2\n+n\n)", "[1+2]"),
        ("void main(){\n#define K 3.\no.r=K;\n#undef K\nfloat K=1.;}", "void main(){o.r=3.;float K=1.;}"),
        ("#define A 1\n#define A 2\nA", "2"),
        ("#define A\n#define A(x) x+x\nA(A(1)) A", "1+1+1+1 A"),
        ("#define F (x)\n#define f(a) <a>\nf F f(F)", "f (x) <(x)>"),
        ("#define g f\n#define f(a) <a>\ng(1)", "<1>"),
        ("#define s(a) o.a\n#define V xyz\ns(V)=s(rgb);", "o.xyz=o.rgb;"),
        ("#define t 5.\n#define r(x) x/t\nr(r)", "r/5."),
        ("#define N(a,b) a##b\nN(vec,3) N(1,.5) N(,q) N(q,) N(+,+)", "vec3 1.5 q q ++"),
        ("#define one 1\n#define N(a) a##one a one##a\nN(one)", "oneone 1 oneone"),
        ("#define N x##y##z\nN", "xyz"),
        ("#  define  A(a)\\\n a+\\\n 1\nA(2)", "2+1"),
        ("#define A (1) // not a parameter\nA", "(1)"),
    ],
)  # fmt: skip
def test_macros_are_token_soup(text: str, expected: str):
    assert run(text) == plain(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#define a b\n#define b a\na b", "a b"),
        ("#define x (4+x)\nx", "(4+x)"),
        ("#define f(a) f(a*2)\nf(f(1))", "f(f(1*2)*2)"),
        ("#define f(x) x f\nf(1)(2)", "1 f(2)"),
        # the example of ISO C 6.10.3.5, without its # operator
        (
            (
                "#define x 3\n#define f(a) f(x*(a))\n#undef x\n#define x 2\n#define g f\n#define z z[0]\n"
                "#define h g(~\n#define m(a) a(w)\n#define w 0,1\n#define t(a) a\n"
                "f(y+1)+f(f(z))%t(t(g)(0)+t)(1);\ng(x+(3,4)-w)|h 5)&m\n(f)^m(m);"
            ),
            "f(2*(y+1))+f(2*(f(2*(z[0]))))%f(2*(0))+t(1);f(2*(2+(3,4)-0,1))|f(2*(~5))&f(2*(0,1))^m(0,1);",
        ),
    ],
)
def test_a_macro_does_not_expand_inside_itself(text: str, expected: str):
    assert run(text) == plain(expected)


def test_a_token_of_a_body_stands_where_its_macro_is_used_and_an_argument_where_it_is():
    text = "#define A(x) B(x)+1.\n#define B(x) sin(x)\no=\n  A(q);"
    places = {token.text: (token.line, token.column) for token in preprocess(text)}
    assert places["sin"] == places["1."] == places["+"] == (4, 3)
    assert places["q"] == (4, 5)
    assert places[";"] == (4, 7)


def test_given_macros_expand_and_may_be_hidden():
    assert run("FC.xy", FC="gl_FragCoord") == plain("gl_FragCoord.xy")
    assert run("#define FC p\nFC", FC="gl_FragCoord") == "p"
    assert run("#undef FC\nFC", FC="gl_FragCoord") == "FC"
    assert run("#define t(x) x\nt(t)") == "t"


NAMES = st.sampled_from("abcdefgh")
WORDS = st.one_of(NAMES, st.sampled_from(["1.", "+", "(", ")", ",", ";", "{", "}", "vec2", "*", "x.y"]))


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_a_text_without_directives_is_only_lexed(text: str):
    assert preprocess(text) == lex(text)


@given(st.lists(st.tuples(NAMES, st.lists(st.sampled_from("ABCDEFGHxyz"), max_size=4))), st.lists(WORDS, max_size=30))
def test_names_are_replaced_by_what_they_stand_for(definitions, words):
    # bodies have capital letters, macros small ones: nothing has to be scanned again
    lines = [f"#define {name} {' '.join(body)}" for name, body in definitions]
    bodies = {name: body for name, body in definitions}  # noqa: C416
    expected = [out for word in words for out in bodies.get(word, plain(word).split())]
    assert run("\n".join([*lines, " ".join(words)])).split() == [
        token for word in expected for token in plain(word).split()
    ]


BODIES = st.lists(
    st.one_of(NAMES, st.sampled_from(["a(1)", "b(c,2)", "x", "y", "+", "c(x)(y)", "d", "( x )"])), max_size=5
)
MACROS = st.lists(st.tuples(NAMES, st.sampled_from(["", "(x)", "(x,y)", "()"]), BODIES), max_size=7)
CALLS = st.lists(
    st.one_of(
        NAMES, st.sampled_from(["a(1)", "b(a,b)", "c((1,2))", "d(d(x))", "e()", "f(g(h))", "b(,)", "h(", ")", "g (f)"])
    ),
    max_size=8,
)


@pytest.mark.skipif(shutil.which("cpp") is None, reason="there is no C preprocessor to compare with")
@given(MACROS, CALLS)
@settings(max_examples=150, deadline=None)
@example([("a", "(x)", ["b"]), ("b", "(x)", ["a", "x"])], ["a(1)", "( 2 )"])
def test_macros_expand_as_those_of_c_do(macros, calls):
    lines = {name: f"#define {name}{parameters} {' '.join(body)}" for name, parameters, body in macros}
    text = "\n".join([*lines.values(), " ".join(calls), ""])
    done = subprocess.run(["cpp", "-P", "-undef", "-w"], input=text, capture_output=True, text=True)
    if done.returncode:
        with pytest.raises(GlslError):
            run(text)
    else:
        assert run(text) == plain(done.stdout)


# conditions


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("1", True), ("0", False), ("-1", True), ("!0", True), ("!!0", False), ("~0 == -1", True),
        ("2 + 3 * 4 == 14", True), ("(2 + 3) * 4 == 14", False), ("7 / 2 == 3 && -7 / 2 == -3 && -7 % 3 == -1", True),
        ("1 << 4 == 16", True), ("6 & 3 == 3", False), ("(6 & 3) == 2", True), ("1 | 2 ^ 2", True),
        ("0x10 == 16 && 010 == 8 && 3u == 3", True), ("1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3 && 1 != 2", True),
        ("10 - 4 - 3 == 3", True), ("1 || 0 && 0", True), ("2147483647 + 1 < 0", True),
        ("defined GL_ES", True), ("defined(GL_ES)", True), ("defined ( NOPE )", False), ("!defined NOPE", True),
        ("defined(A) && A > 2", True), ("defined(NOPE) && NOPE > 2", False), ("1 || NOPE", True), ("0 && 1 / 0", False),
        ("__VERSION__ >= 300", True), ("F(2) == 4", True), ("F(A) == 6", True), ("__LINE__ == 3", True),
    ],
)  # fmt: skip
def test_conditions_have_the_values_of_c(condition: str, holds: bool):
    text = f"#define A 3\n#define F(x) ((x)+(x))\n#if {condition}\nyes\n#else\nno\n#endif"
    assert run(text) == ("yes" if holds else "no")


EXPRESSIONS = st.recursive(
    st.integers(0, 40).map(str),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+ - * / % < > <= >= == != & ^ | && ||".split()), inner).map(" ".join),
        inner.map("({})".format),
        st.tuples(st.sampled_from("-~!+"), inner).map("".join),
    ),
    max_leaves=12,
)


LEVELS = [["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<", ">", "<=", ">="], ["+", "-"], ["*", "/", "%"]]


def c_value(words: list[str]) -> int:
    """The value of an expression after C's grammar, by recursive descent.

    Raises:
        ZeroDivisionError: a division by zero, needed or not.
    """

    def wrap(value: int) -> int:
        return (value + 2**31) % 2**32 - 2**31

    def primary(at: int) -> tuple[int, int]:
        if words[at] == "(":
            value, at = level(0, at + 1)
            return value, at + 1
        if words[at] in "-~!+":
            value, end = primary(at + 1)
            return wrap({"-": -value, "~": ~value, "!": int(not value), "+": value}[words[at]]), end
        return int(words[at]), at + 1

    def level(k: int, at: int) -> tuple[int, int]:
        if k == len(LEVELS):
            return primary(at)
        left, at = level(k + 1, at)
        while at < len(words) and words[at] in LEVELS[k]:
            sign = words[at]
            right, at = level(k + 1, at + 1)
            if sign in {"&&", "||"}:
                left = int(left != 0 and right != 0) if sign == "&&" else int(left != 0 or right != 0)
            elif sign == "/":
                left = wrap(int(Fraction(left, right)))
            elif sign == "%":
                left = int(math.fmod(left, right)) if right else 1 // 0
            else:
                left = wrap(int(eval(f"left {sign} right", {"left": left, "right": right})))
        return left, at

    return level(0, 0)[0]


@given(EXPRESSIONS)
def test_expressions_against_a_second_evaluator(expression: str):
    # signs apart: a constant expression has no `--`
    tokens = lex(re.sub("([-+])(?=[-+])", r"\1 ", expression))[:-1]
    try:
        expected = c_value([token.text for token in tokens])
    except ZeroDivisionError:
        return
    assert evaluate(tokens, tokens[0]) == expected


@given(st.data())
def test_nested_conditions_keep_what_holds(data):
    expected: list[str] = []
    lines: list[str] = []

    def block(depth: int, live: bool) -> None:
        for _ in range(data.draw(st.integers(0, 3))):
            if depth == 0 or data.draw(st.booleans()):
                word = f"w{len(lines)}"
                lines.append(word)
                expected.extend([word] * live)
                continue
            branches = data.draw(st.lists(st.booleans(), min_size=1, max_size=3))
            taken = False
            for k, holds in enumerate(branches):
                lines.append(f"# {'elif' if k else 'if'} {int(holds)}")
                block(depth - 1, live and holds and not taken)
                taken = taken or holds
            if data.draw(st.booleans()):
                lines.append("#else")
                block(depth - 1, live and not taken)
            lines.append("#endif")

    block(3, live=True)
    assert run("\n".join(lines)).split() == expected


def test_what_is_skipped_may_be_anything_that_lexes():
    assert run("#if 0\n#bogus\n#define A(\n#if NOPE(\n#else\n#endif\n'\"$ 1.2.3\n#elif 1\nx\n#elif NOPE\n#endif") == "x"
    assert run("#ifdef GL_ES\na\n#endif\n#ifndef GL_ES\nb\n#endif") == "a"


# other directives


def test_version_extensions_and_lines():
    done = preprocess("// ours\n#version 300 es\n#extension GL_OES_standard_derivatives : enable\n#pragma x ' y\n#\nx")
    assert [token.text for token in done] == ["x", ""]
    assert run("#version 100\n__VERSION__") == "100"
    assert run("__LINE__\n\n__LINE__ __FILE__\n#line 40\n__LINE__\n#line 7 2\n__LINE__ __FILE__") == "1 3 0 40 7 2"
    assert run("#define A __LINE__ __LINE__\n\nA") == "3 3"


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("o=1;\n#include <noise>", (2, 2), "#include is not part"),
        ("#twigl", (1, 2), "#twigl is no directive"),
        ("#define", (1, 2), "name must follow"),
        ("#define 3 4", (1, 9), "name must follow"),
        ("#define f(a,a) a", (1, 13), "different names"),
        ("#define f(a,) a", (1, 12), "comma"),
        ("#define f(a", (1, 9), "closing"),
        ("#define __LINE__ 3", (1, 9), "cannot be defined"),
        ("#undef GL_ES", (1, 8), "cannot be undefined"),
        ("#define a ## b\n", (1, 9), "first or the last"),
        ("#define f(a,b) a+b\n\n f(1)", (3, 2), "takes 2 arguments and is given 1"),
        ("#define f() 1\nf(2)", (2, 1), "takes 0 arguments and is given 1"),
        ("#define f(a) a\n f(1", (2, 2), "no closing parenthesis"),
        ("#if 1\n\n#if 1\n#endif", (1, 2), "no #endif"),
        ("x\n#endif", (2, 2), "no #if"),
        ("#if 1\n#else\n#else\n#endif", (3, 2), "after #else"),
        ("#if 1\n#else\n#elif 1\n#endif", (3, 2), "after #else"),
        ("#if\n#endif", (1, 2), "condition must follow"),
        ("#if 1 +\n#endif", (1, 7), "condition must follow"),
        ("#if (1\n#endif", (1, 5), "not closed"),
        ("#if 1)\n#endif", (1, 6), "closes nothing"),
        ("#if 1 2\n#endif", (1, 7), "operator"),
        ("#if 1.5\n#endif", (1, 5), "integer"),
        ("#if NOPE\n#endif", (1, 5), "not defined"),
        ("#if 1/0\n#endif", (1, 6), "division by zero"),
        ("#if 1<<32\n#endif", (1, 6), "shift by 32"),
        ("#if defined(\n#endif", (1, 5), "name must follow"),
        ("#if defined(A\n#endif", (1, 13), "closing"),
        ("#ifdef A B\n#endif", (1, 10), "nothing may follow"),
        ("#error too slow", (1, 1), "#error too slow"),
        ("x\n#version 300 es", (2, 2), "before all else"),
        ("#version 310 es", (1, 2), "100 or 300 es"),
        ("#extension GL_X : maybe", (1, 12), "require, enable"),
        ("#line x", (1, 2), "one or two integers"),
        ("a #define X", (1, 3), "first on its line"),
        ("#define N(a,b) a##b\nN(o,.)", (2, 3), "o ## . gives no token"),
        ("x=1.2.3;", (1, 3), "no number"),
        ("o=$;", (1, 3), "no GLSL token"),
        ("#define H(a) a$\n\n  H(1)", (3, 3), "no GLSL token"),
    ],
)
def test_errors_name_the_place_and_the_remedy(text: str, place: tuple[int, int], says: str):
    with pytest.raises(GlslError, match=re.escape(says)) as caught:
        preprocess(text)
    assert (caught.value.line, caught.value.column) == place
    assert "\n" not in str(caught.value)


# hostile texts


def chain(first: str, step: str, count: int) -> str:
    return first + "".join(step.format(k, k + 1) for k in range(count))


HOSTILE = {
    "doubling": chain("#define x0 .1+.1\n", "#define x{1} x{0} x{0}\n", 60) + "x60",
    "doubling of nothing": chain("#define x0\n", "#define x{1} x{0} x{0}\n", 60) + "x60",
    "doubling calls": chain("#define x0(a) a a\n", "#define x{1}(a) x{0}(x{0}(a))\n", 60) + "x60(y)",
    "doubling arguments": "#define f(a) a a\n" + "f(" * MAX_NESTED + "x" + ")" * MAX_NESTED,
    "tenfold arguments": "#define f(a) a a a a a a a a a a\n" + "f(" * 40 + "x" + ")" * 40,
    "deep calls": "#define f(a) a\n" + "f(" * 15000 + "x" + ")" * 15000,
    "deep parentheses": "#define f(a) a\nf(" + "(" * 15000 + "x" + ")" * 15000 + ")",
    "long bodies of long arguments": "#define f(a) " + "a " * 15000 + "\nf(" + "x " * 15000 + ")",
    "long arguments, deep": "#define f(a) a\n" + "f(" * 60 + "x " * 30000 + ")" * 60,
    "a long chain": chain("", "#define x{0} x{1}\n", 3500) + "x0",
    "a macro of itself": "#define a a a a\n" + "a " * 30000,
    "two macros of each other": "#define a(x) b(x\n#define b(x) a(x\n" + "a(1)" * 15000,
    "a call after a call": "#define f(a) a f\nf" + "(1)" * 20000,
    "a deep condition": "#if " + "(" * 30000 + "1" + ")" * 30000 + "\nx\n#endif",
    "a negated condition": "#if " + "!" * 60000 + "1\nx\n#endif",
    "a huge number in a condition": "#if " + "9" * 60000 + "\n#endif",
    "many conditions": "#if 1\n" * 10000,
    "one name": "x" * 65536,
    "one number": "9" * 65536,
    "one line": "x " * 32768,
    "braces": "{" * 65536,
    "empty directives": "#\n" * 32768,
    "continued lines": "\\\n" * 32768,
    "comments that do not end": "/*" * 32768,
    "stars": "/" + "*" * 65000,
    "pastes": "#define p(a,b) a##b\n" + "p(" * 60 + "x" + ",y)" * 60,
    "many parameters": f"#define f({','.join(f'p{k}' for k in range(8000))}) 1\nf({',' * 7999})",
    "a long directive": "#" + "x" * 60000,
    "a long error": "#error " + "x " * 30000,
    "nul": "o=vec4(1);\0" * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long_or_breaks_anything(name: str):
    text = HOSTILE[name]
    assert len(text) < 72_000
    begin = time.process_time()
    try:
        preprocess(text)
    except GlslError as error:
        assert len(str(error)) < 300  # noqa: PT017
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("name", [n for n in HOSTILE if n.startswith(("doubling", "tenfold", "long"))])
def test_bombs_are_named(name: str):
    with pytest.raises(GlslError, match="macros expand to more than 100,000 tokens"):
        preprocess(HOSTILE[name])


@given(
    st.lists(
        st.sampled_from(
            [*"abf(),#\n\\", "#define ", "#if ", "#endif\n", "#else\n", "\n#", "##", "1", "defined ", "#undef "]
        ),
        max_size=60,
    )
)
@settings(max_examples=400)
def test_any_soup_is_tokens_or_an_error(pieces):
    try:
        done = preprocess("".join(pieces))
    except GlslError:
        return
    assert done[-1].kind == "eof"
    assert all(isinstance(token, Token) and token.kind in {"name", "number", "op"} for token in done[:-1])


def test_a_post_takes_less_than_a_millisecond():
    text = (
        "#define R(p,a) p=cos(a)*p+sin(a)*vec2(p.y,-p.x)\n#define M(a) abs(mod(a,2.)-1.)\n"
        "for(float i=0.,e,g;i++<99.;){vec3 p=vec3((FC.xy-.5*r)/r.y*g,g-3.);R(p.xz,t*.5);"
        "for(int j=0;j++<8;)p=M(p*1.4-vec3(.8,1.2,.4)),R(p.xy,M(t)),e=length(p)*.02;g+=e;o.rgb+=hsv(.1/g,.6,e*.9);}"
    )
    times = []
    for _ in range(50):
        begin = time.perf_counter()
        preprocess(text)
        times.append(time.perf_counter() - begin)
    assert min(times) < 1e-3
