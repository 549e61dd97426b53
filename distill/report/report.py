"""A selected set's report: its measures as JSON, and as one HTML file that needs nothing else."""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from distill.decoding import Decoders
from distill.report import charts
from distill.report.measures import (
    ALIKE,
    BORDER,
    GRID,
    NEAR,
    Diversity,
    describe,
    distribution,
    diversity,
    spreads,
)
from distill.report.pages import template
from distill.scored import Scored
from distill.starved import EXPLORED, Plan, advise, by_source, plan
from distill.strategies.candidates import Counts, Rows
from distill.strategies.quotas import apportion
from distill.tables import FOREIGN, Feeder, Table, feeders, tabulate
from shadergen.errors import RunError
from shadergen.recipe import PROGRAMS
from shadergen.shards.selected import Selected

SAMPLE = 3000
"""Images that are decoded for the measures of spread and diversity, at most."""
STRIP = 10
"""Images shown of a class."""
SHOWN_CLASSES = 100
"""Classes whose images are shown: beyond these the page would be too large to open."""
_SIDE = 64
_TOP = 5


@dataclass(frozen=True)
class Report:
    """The measures, and the pictures that only the page has: strips as data URIs by class."""

    measures: dict[str, Any]
    strips: dict[int, str]

    def json(self) -> bytes:
        """`report.json`."""
        return (json.dumps(self.measures, indent=1, sort_keys=True) + "\n").encode()

    def html(self) -> bytes:
        """`report.html`."""
        page: str = template("selection").render(m=self.measures, strips=self.strips, charts=_charts(self.measures))
        return page.encode()


@dataclass(frozen=True)
class _Set:
    """What is measured: the pool, and how often each of its images is in the set."""

    scored: Scored
    counts: Counts

    @cached_property
    def taken(self) -> Rows:
        """The set's images, in random order."""
        rows = np.flatnonzero(self.counts)
        order: Rows = rows[np.argsort(self.scored.candidates.rank[rows], kind="stable")]
        return order


def make_report(manifest: Selected, scored: Scored, counts: Counts, decoders: Decoders) -> Report:
    """Measure a selected set.

    Args:
        manifest: of the set.
        scored: the pool.
        counts: how often each image of the pool is in the set, `(M,)`.
        decoders: what decodes the images that are shown and compared.
    """
    its = _Set(scored, counts)
    candidates = scored.candidates
    names, which = feeders(scored.pool, scored.shard, scored.row)
    before = tabulate(names, which, candidates.label, candidates.classes)
    after = tabulate(names, which, candidates.label, candidates.classes, counts)
    there = candidates.histogram()
    equal = apportion(np.ones(candidates.classes), there + 1, manifest.request.n)
    missing = np.maximum(equal - there, 0)
    distinct = candidates.histogram(its.taken)
    measures = {
        "set": {
            "fingerprint": manifest.fingerprint,
            "shadergen": manifest.shadergen,
            "n": manifest.request.n,
            "samples": manifest.images,
            "distinct": int(distinct.sum()),
            "bytes": manifest.bytes,
            "strategy": manifest.request.strategy,
            "options": manifest.request.options,
            "replicate": manifest.request.replicate,
            "seed": manifest.request.seed,
            "teacher": manifest.request.teacher.model_dump(),
            "pool": [source.model_dump() for source in manifest.request.pool],
            "pool_images": manifest.pool_images,
            "kept": manifest.kept,
            "bad": [{"shard": shard, "key": key, "reason": reason} for shard, key, reason in scored.bad],
        },
        "classes": {
            "count": candidates.classes,
            "histogram_before": manifest.histogram_before,
            "histogram_after": manifest.histogram,
            "quotas": manifest.quotas,
            "distinct": distinct.tolist(),
            "relative_entropy_before": round(manifest.relative_entropy_before, 6),
            "relative_entropy_after": round(manifest.relative_entropy_after, 6),
            "replicated": round(manifest.replicated, 6),
            "absent": np.flatnonzero(there == 0).tolist(),
        },
        "regions": _regions(its, candidates.classes),
        "diversity": _diversity(its, decoders),
        "border": {
            "threshold": BORDER,
            "near_before": round(float((candidates.margin < BORDER).mean()), 6),
            "near_after": round(float(counts[candidates.margin < BORDER].sum() / counts.sum()), 6),
            "margin": asdict(distribution(candidates.margin, counts, 0.0, 1.0)),
            "confidence": asdict(distribution(candidates.confidence, counts, 0.0, 1.0)),
            "entropy": asdict(distribution(scored.entropy, counts, 0.0, float(np.log(max(2, candidates.classes))))),
        },
        "feeders": _feeders(before, after),
        "starved": _starved(before, there, missing),
    }
    return Report(measures, _strips(its, decoders))


def _regions(its: _Set, classes: int) -> dict[str, Any]:
    rows = its.taken[:SAMPLE]
    try:
        features = its.scored.candidates.features(rows)
    except RunError as error:
        return {"sample": 0, "spread": [None] * classes, "mean": None, "why_not": str(error)}
    spread = spreads(features, its.scored.candidates.label[rows], classes)
    known = [value for value in spread if value is not None]
    return {
        "sample": len(rows),
        "spread": spread,
        "mean": round(float(np.mean(known)), 4) if known else None,
        "why_not": None,
    }


