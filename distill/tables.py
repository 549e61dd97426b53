"""Tables: how many images of each class every source and program gave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from distill.pool import Pool, read_records
from distill.strategies.candidates import Counts


class Feeder(NamedTuple):
    """What drew an image: a source, and its program, or kind of kin, where it has several."""

    source: str
    program: str | None

    def __str__(self) -> str:
        return self.program or self.source


FOREIGN = Feeder("foreign", None)
"""What drew images whose records do not say it."""


@dataclass(frozen=True)
class Table:
    """Images by feeder and class: `feeders` of length F, `counts` `(F, classes)`."""

    feeders: tuple[Feeder, ...]
    counts: Counts

    def of(self, feeders: Iterable[Feeder]) -> "Table":
        """The rows of some feeders, in their order; zeros for those that gave none."""
        rows = dict(zip(self.feeders, self.counts, strict=True))
        none = np.zeros(self.counts.shape[1], np.int64)
        names = tuple(feeders)
        return Table(names, np.array([rows.get(name, none) for name in names]).reshape(len(names), len(none)))


def feeder(record: dict[str, Any]) -> Feeder:
    """What drew the image of a record."""
    source, program = record.get("source"), record.get("program", record.get("kind"))
    if not isinstance(source, str):
        return FOREIGN
    return Feeder(source, program if isinstance(program, str) else None)


def feeders(pool: Pool, shard: NDArray[np.int64], row: NDArray[np.int64]) -> tuple[list[Feeder], NDArray[np.int64]]:
    """The feeders of a pool's images, and the position `(M,)` of each image's in them; rows stand shard by shard."""
    numbers: dict[Feeder, int] = {}
    found = np.empty(len(row), np.int64)
    bounds = np.searchsorted(shard, np.arange(len(pool.shards) + 1))
    for number in range(len(pool.shards)):
        first, last = bounds[number], bounds[number + 1]
        spans = pool.index(number).records[row[first:last]]
        for at, record in enumerate(read_records(pool.shards[number].file, spans), first):
            found[at] = numbers.setdefault(feeder(record), len(numbers))
    return list(numbers), found


def tabulate(
    names: Sequence[Feeder],
    which: NDArray[np.int64],
    label: NDArray[np.int64],
    classes: int,
    weights: NDArray[np.int64] | None = None,
) -> Table:
    """Count images, or their weights, by feeder and class."""
    counts = np.zeros((len(names), classes), np.int64)
    np.add.at(counts, (which, label), 1 if weights is None else weights)
    return Table(tuple(names), counts)
