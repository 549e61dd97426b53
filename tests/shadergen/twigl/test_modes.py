import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadergen.errors import UsageError
from shadergen.twigl.modes import LIBRARY_NAMES, MODES, brings_main, find_mode, guess
from shadergen.twigl.preprocess import preprocess
from shadergen.twigl.program import LIBRARY, load

UNIFORMS = {"r": "vec2", "m": "vec2", "t": "float", "f": "float", "s": "float"}


def test_there_are_twelve_in_three_kinds():
    assert list(MODES) == [
        f"{family}{kind}" for kind in ("", " (300 es)", " (MRT)") for family in ("classic", "geek", "geeker", "geekest")
    ]
    for name, mode in MODES.items():
        assert mode.name == name
        assert mode.es300 == (name[-1] == ")")
        assert mode.mrt == name.endswith("(MRT)")
        assert mode.head == name.startswith("geeke")
        assert mode.library == name.startswith("geekest")


@pytest.mark.parametrize(
    ("name", "samplers", "outputs", "given_names"),
    [
        ("classic", ("backbuffer",), ("gl_FragColor",), ()),
        ("geek", ("b",), ("gl_FragColor",), ()),
        ("geeker", ("b",), ("gl_FragColor",), (*UNIFORMS, "b")),
        ("geekest", ("b",), ("gl_FragColor",), (*UNIFORMS, "b", "FC", *LIBRARY_NAMES)),
        ("classic (300 es)", ("backbuffer",), (), ()),
        ("geeker (300 es)", ("b",), ("o",), (*UNIFORMS, "b", "o")),
        ("geekest (300 es)", ("b",), ("o",), (*UNIFORMS, "b", "o", "FC", *LIBRARY_NAMES)),
        ("classic (MRT)", ("backbuffer0", "backbuffer1"), (), ()),
        ("geek (MRT)", ("b0", "b1"), (), ()),
        ("geeker (MRT)", ("b0", "b1"), ("o0", "o1"), (*UNIFORMS, "b0", "b1", "o0", "o1")),
    ],
)
def test_what_a_mode_gives(name: str, samplers, outputs, given_names):
    mode = MODES[name]
    assert (mode.samplers, mode.outputs, mode.given) == (samplers, outputs, given_names)
    values = UNIFORMS.values()
    names = ("resolution", "mouse", "time", "frame", "sound") if name.startswith("classic") else tuple(UNIFORMS)
    assert mode.uniforms == dict(zip(names, values, strict=True)) | dict.fromkeys(samplers, "sampler2D")
    assert list(mode.uniforms) == [mode.size, mode.mouse, mode.time, mode.frame, mode.sound, *samplers]


def test_the_macros_that_a_mode_gives():
    text = "FC\n#if __VERSION__ == 300 && !defined GL_OES_standard_derivatives\nnew\n#endif\n#ifdef GL_ES\nes\n#endif"
    kept = {name: [token.text for token in preprocess(text, mode.predefined)] for name, mode in MODES.items()}
    assert kept["geekest (MRT)"] == ["gl_FragCoord", "new", "es", ""]
    assert kept["geekest"] == ["gl_FragCoord", "es", ""]
    assert kept["geeker (300 es)"] == kept["classic (MRT)"] == ["FC", "new", "es", ""]


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("geekest (300 es)", "geekest (300 es)"),
        ("geekest_300es", "geekest (300 es)"),
        ("geekest 300 es", "geekest (300 es)"),
        ("Geekest MRT", "geekest (MRT)"),
        ("GEEK", "geek"),
        ("geeker300", "geeker (300 es)"),
        ("geek-mrt", "geek (MRT)"),
        (" Classic (300 ES) ", "classic (300 es)"),
        ("classic_MRT", "classic (MRT)"),
    ],
)
def test_spellings_of_a_mode(spelling: str, name: str):
    assert find_mode(spelling) is MODES[name]


@pytest.mark.parametrize("spelling", ["", "geeky", "shadertoy", "geekest 400", "300 es", "geekestest"])
def test_no_mode_is_named_with_those_that_are(spelling: str):
    with pytest.raises(UsageError, match=r"geekest \(MRT\)"):
        find_mode(spelling)


