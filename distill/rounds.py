"""Rounds: renders on what feeds the starved classes, until every class has its share or a budget is spent."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from distill import kin
from distill.decoding import open_decoders
from distill.scored import Scored
from distill.selection import Result, Settings, Timing, check, score_pool, write_selection
from distill.starved import Plan, plan
from distill.strategies import registry
from distill.strategies.candidates import Counts
from distill.strategies.quotas import apportion, equal
from distill.tables import Feeder, feeders, tabulate
from distill.teachers.base import Teacher
from shadergen.errors import UsageError
from shadergen.plan import BLOCK
from shadergen.recipe import PROGRAMS, Resolved
from shadergen.rendering import Options, cores, render
from shadergen.shards.folder import Folder

_GOLDEN = 0x9E3779B97F4A7C15  # 2**64 / golden ratio: no round has the seed of a pool that a user would count up to
_SHARE = 0.25
"""The most of the budget that one round spends, so that the next ones can follow what it showed."""
MOST_ROUNDS = 50
_SETTINGS, _RENDERING = Settings(), Options()


@dataclass(frozen=True)
class Rounds:
    """How rendering until balanced ended.

    Attributes:
        ended: 'balanced' (every class has its share without a repeat), 'budget' (it is spent) or 'rounds' (there
            were `MOST_ROUNDS`).
        rounds: folders that hold rounds, those of earlier runs too.
        rendered: images in them.
        missing: images that each class still misses, by class.
    """

    ended: Literal["balanced", "budget", "rounds"]
    rounds: int
    rendered: int
    missing: dict[int, int]

    def text(self) -> str:
        """The same in a line."""
        done = f"after {self.rounds} rounds with {self.rendered:,} images"
        if self.ended == "balanced":
            return f"balanced {done}: no class repeats an image"
        starved = ", ".join(f"{label} (misses {count:,})" for label, count in list(self.missing.items())[:10])
        why = "the budget is spent" if self.ended == "budget" else "no more rounds are made"
        return f"not balanced {done}, and {why}; starved: {starved}{', ...' if len(self.missing) > 10 else ''}"


@dataclass(frozen=True)
class RoundsResult(Result):
    """What `select_until_balanced` did: the selection, and how the rounds ended."""

    rounds: Rounds

    def as_dict(self) -> dict[str, Any]:
        """What `shadergen select --until-balanced --json` prints."""
        return super().as_dict() | {"rounds": asdict(self.rounds)}


def select_until_balanced(
    pool: Sequence[Path | str],
    teacher: Teacher | str,
    n: int,
    out: Path | str,
    strategy: str = "balanced",
    seed: int = 0,
    *,
    budget: int | None = None,
    settings: Settings = _SETTINGS,
    options: Options = _RENDERING,
) -> RoundsResult:
    """Select as `distill.selection.select` does, and render before that what the pool lacks.

    Rounds lie in the first folder, as `round-1`, `round-2`, ...; those of an earlier run count, and go on where they
    ended. Each has the recipe of the first folder with another seed and with its sources and programs weighted by
    what they give to the classes that miss images.

    Args:
        pool: dataset folders; the first is one that shadergen rendered.
        teacher: one that is loaded, or its SPEC.
        n: images of the new set.
        out: the new set's folder.
        strategy: one whose quotas are equal.
        seed: of the selection.
        budget: images that all rounds together may have; by default four times n.
        settings: of the selection.
        options: of rendering.

    Raises:
        UsageError: as `select` does; the strategy's quotas are not equal, or the first folder has no recipe.
        RunError: as `select` and `render` do.
    """
    began = time.monotonic()
    teacher = check(teacher, n, strategy, seed, settings)
    if registry.find(strategy).quotas is not equal:
        raise UsageError(f"strategy {strategy} has no equal quotas, and --until-balanced fills such; take balanced")
    budget = 4 * n if budget is None else budget
    if budget < 1:
        raise UsageError(f"budget is {budget}; it is 1 or more")
    first = Path(pool[0])
    base = Folder(first).origin().recipe
    scored_now, seconds, rendered, number = 0, 0.0, 0, 0
    folders = [Path(folder) for folder in pool]
    with open_decoders(settings.workers or cores()) as decoders:
        while True:
            scored, timing = score_pool(folders, teacher, seed, decoders, settings)
            scored_now, seconds = scored_now + timing.scored, seconds + timing.seconds
            missing = _missing(scored, strategy, n, settings)
            if not missing.any() or rendered >= budget or number == MOST_ROUNDS:
                break
            number += 1
            folder = first / f"round-{number}"
            count = _render_round(folder, base, scored, missing, number, budget, budget - rendered, settings, options)
            rendered += count
            folders.append(folder)
            settings.on_event(
                f"round {number}: {count:,} images for {np.count_nonzero(missing)} classes that miss "
                f"{missing.sum():,} ({rendered:,} of {budget:,} images)"
            )
        manifest = write_selection(scored, teacher, n, Path(out), strategy, seed, decoders, settings)
    ended: Literal["balanced", "budget", "rounds"] = (
        "balanced" if not missing.any() else "budget" if rendered >= budget else "rounds"
    )
    still = {int(label): int(missing[label]) for label in np.argsort(-missing, kind="stable") if missing[label]}
    rounds = Rounds(ended, number, rendered, still)
    return RoundsResult(manifest, Timing(scored_now, seconds), time.monotonic() - began, rounds)


def _missing(scored: Scored, strategy: str, n: int, settings: Settings) -> Counts:
    """Images that each class misses of an equal share of n, classes that do not occur included."""
    candidates = scored.candidates
    there = candidates.histogram(registry.find(strategy).keep(candidates, settings.options))
    share = apportion(np.ones(candidates.classes), there + 1, n)
    missing: Counts = np.maximum(share - there, 0)
    return missing


def _render_round(
    folder: Path,
    base: Resolved,
    scored: Scored,
    missing: Counts,
    number: int,
    budget: int,
    left: int,
    settings: Settings,
    options: Options,
) -> int:
    """Render a round, or what is left of one that a killed run began; returns its images."""
    its = Folder(folder)
    if its.is_finished():
        return its.manifest().images
    names, which = feeders(scored.pool, scored.shard, scored.row)
    table = tabulate(names, which, scored.candidates.label, scored.candidates.classes)
    figures = np.flatnonzero(np.array([name == Feeder("figures", None) for name in names])[which])
    found = kin.kinds(scored, figures, missing, base.figures)
    own = dict.fromkeys(map(kin.feeder, found), 0.0) | _own(base)
    many = {kin.feeder(label): len(its) for label, its in found.items()}
    planned = plan(kin.believed(table, found, scored.candidates.classes), own, missing, many)
    recipe = weighted(base, planned, number, found)
    if (folder / "recipe.json").is_file():
        recipe = its.origin().recipe
    # a tenth more than expected, since expectations are met half of the time; whole blocks, which are varied
    wanted = -(-(planned.images * 11 // 10 or left) // BLOCK) * BLOCK
    count = min(wanted, max(BLOCK, int(budget * _SHARE)), left)
    count = max(count, sum(shard.images for shard in its.finished_shards().values()))
    settings.on_event(f"round {number}: rendering {count:,} images into {folder}")
    return render(recipe, folder, n=count, options=options).images


def _own(recipe: Resolved) -> dict[Feeder, float]:
    """A recipe's own weights of its feeders, summing to 1."""
    return {
        Feeder(source, member): share * weight
        for source, share in recipe.source.items()
        for member, weight in recipe.members(source).items()
    }


