"""A chunk: a run of consecutive samples, already in tar form, as one worker draws them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from shadergen.drawing import Drawer, Tally, record
from shadergen.recipe import Resolved
from shadergen.shards.encode import samples


@dataclass(frozen=True)
class Chunk:
    """Images `start` to `stop - 1` as tar members in index order, what happened while they were drawn, and where."""

    start: int
    stop: int
    members: bytes
    tally: Tally
    device: str = ""


def draw_chunk(
    recipe: Resolved,
    drawer: Drawer,
    start: int,
    stop: int,
    set_aside: Collection[str] = frozenset(),
    progress: Callable[[int], None] = lambda _: None,
) -> Chunk:
    """Draw and encode images `start` to `stop - 1`; `progress` is called with the number done after each batch."""
    members: list[bytes] = [b""] * (stop - start)
    tally = Tally()
    done = 0
    for batch in drawer.batches(start, stop, tally, set_aside):
        records = [record(recipe, plan, why) for plan, why in zip(batch.plans, batch.rejected, strict=True)]
        for plan, sample in zip(batch.plans, samples(recipe.encoder, batch.images, records), strict=True):
            members[plan.index - start] = sample
        done += len(batch.plans)
        progress(done)
    return Chunk(start, stop, b"".join(members), tally)
