"""Gaussian noise with a data set's mean and standard deviation per channel: white, or 1/f; `wavelet.py` has another.

White: a pixel's value is round(255 clip(N(mean, std), 0, 1)), and its law is sampled exactly, to the 2**-32 that a word
resolves: a value is the number of thresholds that its word reaches. The thresholds are computed in integers, so equal
statistics and words give equal pictures on every machine.

1/f: amplitudes fall as a power of the frequency, phases are uniform, and a picture is cut from a field that repeats
itself beyond the next power of two. Libraries' Fourier transforms and powers differ in the last bit, which may decide
a pixel; the few lines here use + - * / and square roots of real numbers only, which IEEE 754 rounds alike everywhere.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from leaves.model import unit_point
from shadergen.errors import UsageError
from shadergen.exact import log_2, power_of_2

Words = Callable[[int, int], NDArray[np.uint32]]
"""For (position of the first, count) the words `(B, count)` of every image, uint32; the first is a multiple of 4."""

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".ppm", ".pgm"})
_PIECE = 2**18  # words held at once
_ONE = 1 << 128  # of the fixed-point numbers in `_normal`
_DENSITY_AT_0 = 39894228040143267793994605993438186848 * _ONE // 10**38  # 1 / sqrt(2 pi)
MAX_EXPONENT = 4
_SPLIT = 256  # in a table: the values of these words differ


@dataclass(frozen=True)
class Statistics:
    """What the noise follows, in units of the full range [0, 1], before values are clipped to it.

    Attributes:
        mean: of red, green, blue, each within [0, 1].
        std: standard deviations, each within [0, 1].
        grey: the three channels of a pixel are one value, drawn from red's mean and deviation; otherwise they are
            independent.

    Raises:
        UsageError: a number is out of range.
    """

    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    grey: bool = False

    def __post_init__(self) -> None:
        for name, values in (("mean", self.mean), ("std", self.std)):
            if len(values) != 3 or not all(0 <= value <= 1 for value in values):
                raise UsageError(f"noise {name} {tuple(values)}: give three numbers within 0 to 1")


@dataclass(frozen=True)
class Published:
    """Statistics of a known data set, and where they can be looked up."""

    statistics: Statistics
    source: str


def _grey(mean: float, std: float) -> Statistics:
    return Statistics((mean, mean, mean), (std, std, std), grey=True)


# Two kinds of deviation are in use. Here it is over all pixels of the training set at once, unless a comment says that
# it is the mean of each image's own, which is smaller (CIFAR-10's well-known 0.2023, 0.1994, 0.2010 are of that kind).
PUBLISHED: dict[str, Published] = {
    # 'What Makes a Good Dataset for Knowledge Distillation?' (Frank and Davis) draws CIFAR-10's red from
    # N(0.5071, 0.2673); these two figures are CIFAR-100's, so `cifar100` gives its noise.
    "cifar10": Published(
        Statistics((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
        "https://github.com/MadryLab/robustness/issues/70",
    ),
    "cifar100": Published(
        Statistics((0.5071, 0.4865, 0.4409), (0.2673, 0.2564, 0.2762)),
        "https://github.com/chatflip/CalculationMeanStd",
    ),
    # means of the images' own, after a resize to 256 and a crop to 224 pixels
    "imagenet": Published(
        Statistics((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
        "https://github.com/pytorch/vision/pull/1965",
    ),
    "tiny-imagenet": Published(
        Statistics((0.4802, 0.4481, 0.3975), (0.2764, 0.2689, 0.2816)),
        "https://github.com/helloxjb/ViPER-main/blob/main/viper/stats.py",
    ),
    "svhn": Published(
        Statistics((0.4377, 0.4438, 0.4728), (0.1980, 0.2010, 0.1970)),
        "https://github.com/VICO-UoE/DatasetCondensation/issues/36",
    ),
    "mnist": Published(
        _grey(0.1307, 0.3081),
        "https://discuss.pytorch.org/t/mnist-normalizing-and-scaling-the-dataset-at-the-same-time/95218",
    ),
    "fashion-mnist": Published(_grey(0.2860, 0.3530), "https://github.com/ContinualAI/avalanche/pull/555"),
    # means of the images' own; over all pixels they are about twice as large, since brightness differs between images
    "eurosat": Published(
        Statistics((0.3444, 0.3803, 0.4078), (0.0914, 0.0651, 0.0552)),
        "https://richarddecal.com/data-science/use-these-normalization-values-for-torchvision-datasets",
    ),
    # means of the images' own
    "fgvca": Published(
        Statistics((0.4813, 0.5122, 0.5356), (0.1966, 0.1954, 0.2171)),
        "https://richarddecal.com/data-science/use-these-normalization-values-for-torchvision-datasets",
    ),
}
"""Statistics by the data set's name."""


