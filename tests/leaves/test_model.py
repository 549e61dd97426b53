import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from leaves.model import (
    CIRCLE,
    QUADRILATERAL,
    RECTANGLE,
    SHAPES,
    SQUARE,
    TRIANGLE,
    TURNED_SQUARE,
    WORDS_PER_LEAF,
    LeafLaw,
    radii,
    sample,
    unit_point,
    vertex_turns,
)

LEVEL = 1e-6
"""Chance that a test of a law fails although the law is right."""


def random_words(shape: tuple[int, ...], seed: int = 0) -> NDArray[np.uint32]:
    return np.random.default_rng(seed).integers(0, 2**32, (*shape, WORDS_PER_LEAF), dtype=np.uint32)


def chi_square_limit(freedom: int) -> float:
    """Quantile 1 - LEVEL by Wilson and Hilferty; 4.7534 is the normal one."""
    return freedom * (1 - 2 / (9 * freedom) + 4.7534 * math.sqrt(2 / (9 * freedom))) ** 3


def assert_uniform(values: NDArray[np.integer], bins: int) -> None:
    expected = values.size / bins
    observed = np.bincount(values.ravel(), minlength=bins)
    assert len(observed) == bins
    assert ((observed - expected) ** 2 / expected).sum() < chi_square_limit(bins - 1)


def cumulative(r: NDArray[np.float64], low: float, high: float, n: int) -> NDArray[np.float64]:
    """The integral of s**-n - high**-n from `low` to r, over that to `high`."""

    def integral(s: NDArray[np.float64] | float) -> NDArray[np.float64] | float:
        return s ** (1 - n) / (1 - n) - s * high**-n

    return np.asarray((integral(r) - integral(low)) / (integral(high) - integral(low)))


@pytest.mark.parametrize("exponent", range(2, 7))
@pytest.mark.parametrize("radius", [(0.03, 1.0), (0.002, 2.0), (0.2, 0.3)])
def test_radii_follow_the_law(radius: tuple[float, float], exponent: int) -> None:
    words = random_words((200_000,))[:, 2]
    drawn = np.sort(radii(LeafLaw(radius, exponent), words))
    assert radius[0] <= drawn[0]
    assert drawn[-1] <= radius[1]
    # Kolmogorov and Smirnov's distance, with the two-sided limit of error level LEVEL
    exact = cumulative(drawn, *radius, exponent)
    steps = np.arange(len(drawn) + 1) / len(drawn)
    distance = max(np.abs(exact - steps[1:]).max(), np.abs(exact - steps[:-1]).max())
    assert distance < math.sqrt(-math.log(LEVEL / 2) / (2 * len(drawn)))


@pytest.mark.parametrize("exponent", range(2, 7))
@pytest.mark.parametrize("radius", [(0.03, 1.0), (0.002, 2.0), (0.2, 0.3)])
def test_radii_invert_the_distribution_at_every_word(radius: tuple[float, float], exponent: int) -> None:
    low, high = map(Fraction, radius)

    def above(r: Fraction) -> Fraction:
        """The integral of s**-n - high**-n from r to `high`, exactly."""
        return (r ** (1 - exponent) - high ** (1 - exponent)) / (exponent - 1) - (high - r) * high**-exponent

    some = [0, 1, 100, 10**5, 2**24, 2**31, 2**32 - 10**6, 2**32 - 1]
    for word, r in zip(some, radii(LeafLaw(radius, exponent), np.array(some, dtype=np.uint32)).tolist(), strict=True):
        chance = (word + Fraction(1, 2)) / 2**32
        near, step = Fraction(r), Fraction(1, 10**13)
        assert above(near * (1 - step)) > chance * above(low) > above(min(high, near * (1 + step)))


def test_unit_points_are_cosine_and_sine() -> None:
    eighths = (np.arange(8) * 2**29).astype(np.uint32)
    turns = np.concatenate([eighths, eighths - np.uint32(1), eighths + np.uint32(1), random_words((5000,)).ravel()])
    cosine, sine = unit_point(turns)
    angle = turns * (2 * np.pi / 2**32)
    np.testing.assert_allclose(cosine, np.cos(angle), atol=1e-12, rtol=0)
    np.testing.assert_allclose(sine, np.sin(angle), atol=1e-12, rtol=0)


def test_centres_colours_and_shapes_are_uniform() -> None:
    leaves = sample(LeafLaw(), random_words((1, 300_000)))
    assert_uniform((leaves.placement.x * 64).astype(int), 64)
    assert_uniform((leaves.placement.y * 64).astype(int), 64)
    assert_uniform(leaves.placement.kind, 6)
    for channel in range(3):
        assert_uniform(leaves.colour[..., channel], 256)
    # shape and colour come from one word, and must not tell of each other
    red, green, blue = np.moveaxis(leaves.colour.astype(int) >> 6, -1, 0)
    assert_uniform(((leaves.placement.kind.astype(int) * 4 + red) * 4 + green) * 4 + blue, 6 * 64)
    lowest, highest = leaves.colour.astype(int) & 1, leaves.colour.astype(int) >> 7
    assert_uniform(((lowest[..., 0] * 2 + highest[..., 1]) * 2 + lowest[..., 1]) * 2 + highest[..., 2], 16)


