"""A pipeline's report: what was drawn, what was chosen, and what the student learned, on one page."""

import base64
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from distill.report import charts
from distill.report.pages import template
from distill.runfolder import place
from shadergen import preview

_PICTURES = 60


def write_report(out: Path, teacher: str, stages: Sequence[dict[str, Any]]) -> None:
    """Write `report.html` and `report.json` into a pipeline's folder.

    Args:
        out: the folder.
        teacher: its name.
        stages: the finished ones as plain data, see `distill.pipeline.Done`.

    Raises:
        RunError: the disk failed.
    """
    by_name = {stage["stage"]: stage for stage in stages}
    learned = json.loads((out / by_name["distill"]["place"] / "report.json").read_bytes())
    figures = {name: stage["figures"] for name, stage in by_name.items()}
    drawn: dict[str, Any] = {}
    if "select" in figures:
        chosen = figures["select"]
        before, after = (
            [value / max(1, sum(values)) for value in values]
            for values in (chosen["histogram_before"], chosen["histogram"])
        )
        drawn["classes"] = charts.bars(before, after, charts.class_ticks(len(before)), "Share of each class")
    epochs = learned["epochs"]
    steps = learned["steps"]
    total = learned["card"]["epochs"]

    def curve(values: list[float]) -> charts.Line:
        return charts.Line([total * (at + 1) / len(values) for at in range(len(values))], values, "seen")

    shares = [curve(steps["agreement"])]
    if epochs:
        held = [line["held_out_agreement"] for line in epochs]
        shares.append(charts.Line([line["epoch"] + 1.0 for line in epochs], held, "held"))
    drawn["agreement"] = charts.lines(shares, "Agreement by epoch", percent=True)
    drawn["loss"] = charts.lines([curve(steps["loss"])], "Loss by epoch")
    page = template("pipeline").render(
        teacher=teacher, stages=stages, figures=figures, card=learned["card"], charts=drawn,
        sheet=_sheet(out / by_name["render"]["place"]),
    )  # fmt: skip
    place(out / "report.json", (json.dumps({"teacher": teacher, "stages": list(stages)}, indent=1) + "\n").encode())
    place(out / "report.html", page.encode())


def _sheet(pool: Path) -> str:
    """Pictures of a pool as one PNG's data URI."""
    data = io.BytesIO()
    Image.fromarray(preview.sheet(preview.of_dataset(pool, _PICTURES))).save(data, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()
