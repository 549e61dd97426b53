from pathlib import Path

import numpy as np
import pytest

from shadergen.errors import UsageError
from shadergen.gl.fragment import FragmentRenderer
from shadergen.gl.frame import CompileError
from shadergen.plan import STILL, ImagePlan
from shadergen.sources.twigl import frames
from shadergen.twigl.modes import MODES
from shadergen.twigl.program import LIBRARY, Program, find, load, parse
from shadergen.twigl.tokens import GlslError
from shadergen.twigl.translate import translate


def draw(
    renderer: FragmentRenderer, text: str, count: int = 1, mode: str = "geekest (300 es)", **columns: object
) -> np.ndarray:
    """Images of a text in the unmoved view; `columns` override those of a frame."""
    rows = frames([ImagePlan(0, 0, "twigl", 0, STILL)] * count)
    for name, value in columns.items():
        rows[name] = value
    return renderer.begin(translate(text, MODES[mode], renderer.glsl).text, rows)().images


def probe(renderer: FragmentRenderer, expression: str) -> float:
    """The value of a float expression, read back through the picture at 8 digits of base 64."""
    digits = []
    text = f"float v=({expression})/64.+.5;"
    for _ in range(4):
        digits.append(int(draw(renderer, f"{text}o=vec4(vec3(floor(fract(v)*64.)/255.),1);")[0, 0, 0, 0]))
        text += "v=fract(v)*64.;"
    return (sum(d / 64 ** (k + 1) for k, d in enumerate(digits)) - 0.5) * 64


def test_fragcoord_starts_at_the_bottom_left(renderer):
    image = draw(renderer, "o=vec4(FC.xy/255.,FC.z,1);")[0]
    assert image[-1, 0].tolist() == [0, 0, 128]  # 0.5/255 rounds to 0 or 1 by the driver's rule for halves
    assert image[0, 47].tolist() in ([48, 32, 128], [47, 31, 128], [48, 31, 128], [47, 32, 128])
    assert draw(renderer, "o=vec4(vec3(FC.w*.2),1);")[0, 0, 0].tolist() == [51] * 3
    assert (draw(renderer, "o=gl_FragCoord.xxxw/255.;") == draw(renderer, "o=FC.xxxw/255.;")).all()


def test_the_given_names_have_their_values(renderer):
    text = "o=vec4(r/255.,t/255.,1);"
    assert draw(renderer, text, time=(7, 3, 0.5, 0))[0, 0, 0].tolist() == [48, 32, 7]
    assert draw(renderer, "o=vec4(f/255.,s,m.x,1);", time=(7, 3, 0.2, 0), mouse=(0.4, 0))[0, 0, 0].tolist() == [
        3,
        51,
        102,
    ]


def test_every_tile_is_its_own_image(renderer):
    times = np.zeros((9, 4))
    times[:, 0] = np.arange(9) * 10
    together = draw(renderer, "o=vec4(vec3(t+FC.x)/255.,1);", 9, time=times)
    for k in range(9):
        assert (draw(renderer, "o=vec4(vec3(t+FC.x)/255.,1);", time=times[k])[0] == together[k]).all()


def test_the_output_starts_at_zero_and_nan_is_black(renderer):
    assert draw(renderer, "o.r+=.2;")[0, 0, 0].tolist() == [51, 0, 0]
    assert draw(renderer, "float z=r.x-48.;o=vec4(z/z,.4,0./z,1);")[0, 0, 0].tolist() == [0, 102, 0]
    assert draw(renderer, "o=vec4(9.,-9.,.4,-1);")[0, 0, 0].tolist() == [255, 0, 102]


def test_a_text_may_shadow_every_given_name(renderer):
    assert draw(renderer, "float r=.2,t=.4,f=.6,s=1.,PI=3.;vec3 m=vec3(r,t,f)*s;o=vec4(m,PI);")[0, 0, 0].tolist() == [
        51,
        102,
        153,
    ]


def test_a_text_may_bring_its_own_main(renderer):
    text = "float q(float x){return x*.5;}\n#define K .4\nvoid main( void ){o=vec4(q(K),K,0,1);}"
    assert draw(renderer, text)[0, 0, 0].tolist() == [51, 102, 0]
    # a main in a comment is none
    assert draw(renderer, "// void main() is ours\no=vec4(.2,.4,0,1);")[0, 0, 0].tolist() == [51, 102, 0]


def test_defines_work_inside_a_wrapped_text(renderer):
    assert draw(renderer, "#define A(x) (x*.2)\no=vec4(A(1.),A(2.),0,1);")[0, 0, 0].tolist() == [51, 102, 0]


@pytest.mark.parametrize(
    ("text", "line"),
    [("o=vec4(x);", 1), ("o=vec4(1);\n\no.q=x;", 3), ("float h(){return y;}\nvoid main(){o=vec4(h());}", 1)],
)
def test_a_compiler_error_names_the_line_of_the_text(renderer, text: str, line: int):
    with pytest.raises(CompileError) as caught:
        draw(renderer, text)
    assert caught.value.line == line
    assert caught.value.message


