"""The catalogue: what each program of a folder is, whether it can be drawn, and what it costs.

A program is checked in a process of its own, so that one which hangs or takes the driver with it costs its own verdict
and no more.
"""

import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from shadergen.drawing import BUDGET
from shadergen.engine.isolate import Stopped, each
from shadergen.errors import RunError, ShadergenError, UsageError
from shadergen.filters import verdicts
from shadergen.gl.context import Device
from shadergen.gl.renderers import Renderers
from shadergen.options import Filter
from shadergen.plan import plans
from shadergen.recipe import Recipe, Twigl
from shadergen.sources.base import CannotDraw
from shadergen.sources.twigl import TwiglSource
from shadergen.trials import try_programs
from shadergen.twigl.catalogue import Catalogue, Entry, Verdict, read
from shadergen.twigl.catalogue import write as save
from shadergen.twigl.importer import Imported, import_text
from shadergen.twigl.layout import laid_out
from shadergen.twigl.modes import MODES, Mode, guess
from shadergen.twigl.program import MAX_TEXT, find, parse
from shadergen.twigl.shadertoy import as_program, is_image
from shadergen.twigl.tokens import GlslError
from shadergen.twigl.translate import translate

_SIDE = 64
_IMAGES = 16


@dataclass(frozen=True)
class Row:
    """A program's line; `message` says why it is not 'ok', `ms_per_megapixel` is of drawing alone on `renderer`."""

    file: str
    mode: str | None
    verdict: Verdict
    message: str | None = None
    ms_per_megapixel: float | None = None
    renderer: str | None = None


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


def write(folder: Path, rows: Sequence[Row]) -> Path:
    """Keep the verdicts on a folder's programs beside them; files that are no programs at all are not in it.

    Args:
        folder: it holds the programs.
        rows: what `check` found; those of other folders are passed over.

    Raises:
        UsageError: the folder cannot be written.
    """
    found = {row.file: row for row in rows}
    known = catalogue.programs if (catalogue := read(folder)) else {}
    programs, renderers = {}, Counter(row.renderer for row in rows if row.renderer)
    for name, file in find([folder]):
        row = found[str(file)]
        try:
            program = parse(file, name)[1]
        except ShadergenError:
            continue
        before = entry if (entry := known.get(name)) and entry.sha256 == program.sha256 else None
        programs[name] = Entry(
            sha256=program.sha256,
            verdict=row.verdict,
            message=row.message,
            ms_per_megapixel=row.ms_per_megapixel,
            place=before.place if before else None,
            gain=before.gain if before else None,
            weight=before.weight if before else None,
        )
    renderer = renderers.most_common(1)[0][0] if renderers else "none"
    return save(folder, Catalogue(renderer=renderer, programs=programs))


def printed(file: Path) -> str:
    """The fragment shader that a driver gets for a program file, laid out for reading.

    Raises:
        UsageError: the file is no program; the line and column are the file's own.
    """
    program = parse(file)[1]
    try:
        frame, _, rest = translate(program.text, MODES[program.mode], 430).text.partition("#line 1\n")
    except GlslError as error:
        raise UsageError(f"{file}: {error}") from error
    body, run, tail = rest.partition("vec4 sg_run")
    return f"{frame}\n// {file.name}\n{laid_out(body)}\n{run}{tail}"


def bring(
    pasted: Sequence[Path], out: Path, licence: str, device: Device, processes: int, seconds: float
) -> Iterator[tuple[Path, Path | None, str]]:
    """Clean pasted texts, find the mode in which each compiles, and write program files with headers.

    Args:
        pasted: files of pasted text, one program each.
        out: folder for the programs, made if it is not there; a file of the same name is not overwritten.
        licence: whose terms the programs are under.
        device: where they are tried.
        processes: how many are tried side by side.
        seconds: the wall-clock limit for one try.

    Yields:
        (pasted file, program file or None where nothing was written, what was undone or why it failed).
    """
    out.mkdir(parents=True, exist_ok=True)
    waiting: list[_Pasted] = []
    for file in pasted:
        if (target := out / f"{file.stem}.glsl").exists():
            yield file, None, f"{target} is there already; move it away"
            continue
        imported = import_text(file.read_bytes()[: 4 * MAX_TEXT].decode("utf-8", errors="replace"))
        if is_image(imported.text):
            try:
                imported = Imported(as_program(imported.text), (*imported.notes, "took Shadertoy's mainImage for main"))
            except UsageError as error:
                yield file, None, str(error)
                continue
        waiting.append(_Pasted(file, target, imported, guess(imported.text)))
    with tempfile.TemporaryDirectory() as scratch:
        # in rounds, so that one set of processes tries what all texts are most likely to be, and few are tried again
        while waiting:
            tries = [Path(scratch) / f"{number}.glsl" for number in range(len(waiting))]
            for text, file in zip(waiting, tries, strict=True):
                header = f"// title: {text.file.stem}\n// mode: {text.modes[0].name}\n// licence: {licence}\n"
                file.write_text(header + text.imported.text, encoding="utf-8")
            left = []
            for text, file, row in zip(waiting, tries, check(tries, device, processes, seconds), strict=True):
                why = text.why or f"in {row.mode}: {row.message}"
                if row.verdict != "error":
                    shutil.copyfile(file, text.target)
                    yield text.file, text.target, "; ".join((f"{row.mode}, {row.verdict}", *text.imported.notes))
                elif len(text.modes) == 1:
                    yield text.file, None, f"it compiles in none of its modes; {why}"
                else:
                    left.append(replace(text, modes=text.modes[1:], why=why))
            waiting = left


@dataclass(frozen=True)
class _Pasted:
    """A text that waits for its mode: the next ones to try, and why the likeliest one is refused."""

    file: Path
    target: Path
    imported: Imported
    modes: Sequence[Mode]
    why: str | None = None


def main(pipe: Connection) -> None:
    """Check files until the pipe closes; the process that `check` starts."""
    try_programs(pipe, (_SIDE,), lambda file, its, driver: replace(_examine(file, *its), renderer=driver))


def _examine(file: Path, renderer: Renderers) -> Row:
    try:
        program = parse(file)[1]
    except ShadergenError as error:
        return Row(str(file), None, "error", str(error))
    recipe = Recipe(size=(_SIDE, _SIDE)).alone(Twigl().as_written().of([program]))
    source = TwiglSource(recipe, renderer)
    images, over, seconds = [], [], 0.0
    wanted = plans(recipe, range(_IMAGES))
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
