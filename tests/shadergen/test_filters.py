from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shadergen.filters import verdicts
from shadergen.options import Filter


def plainly(rules: Filter, image: np.ndarray) -> str | None:
    """The same rules, written one after the other for one image."""
    counts = Counter(map(tuple, image.reshape(-1, 3).tolist()))
    pixels = sum(counts.values())
    luma = image.reshape(-1, 3).astype(float) @ np.array([77, 150, 29]) / 256
    if len(counts) == 1:
        return "constant"
    if len(counts) < rules.min_colours:
        return "simple"
    if max(counts.values()) > rules.max_coverage * pixels:
        return "plain"
    return "flat" if luma.std() < rules.min_contrast - 1e-9 else None


@settings(max_examples=200, deadline=None)
@given(
    arrays(
        np.uint8,
        st.tuples(st.integers(1, 4), st.integers(1, 6), st.integers(1, 6), st.just(3)),
        elements=st.sampled_from([0, 1, 200]),
    ),
    st.builds(Filter, min_colours=st.integers(1, 5), max_coverage=st.floats(0, 1), min_contrast=st.floats(0, 99)),
)
def test_a_batch_is_judged_as_each_image_alone(images: np.ndarray, rules: Filter):
    assert verdicts(rules, images) == [plainly(rules, image) for image in images]


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 2**32),
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.builds(Filter, min_colours=st.integers(1, 9), max_coverage=st.floats(0, 1), min_contrast=st.floats(0, 20)),
)
def test_few_colours_in_larger_images_are_counted_too(seed: int, size: tuple[int, int], rules: Filter):
    rng = np.random.default_rng(seed)
    images = []
    for concentration in (0.02, 0.1, 0.5, 5.0):
        colours = rng.integers(0, 256, (rng.integers(1, 10), 3), dtype=np.uint8)
        shares = rng.dirichlet(np.full(len(colours), concentration))
        # in stripes and mixed: pairs of pixels are judged before all are counted
        chosen = rng.choice(len(colours), size=size, p=shares)
        images += [colours[chosen], colours[np.sort(chosen, axis=None).reshape(size)]]
    assert verdicts(rules, np.stack(images)) == [plainly(rules, image) for image in images]


@pytest.mark.parametrize("side", [305, 512, 1024, 2048])
def test_large_images_are_judged_by_the_same_contrast(side: int):
    rng = np.random.default_rng(side)
    ramp = np.broadcast_to(np.linspace(0, 255, side).astype(np.uint8)[:, None, None], (side, side, 3))
    halves = np.where(ramp > 127, 255, 0).astype(np.uint8)
    faint = rng.integers(100, 112, (side, side, 3), dtype=np.uint8)
    bright = rng.integers(245, 256, (side, side, 3), dtype=np.uint8)
    images = np.stack([ramp, halves, faint, bright])
    assert verdicts(Filter(min_colours=2), images) == [None, None, "flat", "flat"]
    assert verdicts(Filter(min_colours=2, min_contrast=1), images) == [None, None, None, None]


def test_each_rule_rejects_what_it_names():
    rng = np.random.default_rng(0)
    lively = rng.integers(0, 256, (32, 32, 3), dtype=np.uint8)
    constant = np.full((32, 32, 3), 90, np.uint8)
    two = constant.copy()
    two[:16] = 10
    dots = constant.copy()
    dots[0, :8] = rng.integers(0, 256, (8, 3))
    faint = constant + rng.integers(0, 4, (32, 32, 1), dtype=np.uint8)
    found = verdicts(Filter(), np.stack([lively, constant, two, dots, faint]))
    assert found == [None, "constant", "simple", "plain", "flat"]


def test_a_single_pixel_is_constant():
    assert verdicts(Filter(), np.zeros((2, 1, 1, 3), np.uint8)) == ["constant", "constant"]
