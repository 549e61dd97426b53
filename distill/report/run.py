"""A run's report: curves, who is taken for what, and the held-out images on which student and teacher disagree most."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from distill.held_out import divergences
from distill.report import charts
from distill.report.pages import template
from distill.strategies.candidates import Rows
from distill.teachers.trained import Card

SHOWN = 24
"""Images shown on which both disagree most."""
MATRIX_CLASSES = 100
"""Classes whose confusion is drawn; beyond these only the commonest are listed."""
_POINTS = 400
_SIDE = 64
_PAIRS = 12


@dataclass(frozen=True)
class HeldOut:
    """What a student and its teacher answer to held-out images.

    Attributes:
        student: `(N, classes)` logits.
        teacher: `(N, classes)` logits.
        look: key and image `(C, H, W)` of some rows of these, in their order.
    """

    student: Tensor
    teacher: Tensor
    look: Callable[[Rows], list[tuple[str, NDArray[np.uint8]]]]


@dataclass(frozen=True)
class RunReport:
    """The measures, and the pictures that only the page has: a data URI for each of the images shown."""

    measures: dict[str, Any]
    pictures: list[str]

    def write(self, folder: Path) -> None:
        """Write `report.json` and `report.html`."""
        text = json.dumps(self.measures, indent=1, sort_keys=True)
        (folder / "report.json").write_text(text + "\n", encoding="utf-8")
        drawn = curves(self.measures)
        if self.measures["confusion"] and self.measures["confusion"]["counts"]:
            counts = np.array(self.measures["confusion"]["counts"])
            drawn["confusion"] = charts.matrix(counts, "Classes of teacher and student")
        page = template("run").render(m=self.measures, pictures=self.pictures, charts=drawn)
        (folder / "report.html").write_text(page, encoding="utf-8")


def make_report(card: Card, log: Path, held: HeldOut | None) -> RunReport:
    """Measure a finished run.

    Args:
        card: the student's.
        log: the run's JSON lines.
        held: answers to held-out images; None without any.
    """
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    steps = [line for line in lines if "loss" in line]
    measures: dict[str, Any] = {
        "card": card.model_dump(mode="json"),
        "steps": {
            name: _thinned([step[name] for step in steps])
            for name in ("loss", "agreement", "learning_rate", "attack_success")
            if steps[0].get(name) is not None
        },
        "step_count": len(steps),
        "epochs": [line for line in lines if "held_out_agreement" in line],
        "confusion": None,
        "disagreements": [],
    }
    if held is None:
        return RunReport(measures, [])
    measures["confusion"] = _confusion(held)
    shown, measures["disagreements"] = _disagreements(held)
    pictures = [charts.strip([image], _SIDE) for _, image in held.look(shown)] if len(shown) else []
    return RunReport(measures, pictures)


def _thinned(values: list[float]) -> list[float]:
    """At most some hundred means of as many neighbours."""
    size = -(-len(values) // _POINTS)
    return [float(f"{np.mean(values[at : at + size]):.6g}") for at in range(0, len(values), size)]


def _confusion(held: HeldOut) -> dict[str, Any]:
    """How often the student gives class `c` where the teacher gives `t`: `counts[t][c]`, and the commonest mistakes."""
    theirs, ours = held.teacher.argmax(1), held.student.argmax(1)
    classes = held.teacher.shape[1]
    counts = torch.bincount(theirs * classes + ours, minlength=classes**2).reshape(classes, classes).numpy()
    mistakes = counts - np.diag(np.diag(counts))
    order = np.argsort(-mistakes, axis=None, kind="stable")[:_PAIRS]
    pairs = [(int(at // classes), int(at % classes)) for at in order]
    return {
        "images": len(theirs),
        "agreeing": int(np.trace(counts)),
        "counts": counts.tolist() if classes <= MATRIX_CLASSES else None,
        "pairs": [
            {"teacher": t, "student": s, "images": int(mistakes[t, s]), "of": int(counts[t].sum())}
            for t, s in pairs
            if mistakes[t, s]
        ],
    }


def _disagreements(held: HeldOut) -> tuple[Rows, list[dict[str, Any]]]:
    """The rows of other classes with the largest KL(teacher || student), largest first, and what both say of them."""
    apart = divergences(held.student, held.teacher)
    other = held.student.argmax(1) != held.teacher.argmax(1)
    order = torch.argsort(torch.where(other, apart, -1.0), descending=True, stable=True)[:SHOWN]
    rows: Rows = order[other[order]].numpy()
    said = []
    for row, (key, _) in zip(rows.tolist(), held.look(rows) if len(rows) else [], strict=True):
        said.append({"key": key, "kl": round(float(apart[row]), 4)} | _said(held.teacher[row], "teacher")
                    | _said(held.student[row], "student"))  # fmt: skip
    return rows, said


def _said(logits: Tensor, who: str) -> dict[str, Any]:
    confidence, label = logits.softmax(0).topk(min(2, len(logits)))
    said = [[int(c), round(float(p), 4)] for c, p in zip(label, confidence, strict=True)]
    return {who: said}


def curves(measures: dict[str, Any]) -> dict[str, Any]:
    """The charts of a run by epoch, from `RunReport.measures`."""
    steps, epochs = measures["steps"], measures["epochs"]

    def curve(values: list[float], style: str) -> charts.Line:
        places = np.linspace(0, measures["card"]["epochs"], len(values) + 1)[1:]
        return charts.Line(places.tolist(), values, style)

    shares = [curve(steps["agreement"], "seen")]
    if epochs:
        places = [line["epoch"] + 1.0 for line in epochs]
        shares.append(charts.Line(places, [line["held_out_agreement"] for line in epochs], "held"))
    drawn = {
        "loss": charts.lines([curve(steps["loss"], "seen")], "Loss by epoch"),
        "agreement": charts.lines(shares, "Agreement by epoch", percent=True),
        "learning_rate": charts.lines([curve(steps["learning_rate"], "seen")], "Learning rate by epoch"),
    }
    if "attack_success" in steps:
        attack = [curve(steps["attack_success"], "seen")]
        drawn["attack_success"] = charts.lines(attack, "Success of the attack by epoch", percent=True)
    if epochs:
        kl = charts.Line([line["epoch"] + 1.0 for line in epochs], [line["held_out_kl"] for line in epochs], "held")
        drawn["kl"] = charts.lines([kl], "KL divergence on held-out images by epoch")
    return drawn
