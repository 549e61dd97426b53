import hashlib
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from shadergen import noise
from shadergen.errors import UsageError
from shadergen.noise import PUBLISHED, Statistics, draw, draw_coloured, measure
from shadergen.philox import words
from shadergen.plan import ImagePlan
from shadergen.recipe import Recipe
from shadergen.sources.noise import NoiseSource

CIFAR10 = PUBLISHED["cifar10"].statistics


def philox_words(indices: list[int]) -> Callable[[int, int], NDArray[np.uint32]]:
    return lambda first, count: words(11, "noise", indices, 0, count, first)


def exact_law(mean: float, std: float) -> NDArray[np.float64]:
    """Probabilities of the 256 values of round(255 clip(N(mean, std), 0, 1))."""
    cumulative = [0.5 * math.erfc((mean - (level + 0.5) / 255) / std / math.sqrt(2)) for level in range(255)]
    return np.diff(np.array([0.0, *cumulative, 1.0]))


def chi_square_statistic(values: NDArray[np.uint8], law: NDArray[np.float64]) -> float:
    """Standardised by Wilson and Hilferty's cube root, so that it is close to a standard normal number."""
    expected = law * values.size
    observed = np.bincount(values.ravel(), minlength=256)
    rare = expected < 10
    observed = np.append(observed[~rare], observed[rare].sum())
    expected = np.append(expected[~rare], expected[rare].sum())
    observed, expected = observed[expected > 0], expected[expected > 0]
    freedom = len(expected) - 1
    chi_square = ((observed - expected) ** 2 / expected).sum()
    return float(((chi_square / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / math.sqrt(2 / (9 * freedom)))


@pytest.mark.parametrize("statistics", [CIFAR10, Statistics((0.0, 1.0, 0.5), (0.3, 0.02, 0.001))])
def test_each_channel_follows_the_clipped_rounded_normal_law(statistics: Statistics) -> None:
    images = draw(statistics, philox_words(list(range(20))), (160, 100))
    for channel in range(3):
        law = exact_law(statistics.mean[channel], statistics.std[channel])
        # each of 6 passes with chance 1 - 3e-5 if the law is right
        assert chi_square_statistic(images[..., channel], law) < 4


def test_thresholds_are_the_normal_distribution_to_the_last_word() -> None:
    for mean, std in ((0.4914, 0.247), (0.0, 1.0), (1.0, 0.004), (0.3, 0.02)):
        thresholds, _ = noise._table(mean, std)
        exact = exact_law(mean, std)[:255].cumsum() * 2**32
        np.testing.assert_allclose(thresholds.astype(float), exact, atol=0.51, rtol=1e-12)


@given(
    st.floats(0, 1),
    st.one_of(st.just(0.0), st.floats(1e-6, 1)),
    st.lists(st.integers(0, 2**32 - 1), min_size=12, max_size=12),
)
def test_a_value_counts_the_thresholds_below_its_word(mean: float, std: float, drawn: list[int]) -> None:
    thresholds, _ = noise._table(mean, std)
    edges = [min(int(t), 2**32 - 1) for t in thresholds[[0, 1, 127, 254]]]
    chosen = np.array([drawn + edges + [max(0, edge - 1) for edge in edges] + [0] * 4], dtype=np.uint32)
    image = draw(Statistics((mean,) * 3, (std,) * 3), lambda first, count: chosen[:, first : first + count], (8, 1))
    np.testing.assert_array_equal(image.ravel(), [sum(int(w) >= int(t) for t in thresholds) for w in chosen[0]])


def test_without_deviation_every_pixel_is_the_mean() -> None:
    image = draw(Statistics((0.0, 1.0, 0.2), (0.0, 0.0, 0.0)), philox_words([1]), (7, 5))
    assert (image == (0, 255, 51)).all()


def test_clipped_values_pile_up_at_the_ends() -> None:
    images = draw(Statistics((0.5, 0.5, 0.5), (1.0, 1.0, 1.0)), philox_words([0, 1, 2, 3]), (64, 64))
    share = 0.5 * math.erfc(0.5 / math.sqrt(2) * (1 - 1 / 255))
    # four deviations of a binomial share
    tolerance = 4 * math.sqrt(share * (1 - share) / images.size)
    assert (images == 0).mean() == pytest.approx(share, abs=tolerance)
    assert (images == 255).mean() == pytest.approx(share, abs=tolerance)


@pytest.mark.parametrize("statistics", [CIFAR10, PUBLISHED["mnist"].statistics])
def test_an_image_does_not_depend_on_its_batch_or_on_pieces(
    statistics: Statistics, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = draw(statistics, philox_words([5, 6, 7]), (33, 17))
    assert len({image.tobytes() for image in together}) == 3
    monkeypatch.setattr(noise, "_PIECE", 100)
    for position, index in enumerate([5, 6, 7]):
        alone = draw(statistics, philox_words([index]), (33, 17))
        assert alone.shape == (1, 17, 33, 3)
        np.testing.assert_array_equal(alone[0], together[position])


def test_channels_are_independent_unless_grey() -> None:
    colour = draw(CIFAR10, philox_words(list(range(8))), (64, 64)).reshape(-1, 3)
    correlation = np.asarray(np.corrcoef(colour.T))[~np.eye(3, dtype=bool)]
    assert np.abs(correlation).max() < 4.5 / math.sqrt(len(colour))
    grey = draw(PUBLISHED["fashion-mnist"].statistics, philox_words([0]), (28, 28))
    assert (grey == grey[..., :1]).all()
    assert len(np.unique(grey)) > 50


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_published_statistics_have_a_source(name: str) -> None:
    assert PUBLISHED[name].source.startswith("https://")


def test_measure_agrees_with_numpy(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    pictures = [
        random.integers(0, 256, (h, w, 3), dtype=np.uint8) // (k + 1) for k, (h, w) in enumerate([(4, 9), (30, 2)])
    ]
    (tmp_path / "deep" / "er").mkdir(parents=True)
    Image.fromarray(pictures[0]).save(tmp_path / "a.png")
    Image.fromarray(pictures[1]).save(tmp_path / "deep" / "er" / "b.BMP", format="bmp")
    (tmp_path / "readme.txt").write_text("not a picture")
    pixels = np.concatenate([picture.reshape(-1, 3) for picture in pictures]) / 255
    measured = measure(tmp_path)
    np.testing.assert_allclose(measured.mean, pixels.mean(axis=0), rtol=1e-13)
    np.testing.assert_allclose(measured.std, pixels.std(axis=0), rtol=1e-12)
    assert not measured.grey


def test_measure_of_noise_gives_its_statistics_back(tmp_path: Path) -> None:
    asked = Statistics((0.5, 0.4, 0.6), (0.1, 0.05, 0.08))
    for k, image in enumerate(draw(asked, philox_words([0, 1]), (200, 200))):
        Image.fromarray(image).save(tmp_path / f"{k}.webp", lossless=True)
    measured = measure(tmp_path)
    np.testing.assert_allclose(measured.mean, asked.mean, atol=5 * 0.1 / math.sqrt(80000))
    np.testing.assert_allclose(measured.std, asked.std, atol=5 * 0.1 / math.sqrt(2 * 80000))


def test_pictures_without_colour_measure_as_grey(tmp_path: Path) -> None:
    Image.fromarray(np.full((3, 3), 51, np.uint8)).save(tmp_path / "a.png")
    assert measure(tmp_path) == Statistics((0.2, 0.2, 0.2), (0.0, 0.0, 0.0), grey=True)


def test_measure_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "deep").mkdir()
    Image.fromarray(np.full((3, 3), 60000, np.uint16)).save(tmp_path / "deep" / "sixteen.png")
    for folder, word in (("missing", "folder"), ("empty", "picture"), ("broken", "cut.png"), ("deep", "8 bits")):
        with pytest.raises(UsageError, match=word) as caught:
            measure(tmp_path / folder)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("mean", "std"), [((0.5, 0.5, 1.1), (0, 0, 0)), ((0, 0, 0), (-0.1, 0, 0)), ((0, 0), (0, 0))])
def test_statistics_out_of_range_are_refused(mean: tuple[float, ...], std: tuple[float, ...]) -> None:
    with pytest.raises(UsageError):
        Statistics(mean, std)  # type: ignore[arg-type]


CENTRED = Statistics((0.5, 0.4, 0.6), (0.02, 0.03, 0.04))
"""Deviations so small that nothing is clipped."""


def coloured(exponents: tuple[float, float], count: int, size: tuple[int, int], **more: object) -> NDArray[np.uint8]:
    return draw_coloured(more.get("statistics", CENTRED), exponents, philox_words(list(range(count))), size)


@pytest.mark.parametrize("exponent", [0.0, 0.5, 1.0, 2.0])
def test_amplitudes_fall_as_a_power_of_the_frequency(exponent: float) -> None:
    # of 64 x 64 pixels nothing is cut off, so that the periodogram is that of the field
    spread = Statistics((0.5,) * 3, (0.1,) * 3)
    images = coloured((exponent, exponent), 60, (64, 64), statistics=spread) / 255 - 0.5
    power = (np.abs(np.fft.fft2(images, axes=(1, 2))) ** 2).mean(axis=(0, 3))
    frequency = np.hypot(*np.meshgrid(np.minimum(np.arange(64), 64 - np.arange(64)), np.fft.fftfreq(64) * 64))
    # up to where rounding to whole values adds more than the steepest of these has
    ring = (frequency >= 1) & (frequency < 12)
    slope = np.polyfit(np.log(frequency[ring]), np.log(power[ring]), 1)[0]
    # 448 frequencies, each a mean of 180 squares: the slope's deviation is about 0.008
    assert slope == pytest.approx(-2 * exponent, abs=0.05)


def test_coloured_noise_has_the_statistics_asked_for() -> None:
    images = coloured((0.0, 1.5), 400, (24, 40)) / 255
    for channel in range(3):
        mean, std = CENTRED.mean[channel], CENTRED.std[channel]
        # an image's own mean varies most, by less than half of the deviation each: five deviations of 400 of them
        assert images[..., channel].mean() == pytest.approx(mean, abs=5 * 0.5 * std / 20)
        rounding = 1 / 12 / 255**2
        assert images[..., channel].var() == pytest.approx(std**2 + rounding, rel=0.05)
    between = np.corrcoef(images.reshape(-1, 3).T)[~np.eye(3, dtype=bool)]
    assert np.abs(between).max() < 0.05


def test_exponents_differ_between_images_and_stay_in_their_range() -> None:
    images = coloured((0.0, 3.0), 40, (64, 64), statistics=Statistics((0.5,) * 3, (0.15,) * 3)).astype(float)
    roughness = np.abs(np.diff(images, axis=2)).mean(axis=(1, 2, 3)) / images.std(axis=(1, 2, 3))
    # the mean of |difference| over the deviation is 2 / sqrt(pi) for white noise
    assert roughness.max() == pytest.approx(2 / math.sqrt(math.pi), abs=0.1)
    assert roughness.min() < 0.1
    assert len(np.unique(roughness.round(6))) == 40


@pytest.mark.parametrize("size", [(33, 17), (1, 1), (64, 2)])
def test_coloured_noise_does_not_depend_on_its_batch(size: tuple[int, int]) -> None:
    together = draw_coloured(CIFAR10, (0.5, 2.0), philox_words([5, 6, 7]), size)
    assert together.shape == (3, size[1], size[0], 3)
    for position, index in enumerate([5, 6, 7]):
        np.testing.assert_array_equal(
            draw_coloured(CIFAR10, (0.5, 2.0), philox_words([index]), size)[0], together[position]
        )


def test_grey_statistics_draw_grey() -> None:
    images = draw_coloured(PUBLISHED["mnist"].statistics, (1.0, 1.0), philox_words([0]), (32, 32))
    assert (images == images[..., :1]).all()
    assert len(np.unique(images)) > 50


def test_equal_words_are_equal_noise_for_ever() -> None:
    white = draw(CIFAR10, philox_words([0, 1]), (40, 24))
    pink = draw_coloured(CIFAR10, (0.5, 2.0), philox_words([0, 1]), (40, 24))
    assert [hashlib.sha256(images.tobytes()).hexdigest() for images in (white, pink)] == [
        "1ec315197d90a223faa3394f6c77ffcc0199af94169032c0368afca07f833b4b",
        "7994e20ae93cf25ecd4efe3fbc515622d4b7cabc35a421ce6acb3dcd4f486bb6",
    ]


@pytest.mark.parametrize("axis", [1, 2])
def test_the_transform_is_fouriers(axis: int) -> None:
    random = np.random.default_rng(2)
    real, imaginary = random.normal(size=(2, 2, 16, 64))
    a, b = noise._transform(real, imaginary, axis)
    exact = np.fft.ifft(real + 1j * imaginary, axis=axis) * real.shape[axis]
    np.testing.assert_allclose(a + 1j * b, exact, atol=1e-10)


def test_a_recipe_draws_the_noise_it_asks_for() -> None:
    fields = {"source": "noise", "size": 32, "noise": {"exponent": [1, 2], "statistics": "svhn"}}
    recipe = Recipe.parse(fields).resolve()
    (image,) = NoiseSource(recipe).draw([ImagePlan(3, 0, "noise")]).images
    expected = draw_coloured(
        PUBLISHED["svhn"].statistics, (1.0, 2.0), lambda first, count: words(0, "noise", [3], 0, count, first), (32, 32)
    )
    np.testing.assert_array_equal(image, expected[0])
    with pytest.raises(UsageError, match="exponent"):
        Recipe.parse({"noise": {"exponent": [0, 5]}})