def measure(folder: Path) -> Statistics:
    """Mean and deviation of each channel over all pixels of all pictures below a folder, from exact integer sums.

    Args:
        folder: its pictures may lie at any depth; which files count is in `SUFFIXES`. Transparency is ignored.

    Returns:
        The statistics; they are grey if all pictures are stored without colour.

    Raises:
        UsageError: the folder is missing or has no picture, or one cannot be read or has over 8 bits a channel.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder: give one that holds pictures")
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    if not files:
        raise UsageError(f"{folder} holds no picture ({' '.join(sorted(SUFFIXES))}): give a folder that does")
    histogram, grey = [0] * 768, True
    for file in files:
        try:
            with Image.open(file) as picture:
                if picture.mode == "F" or picture.mode.startswith("I"):
                    raise UsageError(f"{file} has over 8 bits a channel: convert it to 8, or take it out of the folder")
                grey &= picture.mode in ("1", "L", "LA")
                counts = picture.convert("RGB").histogram()
        except (OSError, SyntaxError, ValueError) as error:
            raise UsageError(f"{file} cannot be read as a picture: repair it, or take it out of the folder") from error
        histogram = [total + count for total, count in zip(histogram, counts, strict=True)]
    channels = [_moments(histogram[start : start + 256]) for start in (0, 256, 512)]
    (r, sr), (g, sg), (b, sb) = channels
    return Statistics((r, g, b), (sr, sg, sb), grey)


def _moments(histogram: list[int]) -> tuple[float, float]:
    """Mean and deviation, in units of 255, of a channel's 256 counts."""
    pixels = sum(histogram)
    total = sum(value * count for value, count in enumerate(histogram))
    squares = sum(value * value * count for value, count in enumerate(histogram))
    return total / (255 * pixels), math.sqrt((pixels * squares - total * total) / pixels**2) / 255


