import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shadergen.twigl.importer import import_text
from shadergen.twigl.program import LIBRARY

BODY = "for(float i=0.;i++<9.;)o+=.1/length(FC.xy/r-.5);"


@pytest.mark.parametrize(
    ("pasted", "program"),
    [
        # markup
        ("for(float i=0.;i++&lt;9.&amp;&amp;i&gt;0.;)o+=.1;", "for(float i=0.;i++<9.&&i>0.;)o+=.1;"),
        ("o.r=a&amp;lt;b?1.:&#46;5;", "o.r=a<b?1.:.5;"),
        (f"Look at this:\n\n```glsl\n#define Q 2.\n{BODY}\n```\n\nEnjoy it (a lot)!", f"#define Q 2.\n{BODY}"),
        (f"```\n{BODY}", BODY),
        (f"`{BODY}`", BODY),
        # typography
        (f"\u201c{BODY}\u201d", BODY),
        (f'"{BODY}"', BODY),
        ("float a=1.\u22122.\u00d7b\u00f7c;", "float a=1.-2.*b/c;"),
        ("i\u2013\u2013;j\u2014;k=a\u2014b;", "i--;j--;k=a-b;"),
        ("if(a\u2264b\u2260c)d;", "if(a<=b!=c)d;"),
        ("\uff4f\uff0e\uff52\uff1d\uff11\uff0e\uff1b\uff5b\uff5d", "o.r=1.;{}"),
        ("float\u00a0a\u3000=\u20091.;", "float a = 1.;"),
        ("\ufefffloat\u200b a\u2060=1.;\u200e", "float a=1.;"),
        ("#define A 1.\u2028o.r=A;", "#define A 1.\no.r=A;"),
        ("#define A 1.\r\no.r=A;\r\n", "#define A 1.\no.r=A;"),
        ("o.r=1.;\u2026", "o.r=1.;"),
        (f"\n\n   {BODY}  \n\n", BODY),
        # posts
        (f"{BODY} #twigl #\u3064\u3076\u3084\u304dGLSL https://t.co/AbCdEfGh12", BODY),
        (f"{BODY}#GLSL\u3000\uff03\u3064\u3076\u3084\u304dGLSL", BODY),
        (f"#twigl\n{BODY}\n#GLSL\n", BODY),
        (f"#define P FC.xy #twigl\n#undef Q\n{BODY}", f"#define P FC.xy\n#undef Q\n{BODY}"),
        (f"#version 300 es\n#ifdef GL_ES\n{BODY}\n#endif #shader", f"#version 300 es\n#ifdef GL_ES\n{BODY}\n#endif"),
        (f"@some_one {BODY} via @another1", BODY),
        (f"{BODY}\nvia @another1: http://example.com/a//b?c=d;e", BODY),
        (f"{BODY} pic.twitter.com/AbCd12", BODY),
        (f"{BODY} // glow, see https://example.com #twigl", f"{BODY} // glow, see https://example.com #twigl"),
        (f"\u25b6 {BODY} \u27a1\ufe0f\U0001f525\U0001f44d\U0001f3fd", BODY),
        (f"{BODY}\n\u2192 https://twigl.app/?ol=true&mode=6", BODY),
        # prose
        (f"\u65b0\u3057\u3044\u30b7\u30a7\u30fc\u30c0\u30fc\uff01\n{BODY}\n\u304d\u308c\u3044\u3002", BODY),
        (f"\u65b0\u4f5c\uff01{BODY}\u304d\u308c\u3044", BODY),
        (f"{BODY}\nmade with love", BODY),
        (f"{BODY} made with love.", BODY),
        (f"A slow night drive\nTunnel\n{BODY}", BODY),
        (f"Rings\n{BODY}\nWork in progress - what do you think?", BODY),
    ],
)
def test_what_pasting_does_is_undone(pasted: str, program: str):
    done = import_text(pasted)
    assert done.text == f"{program}\n"
    assert all("\n" not in note for note in done.notes)
    assert import_text(done.text).text == done.text


def test_notes_say_what_was_taken():
    notes = import_text(f"Night drive\n{BODY} #twigl https://t.co/AbCdEfGh12").notes
    assert notes == (
        "took out links: https://t.co/AbCdEfGh12",
        "took out hash tags: #twigl",
        "took out prose: Night drive",
    )
    assert import_text(BODY).notes == ()


