"""How a run is divided."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from shadergen import lots
from tests.shadergen.test_plan import made

RECIPES = {(count, side): made(count, size=side) for count in (1, 300, 2000) for side in (8, 32, 256, 2048)}


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(RECIPES)),
    st.lists(st.integers(1, 30_000), min_size=1, max_size=20),
    st.sets(st.integers(0, 19)),
    st.integers(1, 70),
)
def test_a_run_is_divided_within_bounds(which: tuple[int, int], sizes: list[int], gone: set[int], workers: int):
    programs, side = which
    ends = [0]
    for size in sizes:
        ends.append(ends[-1] + size)
    shards = [pair for number, pair in enumerate(pairwise(ends)) if number not in gone] or [(0, 1)]
    found = lots.lots(RECIPES[which], shards, workers)
    ranges = [its for lot in found for its in lot.ranges]
    # whole, in order, and no chunk in two shards
    assert sum(b - a for a, b in ranges) == sum(b - a for a, b in shards)
    for start, stop in shards:
        here = [(a, b) for a, b in ranges if start <= a < stop]
        assert (here[0][0], here[-1][1]) == (start, stop)
        assert all(b == c for (_, b), (c, _) in pairwise(here))
    assert ranges == sorted(ranges)
    for lot in found:
        images = sum(b - a for a, b in lot.ranges)
        assert images <= max(workers, lots.MOST)
        assert images * side * side <= max(workers * side * side, lots.MOST_PIXELS)
        assert images <= max(workers, lots.LEAST, 32 * programs)
        assert all(b - a <= lots.CHUNK_IMAGES for a, b in lot.ranges)
        assert 1 <= lot.parts <= images
        # each worker has something to do, if the lot has images enough for it
        assert lot.parts >= min(4 * workers, images // 64)