def _diversity(its: _Set, decoders: Decoders) -> dict[str, Any]:
    rows = its.taken[:SAMPLE]
    cells: NDArray[np.float32] | None = None
    for positions, images in its.scored.images(rows, decoders):
        described = describe(images)
        if cells is None:
            cells = np.empty((len(rows), described.shape[1]), np.float32)
        cells[positions] = described
    assert cells is not None
    found: Diversity = diversity(cells)
    return asdict(found) | {"cells": GRID, "near": NEAR, "alike": ALIKE}


def _feeders(before: Table, after: Table) -> dict[str, Any]:
    classes = range(before.counts.shape[1])
    return {
        "sources_before": {name: row.tolist() for name, row in by_source(before).items()},
        "sources_after": {name: row.tolist() for name, row in by_source(after).items()},
        "programs": sum(feeder.source in PROGRAMS for feeder in before.feeders),
        "top": [_top(before, label) for label in classes],
    }


def _top(table: Table, label: int) -> list[dict[str, Any]]:
    """The feeders that gave most images of a class, with their share of it among all that they gave."""
    column = table.counts[:, label]
    order = [row for row in np.argsort(-column, kind="stable")[:_TOP].tolist() if column[row]]
    return [
        _feeder(table.feeders[row])
        | {"images": int(column[row]), "share": round(column[row] / table.counts[row].sum(), 4)}
        for row in order
    ]


def _feeder(feeder: Feeder) -> dict[str, Any]:
    return {"source": feeder.source, "program": feeder.program}


def _starved(table: Table, there: Counts, missing: Counts) -> dict[str, Any]:
    """What to render for the classes that have fewer images than an equal share."""
    advice = [
        {
            "class": one.label,
            "there": one.there,
            "missing": one.missing,
            "same": one.same,
            "best": [_feeder(feeder) | {"share": round(rate, 4)} for feeder, rate in one.best],
            "of_best": one.of_best,
        }
        for one in advise(table, there, missing)
    ]
    # kin are named by a list of figures, which no one would write into a recipe
    drawn = [feeder for feeder in table.feeders if feeder != FOREIGN and feeder.source != "kin"]
    if not advice or not drawn:
        return {"classes": advice, "round": None}
    own = table.of(drawn).counts.sum(1) / table.of(drawn).counts.sum()
    planned = plan(table, dict(zip(drawn, own.tolist(), strict=True)), missing)
    return {"classes": advice, "round": _round(planned)}


def _round(planned: Plan) -> dict[str, Any]:
    """A plan as a recipe's fields: what `shadergen render --recipe` reads."""
    sources: dict[str, float] = {}
    programs: dict[str, float] = {}
    for feeder, weight in planned.weights.items():
        sources[feeder.source] = sources.get(feeder.source, 0.0) + weight
        if feeder.source == "twigl" and feeder.program is not None:
            programs[feeder.program] = weight
    largest = max(programs.values(), default=1.0)
    recipe: dict[str, Any] = {"source": {name: round(weight, 4) for name, weight in sorted(sources.items()) if weight}}
    if programs:
        weights = {name: round(10 * weight / largest, 3) for name, weight in sorted(programs.items())}
        recipe["twigl"] = {"weights": {name: max(weight, 0.001) for name, weight in weights.items()}}
    return {
        "images": planned.images,
        "explored": EXPLORED,
        "never_fed": list(planned.unknown),
        "recipe": recipe,
        "yaml": yaml.safe_dump(recipe, sort_keys=False),
    }


def _strips(its: _Set, decoders: Decoders) -> dict[int, str]:
    label = its.scored.candidates.label
    shown: dict[int, Rows] = {}
    for c in np.unique(label[its.taken])[:SHOWN_CLASSES].tolist():
        shown[c] = its.taken[label[its.taken] == c][:STRIP]
    rows = np.concatenate(list(shown.values()))
    found: dict[int, NDArray[np.uint8]] = {}
    for positions, images in its.scored.images(rows, decoders):
        found |= {int(rows[position]): image for position, image in zip(positions, images, strict=True)}
    return {c: charts.strip([found[row] for row in mine.tolist()], _SIDE) for c, mine in shown.items()}


def _charts(measures: dict[str, Any]) -> dict[str, Any]:
    classes, border = measures["classes"], measures["border"]
    ticks = charts.class_ticks(classes["count"])
    before, after = (
        [value / max(1, sum(values)) for value in values]
        for values in (classes["histogram_before"], classes["histogram_after"])
    )
    drawn = {"classes": charts.bars(before, after, ticks, "Share of each class in the pool and in the set")}
    for name in ("confidence", "margin", "entropy"):
        its = border[name]
        drawn[name] = charts.bars(
            its["before"], its["after"], charts.edge_ticks(its["edges"]), f"Distribution of the {name}", charts.NARROW
        )
    spread = [value or 0.0 for value in measures["regions"]["spread"]]
    drawn["spread"] = charts.bars([0.0] * len(spread), spread, ticks, "Spread of each class against all images")
    return drawn
