"""How fast programs become shards, in images a second; each figure in processes of its own.

`ours` is `shadergen.render`, shards on disk; `limit` the same attempts drawn back to back on all
cores, with nothing read, filtered, encoded or written; `usual` one image a draw call in a fragment shader, a blocking
read, an encode, one process with the driver's own threads.
"""

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from PIL import Image

from shadergen.drawing import Drawer, Tally
from shadergen.gl.context import open_context, parse_device, worker_environment
from shadergen.gl.fragment import FragmentRenderer
from shadergen.plan import ImagePlan, plans
from shadergen.recipe import Recipe, Resolved
from shadergen.rendering import cores, render
from shadergen.sources.base import Drawn
from shadergen.sources.opened import open_sources
from shadergen.sources.twigl import TwiglSource, frames
from shadergen.twigl.translate import translate


def measure(sizes: Sequence[int], n: int) -> list[dict[str, Any]]:
    """One row a size, over the first `n` images of the default library."""
    rows = []
    for size in sizes:
        recipe = Recipe(size=(size, size)).resolve()
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            render(recipe, folder, n=n)
            ours = n / (time.monotonic() - began)
        limit, usual = n / _slowest("limit", size, n, cores()), n / _slowest("usual", size, n, 1)
        rows.append(
            {
                "size": size,
                "ours": round(ours, 1),
                "limit": round(limit, 1),
                "usual": round(usual, 1),
                "ratio_limit": round(ours / limit, 3),
                "ratio_usual": round(ours / usual, 2),
            }
        )
    return rows


def _slowest(kind: str, size: int, n: int, processes: int) -> float:
    """The seconds of the slowest of some processes that share `n` images."""
    bounds = [n * i // processes for i in range(processes + 1)]
    started = [
        subprocess.Popen(  # noqa: S603  (our own interpreter and our own words)
            [sys.executable, "-m", "benchmarks.render", kind, str(size), str(start), str(stop)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
        )
        for start, stop in pairwise(bounds)
    ]
    return max(float(json.loads(process.communicate()[0])) for process in started)


class _Recorder:
    """A source that remembers the batches it was asked for."""

    def __init__(self, source: TwiglSource) -> None:
        self._source, self.filtered, self.batch, self.group = source, True, source.batch, source.group
        self.batches: list[list[ImagePlan]] = []

    def draw(self, members: Sequence[ImagePlan]) -> Drawn:
        self.batches.append(list(members))
        return self._source.draw(members)


def _limit(recipe: Resolved, start: int, stop: int) -> float:
    os.environ.update(worker_environment(parse_device("auto")))
    source = open_sources(recipe, parse_device("auto")).sources["twigl"]
    assert isinstance(source, TwiglSource)
    recorder = _Recorder(source)
    for _ in Drawer(recipe, {"twigl": recorder}).batches(start, stop, Tally()):
        pass
    renderer = FragmentRenderer(open_context(parse_device("auto")).ctx, recipe.size)
    work = [(translate(recipe.programs[b[0].program or 0].text, renderer.glsl), frames(b)) for b in recorder.batches]
    for shader, rows in work:  # compiled and warm
        renderer.submit(shader, rows[:1])
    renderer.ctx.finish()
    began = time.monotonic()
    for shader, rows in work:
        renderer.submit(shader, rows)
        renderer.ctx.finish()
    return time.monotonic() - began


def _usual(recipe: Resolved, start: int, stop: int) -> float:
    ctx = open_context(parse_device("auto")).ctx
    renderer = FragmentRenderer(ctx, recipe.size)
    shaders = [translate(program.text, renderer.glsl) for program in recipe.programs]
    began = time.monotonic()
    with tempfile.TemporaryFile() as file, tarfile.open(fileobj=file, mode="w") as tar:
        for plan in plans(recipe, start, stop):
            image = renderer.draw(shaders[plan.program or 0], frames([plan])).images[0]
            out = io.BytesIO()
            Image.fromarray(image).save(out, "png", compress_level=recipe.encoder.level)
            member = tarfile.TarInfo(f"{plan.index}.png")
            member.size = out.tell()
            out.seek(0)
            tar.addfile(member, out)
    return time.monotonic() - began


if __name__ == "__main__":
    kind, size, start, stop = sys.argv[1], *map(int, sys.argv[2:])
    resolved = Recipe(size=(size, size)).resolve()
    print(json.dumps({"limit": _limit, "usual": _usual}[kind](resolved, start, stop)))
