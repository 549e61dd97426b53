"""The catalogue: what each program of a folder is, whether it can be drawn, and what it costs.

A program is checked in a process of its own, so that one which hangs or takes the driver with it costs its own verdict
and no more.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

import numpy as np

from shadergen.drawing import BUDGET
from shadergen.engine.isolate import Stopped, each
from shadergen.errors import RunError, ShadergenError, UsageError
from shadergen.filters import verdicts
from shadergen.gl.context import Device, open_context, worker_environment
from shadergen.gl.renderers import Renderers
from shadergen.plan import plans
from shadergen.recipe import Filter, Recipe, ResolvedTwigl
from shadergen.sources.base import CannotDraw
from shadergen.sources.twigl import TwiglSource
from shadergen.twigl.importer import import_text
from shadergen.twigl.modes import MODES, guess
from shadergen.twigl.program import MAX_TEXT, find, parse
from shadergen.twigl.tokens import GlslError
from shadergen.twigl.translate import translate

Verdict = Literal["ok", "constant", "simple", "error", "budget", "timeout", "crashed"]
_SIDE = 64
_IMAGES = 16


@dataclass(frozen=True)
class Row:
    """A program's line of the catalogue; `message` says why it is not 'ok', `ms_per_megapixel` is of drawing alone."""

    file: str
    mode: str | None
    verdict: Verdict
    message: str | None = None
    ms_per_megapixel: float | None = None


def files(paths: Sequence[Path]) -> list[Path]:
    """The program files that paths name: files as they are, folders with all below them.

    Raises:
        UsageError: a path does not exist, or a folder holds no program.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        found += [file for _, file in find([path])] if path.is_dir() else [path]
    return found


def check(programs: Sequence[Path], device: Device, processes: int, seconds: float) -> Iterator[Row]:
    """Check program files.

    Args:
        programs: the files.
        device: where they are drawn.
        processes: how many are checked side by side.
        seconds: the wall-clock limit for one program.

    Yields:
        A row for each file, in the order of `programs`.

    Raises:
        RunError: no process can draw at all.
    """
    rows: dict[int, Row] = {}
    due = 0
    items = [(device, file) for file in programs]
    try:
        for number, answer in each("shadergen.catalog", items, processes, seconds):
            stopped = isinstance(answer, Stopped)
            rows[number] = Row(str(programs[number]), None, answer.how, answer.reason) if stopped else answer
            while due in rows:
                yield rows.pop(due)
                due += 1
    except RuntimeError as error:
        raise RunError(f"no process can draw ({error}); run: shadergen doctor") from error


def printed(file: Path) -> str:
    """The fragment shader that a driver gets for a program file.

    Raises:
        UsageError: the file is no program; the line and column are the file's own.
    """
    program = parse(file)[1]
    try:
        return translate(program.text, MODES[program.mode], 430).text
    except GlslError as error:
        raise UsageError(f"{file}: {error}") from error


def bring(pasted: Sequence[Path], out: Path, licence: str, device: Device) -> Iterator[tuple[Path, Path | None, str]]:
    """Clean pasted texts, find the mode in which each compiles, and write program files with headers.

    Args:
        pasted: files of pasted text, one program each.
        out: folder for the programs, made if it is not there; a file of the same name is not overwritten.
        licence: whose terms the programs are under.
        device: where they are tried.

    Yields:
        (pasted file, program file or None where nothing was written, what was undone or why it failed).
    """
    out.mkdir(parents=True, exist_ok=True)
    for file in pasted:
        target = out / f"{file.stem}.glsl"
        text = file.read_bytes()[: 4 * MAX_TEXT].decode("utf-8", errors="replace")
        imported = import_text(text)
        if target.exists():
            yield file, None, f"{target} is there already; move it away"
            continue
        with tempfile.TemporaryDirectory() as scratch:
            tries = []
            for number, mode in enumerate(guess(imported.text)):
                header = f"// title: {file.stem}\n// mode: {mode.name}\n// licence: {licence}\n"
                tries.append(Path(scratch) / f"{number}.glsl")
                tries[-1].write_text(header + imported.text, encoding="utf-8")
            rows = list(check(tries, device, 1, 20.0))
            found = next((k for k, row in enumerate(rows) if row.verdict != "error"), None)
            if found is None:
                yield file, None, f"it compiles in none of its modes; in {rows[0].mode}: {rows[0].message}"
                continue
            shutil.copyfile(tries[found], target)
        notes = (f"{rows[found].mode}, {rows[found].verdict}", *imported.notes)
        yield file, target, "; ".join(notes)


def main(pipe: Connection) -> None:
    """Check files until the pipe closes; the process that `check` starts."""
    renderer: Renderers | None = None
    pipe.send("ready")
    while True:
        device, file = pipe.recv()
        if renderer is None:
            os.environ.update(worker_environment(device))
            renderer = Renderers.on(open_context(device), (_SIDE, _SIDE))
        pipe.send(_examine(file, renderer))


def _examine(file: Path, renderer: Renderers) -> Row:
    try:
        program = parse(file)[1]
    except ShadergenError as error:
        return Row(str(file), None, "error", str(error))
    base = Recipe(source={"leaves": 1.0}).resolve()
    twigl = ResolvedTwigl(programs=(program,))
    recipe = base.model_copy(update={"size": (_SIDE, _SIDE), "source": {"twigl": 1.0}, "twigl": twigl})
    source = TwiglSource(recipe, renderer)
    images, over, seconds = [], [], 0.0
    wanted = list(islice(plans(recipe, 0, _IMAGES), _IMAGES))
    try:
        source.draw(wanted[:1])  # compiled and warm
        while wanted:
            count = source.limit(wanted[0])
            began = time.perf_counter()
            drawn = source.draw(wanted[:count])
            seconds += time.perf_counter() - began
            wanted = wanted[count:]
            images.append(drawn.images)
            over.append(drawn.over_budget)
    except CannotDraw as error:
        return Row(str(file), program.mode, "error", str(error).partition(": ")[2])
    cost = round(seconds * 1000 / (_IMAGES * _SIDE * _SIDE / 1e6), 1)
    cut = np.concatenate([o for o in over if o is not None])
    rules = [BUDGET if c else rule for c, rule in zip(cut, verdicts(Filter(), np.concatenate(images)), strict=True)]
    if None in rules:
        return Row(str(file), program.mode, "ok", None, cost)
    worst = max(set(rules), key=rules.count)
    verdict: Verdict = "constant" if worst == "constant" else "budget" if worst == BUDGET else "simple"
    return Row(str(file), program.mode, verdict, f"all of {_IMAGES} images are rejected, most as {worst!r}", cost)
