"""What a strategy chooses from, and the random order that it breaks ties with."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Counts = NDArray[np.int64]
Asked = Callable[[Rows], NDArray[np.float32]]


@dataclass(frozen=True)
class Candidates:
    """The M images of a pool that decode, as a teacher sees them.

    Attributes:
        classes: number of the teacher's classes.
        label: `(M,)` int64, the teacher's class.
        confidence: `(M,)` float32, the largest softmax probability.
        margin: `(M,)` float32, that less the second.
        rank: `(M,)` uint64, random and distinct but for copies of one image; it depends on seed and image alone.
        features: the teacher's features `(R, D)` of some rows, computed when called.
        distances: how far some rows `(R,)` are from the teacher's own data (see `distill.teachers.typical`), computed
            when called.
    """

    classes: int
    label: NDArray[np.int64]
    confidence: NDArray[np.float32]
    margin: NDArray[np.float32]
    rank: NDArray[np.uint64]
    features: Asked
    distances: Asked

    def histogram(self, rows: Rows | None = None) -> Counts:
        """Images a class, `(classes,)`, of all or of some rows."""
        return np.bincount(self.label if rows is None else self.label[rows], minlength=self.classes)


@dataclass(frozen=True)
class Options:
    """What some strategies read.

    Attributes:
        imbalance: `long-tail`: the largest quota over the smallest.
        mixture: `lenient`: whether one mixture is fitted over the 'pool' or one by 'class'.
    """

    imbalance: float = 100.0
    mixture: str = "pool"


def ranks(seed: int, origin: str, keys: Sequence[bytes] | NDArray[np.bytes_]) -> NDArray[np.uint64]:
    """The random rank of each image, from the seed, what its key is unique in, and the key: no order is in it."""
    start = hashlib.blake2b(f"{seed}/{origin}/".encode(), digest_size=8)
    found = np.empty(len(keys), np.uint64)
    for row, key in enumerate(keys):
        word = start.copy()
        word.update(bytes(key))
        found[row] = int.from_bytes(word.digest(), "big")
    return found


def relative_entropy(histogram: NDArray[np.int64]) -> float:
    """H(p) / log C of a histogram over C classes: 1 is balanced, 0 is one class alone."""
    if len(histogram) < 2 or not histogram.sum():
        return 0.0
    p = histogram[histogram > 0] / histogram.sum()
    return float(abs(-(p * np.log(p)).sum()) / np.log(len(histogram)))
