"""Kin: figures of a pool that show the starved classes, so that a round can draw more like them."""

from pathlib import Path
from typing import Final

import numpy as np

from distill.pool import Pool, read_records
from distill.scored import Scored
from distill.strategies.candidates import Counts, Rows
from distill.tables import Feeder, Table
from shadergen.options import Figures
from shadergen.shards.folder import Folder

MOST: Final = 100
"""Figures of a class that a round's recipe names at most."""
BELIEVED: Final = 8
"""The kin of a class's figures count as if so many more of them had shown that class: none may be drawn yet."""
Kinds = dict[int, tuple[tuple[int, int], ...]]
"""Figures by class: (seed, index) of each."""


def feeder(label: int) -> Feeder:
    """What draws the kin of a class's figures."""
    return Feeder("kin", f"class {label}")


def kinds(scored: Scored, figures: Rows, missing: Counts, law: Figures | None) -> Kinds:
    """Up to `MOST` figures of each class that misses images, those of lowest rank.

    Args:
        scored: the pool.
        figures: `(R,)`, which of its images are figures.
        missing: images that each class misses, `(classes,)`.
        law: theirs; figures of other laws are left out.
    """
    seeds = _seeds(scored.pool, law)
    figures = figures[np.isin(scored.shard[figures], list(seeds))]
    label, rank = scored.candidates.label[figures], scored.candidates.rank[figures]
    found: Kinds = {}
    for wanted in np.flatnonzero(missing).tolist():
        of_class = np.flatnonzero(label == wanted)
        chosen = figures[of_class[np.argsort(rank[of_class], kind="stable")[:MOST]]]
        numbers = [
            (seeds[shard], int(record["index"]))
            for shard, positions in scored.by_shard(chosen)
            for record in read_records(
                scored.pool.shards[shard].file, scored.pool.index(shard).records[scored.row[chosen[positions]]]
            )
        ]
        if numbers:
            found[wanted] = tuple(sorted(numbers))
    return found


def _seeds(pool: Pool, law: Figures | None) -> dict[int, int]:
    """The seeds of the shards that were rendered with figures of a law, by shard; selections mix several seeds."""
    seeds: dict[Path, int] = {}
    for path in {shard.file.parent for shard in pool.shards}:
        if (path / "recipe.json").is_file() and Folder(path).selected() is None:
            recipe = Folder(path).origin().recipe
            if recipe.figures == law:
                seeds[path] = recipe.seed
    return {number: seeds[shard.file.parent] for number, shard in enumerate(pool.shards) if shard.file.parent in seeds}


def believed(table: Table, found: Kinds, classes: int) -> Table:
    """A table in which the kin of each class have given `BELIEVED` more images of it."""
    rows = dict(zip(table.feeders, table.counts, strict=True))
    for label in found:
        seen = rows.get(feeder(label), np.zeros(classes, np.int64))
        rows[feeder(label)] = seen + BELIEVED * (np.arange(classes) == label)
    return Table(tuple(rows), np.array(list(rows.values())).reshape(len(rows), classes))
