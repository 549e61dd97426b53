"""Palettes: what they do to a picture, how they are drawn, and that the programs' own pictures stay as they are."""

from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadergen.drawing import Drawer, Tally
from shadergen.errors import UsageError
from shadergen.gl.context import open_context, parse_device
from shadergen.gl.renderers import Renderers
from shadergen.palette import KINDS, WORDS, Law, coefficients, draw
from shadergen.philox import unit, words
from shadergen.plan import BLOCK, STILL, ImagePlan, plans
from shadergen.recipe import Recipe
from shadergen.sources.opened import open_sources
from shadergen.sources.twigl import TwiglSource

SIZE = 32
TONE = {"hue": 0.0, "saturation": 1.0, "contrast": 1.0, "brightness": 0.0}
RED = {"ground_red": 1.0, "ground_green": 0.0, "ground_blue": 0.0}
TEXTS = {
    "colours": "o=vec4(.1+.8*FC.x/r.x,.2+.6*FC.y/r.y,.5,1);",
    "overbright": "o=vec4(FC.x/r.x*4.-1.,0./0.,1e30,1);",
    "trail": "o=texture(b,FC.xy/r)+vec4(.01,.02,FC.x/r.x*.03,1);",
}


@pytest.fixture(scope="module", params=[False, True], ids=["fragment", "compute"])
def source(request, tmp_path_factory) -> TwiglSource:
    folder = tmp_path_factory.mktemp("palette")
    for name, text in TEXTS.items():
        (folder / f"{name}.glsl").write_text(text)
    recipe = Recipe(source="twigl", shaders=folder, size=SIZE).resolve()
    return TwiglSource(recipe, Renderers.on(open_context(parse_device("cpu")), (SIZE, SIZE), compute=request.param))


def picture(source: TwiglSource, name: str, **palette: float) -> np.ndarray:
    plan = ImagePlan(0, 0, "twigl", sorted(TEXTS).index(name), STILL | {"frame": 24.0} | palette)
    return source.draw([plan]).images[0].astype(int)


@pytest.mark.parametrize("name", TEXTS)
def test_a_palette_that_changes_nothing_gives_the_same_bytes(source, name):
    np.testing.assert_array_equal(picture(source, name, **TONE), picture(source, name))


@pytest.mark.parametrize("name", TEXTS)
def test_tones(source, name):
    written = picture(source, name)
    grey = picture(source, name, **TONE | {"saturation": 0.0})
    luma = written @ [0.299, 0.587, 0.114]
    # of frames that are kept, more than 8 bits are toned
    np.testing.assert_allclose(grey, np.repeat(luma[..., None], 3, axis=2), atol=1.01)
    np.testing.assert_allclose(picture(source, name, **TONE | {"contrast": -1.0}), 255 - written, atol=1)
    np.testing.assert_allclose(picture(source, name, **TONE | {"hue": 1 / 3}), np.roll(written, 1, axis=2), atol=1)
    half = picture(source, name, **TONE | {"contrast": 0.5, "brightness": 0.1})
    np.testing.assert_allclose(half, np.clip(written / 2 + 255 * 0.35, 0, 255), atol=1)


def test_a_level_of_luma_divides_picture_and_ground(source):
    written = picture(source, "colours")
    luma = written @ [0.299, 0.587, 0.114] / 255
    for level in (0.5, -0.5):
        seen = picture(source, "colours", **TONE, **RED, level=level)
        over = (luma - abs(level)) * np.sign(level)
        np.testing.assert_array_equal(seen[over > 0.06], np.tile([255, 0, 0], ((over > 0.06).sum(), 1)))
        np.testing.assert_array_equal(seen[over < -0.06], written[over < -0.06])
        assert min((over > 0.06).sum(), (over < -0.06).sum()) > 100


def test_what_lies_outside_of_a_shape_gives_way(source):
    written = picture(source, "colours")
    place = (np.arange(SIZE) + 0.5) / SIZE
    x, y = np.meshgrid(place, place[::-1])  # row 0 is the top
    cut = {"cut_x": 0.6, "cut_y": 0.45, "cut_width": 0.3, "cut_height": 0.15, "cut_turn": 0.25}
    # turned by a quarter, the width stands upright
    across, along = np.abs(x - 0.6) / 0.15, np.abs(y - 0.45) / 0.3
    norms = {0.0: across + along, 1.0: np.hypot(across, along), 2.0: np.maximum(across, along)}
    for roundness, norm in norms.items():
        seen = picture(source, "colours", **TONE, **RED, **cut, cut_round=roundness)
        np.testing.assert_array_equal(seen[norm < 0.94], written[norm < 0.94])
        assert (seen[norm > 1.06] == [255, 0, 0]).all()


