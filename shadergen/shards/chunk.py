"""A chunk: a run of consecutive samples, already in tar form, as one worker draws them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from shadergen.drawing import Drawer, Tally, record
from shadergen.recipe import Resolved
from shadergen.shards.encode import sample


@dataclass(frozen=True)
class Chunk:
    """Images `start` to `stop - 1` as tar members in index order, and what happened while they were drawn."""

    start: int
    stop: int
    members: bytes
    tally: Tally


def draw_chunk(
    recipe: Resolved,
    drawer: Drawer,
    start: int,
    stop: int,
    set_aside: Collection[str] = frozenset(),
    progress: Callable[[int], None] = lambda _: None,
) -> Chunk:
    """Draw and encode images `start` to `stop - 1`; `progress` is called with the number done after each batch."""
    samples: list[bytes] = [b""] * (stop - start)
    tally = Tally()
    done = 0
    for batch in drawer.batches(start, stop, tally, set_aside):
        for plan, image, rejected in zip(batch.plans, batch.images, batch.rejected, strict=True):
            samples[plan.index - start] = sample(recipe.encoder, image, record(recipe, plan, rejected))
        done += len(batch.plans)
        progress(done)
    return Chunk(start, stop, b"".join(samples), tally)
