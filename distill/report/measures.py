"""Measures of a selected set, by the four criteria of 'What Makes a Good Dataset for Knowledge Distillation?'."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from distill.strategies.candidates import Counts, Rows

GRID = 16
"""Images are compared at so many cells a side, each the mean of its pixels."""
NEAR = 0.02
"""Two images are near-duplicates when their cells differ by less than this in the root mean square, of [0, 1]."""
ALIKE = 0.05
"""Likeness exp(-d^2 / (2 ALIKE^2)) of two images whose cells differ by d in the root mean square."""
BORDER = 0.1
"""An image is near a border when the teacher's two largest probabilities differ by less than this."""
_BINS = 20
_PIECE = 512


@dataclass(frozen=True)
class Distribution:
    """Shares of the pool and of the set in bins: `edges` `(B + 1,)`, `before` and `after` `(B,)`."""

    edges: list[float]
    before: list[float]
    after: list[float]


def distribution(values: NDArray[np.float32], counts: Counts, low: float, high: float) -> Distribution:
    """The distribution of some values `(M,)` in the pool, and in the set by how often it has each."""
    edges = np.linspace(low, high, _BINS + 1)
    bins = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, _BINS - 1)
    before = np.bincount(bins, minlength=_BINS) / len(values)
    after = np.bincount(bins, weights=counts, minlength=_BINS) / counts.sum()
    return Distribution(edges.round(6).tolist(), before.round(6).tolist(), after.round(6).tolist())


def spreads(features: NDArray[np.float32], label: Rows, classes: int) -> list[float | None]:
    """How far each class reaches in the teacher's features, against all images together.

    The root mean square distance of a class's images from their mean over that of all images from theirs; None for
    a class with fewer than two images.

    Args:
        features: `(S, D)`.
        label: `(S,)`, the class of each.
        classes: number of classes.
    """
    points = features.astype(np.float64)
    everything = _reach(points)
    found: list[float | None] = []
    for c in range(classes):
        mine = points[label == c]
        found.append(round(_reach(mine) / everything, 4) if len(mine) > 1 and everything > 0 else None)
    return found


def _reach(points: NDArray[np.float64]) -> float:
    return float(np.sqrt(((points - points.mean(0)) ** 2).sum(1).mean()))


def describe(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Images `(B, C, H, W)` as their cells' means in [0, 1], `(B, 3 * GRID * GRID)` float32: no teacher is in them."""
    import torch  # noqa: PLC0415
    from torch.nn.functional import interpolate  # noqa: PLC0415

    small = interpolate(torch.from_numpy(images).float() / 255, (GRID, GRID), mode="area")
    cells: NDArray[np.float32] = small.expand(-1, 3, -1, -1).reshape(len(images), -1).numpy()
    return cells


@dataclass(frozen=True)
class Diversity:
    """How different some images are.

    Attributes:
        sample: images compared.
        near_duplicates: share of them with another one nearer than `NEAR`.
        effective: the effective number of distinct images among them: S^2 over the sum of all likenesses (Leinster
            and Cobbold, 'Measuring diversity: the importance of species similarity', 2012, of order 2).
    """

    sample: int
    near_duplicates: float
    effective: float


def diversity(cells: NDArray[np.float32]) -> Diversity:
    """Compare every two of S images by `describe`'s cells `(S, D)`; memory grows with S alone."""
    squares = (cells**2).sum(1)
    dimensions = cells.shape[1]
    near, likeness = 0, 0.0
    for start in range(0, len(cells), _PIECE):
        piece = cells[start : start + _PIECE]
        distance = np.maximum(squares[start : start + _PIECE, None] + squares - 2 * piece @ cells.T, 0) / dimensions
        here = np.arange(len(piece))
        likeness += float(np.exp(-distance / (2 * ALIKE**2)).sum())
        distance[here, start + here] = np.inf
        near += int((distance.min(1) < NEAR**2).sum())
    count = len(cells)
    return Diversity(count, round(near / count, 4), round(count**2 / likeness, 1))
