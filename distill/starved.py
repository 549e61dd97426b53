"""Starved classes: which sources and programs feed each class, and what to render so that all have enough."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from distill.strategies.candidates import Counts
from distill.tables import Feeder, Table

_PRIOR = 8.0
"""A feeder's shares are drawn towards the pool's as if it had shown so many more images."""
EXPLORED = 0.2
"""The share of a round that keeps the recipe's own weights: what feeds a class may not have been seen yet."""


@dataclass(frozen=True)
class Plan:
    """What to render.

    Attributes:
        weights: of the feeders, summing to 1.
        shares: `(classes,)`, the share of each class that is expected of them.
        images: so many are expected to fill every class that some feeder is known to feed.
        unknown: starved classes that no feeder has ever fed.
    """

    weights: dict[Feeder, float]
    shares: NDArray[np.float64]
    images: int
    unknown: tuple[int, ...]


def rates(table: Table) -> NDArray[np.float64]:
    """The share of each class in each feeder's images, `(feeders, classes)`, smoothed by the pool's shares."""
    counts = table.counts.astype(np.float64)
    overall = counts.sum(0) / max(1.0, counts.sum())
    smoothed: NDArray[np.float64] = (counts + _PRIOR * overall) / (counts.sum(1, keepdims=True) + _PRIOR)
    return smoothed


def plan(
    table: Table, own: dict[Feeder, float], missing: Counts, many: Mapping[Feeder, int] = MappingProxyType({})
) -> Plan:
    """Weigh the feeders by what they give to the classes that miss images.

    Each class's share of the weights goes to its feeders in proportion to their rates: to the best alone would be
    faster, and give images that are all alike.

    Args:
        table: what the pool's images are.
        own: the recipe's weights of its feeders, summing to 1.
        missing: images that each class misses, `(classes,)`.
        many: of feeders that stand for several, for how many: one of many kin counts as so many programs.
    """
    table = table.of(own)
    its = rates(table)
    base = np.array([own[feeder] for feeder in table.feeders])
    known = (missing > 0) & (its.max(0) > 0)
    weights = base
    if known.any():
        need = missing[known] / its[:, known].max(0)
        given = its[:, known] * np.array([many.get(feeder, 1) for feeder in table.feeders])[:, None]
        weights = (given / given.sum(0)) @ (need / need.sum())
        weights = (1 - EXPLORED) * weights + EXPLORED * base
    shares = weights @ its
    images = int(np.ceil((missing[known] / shares[known]).max())) if known.any() else 0
    return Plan(
        weights=dict(zip(table.feeders, weights.tolist(), strict=True)),
        shares=shares,
        images=images,
        unknown=tuple(np.flatnonzero((missing > 0) & ~known).tolist()),
    )


@dataclass(frozen=True)
class Advice:
    """What to do about one class.

    Attributes:
        label: the class.
        there: images of the pool.
        missing: how many more its quota needs.
        same: images of the same recipe that would bring them; None if the pool has none of the class.
        best: the feeders that bring most, with their shares of the class.
        of_best: images of these feeders alone that would bring them.
    """

    label: int
    there: int
    missing: int
    same: int | None
    best: tuple[tuple[Feeder, float], ...]
    of_best: int | None


def advise(table: Table, there: Counts, missing: Counts, feeders: int = 5) -> list[Advice]:
    """Advice for each class that misses images, the most starved first."""
    its = rates(table)
    total = max(1, int(there.sum()))
    found = []
    for label in np.argsort(-missing, kind="stable")[: np.count_nonzero(missing)].tolist():
        lacks, has = int(missing[label]), int(there[label])
        order = [row for row in np.argsort(-its[:, label], kind="stable").tolist() if table.counts[row, label]]
        best = tuple((table.feeders[row], float(its[row, label])) for row in order[:feeders])
        mean = float(np.mean([rate for _, rate in best])) if best else 0.0
        found.append(
            Advice(
                label=label,
                there=has,
                missing=lacks,
                same=-(-lacks * total // has) if has else None,
                best=best,
                of_best=int(np.ceil(lacks / mean)) if mean else None,
            )
        )
    return found


def by_source(table: Table) -> dict[str, Counts]:
    """Images a class of each source."""
    found: dict[str, Counts] = defaultdict(lambda: np.zeros(table.counts.shape[1], np.int64))
    for feeder, row in zip(table.feeders, table.counts, strict=True):
        found[feeder.source] = found[feeder.source] + row
    return dict(sorted(found.items()))