CLASSIC = "precision highp float;uniform vec2 resolution;uniform float time;"
GEEK = "precision highp float;\nuniform highp vec2 r, m;\nuniform float t;"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("vec2 p=FC.xy/r;o=vec4(p,fract(t),1);", "geekest (300 es)"),
        ("for(float i,o0;i++<9.;o+=o0)o0=i*.1;", "geekest (300 es)"),
        ("float b0=1.,b1=b0;o.r=b1;", "geekest (300 es)"),
        ("// gl_FragColor, o0 and o1\no.r=1.;/* void main() */", "geekest (300 es)"),
        ("#define texture2D texture\no=texture2D(b,FC.xy/r);", "geekest (300 es)"),
        ("vec3 wave(vec2 p){return sin(p.xyx+t);}void main(){o.rgb=wave(FC.xy);}", "geekest (300 es)"),
        ("vec2 p=FC.xy/r;gl_FragColor=vec4(p,fract(t),1);", "geekest"),
        ("gl_FragColor=texture2D(b,FC.xy/r)*.9;", "geekest"),
        ("o0=texture(b1,FC.xy/r);o1=vec4(1);", "geekest (MRT)"),
        ("vec4 o;o0=o1=o+.5;", "geekest (MRT)"),
        ("void main(){gl_FragColor=vec4(gl_FragCoord.xy/r,sin(t),1);}", "geeker"),
        ("void main ( ) {o=vec4(gl_FragCoord.xy/r,sin(t),1);}", "geeker (300 es)"),
        ("void main(){o0=vec4(1);o1=vec4(t);}", "geeker (MRT)"),
        ("void main(){o=vec4(hsv(t,1.,1.),1);}", "geekest (300 es)"),
        (CLASSIC + "void main(){gl_FragColor=vec4(gl_FragCoord.xy/resolution,time,1);}", "classic"),
        (CLASSIC + "out vec4 c;void main(){c=vec4(1);}", "classic (300 es)"),
        ("#version 300 es\n" + CLASSIC + "out vec4 gl;void main(){gl=vec4(1);}", "classic (300 es)"),
        (GEEK + "void main(){gl_FragColor=vec4(gl_FragCoord.xy/r,t,1);}", "geek"),
        (GEEK + "out vec4 o;void main(){o=vec4(gl_FragCoord.xy/r,t,1);}", "geek (300 es)"),
        (
            GEEK + "layout(location=0)out vec4 a;layout(location=1)out vec4 c;uniform sampler2D b0,b1;"
            "void main(){a=c=vec4(1);}",
            "geek (MRT)",
        ),
        (
            CLASSIC + "uniform sampler2D backbuffer0,backbuffer1;layout(location=0)out vec4 a;"
            "layout(location=1)out vec4 c;void f(out vec4 x){x=a;}void main(){f(c);}",
            "classic (MRT)",
        ),
        ("o=vec4(1);\u3042 void", "geekest (300 es)"),
        ("gl_FragColor=vec4(1);\0 /* o0", "geekest"),
        ("", "geekest (300 es)"),
    ],
)
def test_the_mode_of_a_text_without_header(text: str, name: str):
    assert guess(text)[0].name == name


def test_what_may_also_be_meant_comes_next():
    assert [mode.name for mode in guess("o=vec4(1);")] == ["geekest (300 es)", "geekest"]
    assert [mode.name for mode in guess("o+=o0=o1;")] == ["geekest (300 es)", "geekest (MRT)", "geekest"]
    assert {mode.name for mode in guess("void main(){gl_FragColor.r=t;}")} >= {"geeker", "geekest"}
    assert {mode.name for mode in guess(GEEK + "void main(){gl_FragColor.r=t;}")} >= {"geek", "classic"}


@given(
    st.text(max_size=80), st.lists(st.sampled_from(["void main(", "uniform ", "vec2 r", ",", ";", "o0", "#version"]))
)
def test_there_is_always_a_mode_to_try(text: str, pieces):
    for each in (text, " ".join(pieces)):
        modes = guess(each)
        assert modes
        assert len(modes) == len(set(modes))


def test_our_own_programs_are_known():
    for program in load([LIBRARY]):
        assert guess(program.text)[0].name == program.mode, program.name


def test_a_main_counts_outside_comments_alone():
    assert brings_main("float a;void\n main (){}")
    assert not brings_main("// void main()\no.r=1.;/* void main() */")
    assert not brings_main("float avoid=1.;mainly(1);")
