import hashlib
import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from leaves import raster
from leaves.model import WORDS_PER_LEAF, LeafLaw, sample
from leaves.raster import draw, fronts
from leaves.view import View
from shadergen.philox import words

ENOUGH = 6000
"""Leaves that cover each of the images that are painted slowly here."""


def leaf_words(indices: list[int], seed: int = 5) -> Callable[[int, int], NDArray[np.uint32]]:
    def rain(first: int, count: int) -> NDArray[np.uint32]:
        flat = words(seed, "leaves", indices, 0, count * WORDS_PER_LEAF, first * WORDS_PER_LEAF)
        return flat.reshape(len(indices), count, WORDS_PER_LEAF)

    return rain


def painted(law: LeafLaw, drawn: NDArray[np.uint32], size: tuple[int, int]) -> NDArray[np.uint8]:
    """One image, painted leaf by leaf from the back, each test in float32 as `Leaves` says."""
    width, height = size
    shorter = min(size)
    leaves = sample(law, drawn[None])
    x = (((np.arange(width) + 0.5) / shorter).astype(np.float32))[None, :]
    y = (((np.arange(height) + 0.5) / shorter).astype(np.float32))[:, None]
    picture = np.zeros((height, width, 3), np.uint8)
    covered = np.zeros((height, width), bool)
    centre_x = leaves.placement.x[0] * np.float32(width / shorter)
    centre_y = leaves.placement.y[0] * np.float32(height / shorter)
    for k in range(len(drawn) - 1, -1, -1):
        dx, dy = x - centre_x[k], y - centre_y[k]
        inside = dx * dx + dy * dy <= leaves.placement.radius[0, k] * leaves.placement.radius[0, k]
        for a, b, c in leaves.edges[0, k]:
            inside = inside & (a * dx + b * dy <= c)
        picture[inside] = leaves.colour[0, k]
        covered |= inside
    assert covered.all()
    return picture


@pytest.mark.parametrize("size", [(32, 32), (20, 9), (7, 31), (1, 1)])
@pytest.mark.parametrize(
    "law",
    [LeafLaw(), LeafLaw((0.1, 2.0), 2, ("triangle", "quadrilateral")), LeafLaw((0.08, 0.5), 5, ("turned-square",))],
)
def test_the_picture_is_what_painting_from_the_back_gives(law: LeafLaw, size: tuple[int, int]) -> None:
    images = draw(law, leaf_words([3, 4]), size)
    assert images.shape == (2, size[1], size[0], 3)
    for position, index in enumerate([3, 4]):
        drawn = leaf_words([index])(0, ENOUGH)[0]
        np.testing.assert_array_equal(images[position], painted(law, drawn, size))


