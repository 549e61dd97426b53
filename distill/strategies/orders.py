"""Orders: which images of a class come first."""

import numpy as np
from numpy.typing import NDArray

from distill.strategies.candidates import Candidates, Options, Rows

MOST_CANDIDATES = 20_000
"""k-centre looks at so many images of a class at most (or at twice the quota): the first by rank."""
MOST_DIMENSIONS = 128
"""Features of more dimensions are projected to so many at random (Johnson and Lindenstrauss)."""
_PIECE = 4096


def by_rank(candidates: Candidates, rows: Rows, _quota: int, _options: Options) -> Rows:
    """At random."""
    return rows[np.argsort(candidates.rank[rows], kind="stable")]


def by_margin(candidates: Candidates, rows: Rows, _quota: int, _options: Options) -> Rows:
    """Nearest to the teacher's border first, ties at random."""
    return rows[np.lexsort((candidates.rank[rows], candidates.margin[rows]))]


def by_distance(candidates: Candidates, rows: Rows, _quota: int, _options: Options) -> Rows:
    """Nearest to the teacher's own data first, ties at random."""
    return rows[np.lexsort((candidates.rank[rows], candidates.distances(rows)))]


def by_spread(candidates: Candidates, rows: Rows, quota: int, options: Options) -> Rows:
    """Greedy k-centre (Gonzalez, 1985) in the teacher's features: each next image is the farthest from those taken.

    It begins with the image farthest from the middle. Memory is that of `MOST_CANDIDATES` (or twice the quota) times
    `MOST_DIMENSIONS` floats.
    """
    rows = by_rank(candidates, rows, quota, options)
    if len(rows) <= quota:
        return rows
    rows = rows[: max(MOST_CANDIDATES, 2 * quota)]
    points = np.concatenate([project(candidates.features(rows[k : k + _PIECE])) for k in range(0, len(rows), _PIECE)])
    return rows[k_centre(points, quota)]


def project(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Features `(B, D)` in at most `MOST_DIMENSIONS` dimensions; distances stay about as they are."""
    if features.shape[1] <= MOST_DIMENSIONS:
        return features
    draw = np.random.Generator(np.random.Philox(0)).standard_normal((features.shape[1], MOST_DIMENSIONS))
    projected: NDArray[np.float32] = features @ (draw / np.sqrt(MOST_DIMENSIONS)).astype(np.float32)
    return projected


def k_centre(points: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """The positions of `count` points `(M, D)`, each the farthest from all before it; ties go to the first."""
    squares = (points**2).sum(1)
    middle = points.mean(0)
    nearest = squares - 2 * points @ middle + middle @ middle
    taken = np.empty(count, np.int64)
    for step in range(count):
        taken[step] = farthest = int(nearest.argmax())
        distance = squares - 2 * points @ points[farthest] + squares[farthest]
        nearest = distance if step == 0 else np.minimum(nearest, distance)
        nearest[taken[: step + 1]] = -np.inf
    return taken