def test_each_program_is_seen_in_every_kind():
    recipe = Recipe(source="twigl").resolve()
    kinds: dict[int, list[str]] = defaultdict(list)
    times: dict[str, list[float]] = defaultdict(list)
    for plan in plans(recipe, range(3 * BLOCK, 4 * BLOCK)):
        kinds[plan.program].append(kind(plan.parameters))
        times[kind(plan.parameters)].append(plan.parameters["time"])
    for found in kinds.values():
        assert max(Counter(found).values()) <= -(-len(found) // 4) + 1
    assert Counter(k for found in kinds.values() for k in found) == {k: pytest.approx(BLOCK / 4, abs=70) for k in KINDS}
    # the kinds have nothing to do with the time: means of 256 uniform values miss the middle by 5 errors once in 10**6
    for found in times.values():
        assert abs(np.mean(found) - 30) < 5 * 60 / np.sqrt(12 * len(found))


def kind(parameters) -> str:
    more = {"level": "keyed", "cut_x": "cut", "hue": "toned"}
    return next((name for key, name in more.items() if key in parameters), "written")


@given(st.integers(0, 2**40), st.lists(st.sampled_from(KINDS), min_size=1, unique=True))
def test_only_kinds_with_a_weight_are_drawn(seed, allowed):
    law = Law(
        kinds=dict.fromkeys(allowed, 0.3) | {"toned": 0.0} if "toned" not in allowed else dict.fromkeys(allowed, 2)
    )
    found = draw(law, unit(words(seed, "palette", range(64), 0, WORDS)))
    assert {kind(palette) for palette in found} <= set(allowed)
    for palette in found:
        taken = coefficients(palette)
        assert np.isfinite([*np.ravel(taken.rows), *taken.ground, *taken.shape, *taken.cut]).all()


def test_shares_of_grey_and_inverted_pictures():
    u = unit(words(5, "palette", range(4000), 0, WORDS))
    found = draw(Law(kinds={"toned": 1.0}), u)
    # a share of 4,000 misses by 5 standard errors once in 10**6 seeds
    for share, seen in ((0.2, [p["saturation"] == 0 for p in found]), (0.25, [p["contrast"] < 0 for p in found])):
        assert abs(np.mean(seen) - share) < 5 * np.sqrt(share * (1 - share) / 4000)


@pytest.mark.parametrize(
    ("palette", "reason"),
    [
        ({"kinds": {"gray": 1}}, "written, toned, keyed, cut"),
        ({"kinds": {"toned": 0}}, "one of them above"),
        ({"contrast": [0, 1]}, "contrast"),
        ({"hue": 2}, r"\[0, 1\]"),
        ({"saturation": [-1, 1]}, "saturation"),
        ({"dark": [0, 0.5]}, "palette.dark"),
    ],
)
def test_wrong_palettes_are_named(palette, reason):
    with pytest.raises(UsageError, match=reason):
        Recipe.parse({"twigl": {"view": {"palette": palette}}})


def test_a_recipe_may_leave_programs_as_written(library: Path):
    recipe = Recipe(source="twigl", shaders=library).resolve()
    own = Recipe(source="twigl", shaders=library, twigl={"view": {"palette": {"kinds": {"written": 1}}}}).resolve()
    assert {kind(plan.parameters) for plan in plans(own, range(BLOCK))} == {"written"}
    moved = [{k: v for k, v in plan.parameters.items() if k in STILL} for plan in plans(recipe, range(BLOCK))]
    assert moved == [plan.parameters for plan in plans(own, range(BLOCK))]


def test_a_cut_does_not_save_a_dull_picture(tmp_path: Path):
    (tmp_path / "still.glsl").write_text("o=vec4(.2,.4,.6,1);")
    view = {"palette": {"kinds": {"cut": 1}}}
    recipe = Recipe(source="twigl", shaders=tmp_path, size=SIZE, twigl={"view": view}, filter={"attempts": 3}).resolve()
    tally = Tally()
    batches = list(Drawer(recipe, open_sources(recipe, parse_device("cpu")).sources).batches(range(20)))
    for batch in batches:
        tally.count(batch, range(len(batch.attempts)))
    assert tally.exhausted == 20
    assert sum(tally.rejections["still", rule] for rule in ("constant", "simple", "plain")) == 60
    # and what is kept all the same is the picture, ground included
    assert all(len(np.unique(image.reshape(-1, 3), axis=0)) > 1 for batch in batches for image in batch.images)