VALID = [
    "o=vec4(\n1,\n2,\n3,4);",
    "float a\n=1.;\no\n=vec4(a);",
    "if(a)\nb++;\nelse\nc++;",
    "#define GLOW o+=.1;\n#define TWICE GLOW GLOW\nTWICE\nGLOW",
    "#define J(a,b) a##b\n  J(o,)=vec4(1);",
    "struct S{float x;};\nS\ns\n=S(1.);",
    "const in\nvec2 p\n;",
    "#define LONG a \\\n some more words \\\n and the last\nLONG;",
    "#if 0\nany words may stand here\n#endif\no.r=1.;",
    "int lt=2;bool q=a<b&&a&lt;",
    "#pragma optimize(off) // it's\n#error don't see #12 \"x\"\no.r=1.;",
    "/* \u201cquoted\u201d &lt; #tag @me https://x.y \uff4f\n```\nsome plain words\n```\n\U0001f525 */\no.r=1.;",
    "o.r=1.; // \u3042 \u00d7 via @me",
    "float t_co=1.,via=t_co;vec2 www,http;http.x=via?via:www.x;",
    "# define A 1\n#\n#   ifdef A\no.r=1.;\n#endif",
    "o.r=1.;\n#define NEXT a; b",
    "o.r=1.;\n\n\n\to.g=2.;  \n",
]


@pytest.mark.parametrize("text", VALID)
def test_a_program_stays_as_it_is(text: str):
    done = import_text(text)
    assert done.text.removesuffix("\n") == text.rstrip()
    assert done.notes == ()


def test_our_own_programs_stay_as_they_are():
    files = sorted(Path(LIBRARY).glob("*.glsl"))
    assert files
    for file in files:
        text = file.read_text()
        done = import_text(text)
        assert (done.text.rstrip("\n"), done.notes) == (text.rstrip("\n"), ()), file


STATEMENTS = st.sampled_from(
    [
        BODY,
        "float a=1.,b,c=a-b--;",
        "vec2 p=FC.xy/r;",
        "p.x>.5&&p.y<.5?a=1.:b=2.;",
        "{for(int k;k++<9;){a*=2.;}}",
        "int i=a>b?1<<2:8>>1;",
        "if(a!=b||!(c<=a))discard;",
        "#define M(x) abs(x)*a##x\n",
        "#ifndef M\n#define M(x) x\n#endif\n",
        "// what: it's #1 @x https://a.b/c \u3042\u3044\n",
        "/* one\n two words &amp; \u201cthree\u201d */",
        "do{a++;}while(a<1e-3);",
        "o=vec4(M(a),\nb\n,\nc,1)\n;",
        "return;",
        "mat2 q=mat2(1,\n0,0,1);",
        "vec3\nd=vec3(0)\n,e=d;",
        ";",
        "}",
    ]
)


@given(st.lists(st.tuples(STATEMENTS, st.sampled_from(["", "\n", " ", "\n\n", "\n\t"])), min_size=1))
@settings(max_examples=300)
def test_no_statement_is_touched(parts):
    text = "".join(statement + blank for statement, blank in parts).strip()
    done = import_text(text)
    assert (done.text, done.notes) == (f"{text}\n", ())


MARKS = st.sampled_from(
    [
        *("#twigl", " #\u3064\u3076\u3084\u304dGLSL", " https://t.co/AbCdEfGh12", "\n@some_one", " via @x1", " \u25b6"),
        *("\u201d", "\u3000", "\U0001f525", "\ufeff", "\u2026", "\r\n", "`"),
        *("\n\u304d\u308c\u3044", "\n\nso nice to look at", "\nGLSL \u306e\u7df4\u7fd2"),
    ]
)


@given(st.lists(MARKS))
def test_marks_around_a_program_are_taken_off_in_any_order(marks):
    assert import_text(BODY + "".join(marks)).text == f"{BODY}\n"


@given(st.text(max_size=200))
@example("&amp;amp;lt; \u2028# define")
@example("x={\u3042")
def test_any_text_gives_a_text(text: str):
    assert import_text(text).text.endswith("\n")


@pytest.mark.parametrize(
    "piece",
    [" ", "\t \n", "https://", "www.", "&amp;", "&#", "#a ", "@a ", "via ", "\u3042", "\U0001f525", "\u2014", "a b\n",
     "/*", "`", "```\n", "~~~x\n", "(a ", "#", "\\\n", "a;\u3042", "\u3042=", "x", "\u200b", '"'],
)  # fmt: skip
def test_long_texts_take_time_in_proportion(piece: str):
    text = (piece * 200_000)[:200_000]
    begin = time.process_time()
    import_text(text)
    assert time.process_time() - begin < 1.5
