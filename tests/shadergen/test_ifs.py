import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from shadergen import ifs
from shadergen.errors import UsageError
from shadergen.ifs import Law, Words, draw, systems
from shadergen.philox import words
from shadergen.plan import ImagePlan
from shadergen.recipe import Recipe
from shadergen.sources.ifs import IfsSource


def philox_words(indices: list[int]) -> Words:
    numbers = np.array(indices, np.uint64)
    return lambda layer, images, count: words(3, f"ifs/{layer}", numbers[images], 0, count)


def drawn(count: int, size: tuple[int, int]) -> NDArray[np.uint8]:
    return draw(Law(), count, philox_words(list(range(count))), size)


def heads(count: int) -> NDArray[np.uint32]:
    return words(3, "ifs/0", np.arange(count), 0, ifs._HEAD)


def test_equal_words_are_equal_pictures_for_ever() -> None:
    digest = hashlib.sha256(drawn(6, (40, 24)).tobytes()).hexdigest()
    assert digest == "9f2d0c28a737338bb5c0ec9d2dafdcb52c4fb4dee49d3c8155fee7b73a7abfcb"


def test_every_map_shrinks_every_direction() -> None:
    found = systems(Law(fill=(1.5, 1.5)), heads(2000))
    norms = np.linalg.svd(found.maps[..., :4].reshape(-1, 8, 2, 2), compute_uv=False)[..., 0]
    assert norms.max() <= ifs.LARGEST + 1e-9


def test_the_law_decides_how_much_is_filled_and_how_many_maps_there_are() -> None:
    found = systems(Law(maps=(3, 5), fill=(0.5, 0.6)), heads(2000))
    assert set(found.counts) == {3, 4, 5}
    determinants = np.abs(np.linalg.det(found.maps[..., :4].reshape(-1, 8, 2, 2)))
    used = np.arange(8) < found.counts[:, None]
    filled = (determinants * used).sum(axis=1)
    assert filled.max() < 0.6 + 1e-9
    # few are cut at the largest factor
    assert np.mean(filled > 0.5 - 1e-9) > 0.9


def test_maps_are_chosen_as_often_as_they_cover_area() -> None:
    found = systems(Law(), heads(200))
    for maps, count, choice in zip(found.maps, found.counts, found.choice, strict=True):
        shares = np.bincount(choice, minlength=8) / 256
        area = np.abs(np.linalg.det(maps[:, :4].reshape(-1, 2, 2)))[:count] + 0.02
        np.testing.assert_allclose(shares[:count], area / area.sum(), atol=1 / 256)
        assert not shares[count:].any()


def test_points_of_the_game_lie_on_the_set() -> None:
    # two maps that halve a line segment: the set is the segment from (0, 0) to (1, 0)
    maps = np.zeros((1, 8, 6))
    maps[0, :2] = [[0.5, 0, 0, 0.5, 0, 0], [0.5, 0, 0, 0.5, 0.5, 0]]
    choice = np.arange(256)[None] % 2
    walks = np.random.default_rng(1).integers(0, 256, (20, 1, 500)).astype(np.uint8)
    points = ifs.play(ifs.Systems(maps, np.array([2]), choice), walks)
    assert points.x.shape == (1, 16 * 500)
    assert points.x.min() >= 0
    assert points.x.max() <= 1
    assert not points.y.any()
    # evenly: each tenth has a tenth of 8,000 points, and neighbours of one walker are alike
    assert np.histogram(points.x, 10, (0, 1))[0] == pytest.approx(800, abs=150)
    # a point's shade is its place among the maps, once begun from either end
    assert np.abs(points.shade / 65535 - points.x).max() < 2**-4


def test_pictures_are_varied_and_none_is_empty() -> None:
    pictures = drawn(300, (32, 32))
    colours = [len(np.unique(picture.reshape(-1, 3), axis=0)) for picture in pictures]
    assert min(colours) > 3
    assert len({picture.tobytes() for picture in pictures}) == 300
    luma = pictures @ np.array([0.299, 0.587, 0.114])
    assert np.quantile(luma.std(axis=(1, 2)), 0.02) > 4
    grey = np.mean([(picture == picture[..., :1]).all() for picture in pictures])
    # five deviations of a binomial share
    assert grey == pytest.approx(Law().grey, abs=5 * (0.2 * 0.8 / 300) ** 0.5)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 70), st.integers(1, 70), st.floats(0.1, 6))
def test_a_picture_does_not_depend_on_its_batch(width: int, height: int, points: float) -> None:
    law = Law(points=points)
    together = draw(law, 3, philox_words([5, 6, 7]), (width, height))
    assert together.shape == (3, height, width, 3)
    for position, index in enumerate([5, 6, 7]):
        np.testing.assert_array_equal(draw(law, 1, philox_words([index]), (width, height))[0], together[position])


def test_a_recipe_draws_the_systems_it_asks_for() -> None:
    fields = {"source": "ifs", "size": 32, "ifs": {"maps": [2, 2], "grey": 1, "layers": 1}}
    recipe = Recipe.parse(fields).resolve()
    images = IfsSource(recipe).draw([ImagePlan(3, 0, "ifs"), ImagePlan(2**40, 0, "ifs")]).images
    assert (images == images[..., :1]).all()
    plain = Recipe.parse({"source": "ifs", "size": 32}).resolve()
    assert plain.fingerprint != recipe.fingerprint


@pytest.mark.parametrize(
    "options",
    [{"maps": [1, 3]}, {"maps": [3, 9]}, {"fill": [0, 1]}, {"layers": 0}, {"points": 0}, {"grey": 2}, {"plain": -1}],
)
def test_options_out_of_range_are_refused_in_one_line(options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match=next(iter(options))) as caught:
        Recipe.parse({"source": "ifs", "ifs": options})
    assert "\n" not in str(caught.value)
