"""How fast leaves are drawn, in images a second on all cores: drawing alone, nothing is encoded or written.

`ours` is the source that `shadergen render` draws with. `usual` is the usual way, written well: leaf by leaf with
OpenCV from random numbers that are drawn many at once, with a test of the whole picture (`cv2.countNonZero` of a mask)
after every leaf. `literal` is the same as it is usually published: the numbers of each leaf are drawn when it falls,
its radius from a table by `Generator.choice`, and the test sums a mask of three channels. One process a core each, and
no figure is given if the pictures of the ways differ in how often neighbouring pixels are alike.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leaves.model import LeafLaw
from shadergen.errors import RunError
from shadergen.gl.context import parse_device, worker_environment
from shadergen.plan import ImagePlan
from shadergen.recipe import Recipe
from shadergen.rendering import cores
from shadergen.sources.opened import open_sources

MISSING = "usual and literal need OpenCV: pip install opencv-python-headless"
_RADII = 1000
_SAMPLE = 32
"""Pictures of each process that are compared."""
_ALIKE = 0.04
"""How much the shares of alike neighbours may differ; OpenCV draws a leaf's border, too, and at whole pixels."""

Leaf = tuple[bool, tuple[int, int], int, NDArray[np.int32], list[int]]
"""Whether it is a circle, its middle, radius, vertices `(4, 2)` and colour."""


def measure(sizes: Sequence[int], seconds: float) -> Iterator[dict[str, Any]]:
    """One row a size, as they are measured.

    Args:
        sizes: sides in pixels.
        seconds: how long each figure takes.

    Raises:
        RunError: two of the ways draw different pictures.
    """
    for size in sizes:
        row: dict[str, Any] = {"size": size, "processes": cores(), "limit": None, "ratio_limit": None}
        row["ours"], alike = _run("ours", size, seconds)
        for way in ("usual", "literal"):
            row[way] = row[f"ratio_{way}"] = None
            if find_spec("cv2"):
                row[way], theirs = _run(way, size, seconds)
                if abs(theirs - alike) > _ALIKE:
                    raise RunError(
                        f"leaves at {size} px: neighbours are alike in {alike:.3f} of ours and {theirs:.3f} of {way}; "
                        "no figure is given"
                    )
                row[f"ratio_{way}"] = round(row["ours"] / row[way], 1)
            else:
                row["note"] = MISSING
        yield {
            key: round(value, 1) if key in ("ours", "usual", "literal") and value else value
            for key, value in row.items()
        }


