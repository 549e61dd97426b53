"""Logs of runs that were never made."""

import json
from pathlib import Path

from benchmarks.paper.logs import Log, drawn_now
from benchmarks.paper.rows import Run


def leave(run: Run, accuracy: float, logs: Path, entropy: float = 0.5) -> None:
    """A log of a run that was never made."""
    names = ("relative_entropy", "replicated", "region_spread", "spread", "near_duplicates", "near_border",
             "teacher_entropy")  # fmt: skip
    criteria = dict.fromkeys(names, 0.25) | {"relative_entropy_pool": entropy, "spread_images": 8}
    shares = {"accuracy": accuracy, "agreement": 0.5, "kept_out_accuracy": 0.5, "kept_out_agreement": 0.5}
    student = shares | {"held_out_agreement": None, "epochs": 1, "steps": 977, "images": 1}
    render = json.dumps(run.document.get("render"))
    pool = drawn_now(render) if "render" in run.document and "$" not in render else ""
    log = Log.model_validate({
        "command": "", "document": run.document, "pool": pool, "pool_images": 1, "classes": [], "criteria": criteria,
        "student": student if run.student else None, "seconds": {"distill": 120.0}, "resumed": False,
        "machine": {"device": "cpu", "cpu": "a processor", "cores": 2, "threads": 2, "versions": {"torch": "2"}},
    })  # fmt: skip
    file = logs / f"{run.name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(log.model_dump_json())
