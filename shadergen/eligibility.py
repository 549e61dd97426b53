"""Which programs of a grammar are eligible: found once by drawing them, and frozen in the grammar's catalogue.

Each candidate is tried in a process that is killed when it hangs, as `shadergen.catalog` does with files.
"""

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from shadergen.engine.isolate import Stopped, each
from shadergen.errors import RunError
from shadergen.filters import verdicts
from shadergen.gl.context import Device
from shadergen.gl.renderers import Renderers
from shadergen.options import Filter
from shadergen.plan import plans
from shadergen.recipe import Recipe, Synth
from shadergen.sources.base import CannotDraw
from shadergen.sources.twigl import TwiglSource
from shadergen.synth.programs import GRAMMAR, Frozen, frozen, frozen_file
from shadergen.trials import try_programs

IMAGES: Final = 16
LEAST: Final = 15
"""Images of `IMAGES` that the default filter must pass, at each side of `SIDES`."""
SIDES: Final = (32, 64)
MOST: Final = 200.0
"""Milliseconds a megapixel that drawing may cost, at the largest side."""
_SECONDS = 20.0
_TIMES = 3  # the least of these is the cost: others may work on the machine


@dataclass(frozen=True)
class Tried:
    """What came of a candidate: why it is left out, None for an eligible one, and its milliseconds a megapixel."""

    index: int
    why: str | None
    cost: float | None = None
    renderer: str = ""


def try_out(candidates: int, device: Device, processes: int) -> Iterator[Tried]:
    """Try candidates 0 to `candidates - 1` of seed 0.

    Yields:
        What came of each, in the order in which they end.

    Raises:
        RunError: no process can draw at all.
    """
    items = [(device, index) for index in range(candidates)]
    try:
        for index, answer in each("shadergen.eligibility", items, processes, _SECONDS):
            yield Tried(index, answer.reason) if isinstance(answer, Stopped) else answer
    except RuntimeError as error:
        raise RunError(f"no process can draw ({error}); run: shadergen doctor") from error


def write(tried: list[Tried]) -> Path:
    """Freeze the eligible ones in the grammar's catalogue, in the order of their indices.

    Raises:
        RunError: the catalogue cannot be written.
    """
    eligible = sorted((row.index, row.cost) for row in tried if row.why is None and row.cost is not None)
    document = Frozen(
        grammar=GRAMMAR,
        candidates=len(tried),
        renderer=Counter(row.renderer for row in tried).most_common(1)[0][0],
        indices=tuple(index for index, _ in eligible),
        costs=tuple(cost for _, cost in eligible),
    )
    target = frozen_file()
    text = json.dumps(document.model_dump(mode="json"), separators=(",", ":")) + "\n"
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise RunError(f"{target} cannot be written: {error.strerror}; a catalogue is written in a checkout") from error
    frozen.cache_clear()
    return target


def main(pipe: Connection) -> None:
    """Try candidates until the pipe closes; the process that `try_out` starts."""
    try_programs(pipe, SIDES, _tried)


def _tried(index: int, renderers: Sequence[Renderers], driver: str) -> Tried:
    why, cost = _examine(index, renderers)
    return Tried(index, why, cost, driver)


def _examine(index: int, renderers: Sequence[Renderers]) -> tuple[str | None, float | None]:
    for side, its in zip(SIDES, renderers, strict=True):
        recipe = Recipe(size=(side, side)).alone(Synth().as_written().of([index]))
        source = TwiglSource(recipe, its, "synth")
        wanted = plans(recipe, range(IMAGES))
        seconds = []
        try:
            source.draw(wanted[:1])  # compiled and warm
            for _ in range(_TIMES):
                began = time.perf_counter()
                drawn = source.draw(wanted)
                seconds.append(time.perf_counter() - began)
        except CannotDraw as error:
            return str(error), None
        if drawn.over_budget is not None and drawn.over_budget.any():
            return f"at {side} px a pixel goes over its iteration budget", None
        rules = [rule for rule in verdicts(Filter(), drawn.images) if rule is not None]
        if len(rules) > IMAGES - LEAST:
            worst = max(sorted(set(rules)), key=rules.count)
            return f"at {side} px {len(rules)} of {IMAGES} images are rejected, most as {worst!r}", None
    cost = round(min(seconds) * 1000 / (IMAGES * side * side / 1e6), 1)
    return (f"it costs {cost} ms a megapixel, above {MOST:g}" if cost > MOST else None), cost
