import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from shadergen import figures
from shadergen.errors import UsageError
from shadergen.figures import WORDS, Law, draw
from shadergen.philox import words
from shadergen.plan import ImagePlan
from shadergen.recipe import Recipe
from shadergen.sources.figures import FiguresSource


def drawn(law: Law, count: int, size: tuple[int, int] = (32, 32), first: int = 0) -> NDArray[np.uint8]:
    return draw(law, words(3, "figures", np.arange(first, first + count), 0, WORDS), size)


def covered(pictures: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which pixels `(B, H, W)` are not of a black ground."""
    return np.asarray(pictures.max(axis=-1) > 12)


def longer_sides(pictures: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Of the figures' boxes, as shares of square frames."""
    seen = covered(pictures)
    across, down = (seen.any(axis=axis).sum(axis=1) for axis in (1, 2))
    return np.maximum(across, down) / pictures.shape[1]


def test_equal_words_are_equal_pictures_for_ever() -> None:
    digest = hashlib.sha256(drawn(Law(), 6, (40, 24)).tobytes()).hexdigest()
    assert digest == "9f77d9010136f1c9a844e2a99c5287ff8d09117e3d9d9caec8db80db737a840b"


def test_figures_stand_out_from_their_grounds_and_differ() -> None:
    pictures = drawn(Law(), 1000)
    assert len({picture.tobytes() for picture in pictures}) == 1000
    luma = pictures @ np.array([0.299, 0.587, 0.114])
    assert np.quantile(luma.std(axis=(1, 2)), 0.02) > 4
    grey = np.mean([(picture == picture[..., :1]).all() for picture in pictures])
    # five deviations of a binomial share
    assert grey == pytest.approx(Law().grey, abs=5 * (0.25 * 0.75 / 1000) ** 0.5)


def test_figures_fill_what_the_law_asks_for() -> None:
    shares = longer_sides(drawn(Law(fill=(0.5, 0.5), upright=1, black=1), 600, (64, 64)))
    # what is cut out, hollow or dark makes a figure smaller than its box, and nothing larger but the blend of parts
    assert np.quantile(shares, 0.98) <= 0.56
    assert 0.4 <= np.median(shares) <= 0.5
    larger = longer_sides(drawn(Law(fill=(0.9, 0.9), upright=1, black=1), 600, (64, 64)))
    assert np.median(larger) >= 1.6 * np.median(shares)


def test_mirrored_figures_have_equal_halves_and_others_have_not() -> None:
    def halves_differ(mirrored: float) -> NDArray[np.float64]:
        seen = covered(drawn(Law(mirrored=mirrored, upright=1, black=1, fill=(0.6, 0.8), parts=(3, 5)), 300, (64, 64)))
        differ = []
        for one in seen:
            columns = np.flatnonzero(one.any(axis=0))
            if len(columns) > 4:
                box = one[:, columns[0] : columns[-1] + 1]
                differ.append(np.mean(box != box[:, ::-1]) / box.mean())
        return np.array(differ)

    assert np.median(halves_differ(1)) < 0.1
    assert np.median(halves_differ(0)) > 0.2


def test_more_parts_make_less_compact_outlines() -> None:
    def border(parts: int) -> float:
        """Median length of the outline over that of a square of equal area."""
        seen = covered(drawn(Law(parts=(parts, parts), black=1, fill=(0.8, 0.8)), 400, (64, 64)))
        length = np.diff(seen, axis=1).sum(axis=(1, 2)) + np.diff(seen, axis=2).sum(axis=(1, 2))
        return float(np.median(length / (4 * np.sqrt(np.maximum(seen.sum(axis=(1, 2)), 1)))))

    assert border(1) < border(3) < border(8)


def test_grounds_are_black_as_often_as_the_law_says() -> None:
    corner = drawn(Law(fill=(0.5, 0.5), black=0.25), 2000)[:, 0, 0]
    assert np.mean((corner == 0).all(axis=1)) == pytest.approx(0.25, abs=5 * (0.25 * 0.75 / 2000) ** 0.5)
    assert np.mean((corner == 255).all(axis=1)) == pytest.approx(0.25, abs=5 * (0.25 * 0.75 / 2000) ** 0.5)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 70), st.integers(1, 70), st.integers(1, 8))
def test_a_picture_does_not_depend_on_its_batch(width: int, height: int, parts: int) -> None:
    law = Law(parts=(1, parts))
    together = drawn(law, 3, (width, height), first=5)
    assert together.shape == (3, height, width, 3)
    for position in range(3):
        np.testing.assert_array_equal(drawn(law, 1, (width, height), first=5 + position)[0], together[position])


def test_bands_leave_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = drawn(Law(), 8, (50, 37))
    monkeypatch.setattr(figures, "BAND", 8 * 50 * 5)
    np.testing.assert_array_equal(drawn(Law(), 8, (50, 37)), whole)


def test_a_figure_is_the_same_thing_at_every_size() -> None:
    small, large = (drawn(Law(), 60, (side, side)).astype(float) for side in (32, 128))
    shrunk = large.reshape(60, 32, 4, 32, 4, 3).mean(axis=(2, 4))
    # edges are softened by a pixel, and a pixel is larger in the small one
    assert np.median(np.abs(shrunk - small).mean(axis=(1, 2, 3))) < 4


def test_a_recipe_draws_the_figures_it_asks_for() -> None:
    fields = {"source": "figures", "size": 32, "figures": {"parts": [1, 1], "grey": 1, "black": 1}}
    recipe = Recipe.parse(fields).resolve()
    images = FiguresSource(recipe).draw([ImagePlan(3, 0, "figures"), ImagePlan(2**40, 0, "figures")]).images
    assert (images == images[..., :1]).all()
    assert images.any(axis=(1, 2, 3)).all()
    plain = Recipe.parse({"source": "figures", "size": 32}).resolve()
    assert plain.fingerprint != recipe.fingerprint


@pytest.mark.parametrize(
    "options",
    [{"parts": [0, 3]}, {"parts": [3, 9]}, {"fill": [0, 1]}, {"fill": [1, 3]}, {"mirrored": 2}, {"upright": -1},
     {"grey": 2}, {"black": -1}],
)  # fmt: skip
def test_options_out_of_range_are_refused_in_one_line(options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match=next(iter(options))) as caught:
        Recipe.parse({"source": "figures", "figures": options})
    assert "\n" not in str(caught.value)
