"""The strategies by name: which images may be taken, how many of each class, and which of them first."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from distill.strategies.candidates import Candidates, Counts, Options, Rows
from distill.strategies.mixture import lenient
from distill.strategies.orders import by_distance, by_margin, by_rank, by_spread
from distill.strategies.quotas import as_they_fall, equal, exponential
from shadergen.errors import UsageError


@dataclass(frozen=True)
class Strategy:
    """A way to choose.

    Attributes:
        says: what it does, for people.
        keep: the rows that may be taken.
        quotas: images a class `(classes,)`, from these rows and n.
        order: a class's rows, the first `quota` in the order in which they are taken.
    """

    says: str
    keep: Callable[[Candidates, Options], Rows]
    quotas: Callable[[Candidates, Rows, int, Options], Counts]
    order: Callable[[Candidates, Rows, int, Options], Rows]


def _all(candidates: Candidates, _options: Options) -> Rows:
    return np.arange(len(candidates.label))


STRATEGIES = {
    "balanced": Strategy("equal over the classes that occur, at random", _all, equal, by_rank),
    "random": Strategy("at random, whatever the class", _all, as_they_fall, by_rank),
    "long-tail": Strategy("exponentially fewer from class to class", _all, exponential, by_rank),
    "lenient": Strategy("balanced over the images that the teacher is sure of", lenient, equal, by_rank),
    "typical": Strategy("balanced, the images nearest to the teacher's own data", _all, equal, by_distance),
    "margin": Strategy("balanced, the images nearest to a border", _all, equal, by_margin),
    "diverse": Strategy("balanced, as far apart as can be in the teacher's features", _all, equal, by_spread),
}


@dataclass(frozen=True)
class Choice:
    """What a strategy took: how often each row `(M,)`, the quotas `(classes,)`, and the rows that it could take."""

    counts: Counts
    quotas: Counts
    kept: int


def find(name: str) -> Strategy:
    """A strategy by name.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in STRATEGIES:
        raise UsageError(f"strategy {name!r} is unknown; there is: {', '.join(STRATEGIES)}")
    return STRATEGIES[name]


def choose(strategy: Strategy, candidates: Candidates, n: int, options: Options) -> Choice:
    """Take n images; those of a class with fewer than its quota are repeated, all as often as can be."""
    rows = strategy.keep(candidates, options)
    quotas = strategy.quotas(candidates, rows, n, options)
    counts = np.zeros(len(candidates.label), np.int64)
    order = rows[np.argsort(candidates.label[rows], kind="stable")]
    for mine in np.split(order, np.flatnonzero(np.diff(candidates.label[order])) + 1):
        quota = int(quotas[candidates.label[mine[0]]])
        whole, rest = divmod(quota, len(mine))
        counts[mine] = whole
        if rest:
            counts[strategy.order(candidates, mine, rest if whole == 0 else len(mine), options)[:rest]] += 1
    return Choice(counts, quotas, len(rows))
