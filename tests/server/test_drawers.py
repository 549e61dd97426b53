"""The drawing processes without HTTP: programs that stop them, recipes that hang, turns, and what is taken back."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from server.drawers import Drawers
from server.journal import Journal
from server.metrics import Metrics
from shadergen.drawing import SET_ASIDE
from shadergen.errors import RunError
from shadergen.gl.context import Device
from shadergen.plan import plans
from shadergen.recipe import Recipe, Resolved
from shadergen.streaming import stream

HANG = """vec3 p=vec3(FC.xy/r,t);
for(int i=0;i<60000;i++)p=p*.5+vec3(snoise4D(p.xyzx),snoise4D(p.yzxx),snoise4D(p.zxyy));
o=vec4(p,1);"""


@asynccontextmanager
async def drawing(folder: Path, workers: int = 1, hang_seconds: float = 30.0) -> AsyncIterator[Drawers]:
    drawers = Drawers((Device("cpu"),), workers, hang_seconds, Journal(folder / "journal.jsonl"), Metrics())
    await drawers.start()
    try:
        await drawers.machine()
        yield drawers
    finally:
        await drawers.stop()


def within(seconds: float, work: Callable[[], Awaitable[Any]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(seconds):
            await work()

    asyncio.run(bounded())


def noise(size: int = 16, **more: Any) -> Resolved:
    return Recipe(source={"noise": 1.0}, size=(size, size), **more).resolve()


def with_hang(library: Path, text: str = HANG) -> Resolved:
    """A recipe of which one program of two takes minutes for a picture."""
    for name in ("discs", "waves", "still"):
        (library / f"{name}.glsl").unlink()
    (library / "hang.glsl").write_text(text)
    return Recipe(shaders=(library,), size=(128, 128)).resolve()


def test_a_program_that_stops_workers_twice_is_set_aside_for_good(tmp_path: Path, library: Path) -> None:
    recipe = with_hang(library)

    async def work() -> None:
        async with drawing(tmp_path, hang_seconds=1) as drawers:
            images, records = await drawers.images(recipe, 0, 8)
            assert {record["program"] for record in records} == {"bands"}
            assert drawers.journal.programs(recipe) == {"hang"}
            return_of[:] = [images, records]
        async with drawing(tmp_path, hang_seconds=1) as drawers:  # it is remembered, and costs nobody a second time
            began = time.monotonic()
            images, records = await drawers.images(recipe, 0, 8)
            assert time.monotonic() - began < 1
            assert (images == return_of[0]).all()
            assert records == return_of[1]

    return_of: list[Any] = []
    within(40, work)
    assert "hang" in (tmp_path / "journal.jsonl").read_text()
    assert SET_ASIDE not in str(return_of[1])


def test_a_program_that_hangs_at_some_images_is_set_aside_however_many_others_it_draws(
    tmp_path: Path, library: Path
) -> None:
    recipe = with_hang(library, HANG.replace("i<60000", "i<(t>5.?60000:1)"))
    of_it = [plan for plan in plans(recipe, range(256)) if recipe.programs[plan.program].name == "hang"]
    hangs = next(plan.index for plan in of_it if plan.parameters["time"] > 5.5)
    draws = next(plan.index for plan in of_it if plan.parameters["time"] < 4.5)

    async def others(drawers: Drawers, wanted: "asyncio.Future[Any]") -> None:
        while not wanted.done():
            await drawers.images(recipe, draws, draws + 1)

    async def work() -> None:
        async with drawing(tmp_path, workers=2, hang_seconds=1) as drawers:
            wanted = asyncio.ensure_future(drawers.images(recipe, hangs, hangs + 1))
            await asyncio.gather(wanted, others(drawers, wanted))
            assert wanted.result()[1][0]["program"] == "bands"
            assert drawers.journal.programs(recipe) == {"hang"}

    within(40, work)


def test_a_program_that_two_workers_drew_as_the_machine_stopped_them_is_not_set_aside(
    tmp_path: Path, library: Path
) -> None:
    for file in library.iterdir():
        file.unlink()
    (library / "slow.glsl").write_text("for(float k;k<400.;k++)o.rgb+=fsnoise(FC.xy+k)*sin(t+FC.xyx/9.)/99.;")
    recipe = Recipe(shaders=(library,), size=(96, 96)).resolve()

    async def work() -> None:
        async with drawing(tmp_path, workers=2) as drawers:
            with drawers.lane() as lane:
                parts = [lane.ask(recipe, 128 * k, 128 * k + 128, "tar") for k in range(2)]
                await asyncio.sleep(0.7)
                assert not any(part.done() for part in parts)
                for pid in drawers.pids():
                    os.kill(pid, signal.SIGKILL)
                await asyncio.gather(*parts)
            assert not drawers.journal.programs(recipe)

    within(60, work)


def test_a_recipe_that_hangs_blocks_no_other(tmp_path: Path, library: Path) -> None:
    slow, quick = with_hang(library), noise()

    async def work() -> None:
        async with drawing(tmp_path, hang_seconds=20) as drawers:
            with drawers.lane() as lane:
                parts = [lane.ask(slow, 16 * k, 16 * k + 16, "tar") for k in range(8)]
                await asyncio.sleep(0.5)
                began = time.monotonic()
                images, _ = await drawers.images(quick, 0, 4)  # one worker, and it is busy
                assert time.monotonic() - began < 10
                assert (images == next(stream(quick, 0, 4))[0]).all()
                assert len(drawers.pids()) == 2
                assert not all(part.done() for part in parts)

    within(40, work)


def test_what_is_taken_back_is_dropped_at_its_next_batch(tmp_path: Path) -> None:
    large = noise(256)  # four images a batch

    async def work() -> None:
        async with drawing(tmp_path) as drawers:
            began = time.monotonic()
            await drawers.images(large, 0, 40)
            whole = time.monotonic() - began
            with drawers.lane() as lane:
                lane.ask(large, 0, 4000, "array")
                await asyncio.sleep(0.1)
            began = time.monotonic()
            await drawers.images(noise(), 0, 1)
            assert time.monotonic() - began < max(1.0, 2 * whole)  # 4,000 images would take a hundred times as long

    within(60, work)


def test_lanes_take_turns_whatever_each_has_asked_for(tmp_path: Path) -> None:
    recipe = noise(64)

    async def work() -> None:
        order: list[str] = []
        async with drawing(tmp_path) as drawers:
            with drawers.lane() as greedy, drawers.lane() as modest:
                many = [greedy.ask(recipe, k, k + 1, "tar") for k in range(12)]
                few = [modest.ask(recipe, k, k + 1, "tar") for k in range(4)]
                for name, futures in (("greedy", many), ("modest", few)):
                    for future in futures:
                        future.add_done_callback(lambda _, name=name: order.append(name))
                await asyncio.gather(*many, *few)
        assert order[:9].count("modest") == 4

    within(30, work)


def test_a_task_that_always_ends_its_worker_fails_alone(tmp_path: Path) -> None:
    # 4,096 pictures of 4,096 pixels a side are 200 GB: more than a process may take
    monster, sound = noise(4096), noise()

    async def work() -> None:
        async with drawing(tmp_path) as drawers:
            with pytest.raises(RunError, match="stop workers"):
                await drawers.images(monster, 0, 4096)
            images, _ = await drawers.images(sound, 0, 2)
            assert images.dtype == np.uint8

    within(60, work)
