"""How a run is divided: into chunks, which are written, lots, which are drawn together, and parts, which are tasks."""

from collections.abc import Sequence

from shadergen.plan import BLOCK
from shadergen.recipe import PROGRAMS, Resolved
from shadergen.shards.chunk import Lot

PER_PROGRAM = 32
"""Images of each program in a lot: to have it ready takes as long as to draw three, at most thirty."""
LEAST, LEAST_PIXELS = 8 * BLOCK, 8 * 2**20
MOST, MOST_PIXELS = 48 * BLOCK, 48 * 2**20
"""Bounds of a lot: 151 MB as pixels, mostly less when encoded; two lots are held at most."""
CHUNK_IMAGES, CHUNK_PIXELS = BLOCK, 2**20
"""What is given back and written at once: while more is, workers wait to be heard."""
PART_PIXELS = 2**20
PARTS, LAST_PARTS = 4, 16
"""A part of a lot has so many pixels, or fewer where each worker would not have so many parts; more of the last lot,
since the part that is drawn last leaves the other workers idle."""
PART_LEAST, PART_LEAST_PIXELS = 64, 2**16
"""A part has so many at least, whichever is less: fewer would spend their time on being given out."""


def programs_of(recipe: Resolved) -> int:
    """How many programs a recipe draws from."""
    return sum(len(recipe.drawing(name).programs) for name in PROGRAMS if name in recipe.source)


def last_lot(recipe: Resolved, ranges: Sequence[tuple[int, int]], workers: int) -> Lot:
    """Ranges as one lot, which nothing comes after."""
    return _lot(recipe, ranges, LAST_PARTS * workers)


def lots(recipe: Resolved, shards: Sequence[tuple[int, int]], workers: int) -> list[Lot]:
    """Lots as large as pays and memory allows, of chunks that never cross a shard.

    Args:
        recipe: what is drawn.
        shards: (start, stop) of each, increasing.
        workers: how many draw.
    """
    pixels = recipe.size[0] * recipe.size[1]
    wanted = max(min(LEAST, LEAST_PIXELS // pixels), PER_PROGRAM * programs_of(recipe))
    most = max(workers, min(wanted, MOST, MOST_PIXELS // pixels))
    step = max(1, min(CHUNK_IMAGES, CHUNK_PIXELS // pixels))
    found: list[list[tuple[int, int]]] = []
    room = 0
    for start, end in shards:
        for at in range(start, end, step):
            stop = min(at + step, end)
            if stop - at > room:
                found.append([])
                room = most
            found[-1].append((at, stop))
            room -= stop - at
    return [*(_lot(recipe, its, PARTS * workers) for its in found[:-1]), last_lot(recipe, found[-1], workers)]


def _lot(recipe: Resolved, ranges: Sequence[tuple[int, int]], parts: int) -> Lot:
    """Ranges as a lot of at least so many parts, if they are not too small."""
    pixels = recipe.size[0] * recipe.size[1]
    images = sum(stop - start for start, stop in ranges)
    least = max(1, min(PART_LEAST, PART_LEAST_PIXELS // pixels))
    return Lot(tuple(ranges), max(1, min(images // least, max(images * pixels // PART_PIXELS, parts))))
