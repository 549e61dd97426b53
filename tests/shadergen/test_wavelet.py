import hashlib
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from shadergen import wavelet
from shadergen.errors import UsageError
from shadergen.noise import PUBLISHED, Statistics, Words
from shadergen.philox import words
from shadergen.plan import ImagePlan
from shadergen.recipe import Recipe
from shadergen.sources.noise import NoiseSource

SMALL = Statistics((0.5, 0.4, 0.6), (0.05, 0.08, 0.1))
"""Deviations so small that nothing is clipped."""


def philox_words(indices: list[int]) -> Words:
    return lambda first, count: words(11, "noise", indices, 0, count, first)


def drawn(cells: tuple[float, float], count: int, size: tuple[int, int]) -> NDArray[np.uint8]:
    return wavelet.draw(SMALL, cells, philox_words(list(range(count))), size)


def test_equal_words_are_equal_noise_for_ever() -> None:
    digest = hashlib.sha256(drawn((1, 8), 4, (40, 24)).tobytes()).hexdigest()
    assert digest == "90b1819e9c459983f18f2e8ec9809adfb683953dd8045f769caae53177a174c0"


@pytest.mark.parametrize("cell", [2, 4, 8])
def test_the_spectrum_is_one_octave(cell: int) -> None:
    images = drawn((cell, cell), 40, (128, 128)).astype(float)
    window = np.hanning(128)[:, None] * np.hanning(128)
    power = (np.abs(np.fft.fft2((images - images.mean(axis=(0, 1, 2))) * window[..., None], axes=(1, 2))) ** 2).mean(
        axis=(0, 3)
    )
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(128), np.fft.fftfreq(128))) * cell

    def share(low: float, high: float) -> float:
        return float(power[(frequency >= low) & (frequency < high)].sum() / power.sum())

    # nearly all lies about the octave of a quarter to a half of a wave a cell; corners of the grid reach a little above
    assert share(0.25, 0.5) > 0.7
    assert share(0.2, 0.75) > 0.95
    assert share(0, 0.125) < 0.01
    # what rounding to whole values adds is spread over all frequencies
    assert share(1.0, 9.0) < 0.01


def test_noise_has_the_statistics_asked_for() -> None:
    images = drawn((1, 6), 500, (32, 32)) / 255
    for channel in range(3):
        mean, std = SMALL.mean[channel], SMALL.std[channel]
        # an image of 5 cells and more has at least 25 waves: its mean varies by less than a tenth of the deviation
        assert images[..., channel].mean() == pytest.approx(mean, abs=5 * 0.1 * std / math.sqrt(500))
        # 500 images of at least 25 independent waves: 1.3 % is one deviation of the variance
        assert images[..., channel].var() == pytest.approx(std**2 + 1 / 12 / 255**2, rel=0.05)
    between = np.corrcoef(images.reshape(-1, 3).T)[~np.eye(3, dtype=bool)]
    assert np.abs(between).max() < 0.03


def test_the_coarse_part_is_a_projection_and_keeps_what_is_coarse() -> None:
    projection = wavelet._projection(40) / wavelet._ONE
    np.testing.assert_allclose(projection @ projection, projection, atol=1e-4)
    # a spline on the coarse grid
    coarse = np.zeros(40)
    coarse[10:14] = wavelet._REFINE
    np.testing.assert_allclose(projection @ coarse, coarse, atol=1e-4)


def test_sums_are_exact_in_any_order() -> None:
    for pixels, width in ((64, 1.0), (64, 7.3), (1024, 1.0)):
        fine, coarse = wavelet._splines(pixels, 2 * (pixels // 2 + 5), width, 0.37)
        for part in (fine, coarse):
            assert (part == np.rint(part)).all()
            # rows times coefficients of at most 510, times columns
            assert np.abs(part).sum(axis=1).max() ** 2 * 510 < 2**53


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 70), st.integers(1, 70), st.floats(1, 20))
def test_an_image_does_not_depend_on_its_batch(width: int, height: int, cell: float) -> None:
    together = wavelet.draw(SMALL, (1, cell), philox_words([5, 6, 7]), (width, height))
    assert together.shape == (3, height, width, 3)
    for position, index in enumerate([5, 6, 7]):
        alone = wavelet.draw(SMALL, (1, cell), philox_words([index]), (width, height))
        np.testing.assert_array_equal(alone[0], together[position])


def test_a_recipe_draws_the_noise_it_asks_for() -> None:
    fields = {"source": "noise", "size": 32, "noise": {"wavelet": [2, 4], "statistics": "mnist"}}
    (image,) = NoiseSource(Recipe.parse(fields).resolve()).draw([ImagePlan(3, 0, "noise")]).images
    expected = wavelet.draw(
        PUBLISHED["mnist"].statistics,
        (2.0, 4.0),
        lambda first, count: words(0, "noise", [3], 0, count, first),
        (32, 32),
    )
    np.testing.assert_array_equal(image, expected[0])
    assert (image == image[..., :1]).all()
    for noise, word in (({"wavelet": [0.5, 2]}, "wavelet"), ({"wavelet": [1, 2], "exponent": [1, 2]}, "two kinds")):
        with pytest.raises(UsageError, match=word):
            Recipe.parse({"noise": noise})


@pytest.mark.parametrize(
    ("noise", "fingerprint"),
    [
        ({}, "4af4c18636c558f6"),
        ({"exponent": [0, 2]}, "e9b682bdb76ea475"),
    ],
)
def test_recipes_of_other_noise_keep_their_fingerprints(noise: dict[str, object], fingerprint: str) -> None:
    recipe = Recipe.parse({"source": "noise", "size": 32, "noise": noise}).resolve()
    assert recipe.fingerprint.startswith(fingerprint)
