import numpy as np
import pytest

from shadergen.errors import UsageError
from shadergen.gl.fragment import FragmentRenderer
from shadergen.plan import STILL, ImagePlan
from shadergen.sources.twigl import frames
from shadergen.twigl.modes import MODES, guess
from shadergen.twigl.shadertoy import as_program, is_image
from shadergen.twigl.translate import translate


def colour(renderer: FragmentRenderer, text: str) -> list[int]:
    """Of pixel (3, 2) of the 48 x 32, counted from the lower left, after 2.5 s and in frame 150."""
    program = as_program(text)
    assert guess(program)[0].es300
    rows = frames([ImagePlan(0, 0, "twigl", 0, STILL | {"time": 2.5, "frame": 150, "mouse_x": 0.25, "mouse_y": 0.5})])
    shader = translate(program, MODES["classic (300 es)"], renderer.glsl)
    image: np.ndarray = renderer.begin(shader.text, rows)().images[0]
    return image[-3, 3].tolist()


def image(statements: str, before: str = "") -> str:
    return f"{before}\nvoid mainImage(out vec4 fragColor, in vec2 fragCoord) {{ {statements} }}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (image("fragColor = vec4(fragCoord / 255., 7. / 255., 0);"), [4, 2, 7]),
        (image("fragColor = vec4(iResolution / 255., 0);"), [48, 32, 1]),
        (image("fragColor = vec4(iTime, iGlobalTime * 10., float(iFrame), 0) / 255.;"), [2, 25, 149]),
        (image("fragColor = vec4(iMouse.xy, iDate.w, 1) / 255.;"), [12, 16, 2]),
        (image("fragColor = vec4(1. / iTimeDelta, iFrameRate, iSampleRate / 441., 0) / 255.;"), [60, 60, 100]),
        # names that the mode has too are the text's own
        (
            image(
                "time = 50.; fragColor = vec4(time, mouse(), iTime * 2., 1) / 255.;",
                "float time; float mouse() { return 9.; }",
            ),
            [50, 9, 5],
        ),
        (
            image(
                "fragColor = vec4(time * 4., resolution.y, 0, 1) / 255.;",
                "#define time iTime\n#define resolution iResolution",
            ),
            [10, 32, 0],
        ),
        # and what hides an input hides it
        (
            image("fragColor = vec4(shade(8.), 0, 0, 1) / 255.;", "float shade(float iTime) { return iTime * 3.; }"),
            [24, 0, 0],
        ),
        (image("fragColor = vec4(iTime * 2., 0, 0, 1) / 255.;", "// void main() {}\nuniform float iTime;"), [5, 0, 0]),
    ],
)
def test_a_text_finds_what_its_page_gives(text: str, expected: list[int], renderer: FragmentRenderer):
    assert is_image(text)
    assert colour(renderer, text) == pytest.approx(expected, abs=1)


def test_only_texts_with_main_image_and_no_main_are_taken():
    assert not is_image("o = vec4(1);")
    assert not is_image("// void mainImage(out vec4 c, vec2 p)\no = vec4(1);")
    assert not is_image(image("") + "void main() { mainImage(o, FC.xy); }")


@pytest.mark.parametrize(
    "read", ["texture(iChannel0, fragCoord)", "vec4(iChannelTime[1])", "iChannelResolution[0].xyzz"]
)
def test_a_text_that_reads_what_it_does_not_hold_is_refused(read: str):
    with pytest.raises(UsageError, match=r"it reads iChannel\w+, a texture, a sound or another pass"):
        as_program(image(f"fragColor = {read};"))
    as_program(image(f"fragColor = vec4(1); // {read}"))