@given(st.sets(st.sampled_from(SHAPES), min_size=1))
def test_only_the_shapes_asked_for_appear(names: set[str]) -> None:
    kinds = sample(LeafLaw(shapes=tuple(names)), random_words((2, 400))).placement.kind
    assert {SHAPES[kind] for kind in np.unique(kinds)} == names


@pytest.mark.parametrize(
    ("shape", "area"),
    [  # mean area for radius 1; of 3 or 4 uniform points on a circle it is 3 / (2 pi) and 3 / pi
        (CIRCLE, math.pi),
        (SQUARE, 2.0),
        (TURNED_SQUARE, 2.0),
        (RECTANGLE, 4 / math.pi),
        (TRIANGLE, 1.5 / math.pi),
        (QUADRILATERAL, 3 / math.pi),
    ],
)
def test_shapes_have_the_mean_area_of_their_law(shape: int, area: float) -> None:
    number = 200_000
    leaves = sample(LeafLaw(shapes=(SHAPES[shape],)), random_words((1, number)))
    point = (
        np.random.default_rng(1).uniform(-1, 1, (number, 2)).astype(np.float32) * leaves.placement.radius[0][:, None]
    )
    a, b, c = np.moveaxis(leaves.edges[0], -1, 0)
    inside = (a * point[:, :1] + b * point[:, 1:] <= c).all(axis=1)
    inside &= (point**2).sum(axis=1) <= leaves.placement.radius[0] ** 2
    share = area / 4
    assert inside.mean() == pytest.approx(share, abs=5 * math.sqrt(share * (1 - share) / number))


def test_polygons_are_inscribed_in_the_circle_of_their_radius() -> None:
    words = random_words((1, 20_000))
    leaves = sample(LeafLaw(), words)
    kind, radius = leaves.placement.kind[0], leaves.placement.radius[0][:, None]
    polygon = kind != CIRCLE
    cosine, sine = unit_point(vertex_turns(kind, words[0, :, 4:]))
    a, b, c = np.moveaxis(leaves.edges[0][polygon], -1, 0)
    vertex_x, vertex_y = (cosine * radius)[polygon], (sine * radius)[polygon]
    distance = a[:, :, None] * vertex_x[:, None] + b[:, :, None] * vertex_y[:, None] - c[:, :, None]
    # every edge has its two ends on it, and the other vertices within
    assert distance.max() < 1e-6
    assert np.abs(np.sort(distance, axis=2)[:, :, 2:]).max() < 1e-6
    np.testing.assert_allclose(a**2 + b**2, 1, atol=1e-6)


def test_squares_and_rectangles_stand_upright_and_turned_squares_do_not() -> None:
    leaves = sample(LeafLaw(), random_words((1, 5000)))
    kind, tilt = leaves.placement.kind[0], np.abs(leaves.edges[0, :, :, 0] * leaves.edges[0, :, :, 1]).max(axis=1)
    assert tilt[(kind == SQUARE) | (kind == RECTANGLE)].max() < 1e-6
    assert (tilt[kind == TURNED_SQUARE] > 0.01).mean() > 0.9
    offsets = leaves.edges[0, :, :, 2] / leaves.placement.radius[0][:, None]
    np.testing.assert_allclose(offsets[(kind == SQUARE) | (kind == TURNED_SQUARE)], math.sqrt(0.5), rtol=1e-6)
    sides = offsets[kind == RECTANGLE]
    np.testing.assert_allclose(sides[:, 0] ** 2 + sides[:, 1] ** 2, 1, rtol=1e-6)


def test_a_leaf_is_a_function_of_its_own_words() -> None:
    words = random_words((3, 40))
    whole, part = sample(LeafLaw(), words), sample(LeafLaw(), words[1:2, 7:9])
    np.testing.assert_array_equal(part.edges[0], whole.edges[1, 7:9])
    np.testing.assert_array_equal(part.colour[0], whole.colour[1, 7:9])
    for name in ("x", "y", "radius", "kind"):
        np.testing.assert_array_equal(getattr(part.placement, name)[0], getattr(whole.placement, name)[1, 7:9])


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"radius": (0.001, 1.0)}, "radius"),
        ({"radius": (0.5, 0.5)}, "radius"),
        ({"radius": (0.03, 2.5)}, "radius"),
        ({"radius": (math.nan, 1.0)}, "radius"),
        ({"exponent": 1}, "exponent"),
        ({"exponent": 2.5}, "exponent"),
        ({"shapes": ()}, "shapes"),
        ({"shapes": ("star",)}, "star"),
        ({"shapes": ("circle", "circle")}, "once"),
    ],
)
def test_a_law_out_of_range_is_refused_in_one_line(options: dict[str, object], word: str) -> None:
    with pytest.raises(ValueError, match=word) as caught:
        LeafLaw(**options)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