@pytest.mark.parametrize(
    ("first", "leaves", "piece", "dense"), [(3, 6, 7, 0.5), (5, 64, 100, 0.0), (300, 2**17, 2**17, 1.0)]
)
def test_an_image_depends_neither_on_its_batch_nor_on_how_the_work_is_cut(
    first: int, leaves: int, piece: int, dense: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    indices = [7, 2**40, 8, 9]
    together = draw(LeafLaw(), leaf_words(indices), (16, 12))
    assert len({image.tobytes() for image in together}) == 4
    for name, value in (("_FIRST_CHUNK", first), ("_LEAVES", leaves), ("_PIECE", piece), ("_DENSE", dense)):
        monkeypatch.setattr(raster, name, value)
    for position, index in enumerate(indices):
        np.testing.assert_array_equal(draw(LeafLaw(), leaf_words([index]), (16, 12))[0], together[position])


@pytest.mark.parametrize("size", [(14, 14), (20, 14), (9, 32)])
def test_a_scene_is_the_same_at_every_resolution(size: tuple[int, int]) -> None:
    small = draw(LeafLaw(), leaf_words([1, 2, 3]), size)
    large = draw(LeafLaw(), leaf_words([1, 2, 3]), (3 * size[0], 3 * size[1]))
    # the centre of a pixel is that of the middle one of the nine in its place
    np.testing.assert_array_equal(large[:, 1::3, 1::3], small)


def test_every_pixel_is_uniform_in_colour() -> None:
    images = draw(LeafLaw(), leaf_words(list(range(6000))), (4, 4))
    for row, column in ((0, 0), (1, 2), (3, 3)):
        for channel in range(3):
            observed = np.bincount(images[:, row, column, channel] >> 4, minlength=16)
            # chi-square with 15 degrees of freedom: each of 9 passes with chance 1 - 1e-6
            assert ((observed - 375) ** 2 / 375).sum() < 56.5


def test_pixels_share_a_leaf_as_often_as_the_model_says() -> None:
    """Two points have one colour if the first leaf over either is over both."""
    law = LeafLaw((0.2, 0.3), 3, ("circle",))
    number, h = 40_000, 0.2
    images = draw(law, leaf_words(list(range(number))), (5, 5))
    together = (images[:, 2, 1] == images[:, 2, 2]).all(axis=-1).mean()
    # circles here reach at most 0.3 from points at 0.3 and 0.5 of the side, so that the border does not matter
    radius = np.linspace(0.2, 0.3, 20_001)
    density = radius**-3 - 0.3**-3
    lens = 2 * radius**2 * np.arccos(h / (2 * radius)) - h / 2 * np.sqrt(4 * radius**2 - h * h)
    both = (density * lens).sum() / density.sum()
    either = (density * 2 * np.pi * radius**2).sum() / density.sum() - both
    share = both / either
    assert together == pytest.approx(share, abs=5 * math.sqrt(share * (1 - share) / number))


@pytest.mark.parametrize(
    ("law", "indices", "size", "sha256"),
    [
        (LeafLaw(), 64, (32, 32), "5f2f9fb0cd5cef6402a5ed6f705df1b486f060eca82831655193cb7e08dc2c3c"),
        (
            LeafLaw((0.05, 1.5), 4, ("triangle", "circle")),
            5,
            (70, 41),
            "1963315b69b3ce853026ee365544a90a6f183428f3ca7d2002b86b0ecc7aa98c",
        ),
    ],
)
def test_equal_words_are_equal_pictures_for_ever(
    law: LeafLaw, indices: int, size: tuple[int, int], sha256: str
) -> None:
    images = draw(law, leaf_words(list(range(indices)), seed=7), size)
    assert hashlib.sha256(images.tobytes()).hexdigest() == sha256


def test_fronts_number_the_leaves_that_are_seen() -> None:
    law, size = LeafLaw(), (40, 30)
    numbers = fronts(law, leaf_words([3, 4]), View(*size))
    images = draw(law, leaf_words([3, 4]), size)
    for position, index in enumerate([3, 4]):
        colour = sample(law, leaf_words([index])(0, numbers.max() + 1)).colour[0]
        np.testing.assert_array_equal(colour[numbers[position]], images[position])


@pytest.mark.parametrize("limit", [1, 32, 33, 400])
def test_a_limit_leaves_the_ground_where_only_later_leaves_are(limit: int) -> None:
    view = View(40, 30)
    whole, part = (fronts(LeafLaw(), leaf_words([3, 4]), view, n) for n in (None, limit))
    np.testing.assert_array_equal(part, np.where(whole < limit, whole, -1))


def test_a_shifted_view_sees_what_lies_there() -> None:
    # the shift is 4 and 3 of the picture's pixels
    seen = fronts(LeafLaw(), leaf_words([1]), View(64, 32))
    shifted = fronts(LeafLaw(), leaf_words([1]), View(64, 32, (4 / 32, -3 / 32)))
    np.testing.assert_array_equal(shifted[:, 3:, :-4], seen[:, :-3, 4:])


def test_a_pixel_waits_for_its_first_leaf_as_long_as_the_model_says() -> None:
    law = LeafLaw((0.05, 0.4), 2, ("circle",))
    indices = list(range(3000))
    numbers = fronts(law, leaf_words(indices), View(2, 1))
    # the mean number of the first leaf over a pixel is 1 / p - 1, p its chance to cover it
    radius = np.linspace(0.05, 0.4, 10_001)
    density = radius**-2 - 0.4**-2
    chance = (density * np.pi * radius**2).sum() / density.sum() / 2
    expected = 1 / chance - 1
    deviation = math.sqrt(1 - chance) / chance / math.sqrt(len(indices))
    for pixel in range(2):
        # within five deviations of a geometric law's mean: passes with chance 1 - 1e-6
        assert numbers[:, 0, pixel].mean() == pytest.approx(expected, abs=5 * deviation)
