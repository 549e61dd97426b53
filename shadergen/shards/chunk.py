"""Chunks: runs of consecutive samples, already in tar form, and the pieces of them that workers draw."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pickle import PickleBuffer
from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

from shadergen.drawing import Drawer, Tally, record
from shadergen.plan import by_program
from shadergen.recipe import Resolved
from shadergen.shards.encode import samples


@dataclass(frozen=True)
class Lot:
    """Images that are drawn together, in parts.

    A part has all images of some programs, so that many images share a draw call, and a program is given to the driver
    once a lot and not once a range.

    Attributes:
        ranges: (start, stop) pairs, increasing; each becomes a chunk.
        parts: tasks that the lot is divided into, of nearly as many images each.
    """

    ranges: tuple[tuple[int, int], ...]
    parts: int = 1

    def part(self, recipe: Resolved, number: int) -> NDArray[np.int64]:
        """The images of part `number`, increasing."""
        images = _sorted(recipe, self.ranges)
        found: NDArray[np.int64] = np.sort(
            images[len(images) * number // self.parts : len(images) * (number + 1) // self.parts]
        )
        return found


@lru_cache(maxsize=2)
def _sorted(recipe: Resolved, ranges: tuple[tuple[int, int], ...]) -> NDArray[np.int64]:
    return by_program(recipe, np.concatenate([np.arange(start, stop) for start, stop in ranges]))


@dataclass(frozen=True)
class Piece:
    """Some samples of a chunk, as one worker draws them.

    Attributes:
        places: `(B,)` int64: their positions in the chunk, increasing.
        sizes: `(B,)` int64: their bytes.
        members: the samples, one after the other, each as its tar members.
        tally: what happened while they were drawn.
        device: where that was.
    """

    places: NDArray[np.int64]
    sizes: NDArray[np.int64]
    members: bytes | memoryview
    tally: Tally
    device: str = ""

    def __reduce_ex__(self, _protocol: SupportsIndex) -> tuple[type, tuple[object, ...]]:
        """Pickled with its bytes beside it (protocol 5), so that they need not be copied on their way."""
        return Piece, (self.places, self.sizes, PickleBuffer(self.members), self.tally, self.device)


@dataclass(frozen=True)
class Chunk:
    """Images `start` to `stop - 1` as tar members in index order, what happened on the way, and images by device."""

    start: int
    stop: int
    members: bytes
    tally: Tally
    devices: Counter[str]

    @classmethod
    def of(cls, start: int, stop: int, pieces: Sequence[Piece]) -> "Chunk":
        """Put the pieces of a chunk together."""
        members: list[bytes | memoryview] = [b""] * (stop - start)
        tally, devices = Tally(), Counter[str]()
        for piece in pieces:
            view, at = memoryview(piece.members), 0
            for place, size in zip(piece.places.tolist(), piece.sizes.tolist(), strict=True):
                members[place] = view[at : at + size]
                at += size
            tally.add(piece.tally)
            devices[piece.device] += len(piece.places)
        return cls(start, stop, b"".join(members), tally, devices)


def draw_pieces(
    recipe: Resolved,
    drawer: Drawer,
    lot: Lot,
    part: int = 0,
    set_aside: Collection[str] = frozenset(),
    progress: Callable[[int], None] = lambda _: None,
) -> list[Piece]:
    """Draw and encode a part of a lot.

    Args:
        recipe: what the images are of.
        drawer: draws them.
        lot: what is drawn together.
        part: which part of it.
        set_aside: names of programs that are not drawn.
        progress: called with the number done after each batch.

    Returns:
        A piece of each of the lot's ranges.
    """
    images = lot.part(recipe, part)
    found: dict[int, bytes] = {}
    starts, tallies = [start for start, _ in lot.ranges], [Tally() for _ in lot.ranges]
    for batch in drawer.batches(images, set_aside):
        plans = batch.plans
        records = [record(recipe, plan, why) for plan, why in zip(plans, batch.rejected, strict=True)]
        for plan, sample in zip(plans, samples(recipe.encoder, batch.images, records), strict=True):
            found[plan.index] = sample
        positions: dict[int, list[int]] = {}
        for position, plan in enumerate(batch.attempts):
            positions.setdefault(bisect_right(starts, plan.index) - 1, []).append(position)
        for number, its in positions.items():
            tallies[number].count(batch, its)
        progress(len(found))
    pieces = []
    for (start, stop), tally in zip(lot.ranges, tallies, strict=True):
        here = images[np.searchsorted(images, start) : np.searchsorted(images, stop)]
        members = [found[index] for index in here.tolist()]
        sizes = np.array([len(sample) for sample in members], np.int64)
        pieces.append(Piece(here - start, sizes, b"".join(members), tally))
    return pieces
