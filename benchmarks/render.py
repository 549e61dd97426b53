"""How fast programs become shards, in images a second, over a fixed set of programs in three cost classes.

`ours` is `shadergen.render` with its start, shards on disk. `limit` is the same attempts, the rejected ones too, drawn
back to back on all cores with nothing read, filtered, encoded or written. `usual` is the usual way, written well: one
image a draw call in a fragment shader, a blocking read, an encode, one process with the driver's own threads. Each runs
in processes of its own, and the pictures of all three are compared: a figure for the wrong pictures is no figure.
"""

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from shadergen.drawing import Drawer, record
from shadergen.errors import RunError
from shadergen.filters import verdicts
from shadergen.gl.context import open_context, parse_device, worker_environment
from shadergen.gl.fragment import FragmentRenderer
from shadergen.plan import ImagePlan, plans
from shadergen.recipe import Recipe, Resolved
from shadergen.rendering import cores, render
from shadergen.shards.encode import decode, key, samples
from shadergen.sources.base import AtOnce, Drawn
from shadergen.sources.opened import open_sources
from shadergen.sources.twigl import TwiglSource, frames
from shadergen.twigl.modes import MODES
from shadergen.twigl.translate import translate

PROGRAMS = Path(__file__).parent / "programs"
CLASSES = ("cheap", "middle", "heavy")
_PILOT = 2048
_CHECKED = 24


FORMATS = ("png", "ppm")


def recipe_of(programs: str, size: int, form: str) -> Resolved:
    """The recipe that all three draw: one cost class at one size."""
    return Recipe.parse({"size": size, "shaders": [PROGRAMS / programs], "format": form}).resolve()