def weighted(base: Resolved, planned: Plan, number: int, found: kin.Kinds) -> Resolved:
    """The recipe of a round: that of the pool with another seed, the plan's weights, and the kin of some figures."""
    document = base.model_dump(mode="json", exclude_none=True)
    sources = dict.fromkeys(base.source, 0.0)
    for feeder, weight in planned.weights.items():
        sources[feeder.source] = sources.get(feeder.source, 0.0) + weight
    document["source"] = sources
    document["seed"] = (base.seed + number * _GOLDEN) % 2**64
    weights = {
        source: [
            float(f"{planned.weights[Feeder(source, program.name)] / sources[source]:.6g}")
            for program in base.drawing(source).programs
        ]
        for source in base.source
        if source in PROGRAMS
    }
    if "twigl" in weights:
        for program, weight in zip(document["twigl"]["programs"], weights["twigl"], strict=True):
            program["weight"] = weight
    if "synth" in weights:
        document["synth"]["weights"] = weights["synth"]
    of = (base.kin.of if base.kin else {}) | {kin.feeder(label).program: its for label, its in found.items()}
    if of:
        kinds = {kind: float(f"{planned.weights[Feeder('kin', kind)] / sources['kin']:.6g}") for kind in of}
        document["kin"] = document.get("kin", {}) | {"of": of, "weights": kinds}
    return Resolved.model_validate(document)
