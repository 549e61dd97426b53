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
from shadergen.noise import PUBLISHED, Statistics, draw, measure
from shadergen.philox import words

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
