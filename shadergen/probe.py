"""The probe: what each program of a recipe adds to the others, found from the images that the recipe gives."""

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shadergen import diversity
from shadergen.errors import UsageError
from shadergen.recipe import Recipe, Resolved
from shadergen.rendering import Options, render
from shadergen.shards.manifest import Manifest
from shadergen.shards.samples import samples
from shadergen.twigl import catalogue

AFFORDED = 400.0
"""Milliseconds per megapixel of a program that is drawn as often as its gain says: 0.4 for an image of 32 pixels."""
PASSING = 0.9
"""A program passes if the filter lets through so many of its attempts."""
_PIECE = 512


@dataclass(frozen=True)
class Row:
    """A program's figures; leaves, noise and other sources without programs have a row of their own.

    Attributes:
        program: its name.
        images: how many of the set are its.
        passing: the share of its attempts that the filter lets through.
        near_duplicates: the share of its images that have a near-duplicate in the set.
        ms_per_image: what drawing one costs, as the catalogue knows; None if it does not.
        gain: what it adds to the rows before it, see `shadergen.diversity.Place`.
    """

    program: str
    images: int
    passing: float
    near_duplicates: float
    ms_per_image: float | None
    gain: float


@dataclass(frozen=True)
class Probe:
    """A set's figures, and its programs' rows in the order in which the first K add most.

    Attributes:
        images: how many were drawn.
        spread: see `shadergen.diversity`, of at most `diversity.SPREAD_IMAGES` of them.
        near_duplicates: the share that has a near-duplicate.
        programs: how many programs are among what drew them.
        passing: how many of these pass the filter in nine of ten attempts.
        not_drawn: how many programs of the recipe have no image among so few.
        rows: of all that drew.
    """

    images: int
    spread: float
    near_duplicates: float
    programs: int
    passing: int
    not_drawn: int
    rows: tuple[Row, ...]


def probe(recipe: Recipe, n: int, options: Options) -> Probe:
    """Draw images 0 to n - 1 of a recipe into a folder of their own, which does not last, and measure them.

    Raises:
        UsageError, RunError: see `shadergen.rendering.render`.
    """
    lenient = recipe.filter.model_copy(update={"max_exhausted": 1.0})
    resolved = recipe.model_copy(update={"format": "ppm", "filter": lenient}).resolve()
    with tempfile.TemporaryDirectory(prefix="shadergen-probe-") as scratch:
        manifest = render(resolved, Path(scratch) / "set", n=n, options=options)
        pictures, names = _read(Path(scratch) / "set", manifest)
    with diversity.one_thread():
        features, near = diversity.features(pictures), diversity.near_duplicates(pictures)
        whole = diversity.figures(features, near)
        mine: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            mine[name].append(number)
        programs = sorted(mine)
        order = diversity.order([features[mine[name]] for name in programs])
    costs = _costs(resolved)
    rows = []
    for place in order:
        name = programs[place.position]
        tried = manifest.programs.get(name)
        passing = 1 - sum(tried.rejected.values()) / tried.attempts if tried else 1.0
        share = float(near[mine[name]].mean())
        rows.append(Row(name, len(mine[name]), passing, share, costs.get(name), place.gain))
    drawn = [row for row in rows if row.program in costs]
    return Probe(
        images=n,
        spread=whole.spread,
        near_duplicates=whole.near_duplicates,
        programs=len(drawn),
        passing=sum(row.passing >= PASSING for row in drawn),
        not_drawn=len(costs) - len(drawn),
        rows=tuple(rows),
    )


def write(folder: Path, found: Probe) -> Path:
    """Keep the order of a folder's programs in its catalogue.

    Raises:
        UsageError: the folder has no catalogue, or it cannot be written.
    """
    known = catalogue.read(folder)
    if known is None:
        raise UsageError(f"{folder} has no {catalogue.NAME}; run first: shadergen catalog check --write {folder}")
    rows = {row.program: row for row in found.rows if row.program in known.programs}
    programs = dict(known.programs)
    for place, (name, row) in enumerate(rows.items(), 1):
        its = programs[name]
        update = {"place": place, "gain": round(row.gain, 5), "weight": weight(row.gain, its.ms_per_megapixel or 0.0)}
        programs[name] = its.model_copy(update=update)
    return catalogue.write(folder, known.model_copy(update={"programs": programs}))


def weight(gain: float, ms_per_megapixel: float) -> float:
    """How often a program is drawn: up to three times as often for what it adds, the less the dearer it is.

    Args:
        gain: what it adds, 0 to 1; it depends on the programs before it, so even the least counts for half.
        ms_per_megapixel: what it costs; up to `AFFORDED` is free, beyond it the time spent on a program is the same.
    """
    return float(f"{(0.5 + gain) * min(1.0, AFFORDED / max(ms_per_megapixel, 1e-9)):.3g}")


def _read(folder: Path, manifest: Manifest) -> tuple[NDArray[np.uint8], list[str]]:
    """A folder's images, reduced, and what drew each: a program or a source."""
    pictures, names = [], []
    waiting: list[NDArray[np.uint8]] = []
    for image, record in samples(folder, manifest.shards):
        waiting.append(image)
        names.append(record.get("program", record["source"]))
        if len(waiting) == _PIECE or len(names) == manifest.images:
            pictures.append(diversity.reduced(np.stack(waiting)))
            waiting = []
    return np.concatenate(pictures), names


def _costs(recipe: Resolved) -> dict[str, float | None]:
    """What an image of each program costs in milliseconds, as far as it is known."""
    megapixels = recipe.size[0] * recipe.size[1] / 1e6
    drawn = [options for options in (recipe.twigl, recipe.synth) if options is not None]
    return {
        program.name: None if program.ms_per_megapixel is None else round(program.ms_per_megapixel * megapixels, 4)
        for options in drawn
        for program in options.programs
    }
