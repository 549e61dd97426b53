"""How varied pictures are, without a teacher: the spread of a set, its near-duplicates, and an order of its programs.

All is measured on pictures of 32 x 32 pixels, to which others are brought by means of areas. A picture's features are
whole-number statistics of four kinds, each kind scaled to weigh the same: colour (means and deviations of luma and
chroma, a histogram of luma), frequency (Haar wavelets' energy in five octaves and three orientations), gradients (a
histogram of orientations, and where edges are), and responses to sixteen fixed random filters in the four quarters.

The spread is the Vendi score (Friedman and Dieng, 'The Vendi Score: A Diversity Evaluation Metric for Machine
Learning', 2023): with a kernel that is 1 for equal pictures, the exponential of the entropy of the eigenvalues of the
kernel matrix over n, so to speak the number of wholly different pictures among n. It rises with n: compare sets by as
many pictures.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from shadergen.philox import words

SIDE = 32
SPREAD_IMAGES = 1024
"""Pictures, at even steps, that the spread is formed of: its cost grows with their third power."""
NEAR = 0.25
"""Two pictures are near-duplicates if their lumas, laid over each other as well as a shift of one pixel allows, differ
by less than this share of their contrast, which is a correlation of about 0.97, ..."""
_BRIGHTER = 24
"""... the means of their lumas by at most this much of 255, ..."""
_RECOLOURED = 20
"""... and their differences of colour, at 4 x 4 pixels, by less than this much, root mean square."""
_FLAT = 6
"""Added to contrasts, in quadrature: what is fainter than this is no pattern."""
_NEIGHBOURS = 3
_CHUNK = 256
_FILTERS = 16
_SCALES = {"colour": 0.46, "frequency": 0.96, "gradient": 0.065, "filters": 0.93}
"""Of each kind of statistic, the root mean variance over pictures of programs, leaves and fractals in equal parts."""
_LUMA = np.array([77, 150, 29], np.float32) / 256
_WIDTH = 1.0
"""Of the kernel, in units of features: unlike pictures are some times as far apart, a program's own mostly less."""


