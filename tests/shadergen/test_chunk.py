"""Lots, their parts and the chunks that come of them; a run's tasks."""

import random
from collections import Counter
from dataclasses import replace
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shadergen.drawing import Drawer, Tally
from shadergen.engine.base import QUEUE, Work
from shadergen.engine.messages import Done
from shadergen.plan import plans
from shadergen.recipe import Resolved
from shadergen.shards.chunk import Chunk, Lot, Piece, draw_pieces
from tests.shadergen.test_drawing import Painted
from tests.shadergen.test_plan import made

RANGES = ((100, 180), (1000, 1300), (5000, 5007))


@pytest.mark.parametrize("parts", [1, 3, 32, 387])
def test_a_part_has_all_images_of_its_programs_and_parts_are_equal(parts: int):
    recipe, lot = made(programs=40), Lot(RANGES, parts)
    found = [lot.part(recipe, number) for number in range(parts)]
    assert sorted(np.concatenate(found)) == [i for start, stop in RANGES for i in range(start, stop)]
    assert max(map(len, found)) - min(map(len, found)) <= 1
    assert all((np.diff(part) > 0).all() for part in found)
    where = {(plan.source, plan.program, number) for number in range(parts) for plan in plans(recipe, found[number])}
    if parts <= 32:  # more than there are programs in the ranges are shared out among several
        # only the programs at a part's ends are in another too
        assert len(where) - len({its[:2] for its in where}) <= parts - 1


def chunks(recipe: Resolved, source: Painted, lot: Lot, set_aside: frozenset[str] = frozenset()) -> list[Chunk]:
    drawer = Drawer(recipe, {"twigl": source})
    drawn = [draw_pieces(recipe, drawer, lot, part, set_aside) for part in range(lot.parts)]
    return [Chunk.of(*ends, pieces) for ends, *pieces in zip(lot.ranges, *drawn, strict=True)]


@pytest.mark.parametrize("parts", [2, 9])
def test_chunks_do_not_depend_on_the_parts_they_were_drawn_in(parts: int):
    recipe = made(programs=30, source="twigl", filter={"attempts": 4, "max_exhausted": 1})
    source, aside = Painted(dull=set(range(0, 30, 2)), bad={5}), frozenset({"p007"})
    together = chunks(recipe, source, Lot(RANGES, parts), aside)
    alone = [chunks(recipe, source, Lot((ends,)), aside)[0] for ends in RANGES]
    assert together == alone
    tallies = [chunk.tally for chunk in alone]
    assert sum(tally.images.total() for tally in tallies) == 387
    assert all(tally.exhausted and tally.rejections["p007", "set aside"] and tally.messages for tally in tallies[:2])
    assert [chunk.devices for chunk in alone] == [Counter({"": stop - start}) for start, stop in RANGES]


def done(number: int, lot: Lot, part: int) -> Done:
    """What a worker would give, each sample its index as four bytes, shared out in turns."""
    pieces = []
    for start, stop in lot.ranges:
        places = np.arange(part, stop - start, lot.parts)
        members = (places + start).astype("<u4").tobytes()
        pieces.append(Piece(places, np.full(len(places), 4), members, Tally(exhausted=1)))
    return Done(number, pieces)


SIZES = st.lists(st.tuples(st.lists(st.integers(1, 9), min_size=1, max_size=3), st.integers(1, 6)), min_size=1)


@settings(max_examples=100, deadline=None)
@given(SIZES, st.integers(1, 5), st.integers(0, 9), st.integers(0, 2**32))
def test_chunks_come_in_order_whatever_dies(sizes: list[tuple[list[int], int]], workers: int, first: int, seed: int):
    chance = random.Random(seed)
    lots, at = [], 0
    for images, parts in sizes:
        ends = [at, *(at + total for total in accumulate(images))]
        lots.append(Lot(tuple(pairwise(ends)), parts))
        at = ends[-1]
    work = Work(first, lots, frozenset(), workers)
    given_out, found = [], []
    owners = [number for number, lot in enumerate(lots) for _ in lot.ranges]
    earlier = Lot(((0, 1),))
    work.take(done(first - 1, earlier, 0), "old")
    while not work.finished:
        while (task := work.next_task()) and len(given_out) < QUEUE * workers:
            given_out.append(task)
            due = owners[len(found)]
            ahead = task.number - first - sum(lot.parts for lot in lots[:due])
            # memory holds two lots, or as many tasks as workers can do
            assert lots.index(task.lot) <= due + 1 or ahead < workers * (QUEUE + 1)
        if task:
            work.give_back([task, replace(task, number=first - 1)])
        if given_out and not work.ready:
            task = given_out.pop(chance.randrange(len(given_out)))
            if chance.random() < 0.7:
                work.take(done(task.number, task.lot, task.part), "cpu")
            else:
                work.give_back([task])
        if work.ready:
            found.append(work.chunk())
    assert [(chunk.start, chunk.stop) for chunk in found] == [ends for lot in lots for ends in lot.ranges]
    for chunk in found:
        assert np.frombuffer(chunk.members, "<u4").tolist() == list(range(chunk.start, chunk.stop))
        assert chunk.devices == {"cpu": chunk.stop - chunk.start}
    assert work.waiting == 0
    assert work.next_task() is None
    assert work.stop == first + sum(lot.parts for lot in lots)
