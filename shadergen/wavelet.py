"""Wavelet noise (Cook and DeRose, 'Wavelet Noise', 2005): random pictures of one octave of frequencies.

Random coefficients of quadratic B-splines on a grid of cells are a random picture; what splines on a grid twice as
coarse can show of it is its best approximation by them, and is taken away. What is left has waves of some 2 to 4 cells
and hardly any others. Where the paper gives a table for the coarse approximation, here the filter is derived: the
B-splines' inner products are (1, 26, 66, 26, 1) / 120, and a spline on the coarse grid is one on the fine grid by the
weights (1, 3, 3, 1) / 4.

A picture is `E R E' - V R V'`: `R` holds the coefficients, `E` the splines at the pixels, and `V = E P` the splines'
coarse parts. All matrices hold whole numbers below 2**53 in all their sums, so that no order of summation and no fused
operation changes a bit, on any machine and by any library.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from shadergen.exact import log_2, power_of_2
from shadergen.noise import Statistics, Words
from shadergen.philox import unit

MAX_CELL = 256.0
_ONE = 2.0**17
"""One, in the matrices' whole numbers: coefficients of 10 bits and two factors of up to 2 * `_ONE` make 2**50."""
_VARIANCE = 4 * (256**2 - 1) / 12
"""Of the coefficients: each is the sum of a word's four bytes, less its mean."""
_GRAM = {-2: 1 / 120, -1: 26 / 120, 0: 66 / 120, 1: 26 / 120, 2: 1 / 120}
_REFINE = (0.25, 0.75, 0.75, 0.25)
_REACH = 48
_ROUNDS = 400


def draw(statistics: Statistics, cells: tuple[float, float], words: Words, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Draw a batch of wavelet noise, each image a function of its own words only.

    The mean over many images of a pixel's value, before it is rounded and clipped, is the statistics' mean, and its
    variance theirs. An image whose cells are c pixels wide has its frequencies within about 1 / (4 c) to 1 / (2 c).

    Args:
        statistics: what the noise follows.
        cells: least and largest width of a cell in pixels, within 1 to `MAX_CELL`; each image draws one, evenly on a
            logarithmic scale.
        words: the random words of any positions.
        size: (width, height) in pixels.

    Returns:
        `(B, H, W, 3)` uint8.
    """
    channels = 1 if statistics.grey else 3
    # an even number of cells, of which the finest picture needs all but two
    columns, rows = (2 * (-(-(int(side / cells[0]) + 6) // 2)) for side in size)
    head = unit(words(0, 4))
    low, high = log_2(np.array(cells))
    cell = power_of_2(low + (high - low) * head[:, 0])
    across = [_splines(size[0], columns, c, 2 * shift) for c, shift in zip(cell, head[:, 1], strict=True)]
    down = [_splines(size[1], rows, c, 2 * shift) for c, shift in zip(cell, head[:, 2], strict=True)]
    images = np.empty((len(cell), size[1], size[0], channels), np.uint8)
    scale = 255 / (_ONE**2 * np.sqrt(_VARIANCE * _pixel_variance()))
    for channel in range(channels):
        drawn = words(4 + channel * rows * columns, rows * columns).astype("<u4").view(np.uint8)
        grids = drawn.reshape(-1, rows, columns, 4).sum(axis=-1, dtype=np.float64) - 510
        for image, grid, (fine, coarse), (fine_down, coarse_down) in zip(images, grids, across, down, strict=True):
            field = fine_down @ grid @ fine.T - coarse_down @ grid @ coarse.T
            value = 255 * statistics.mean[channel] + statistics.std[channel] * scale * field
            image[..., channel] = np.rint(np.clip(value, 0, 255))
    return np.repeat(images, 3, axis=-1) if statistics.grey else images


def _splines(pixels: int, cells: int, width: float, shift: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The B-splines at a row of pixels, and their coarse parts: `(pixels, cells)` each, whole numbers of `1 / _ONE`."""
    at = (np.arange(pixels) + 0.5) / width + shift
    nearest = np.floor(at)
    t = at - nearest
    first = nearest.astype(np.int64)
    fine = np.zeros((pixels, cells))
    rows = np.arange(pixels)
    for offset, weight in enumerate((0.5 * (1 - t) * (1 - t), 0.5 + t * (1 - t), 0.5 * t * t)):
        fine[rows, (first + offset) % cells] = np.rint(weight * _ONE)
    return fine, np.rint(fine @ _projection(cells) / _ONE)


@lru_cache(maxsize=64)
def _projection(cells: int) -> NDArray[np.float64]:
    """The best approximation on the coarse grid of a ring: `(cells, cells)`, whole numbers of `1 / _ONE`."""
    matrix = np.zeros((cells, cells))
    for position, analysis in _analysis().items():
        for coarse in range(cells // 2):
            for offset, refine in enumerate(_REFINE):
                matrix[(2 * coarse + offset) % cells, (2 * coarse + position) % cells] += refine * analysis
    return np.asarray(np.rint(matrix * _ONE))


@lru_cache(maxsize=1)
def _analysis() -> dict[int, float]:
    """What a fine coefficient, by its place from twice the coarse one's, adds to the coarse one."""
    # the inverse of the inner products, by Gauss and Seidel's rounds: the diagonal is larger than all else in a row
    inverse = dict.fromkeys(range(-_REACH, _REACH + 1), 0.0)
    for _ in range(_ROUNDS):
        for m in inverse:
            others = sum(_GRAM[k] * inverse.get(m + k, 0.0) for k in (-2, -1, 1, 2))
            inverse[m] = ((1.0 if m == 0 else 0.0) - others) / _GRAM[0]
    found: dict[int, float] = {}
    for m, weight in inverse.items():
        for offset, refine in enumerate(_REFINE):
            for k, gram in _GRAM.items():
                place = 2 * m + offset + k
                found[place] = found.get(place, 0.0) + 0.5 * weight * refine * gram
    return found


@lru_cache(maxsize=1)
def _pixel_variance() -> float:
    """The variance of a pixel over that of a coefficient, the mean over where in two cells a pixel may lie."""
    phases, cells = 128, 2 * _REACH
    fine, coarse = (part / _ONE for part in _splines(phases, cells, phases / 2, 0.0))
    products = [(a * b).cumsum(axis=1)[:, -1].cumsum()[-1] for a, b in ((fine, fine), (fine, coarse), (coarse, coarse))]
    both, mixed, low = (float(product) / phases for product in products)
    return both * both - 2 * mixed * mixed + low * low