def measure(sizes: Sequence[int], classes: Sequence[str], seconds: float, form: str) -> Iterator[dict[str, Any]]:
    """One row a size and class, as they are measured.

    Args:
        sizes: sides in pixels.
        classes: of `CLASSES`.
        seconds: what `ours` should take; the number of images follows from a first short run.
        form: of `FORMATS`, what `ours` and `usual` encode images in; PPM is uncompressed.

    Raises:
        RunError: two of the three draw different pictures.
    """
    for size in sizes:
        for programs in classes:
            recipe = (programs, size, form)
            least = max(128, _PILOT * 32 * 32 // (size * size))
            rate = least / _run("limit", recipe, least, cores())[0]
            # ours takes some 100 microseconds an image and core beside drawing, and more for larger ones
            expected = 1 / (1 / rate + 1e-4 * (size / 32) ** 1.5 / cores())
            n = max(least, int(expected * seconds) // 256 * 256)
            with tempfile.TemporaryDirectory() as folder:
                began = time.monotonic()
                manifest = render(recipe_of(*recipe), folder, n=n)
                ours = n / (time.monotonic() - began)
                pictures = _first_pictures(Path(folder), form)
            limit_seconds, limit_pictures = _run("limit", recipe, n, cores())
            few = min(n, 2048, max(2 * _CHECKED, int(seconds * rate / cores())))
            usual_seconds, usual_pictures = _run("usual", recipe, few, 1)
            for name, others in (("limit", limit_pictures), ("usual", usual_pictures)):
                if any(np.abs(pictures[i].astype(int) - image).mean() > 1 for i, image in others.items()):
                    raise RunError(
                        f"{programs} at {size} px: {name} draws other pictures than ours; no figure is given"
                    )
            limit, usual = n / limit_seconds, few / usual_seconds
            yield (
                {
                    "size": size,
                    "programs": programs,
                    "format": form,
                    "images": n,
                    "ours": round(ours, 1),
                    "limit": round(limit, 1),
                    "usual": round(usual, 1),
                    "ratio_limit": round(ours / limit, 3),
                    "ratio_usual": round(ours / usual, 2),
                    "microseconds_beside_drawing": round(cores() * 1e6 * (1 / ours - 1 / limit), 1),
                    "stages": _stages_of(recipe, min(n, 2 * least)),
                    "renderer": manifest.machine.renderer,
                }
            )


def _first_pictures(folder: Path, suffix: str) -> dict[int, NDArray[np.uint8]]:
    with tarfile.open(folder / "shard-000000.tar") as tar:
        found = {}
        for index in range(_CHECKED):
            member = tar.extractfile(f"{key(index)}.{suffix}")
            assert member is not None
            found[index] = decode(member.read())
    return found


def _run(kind: str, recipe: tuple[str, int, str], n: int, processes: int) -> tuple[float, dict[int, NDArray[np.uint8]]]:
    """Seconds of the slowest of some processes that share `n` images, and the first pictures that they drew."""
    bounds = [n * i // processes for i in range(processes + 1)]
    with tempfile.TemporaryDirectory() as folder:
        started = [
            subprocess.Popen(  # noqa: S603  (our own interpreter and our own words)
                [sys.executable, "-m", "benchmarks.render", kind, *map(str, recipe), str(start), str(stop), folder],
                stdout=subprocess.PIPE,
                cwd=Path(__file__).parent.parent,
            )
            for start, stop in pairwise(bounds)
        ]
        seconds = max(float(json.loads(process.communicate()[0])) for process in started)
        with np.load(Path(folder) / "pictures.npz") as pictures:
            return seconds, {int(index): pictures[index] for index in pictures}


def _stages_of(recipe: tuple[str, int, str], n: int) -> dict[str, float]:
    """Microseconds of one core per image in each stage, by one process alone."""
    done = subprocess.run(  # noqa: S603  (our own interpreter and our own words)
        [sys.executable, "-m", "benchmarks.render", "stages", *map(str, recipe), "0", str(n), "."],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _stages(recipe: Resolved, start: int, stop: int, _folder: str) -> dict[str, float]:
    device = parse_device("auto")
    os.environ.update(worker_environment(device))
    source = open_sources(recipe, device).sources["twigl"]
    assert isinstance(source, TwiglSource)
    recorder = _Recorder(source)
    drawer = Drawer(recipe, {"twigl": recorder})
    for _ in drawer.batches(range(start, stop)):  # compiled, and batches of their final size
        pass
    recorder.seconds = 0.0
    seconds = dict.fromkeys(("draw", "filter", "encode"), 0.0)
    whole = time.perf_counter()
    for batch in drawer.batches(range(start, stop)):
        began = time.perf_counter()
        verdicts(recipe.filter, batch.images)
        seconds["filter"] += time.perf_counter() - began
        began = time.perf_counter()
        documents = [record(recipe, plan) for plan in batch.plans]
        samples(recipe.encoder, batch.images, documents)
        seconds["encode"] += time.perf_counter() - began
    # the filter ran twice: in the loop that is measured, and here for its own time
    seconds["other"] = time.perf_counter() - whole - recorder.seconds - 2 * seconds["filter"] - seconds["encode"]
    seconds["draw"] = recorder.seconds
    return {stage: round(value * 1e6 / (stop - start), 1) for stage, value in seconds.items()}


def _save(folder: str, pictures: dict[int, NDArray[np.uint8]]) -> None:
    if pictures:
        named: dict[str, Any] = {str(index): image for index, image in pictures.items()}
        np.savez(Path(folder) / "pictures.npz", **named)


class _Recorder(AtOnce):
    """A source that remembers the batches it was asked for, and the seconds that they took."""

    filtered = True

    def __init__(self, source: TwiglSource) -> None:
        self._source, self.group, self.limit = source, source.group, source.limit
        self.batches: list[list[ImagePlan]] = []
        self.seconds = 0.0

    def draw(self, members: Sequence[ImagePlan]) -> Drawn:
        self.batches.append(list(members))
        began = time.perf_counter()
        drawn = self._source.draw(members)
        self.seconds += time.perf_counter() - began
        return drawn


def _limit(recipe: Resolved, start: int, stop: int, folder: str) -> float:
    device = parse_device("auto")
    os.environ.update(worker_environment(device))
    source = open_sources(recipe, device).sources["twigl"]
    assert isinstance(source, TwiglSource)
    recorder = _Recorder(source)
    pictures: dict[int, NDArray[np.uint8]] = {}
    for batch in Drawer(recipe, {"twigl": recorder}).batches(range(start, stop)):
        pictures |= {p.index: i for p, i in zip(batch.plans, batch.images, strict=True) if p.index < _CHECKED}
    _save(folder, pictures)
    seconds, last = source.time(recorder.batches)
    if (last.images != source.draw(recorder.batches[-1]).images).any():
        raise RunError("what was timed is not what is drawn; no figure is given")
    return seconds


def _usual(recipe: Resolved, start: int, stop: int, folder: str) -> float:
    ctx = open_context(parse_device("auto")).ctx
    renderer = FragmentRenderer(ctx, recipe.size)
    shaders = [translate(program.text, MODES[program.mode], renderer.glsl).text for program in recipe.programs]
    for shader in shaders:
        renderer.compile(shader)
    pictures = {}
    began = time.monotonic()
    with tempfile.TemporaryFile() as file, tarfile.open(fileobj=file, mode="w") as tar:
        for plan in plans(recipe, range(start, stop)):
            image = renderer.begin(shaders[plan.program or 0], frames([plan]))().images[0]
            out = io.BytesIO()
            Image.fromarray(image).save(out, recipe.encoder.format, compress_level=recipe.encoder.level)
            member = tarfile.TarInfo(f"{plan.index}.{recipe.encoder.format}")
            member.size = out.tell()
            out.seek(0)
            tar.addfile(member, out)
            if plan.index < _CHECKED:
                pictures[plan.index] = image
    seconds = time.monotonic() - began
    _save(folder, pictures)
    return seconds


if __name__ == "__main__":
    kind, programs, size, form, start, stop, folder = sys.argv[1:]
    runs: dict[str, Callable[[Resolved, int, int, str], Any]] = {"limit": _limit, "usual": _usual, "stages": _stages}
    recipe = recipe_of(programs, int(size), form)
    print(json.dumps(runs[kind](recipe, int(start), int(stop), folder)))