def draw(statistics: Statistics, words: Words, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Draw a batch of images, each a function of its own words only.

    Args:
        statistics: what the noise follows.
        words: the random words of any positions; a pixel takes three in a row, or one if the statistics are grey.
        size: (width, height) in pixels.

    Returns:
        `(B, H, W, 3)` uint8.
    """
    width, height = size
    channels = 1 if statistics.grey else 3
    tables = [_table(statistics.mean[c], statistics.std[c]) for c in range(channels)]
    total = width * height * channels
    drawn, first = [], 0
    count = min(total, 12)  # a few, to learn how many images there are
    while first < total:
        piece = words(first, count)
        values = np.empty(piece.shape, np.uint8)
        for channel, (thresholds, by_high_bits) in enumerate(tables):
            word = piece[:, channel::channels]
            value = by_high_bits[word >> np.uint32(16)]
            split = np.nonzero(value == _SPLIT)
            value[split] = np.searchsorted(thresholds, word[split], side="right")
            values[:, channel::channels] = value
        drawn.append(values)
        first += count
        count = min(total - first, max(1, _PIECE // (12 * len(piece))) * 12)
    images = np.concatenate(drawn, axis=1).reshape(-1, height, width, channels)
    return np.repeat(images, 3, axis=-1) if statistics.grey else images


@lru_cache(maxsize=64)
def _table(mean: float, std: float) -> tuple[NDArray[np.uint64], NDArray[np.uint16]]:
    """How words become values.

    Returns:
        The thresholds `(255,)`, within 0 to 2**32, and `(65536,)` the value by a word's high 16 bits, or `_SPLIT`.
    """
    if std == 0:
        value = round(255 * mean)
        cumulative = [0] * value + [2**32] * (255 - value)
    else:
        cumulative = [_normal(((level + 0.5) / 255 - mean) / std) for level in range(255)]
    thresholds = np.array(cumulative, dtype=np.uint64)
    low = np.arange(65536, dtype=np.uint64) << np.uint64(16)
    lowest = np.searchsorted(thresholds, low, side="right")
    highest = np.searchsorted(thresholds, low + np.uint64(65535), side="right")
    return thresholds, np.where(lowest == highest, lowest, _SPLIT).astype(np.uint16)


def _normal(z: float) -> int:
    """The normal distribution function times 2**32, rounded, by its power series in fixed-point numbers."""
    if abs(z) > 7:
        return 2**32 if z > 0 else 0
    numerator, denominator = z.as_integer_ratio()
    x = numerator * _ONE // denominator
    half_square = x * x // (2 * _ONE)
    power, total, n = x, 0, 0
    while abs(power) > 1:
        total += power // (2 * n + 1)
        n += 1
        power = -power * half_square // (n * _ONE)
    probability = _ONE // 2 + total * _DENSITY_AT_0 // _ONE
    return (probability * 2**33 // _ONE + 1) // 2


def draw_coloured(
    statistics: Statistics, exponents: tuple[float, float], words: Words, size: tuple[int, int]
) -> NDArray[np.uint8]:
    """Draw a batch of 1/f noise, each image a function of its own words only.

    The amplitude at frequency f is proportional to `f**-e`, with e uniform between the exponents for each image: 0 is
    white, natural pictures have about 1 (Field, 'Relations between the statistics of natural images and the response
    properties of cortical cells', 1987). The mean over many images of a pixel's value, before it is rounded and
    clipped, is the statistics' mean, and its variance theirs.

    Args:
        statistics: what the noise follows.
        exponents: the least and the largest, within 0 to `MAX_EXPONENT`.
        words: the random words of any positions.
        size: (width, height) in pixels.

    Returns:
        `(B, H, W, 3)` uint8.
    """
    width, height = size
    columns, rows = (1 << max(1, (side - 1).bit_length()) for side in size)
    channels = 1 if statistics.grey else 3
    low, high = exponents
    drawn = low + (high - low) * ((words(0, 4)[:, 0].astype(np.float64) + 0.5) * 2.0**-32)
    amplitude = _amplitudes(drawn, columns, rows)
    fields: list[NDArray[np.float64]] = []
    # a field of complex numbers is two of real ones
    for first in range(0, channels, 2):
        phase = words(4 + (first // 2) * columns * rows, columns * rows).reshape(-1, rows, columns)
        real, imaginary = unit_point(phase)
        real *= amplitude
        imaginary *= amplitude
        for axis in (1, 2):
            real, imaginary = _transform(real, imaginary, axis)
        fields += [real[:, :height, :width], imaginary[:, :height, :width]]
    images = np.empty((len(drawn), height, width, channels), np.uint8)
    for channel in range(channels):
        value = 255 * (statistics.mean[channel] + statistics.std[channel] * fields[channel])
        images[..., channel] = np.rint(np.clip(value, 0, 255))
    return np.repeat(images, 3, axis=-1) if statistics.grey else images


def _amplitudes(exponents: NDArray[np.float64], columns: int, rows: int) -> NDArray[np.float64]:
    """Amplitudes `(B, rows, columns)` whose field has variance 1; that of frequency 0 is 0."""
    x, y = (np.minimum(np.arange(n), n - np.arange(n)) / n * max(columns, rows) for n in (columns, rows))
    square = x * x + y[:, None] * y[:, None]
    square[0, 0] = 1
    distinct, where = np.unique(square, return_inverse=True)
    amplitude = power_of_2(-0.5 * exponents[:, None] * log_2(distinct))[:, where.reshape(square.shape)]
    amplitude[:, 0, 0] = 0
    # the sum in order: pairwise summation differs between versions of NumPy
    energy = np.cumsum((amplitude * amplitude).reshape(len(amplitude), -1), axis=1)[:, -1]
    # of a complex field's variance, each of its two parts has half
    return np.asarray(amplitude * np.sqrt(2 / energy)[:, None, None])


def _transform(
    real: NDArray[np.float64], imaginary: NDArray[np.float64], axis: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The Fourier sum along an axis whose length is a power of two, by Stockham's steps of radix 2."""
    real, imaginary = np.moveaxis(real, axis, 0), np.moveaxis(imaginary, axis, 0)
    length, rest = real.shape[0], real.shape[1:]
    half, done = length // 2, 1
    while done < length:
        turn = (np.arange(half // done, dtype=np.uint64) * np.uint64(done) * np.uint64(2**32 // length)).astype(
            np.uint32
        )
        cosine, sine = (part.reshape(-1, 1, *[1] * len(rest)) for part in unit_point(turn))
        a, b, c, d = (
            part.reshape(-1, done, *rest) for part in (real[:half], imaginary[:half], real[half:], imaginary[half:])
        )
        minus, minus_i = a - c, b - d
        real = np.stack([a + c, minus * cosine - minus_i * sine], axis=1).reshape(length, *rest)
        imaginary = np.stack([b + d, minus * sine + minus_i * cosine], axis=1).reshape(length, *rest)
        done *= 2
    return np.moveaxis(real, 0, axis), np.moveaxis(imaginary, 0, axis)