def simplex(*point: float) -> float:
    """Simplex noise after Gustavson and McEwan in 2, 3 or 4 dimensions, one corner after the other."""
    n = len(point)
    p = np.array(point)
    root = np.sqrt(n + 1)
    skew, unskew = (root - 1) / n, (1 - 1 / root) / n
    cell = np.floor(p + skew * p.sum())
    first = p - cell + unskew * cell.sum()
    order = np.argsort(-first, kind="stable")
    radius, scale = (0.5, 130) if n == 2 else (0.6, 42 if n == 3 else 49)
    total, corner = 0.0, np.zeros(n)
    for k in range(n + 1):
        if k:
            corner[order[k - 1]] += 1
        d = first - corner + unskew * k
        h = 0.0
        for c in reversed((cell + corner) % 289):
            h = ((34 * ((h + c) % 289) + 1) * ((h + c) % 289)) % 289
        g = {2: gradient2, 3: gradient3, 4: gradient4}[n](h)
        total += max(radius - d @ d, 0.0) ** 4 * (1.79284291400159 - 0.85373472095314 * g @ g) * (g @ d)
    return scale * total


def gradient2(h: float) -> np.ndarray:
    x = 2 * ((h / 41) % 1) - 1
    return np.array([x - np.floor(x + 0.5), abs(x) - 0.5])


def gradient3(h: float) -> np.ndarray:
    g = (np.array(divmod(h % 49, 7)) * 2 + 0.5) / 7 - 1
    z = 1 - np.abs(g).sum()
    return np.array([*(g - np.where(g < 0, -1, 1) * (z <= 0)), z])


def gradient4(h: float) -> np.ndarray:
    # in single precision, since the definition floors products that should be whole numbers
    turned = np.float32(h) * (np.float32(1) / np.array([294, 49, 7], np.float32))
    g = np.floor((turned - np.floor(turned)) * np.float32(7)) / 7 - 1
    w = 1.5 - np.abs(g).sum()
    return np.array([*(g + np.where(g < 0, 1, -1) * (w < 0)), w])


@pytest.mark.parametrize("n", [2, 3, 4])
def test_the_noise_is_simplex_noise(renderer, n: int):
    rng = np.random.default_rng(n)
    for point in rng.uniform(-20, 20, (16, n)):
        arguments = ",".join(f"{x:.6f}" for x in point)
        assert probe(renderer, f"snoise{n}D(vec{n}({arguments}))") == pytest.approx(simplex(*point), abs=3e-3)


def test_the_colour_and_rotation_functions(renderer):
    assert draw(renderer, "o=vec4(hsv(1.+1./3.,1.,1.),1);")[0, 0, 0].tolist() == [0, 255, 0]
    assert draw(renderer, "o=vec4(hsv(.5,.5,.8),1);")[0, 0, 0].tolist() == [102, 204, 204]
    assert probe(renderer, "hsv(0.,-1.,1.).g") == pytest.approx(2, abs=1e-3)  # saturation is not clamped
    assert probe(renderer, "(rotate2D(.3)*vec2(1,0)).y") == pytest.approx(np.sin(0.3), abs=1e-3)
    assert probe(renderer, "(rotate3D(.3,vec3(0,0,2))*vec3(1,0,0)).y") == pytest.approx(np.sin(0.3), abs=1e-3)


def test_derivatives_stay_inside_an_image(renderer):
    text = "o=vec4(vec3(abs(dFdy(FC.y+t*100.))*.2),1);"
    times = np.zeros((3, 4))
    times[:, 0] = 0, 1, 2
    assert (draw(renderer, text, 3, time=times) == 51).all()


@pytest.mark.parametrize(
    "text", ["void draw(){}", "void main();", "#ifdef UNSET\nvoid main(){gl_FragColor=vec4(1);}\n#endif\nfloat x;"]
)
def test_a_text_whose_main_is_missing_is_told_so(text: str):
    with pytest.raises(GlslError, match=r"no void main\(\) is left once preprocessed"):
        translate(text, MODES["classic"])


def test_our_library_is_sound():
    programs = load([LIBRARY])
    assert len(programs) >= 40
    assert len({program.text for program in programs}) == len(programs)
    for _, file in find([LIBRARY]):
        header, program = parse(file)
        assert header.title, file
        assert header.shows, file
        assert header.licence == "CC0-1.0", file
        assert program.mode == header.mode
    assert len({parse(file)[0].title for _, file in find([LIBRARY])}) == len(programs)


def test_a_folder_is_refused_with_the_reason(tmp_path: Path):
    with pytest.raises(UsageError, match="no such folder"):
        load([tmp_path / "nowhere"])
    with pytest.raises(UsageError, match="no program in it"):
        load([tmp_path])
    (tmp_path / "a.glsl").write_text("// mode: shadertoy\no=vec4(1);")
    with pytest.raises(UsageError, match="mode 'shadertoy' does not exist"):
        load([tmp_path])
    (tmp_path / "a.glsl").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not UTF-8"):
        load([tmp_path])
    (tmp_path / "a.glsl").write_text("o=vec4(1);")
    (tmp_path / "a.frag").write_text("o=vec4(0);")
    with pytest.raises(UsageError, match="two programs are named 'a'"):
        load([tmp_path])


def test_the_content_hash_covers_mode_backbuffer_and_text():
    a = Program(name="x", text="o=vec4(1);")
    assert a.sha256 == Program(name="y", text="o=vec4(1);").sha256
    assert a.sha256 != Program(name="x", text="o=vec4(2);").sha256
    assert a.sha256 != Program(name="x", mode="geek", text="o=vec4(1);").sha256
    assert a.sha256 != Program(name="x", backbuffer="rgba8", text="o=vec4(1);").sha256