def _run(way: str, size: int, seconds: float) -> tuple[float, float]:
    """Images a second of all processes together, and the mean share of alike neighbours."""
    command = [sys.executable, "-m", "benchmarks.leaves", way, str(size), str(seconds)]
    started = [
        subprocess.Popen(  # noqa: S603  (our own interpreter and our own words)
            [*command, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent
        )
        for number in range(cores())
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()  # it is warm
    # all begin at once, so that each is measured beside the others
    for process in started:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    results = [json.loads(process.communicate()[0]) for process in started]
    return sum(rate for rate, _ in results), float(np.mean([alike for _, alike in results]))


def _alike(images: NDArray[np.uint8]) -> float:
    """The share of pixels `(B, H, W, 3)` that are as their right neighbour is."""
    return float((images[:, :, 1:] == images[:, :, :-1]).all(axis=-1).mean())


def _ours(size: int, number: int) -> Callable[[int], NDArray[np.uint8]]:
    device = parse_device("auto")
    os.environ.update(worker_environment(device))
    source = open_sources(Recipe(size=(size, size), source={"leaves": 1.0}, seed=number).resolve(), device).sources[
        "leaves"
    ]
    batch = source.limit(ImagePlan(0, 0, "leaves"))
    return lambda turn: source.draw([ImagePlan(i, 0, "leaves") for i in range(turn * batch, (turn + 1) * batch)]).images


def _usual(size: int, number: int) -> Callable[[int], NDArray[np.uint8]]:
    import cv2  # noqa: PLC0415

    cv2.setNumThreads(1)
    leaves = _many_leaves(size, np.random.default_rng(number))

    def draw(_: int) -> NDArray[np.uint8]:
        picture, bare = np.zeros((size, size, 3), np.uint8), np.ones((size, size), np.uint8)
        for circle, middle, radius, vertices, colour in leaves:
            if circle:
                cv2.circle(picture, middle, radius, colour, cv2.FILLED)
                cv2.circle(bare, middle, radius, 0, cv2.FILLED)
            else:
                cv2.fillConvexPoly(picture, vertices, colour)
                cv2.fillConvexPoly(bare, vertices, 0)
            if not cv2.countNonZero(bare):
                break
        return picture[None]

    return draw


def _literal(size: int, number: int) -> Callable[[int], NDArray[np.uint8]]:
    import cv2  # noqa: PLC0415

    cv2.setNumThreads(1)
    random = np.random.default_rng(number)
    radii, chances = _table()

    def draw(_: int) -> NDArray[np.uint8]:
        picture, bare = np.zeros((size, size, 3), np.uint8), np.ones((size, size, 3), np.uint8)
        while True:
            radius = random.choice(radii, p=chances) * size
            x, y = random.uniform(0, size, 2)
            colour = random.integers(0, 256, 3).tolist()
            kind = random.integers(6)
            if kind == 0:
                for image, value in ((picture, colour), (bare, (0, 0, 0))):
                    cv2.circle(image, (int(x), int(y)), round(radius), value, cv2.FILLED)
            else:
                turns = _turns(np.array([kind]), random.random((1, 4)))[0] * (2 * np.pi)
                corners = np.stack([x + radius * np.cos(turns), y + radius * np.sin(turns)], axis=-1)
                vertices = np.floor(corners).astype(np.int32)
                for image, value in ((picture, colour), (bare, (0, 0, 0))):
                    cv2.fillPoly(image, [vertices], value)
            if np.sum(bare) == 0:
                return picture[None]

    return draw


def _table() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Radii at equal steps, and how likely each is."""
    law = LeafLaw()
    radii = np.linspace(*law.radius, _RADII)
    density = radii**-law.exponent - law.radius[1] ** -law.exponent
    return radii, density / density.sum()


def _turns(kind: NDArray[np.int64], u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where on their circles the vertices `(N, 4)` of polygons are, from uniform numbers `(N, 4)`."""
    turns = np.sort(u, axis=1)
    turns[kind == 1] = np.arange(4) / 4 + 1 / 8
    turns[kind == 2] = np.arange(4) / 4 + u[kind == 2, :1]
    turns[kind == 3] = u[kind == 3, :1] / 4 * [1, -1, 1, -1] + [0, 1 / 2, 1 / 2, 1]
    three = np.sort(u[kind == 4, :3], axis=1)
    turns[kind == 4] = three[:, [0, 1, 2, 2]]
    return turns


def _many_leaves(size: int, random: np.random.Generator, bulk: int = 4096) -> Iterator[Leaf]:
    """Endless leaves, of which many are formed at once."""
    table, chances = _table()
    cumulative = chances.cumsum()
    while True:
        chosen = np.minimum(np.searchsorted(cumulative, random.random(bulk)), _RADII - 1)
        radius, middle = table[chosen] * size, random.uniform(0, size, (bulk, 2))
        kind = random.integers(0, 6, bulk)
        turns = _turns(kind, random.random((bulk, 4))) * (2 * np.pi)
        around = np.stack([np.cos(turns), np.sin(turns)], axis=-1) * radius[:, None, None]
        vertices = np.floor(middle[:, None] + around).astype(np.int32)
        yield from zip(
            (kind == 0).tolist(),
            map(tuple, middle.astype(int).tolist()),
            np.rint(radius).astype(int).tolist(),
            vertices,
            random.integers(0, 256, (bulk, 3)).tolist(),
            strict=True,
        )


def _measured(draw: Callable[[int], NDArray[np.uint8]], seconds: float) -> tuple[float, float]:
    # some pictures to warm up and to compare
    sample, turn = draw(0), 1
    while len(sample) < _SAMPLE:
        sample, turn = np.concatenate([sample, draw(turn)]), turn + 1
    alike = _alike(sample)
    print(flush=True)
    sys.stdin.readline()
    began, images = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        images += len(draw(turn))
        turn += 1
    return images / (time.monotonic() - began), alike


if __name__ == "__main__":
    way, size, seconds, number = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    ways = {"ours": _ours, "usual": _usual, "literal": _literal}
    print(json.dumps(_measured(ways[way](size, number), seconds)))
