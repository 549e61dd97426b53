import hashlib
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from shadergen.synth.dice import Dice
from shadergen.synth.growth import Grammar, Kind, Rule, grow
from shadergen.synth.v1.grammar import GRAMMAR
from shadergen.twigl.library import LIBRARY_GLSL
from shadergen.twigl.modes import MODES
from shadergen.twigl.translate import translate

MODE = MODES["geekest (300 es)"]
SAMPLE = [grow(GRAMMAR, 0, index) for index in range(600)]
GOLDEN = "c6a89d318aceda291143e7700e744456b1eb0dc3a89c3bdc0e01a8ecca7b8724"
"""SHA-256 over texts of version 1 of seeds 0, 1 and 2**64 - 1: they never change, whatever is added beside them."""


def digest() -> str:
    texts = [program.text for program in SAMPLE]
    texts += [grow(GRAMMAR, seed, index).text for seed in (1, 2**64 - 1) for index in (*range(50), 2**48 - 1)]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def test_the_texts_of_version_1_are_what_they_were():
    assert digest() == GOLDEN


def test_another_process_writes_the_same_texts():
    code = (
        "import hashlib; from shadergen.synth.growth import grow; from shadergen.synth.v1.grammar import GRAMMAR;"
        "print(hashlib.sha256(''.join(grow(GRAMMAR, 3, k).text for k in range(40, 0, -1)).encode()).hexdigest())"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert said == hashlib.sha256("".join(grow(GRAMMAR, 3, k).text for k in range(40, 0, -1)).encode()).hexdigest()


def test_no_two_programs_are_the_same_but_for_their_names():
    bodies = {program.text.partition("\n")[2] for program in SAMPLE}
    assert len(bodies) == len(SAMPLE)


def test_every_text_translates():
    for program in SAMPLE[:200]:
        translate(program.text, MODE, 430)


def test_names_are_declared_before_they_are_called():
    given = set(re.findall(r"\w+(?=\()", LIBRARY_GLSL))
    given |= set("if for while return float vec2 vec3 vec4 mat2 mat3 ivec2 uvec2 uint int bool".split())
    given |= set(
        "abs atan clamp cos cross dot exp exp2 floor fract length log max min mix mod normalize pow reflect sign sin "
        "smoothstep sqrt step transpose main".split()
    )
    for program in SAMPLE:
        known = set(given)
        for line in program.text.splitlines()[1:]:
            if declared := re.match(r"(?:float|vec[23]|void) (\w+)\(", line):
                known.add(declared[1])
            assert set(re.findall(r"\b([a-z_]\w*)\(", line)) <= known, line


def test_texts_are_short_and_cheap():
    assert max(len(program.text) for program in SAMPLE) < 8192
    assert max(program.cost for program in SAMPLE) <= GRAMMAR.most
    # no loop without a constant bound, so that the cost counts all
    loops = [line for program in SAMPLE for line in program.text.splitlines() if re.search(r"\b(for|while) ?\(", line)]
    assert all(re.search(r"for \(int (\w) = 0; \1 < \d+; \1\+\+\) \{", line) for line in loops)


def test_a_third_each_are_figures_textures_and_scenes():
    families = Counter(program.labels[0] for program in SAMPLE)
    assert set(families) == {"figure", "texture", "scene"}
    assert all(0.27 < count / len(SAMPLE) < 0.40 for count in families.values())
    # many of each: no silhouette, surface or scene is more than a small part
    things = Counter(label for program in SAMPLE for label in program.labels[1:])
    assert len(things) > 250
    assert things.most_common(1)[0][1] < 0.15 * len(SAMPLE)


def test_the_first_line_says_what_a_program_composes():
    program = grow(GRAMMAR, 7, 123)
    assert program.text.startswith(f"// synth-1-7-000123: {', '.join(program.labels)}\n")


def test_rules_call_kinds_that_there_are():
    for name, kind in GRAMMAR.kinds.items():
        for rule in kind.rules:
            assert rule.kinds <= set(GRAMMAR.kinds), (name, rule.label)
            assert rule.weight > 0
            assert "," not in rule.label.replace(", strewn", "").replace(", with a shadow", "").replace(", hard", "")
            # whatever looks like a number to be drawn is one
            assert not re.search(r"<-?[\d.]+,[^<>]*>", re.sub(r"<-?[\d.]+,-?[\d.]+[!*i~]*>", "", rule.body))


def tiny(body: str, **kinds: Kind) -> Grammar:
    return Grammar(9, "main", {"main": Kind("void", "", [Rule(1, "", body)]), **kinds}, {}, 2, 1000)


def test_holes_of_one_tag_are_one_function_and_others_are_their_own():
    dye = Kind("float", "float x", [Rule(1, "dye", "  return x * <0,9>;")])
    text = grow(tiny("  o = vec4(@dye:a(1.), @dye:a(2.), @dye(3.), 1);", dye=dye), 0, 0).text
    assert "o = vec4(dye(1.), dye(2.), dye2(3.), 1);" in text
    assert text.count("float dye") == 2


def test_numbers_keep_to_their_bounds_and_marks():
    texts = [grow(tiny("  <-0.3,0.2!> <3,5i> <1,2*>"), 0, index).text for index in range(300)]
    found = [re.search(r"(-?\d\.\d\d) (\d\.|z1) (z\d)\n", text) for text in texts]
    assert all(found)
    assert {match[2] for match in found} == {"3.", "4.", "5.", "z1"}
    assert all(re.search(rf"  {match[3]} = z\(\d\., 1\.00, 2\.00\);\n", match.string) for match in found)
    steps = [re.search(r"z1 = floor\(z\(1\., (\d)\., (\d)\.\) \+ 0\.5\);", text) for text in texts]
    assert {(step[1], step[2]) for step in steps if step} == {("3", "4"), ("3", "5"), ("4", "5")}
    values = [float(match[1]) for match in found]
    assert min(values) == -0.3
    assert max(values) == 0.2


def test_nesting_ends_at_the_depth_and_dear_programs_are_drawn_again():
    leaf, inner = Rule(1, "leaf", "  return 1.;"), Rule(9, "inner", "  return @field() + @field();")
    grammar = tiny("  @field();", field=Kind("float", "", [leaf, inner]))
    most = max(grow(grammar, 0, index).text.count("return") for index in range(50))
    assert most == 3
    dear = "  for (int i = 0; i < 50; i++) {\n    @field();\n  }"
    limited = replace(tiny(dear, field=grammar.kinds["field"]), most=600)
    assert {grow(limited, 0, index).text.count("return") for index in range(50)} == {1}


def test_choices_are_even_and_in_their_ranges():
    dice = Dice(5, "test", 0)
    picked = Counter(dice.pick([(3, "a"), (1, "b")]) for _ in range(4000))
    assert 0.72 < picked["a"] / 4000 < 0.78
    steps = Counter(dice.steps(-2, 2) for _ in range(5000))
    assert set(steps) == {-2, -1, 0, 1, 2}
    assert max(steps.values()) < 1.2 * min(steps.values())
    small = [dice.steps(0, 99, small=True) for _ in range(2000)]
    assert 0 <= min(small) < 3
    assert max(small) < 99 + 1
    assert sum(small) / 2000 == pytest.approx(25, abs=3)
