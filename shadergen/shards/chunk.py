"""A chunk: a run of consecutive samples, already in tar form, as one worker draws them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pickle import PickleBuffer
from typing import SupportsIndex

from shadergen.drawing import Drawer, Tally, record
from shadergen.recipe import Resolved
from shadergen.shards.encode import samples


@dataclass(frozen=True)
class Chunk:
    """Images `start` to `stop - 1` as tar members in index order, what happened while they were drawn, and where."""

    start: int
    stop: int
    members: bytes | memoryview
    tally: Tally
    device: str = ""

    def __reduce_ex__(self, _protocol: SupportsIndex) -> tuple[type, tuple[object, ...]]:
        """Pickled with its bytes beside it (protocol 5), so that they need not be copied on their way."""
        return Chunk, (self.start, self.stop, PickleBuffer(self.members), self.tally, self.device)


def draw_members(
    recipe: Resolved,
    drawer: Drawer,
    start: int,
    stop: int,
    tally: Tally,
    set_aside: Collection[str] = frozenset(),
    progress: Callable[[int], None] = lambda _: None,
) -> bytes:
    """Draw and encode images `start` to `stop - 1`, as tar members in index order.

    Args:
        recipe: what the images are of.
        drawer: draws them.
        start: first index.
        stop: index after the last.
        tally: what happens is counted into it.
        set_aside: names of programs that are not drawn.
        progress: called with the number done after each batch.
    """
    members: list[bytes] = [b""] * (stop - start)
    done = 0
    for batch in drawer.batches(start, stop, tally, set_aside):
        records = [record(recipe, plan, why) for plan, why in zip(batch.plans, batch.rejected, strict=True)]
        for plan, sample in zip(batch.plans, samples(recipe.encoder, batch.images, records), strict=True):
            members[plan.index - start] = sample
        done += len(batch.plans)
        progress(done)
    return b"".join(members)