def reduced(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Pictures `(B, H, W, 3)` uint8 as `(B, SIDE, SIDE, 3)`: each pixel the mean of the area that it covers."""
    if images.shape[1:3] == (SIDE, SIDE):
        return images
    down, across = (_areas(side) for side in images.shape[1:3])
    # whole numbers below 2**53: exact in any order
    rows = np.einsum("ij,bjkc->bikc", down, images.astype(np.float64), optimize=True)
    total = np.einsum("lk,bikc->bilc", across, rows, optimize=True)
    means: NDArray[np.float64] = np.rint(total / (images.shape[1] * images.shape[2]))
    return means.astype(np.uint8)


@lru_cache(maxsize=16)
def _areas(side: int) -> NDArray[np.float64]:
    """How much of each of `side` pixels each of `SIDE` covers, `(SIDE, side)`, in `SIDE`ths."""
    here, there = np.arange(SIDE)[:, None] * side, np.arange(side) * SIDE
    covered: NDArray[np.int64] = np.maximum(np.minimum(here + side, there + SIDE) - np.maximum(here, there), 0)
    return covered.astype(np.float64)


def features(pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The features `(B, F)` float32 of `reduced` pictures `(B, SIDE, SIDE, 3)`; each is a function of its own only."""
    parts = [_features(pictures[at : at + 64]) for at in range(0, len(pictures), 64)]
    return np.concatenate(parts)


def _features(pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    rgb = pictures.astype(np.float32)
    luma = _luma(rgb)
    groups = {
        "colour": _colour(rgb, luma),
        "frequency": _frequency(luma),
        "gradient": _gradient(luma),
        "filters": _filtered(rgb),
    }
    scaled = [group / np.float32(_SCALES[name] * group.shape[1] ** 0.5) for name, group in groups.items()]
    return np.concatenate(scaled, axis=1).astype(np.float32)


def _colour(rgb: NDArray[np.float32], luma: NDArray[np.float32]) -> NDArray[np.float32]:
    """Means and deviations of luma and two differences of colour, and the square roots of luma's shares in 8 bins."""
    pixels = SIDE * SIDE
    planes = np.stack([luma, rgb[..., 0] - luma, rgb[..., 2] - luma], axis=1).reshape(len(luma), 3, pixels)
    mean = planes.sum(axis=2) / pixels
    deviation = np.sqrt(np.maximum((planes * planes).sum(axis=2, dtype=np.float64) / pixels - mean * mean, 0))
    bins = (luma.reshape(len(luma), pixels) / 32).astype(np.int64) + 8 * np.arange(len(luma))[:, None]
    histogram = np.bincount(bins.ravel(), minlength=8 * len(luma)).reshape(-1, 8) / pixels
    return np.concatenate([mean / 64, deviation / 32, np.sqrt(histogram)], axis=1)


def _frequency(luma: NDArray[np.float32]) -> NDArray[np.float32]:
    """The square roots of amplitudes of Haar's wavelets: five octaves, across, down and along diagonals."""
    amplitudes = []
    while luma.shape[1] > 1:
        a, b, c, d = luma[:, ::2, ::2], luma[:, ::2, 1::2], luma[:, 1::2, ::2], luma[:, 1::2, 1::2]
        for wave in (a - b + c - d, a + b - c - d, a - b - c + d):
            flat = wave.reshape(len(wave), -1).astype(np.float64) / 4
            amplitudes.append(np.sqrt(np.sqrt((flat * flat).mean(axis=1))))
        luma = np.rint((a + b + c + d) / 4)
    return np.stack(amplitudes, axis=1)


def _gradient(luma: NDArray[np.float32]) -> NDArray[np.float32]:
    """Shares of gradients in 8 orientations, by their size, and of their sizes in the four quarters."""
    across, down = luma[:, 1:-1, 2:] - luma[:, 1:-1, :-2], luma[:, 2:, 1:-1] - luma[:, :-2, 1:-1]
    x, y = np.abs(across), np.abs(down)
    size = (x + y).astype(np.float64)
    # tangents of 22.5 and 67.5 degrees
    steepness = (1000 * y > 414 * x).astype(np.int64) + (y > x) + (1000 * y > 2414 * x)
    orientation = steepness + 4 * (across * down < 0) + 8 * np.arange(len(luma))[:, None, None]
    histogram = np.bincount(orientation.ravel(), size.ravel(), 8 * len(luma)).reshape(-1, 8)
    half = size.shape[1] // 2
    quarters = size.reshape(len(luma), 2, half, 2, half).sum(axis=(2, 4)).reshape(-1, 4)
    total = quarters.sum(axis=1, keepdims=True) + 1000
    return np.concatenate([histogram / total, quarters / total], axis=1)


def _filtered(rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    """The square roots of mean absolute responses to random filters, in the four quarters."""
    count = len(rgb)
    half = (rgb[:, ::2, ::2] + rgb[:, 1::2, ::2]) + (rgb[:, ::2, 1::2] + rgb[:, 1::2, 1::2])
    side = SIDE // 2 - 2
    patches = np.concatenate([half[:, y : y + side, x : x + side] for y in range(3) for x in range(3)], axis=-1)
    # whole numbers below 2**24: exact in any order
    responses = np.abs(patches.reshape(-1, 27) @ _filters())
    quarters = responses.reshape(count, 2, side // 2, 2, side // 2, _FILTERS).sum(axis=(2, 4)).reshape(count, -1)
    return np.asarray(np.sqrt(quarters / (side * side * 27)))


@lru_cache(maxsize=1)
def _filters() -> NDArray[np.float32]:
    """Filters `(27, _FILTERS)` of -1, 0 and 1 on 3 x 3 pixels of three channels."""
    drawn = words(0, "diversity/filters", [0], 0, 27 * _FILTERS)[0].reshape(27, _FILTERS)
    return np.asarray((drawn % np.uint32(3)).astype(np.float32) - 1)


def _kernel(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """How alike features `(N, F)` and `(M, F)` are: `(N, M)`, 1 where they are equal."""
    square = (a * a).sum(axis=1)[:, None] + (b * b).sum(axis=1) - 2 * a @ b.T
    return np.asarray(np.exp(-np.maximum(square, 0) / (2 * _WIDTH**2)))


def spread(of: NDArray[np.float32]) -> float:
    """The Vendi score of features `(N, F)`: 1 if all are equal, N if none is like another."""
    some = of[:: -(-len(of) // SPREAD_IMAGES)].astype(np.float64)
    values = np.linalg.eigvalsh(_kernel(some, some) / len(some))
    shares = values[values > 1e-12]
    return float(np.exp(-(shares * np.log(shares)).sum()))


def near_duplicates(pictures: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which of `reduced` pictures `(N, SIDE, SIDE, 3)` have a near-duplicate among them, see `NEAR`: `(N,)` bool.

    Each is held against the few that are nearest to it as thumbnails, so that of many near-duplicates a few suffice.
    """
    count = len(pictures)
    found = np.zeros(count, bool)
    cells = pictures.reshape(count, 8, 4, 8, 4, 3).sum(axis=(2, 4), dtype=np.int64).reshape(count, 64, 3)
    thumbnails = np.rint((cells - cells.sum(axis=1, keepdims=True) / 64) / 16).reshape(count, -1).astype(np.float32)
    luma = _luma(pictures.astype(np.float32))
    square = (thumbnails * thumbnails).sum(axis=1)
    for first in range(0, count, _CHUNK):
        here = np.arange(first, min(first + _CHUNK, count))
        # whole numbers below 2**24: exact in any order
        distance = square[here][:, None] + square - 2 * (thumbnails[here] @ thumbnails.T)
        distance[np.arange(len(here)), here] = np.inf
        # a picture of white noise that is shifted along a diagonal has 0.44 of what two unlike ones have, or so
        far = 0.55 * (square[here][:, None] + square) + thumbnails.shape[1] * 4
        distance[distance > far] = np.inf
        for _ in range(min(_NEIGHBOURS, count - 1)):
            nearest = distance.argmin(axis=1)
            rows = np.flatnonzero(np.isfinite(distance[np.arange(len(here)), nearest]))
            pairs = here[rows], nearest[rows]
            alike = _near(luma[pairs[0]], luma[pairs[1]])
            brighter, recoloured = _differences(*(cells[pair] for pair in pairs))
            alike &= (brighter <= _BRIGHTER) & (recoloured < _RECOLOURED)
            found[pairs[0][alike]] = found[pairs[1][alike]] = True
            distance[np.arange(len(here)), nearest] = np.inf
    return found


def _differences(a: NDArray[np.int64], b: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far cells' sums of 16 pixels `(N, 64, 3)` are apart, of 255: in their mean luma, and in colour, `(N,)`."""
    difference = (a - b).reshape(-1, 4, 2, 4, 2, 3).sum(axis=(2, 4)).reshape(-1, 16, 3) / 64
    luma = (difference * _LUMA.astype(np.float64)).sum(axis=2)
    colour = difference[..., ::2] - luma[..., None]
    return np.abs(luma.mean(axis=1)), np.sqrt((colour * colour).mean(axis=(1, 2)))


def _luma(rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rec. 601 luma `(B, H, W)`, in whole numbers, of `(B, H, W, 3)`."""
    return np.asarray(np.rint((rgb[..., 0] * _LUMA[0] + rgb[..., 1] * _LUMA[1]) + rgb[..., 2] * _LUMA[2]))


def _near(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether pictures, given by their luma `(N, SIDE, SIDE)`, are near-duplicates, pair by pair."""
    parts = [_near_pairs(*(p[at : at + 64].astype(np.float64) for p in (a, b))) for at in range(0, len(a), 64)]
    return np.concatenate([np.zeros(0, bool), *parts])


def _near_pairs(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.bool_]:
    size = SIDE - 2
    pixels = size * size
    # the middle of one picture over the nine places in the other; whole numbers, exact in any order
    middle = np.ascontiguousarray(a[:, 1:-1, 1:-1]).reshape(len(a), 1, -1)
    places = np.lib.stride_tricks.sliding_window_view(b, (size, size), axis=(1, 2)).reshape(len(b), 9, -1)
    products = (places @ middle.transpose(0, 2, 1))[..., 0] / pixels
    mean_a, mean_b = middle.sum(axis=2) / pixels, places.sum(axis=2) / pixels
    variance_a = (middle * middle).sum(axis=2) / pixels - mean_a * mean_a
    variance_b = (places * places).sum(axis=2) / pixels - mean_b * mean_b
    difference = variance_a + variance_b - 2 * (products - mean_a * mean_b)
    contrast = np.sqrt(np.maximum(variance_a * variance_b, 0)) + _FLAT**2
    return np.asarray((difference < NEAR**2 * contrast).any(axis=1))


@dataclass(frozen=True)
class Diversity:
    """A set's figures: of how many `images`, their `spread`, and the share of them that has a near-duplicate."""

    images: int
    spread: float
    near_duplicates: float


def measure(images: NDArray[np.uint8]) -> Diversity:
    """The figures of pictures `(N, H, W, 3)` uint8, N at least 1."""
    with one_thread():
        pictures = reduced(images)
        return figures(features(pictures), near_duplicates(pictures))


def figures(of: NDArray[np.float32], near: NDArray[np.bool_]) -> Diversity:
    """The figures of features `(N, F)` and what `near_duplicates` says."""
    return Diversity(len(of), round(spread(of), 2), round(float(near.mean()), 5))


def one_thread() -> AbstractContextManager[object]:
    """While it is open, matrices are multiplied by one thread: faster for small ones, and last bits are the same."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # noqa: PLC0415  (seldom needed)

    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits


@dataclass(frozen=True)
class Place:
    """A program's place in an order: its position in the list given, and what it adds to those before it.

    `gain` is 1 for the first, and for the others the share of their summary that those before do not predict: 0 for a
    program whose pictures look like another's.
    """

    position: int
    gain: float


def order(programs: Sequence[NDArray[np.float32]]) -> list[Place]:
    """Order programs, of whose pictures the features `(N, F)` are given, so that the first K add most.

    A program's summary is the mean and the deviation of its pictures' features. Each time that program is taken whose
    summary, as a Gaussian process with the kernel above sees it, is least predicted by those that are taken: the greedy
    way to the largest determinant of the kernel matrix (Chen, Zhang and Zhou, 'Fast Greedy MAP Inference for
    Determinantal Point Process', 2018). Unlike coverage, which takes what is like many others first, it leaves copies
    to the end whatever the others are, and gains never rise along the order.
    """
    summaries = np.stack([np.concatenate([f.mean(axis=0), f.std(axis=0)]) for f in programs]).astype(np.float64)
    kernel = _kernel(summaries, summaries)
    count = len(programs)
    left = np.ones(count)
    factors = np.zeros((count, count))
    places = []
    # the first is the one that is most like all others
    best = int(kernel.sum(axis=1).argmax())
    for step in range(count):
        places.append(Place(best, float(max(left[best], 0.0))))
        row = (kernel[best] - factors[:step].T @ factors[:step, best]) / max(left[best], 1e-9) ** 0.5
        factors[step] = row
        left -= row * row
        left[best] = -np.inf
        best = int(left.argmax())
    return places
