from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadergen.errors import UsageError
from shadergen.twigl.lower import budgeted, own_globals, top_level, unreserved
from shadergen.twigl.modes import brings_main
from shadergen.twigl.ordering import ordered
from shadergen.twigl.preprocess import preprocess
from shadergen.twigl.program import LIBRARY, MAX_TEXT, load, parse
from shadergen.twigl.scope import resolve
from shadergen.twigl.tokens import Token
from shadergen.twigl.zeroing import ZEROS, zeroed

TYPES = st.sampled_from(sorted(ZEROS))
NAMES = st.sampled_from(["a", "bb", "c1", "q_", "x"])


def tokens(text: str) -> list[Token]:
    return preprocess(text)[:-1]


def zero(found: list[Token]) -> list[Token]:
    return zeroed(found, resolve(found))


def text(found: list[Token]) -> str:
    return " ".join(token.text for token in found)


@given(
    TYPES, st.lists(st.tuples(NAMES, st.booleans()), min_size=1, max_size=5, unique_by=lambda d: d[0]), st.booleans()
)
def test_each_declarator_without_initialiser_gets_the_zero_of_its_type(
    kind: str, declarators: list[tuple[str, bool]], in_for: bool
):
    written = ",".join(f"{name}={kind}(f(1,2))" if given_ else name for name, given_ in declarators)
    expected = ",".join(f"{name}={kind}(f(1,2))" if given_ else f"{name}={ZEROS[kind]}" for name, given_ in declarators)
    frame = "void main(){for(%s %s;;);}" if in_for else "void main(){if(true){%s %s;}}"
    found = zero(tokens(frame % (kind, written)))
    assert text(found) == text(tokens(frame % (kind, expected)))
    assert zero(found) == found


@given(
    st.lists(
        st.sampled_from(["for(;;)", "while(k<3)", "do{k++;}while(k<9);", "for(int i=0;i<3;i++)", "if(k>1)"]), max_size=6
    )
)
def test_every_loop_counts_once_and_nothing_else_does(loops: list[str]):
    body = "".join(f"{loop}k++;" if not loop.endswith(";") else loop for loop in loops)
    found = text(budgeted(tokens(f"void main(){{int k=0;{body}}}")))
    assert found.count("sg_left -- > 0") == sum("if" not in loop for loop in loops)
    assert found.replace("sg_left -- > 0 && ", "").count(";") == text(tokens(f"void main(){{int k=0;{body}}}")).count(
        ";"
    )


@given(st.integers(0, 3), st.integers(0, 3))
def test_reads_before_a_write_are_kept_and_no_others(before: int, after: int):
    terms = ["g"] * before + ["(g+=1.)"] + ["g"] * after
    found = ordered(tokens(f"void main(){{float g=1.,h;h={'+'.join(terms)};}}"))
    assert text(found).count("float sg_k") == before
    assert text(found).count("= g )") == before


@pytest.mark.parametrize("program", [program.name for program in load([LIBRARY])])
def test_what_is_zeroed_and_renamed_once_is_left_alone(program: str):
    _, found = parse(LIBRARY / f"{program}.glsl")
    plain = tokens(found.text if brings_main(found.text) else f"void main(){{{found.text}}}")
    once = tokens(text(unreserved(zero(plain))))
    assert text(unreserved(zero(once))) == text(once)
    local = [d for d in resolve(once).declarations if d.where == "local" and d.kind in ZEROS]
    assert all(d.has_initialiser or d.length for d in local)


def test_functions_and_variables_at_the_top_are_found():
    head = "precision highp float;const float K=1.,L[2]=float[2](1.,2.);"
    found = tokens(head + "vec2 f(vec2 p){float q;return p;}struct S{int n;}s;")
    assert own_globals(resolve(found)) == {"K", "L", "f", "s", "S"}
    assert [text(found[a:b])[:9] for a, b in top_level(found)] == ["precision", "const flo", "vec2 f ( ", "struct S "]


def test_files_that_are_no_programs_are_refused_before_they_are_read_whole(tmp_path: Path):
    file = tmp_path / "a.glsl"
    file.write_text("o=vec4(1);" * 100_000)
    with pytest.raises(UsageError, match=f"at most {MAX_TEXT}"):
        parse(file)
    file.write_bytes(b"o=vec4(1);\n\0")
    with pytest.raises(UsageError, match="a NUL byte in line 2"):
        parse(file)
