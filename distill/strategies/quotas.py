"""Quotas: how many images each class gets."""

import numpy as np
from numpy.typing import NDArray

from distill.strategies.candidates import Candidates, Counts, Options, Rows


def equal(candidates: Candidates, rows: Rows, n: int, _options: Options) -> Counts:
    """The paper's: equal over the classes that occur; what does not divide goes to those with most images."""
    return apportion(np.ones(candidates.classes), candidates.histogram(rows), n)


def exponential(candidates: Candidates, rows: Rows, n: int, options: Options) -> Counts:
    """A long tail: decreasing exponentially, from the class with most images to the one with fewest."""
    there = candidates.histogram(rows)
    order = np.argsort(-there, kind="stable")
    steps = np.arange(candidates.classes) / max(1, int(np.count_nonzero(there)) - 1)
    weights = np.zeros(candidates.classes)
    weights[order] = np.power(options.imbalance, -steps)
    return apportion(weights, there, n)


def as_they_fall(candidates: Candidates, rows: Rows, n: int, _options: Options) -> Counts:
    """None: the classes of n random images, each as often as any other."""
    order = rows[np.argsort(candidates.rank[rows], kind="stable")]
    whole, rest = divmod(n, len(order))
    return whole * candidates.histogram(order) + candidates.histogram(order[:rest])


def apportion(weights: NDArray[np.float64], there: Counts, n: int) -> Counts:
    """Share n over the classes that occur, in proportion to weights, by largest remainders.

    Every class that occurs gets at least one (n is at least their number); among equal remainders the class with
    more images comes first, then the lower number.
    """
    occurs = there > 0
    shares = np.where(occurs, weights, 0.0)
    shares = shares / shares.sum() * (n - occurs.sum())
    quotas: Counts = np.floor(shares).astype(np.int64)
    remainder = np.where(occurs, np.round(shares - quotas, 9), -1.0)
    order = np.lexsort((np.arange(len(there)), -there, -remainder))
    quotas[order[: n - occurs.sum() - quotas.sum()]] += 1
    quotas += occurs
    return quotas
