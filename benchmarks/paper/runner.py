"""The runner: one run after the other, each by the pipeline, whose stages rows share; finished ones are skipped."""

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.paper.logs import LOGS, Criteria, Log, Student, drawn_now, read_log, this_machine, write_log
from benchmarks.paper.places import Missing, Places
from benchmarks.paper.rows import Run
from distill import pipeline
from distill.accelerator import parse_device
from distill.decoding import open_decoders
from distill.evaluate import evaluate
from distill.pipeline import Done, Pipeline, run_pipeline
from distill.pool import open_pool
from distill.run import Progress, make_lesson
from distill.settings import Settings
from distill.student import build_student
from distill.teachers.load import load_teacher
from shadergen import diversity
from shadergen.errors import RunError, UsageError

STAGES: Final = "stages"
"""Folder of the pipeline's stages in `Places.out`."""
_SPREAD_IMAGES = 1024


@dataclass(frozen=True)
class Options:
    """How runs are made; nothing here decides what comes out.

    Attributes:
        places: where things are.
        logs: folder of the logs.
        device: see `distill.pipeline.Options`.
        tell: called with a line for people.
        on_log: called when a run has left its log.
    """

    places: Places
    logs: Path = LOGS
    device: str = "auto"
    tell: Callable[[str], None] = lambda _: None
    on_log: Callable[[], None] = lambda: None


@dataclass
class Told:
    """What the pipeline says on its way."""

    tell: Callable[[str], None]
    resumed: bool = False

    def event(self, line: str) -> None:
        """Take a line of the log."""
        self.resumed |= line.startswith("going on with")
        self.tell(f"  {line}")

    def progress(self, now: Progress) -> None:
        """Tell of each epoch."""
        if now.step.step + 1 == now.steps:
            self.tell(f"  {now.text()}")


def run_all(runs: list[Run], options: Options) -> list[str]:
    """Make the runs that are not done; one that fails does not keep the others from being made.

    Returns:
        The names of those that failed.
    """
    failed = []
    for number, run in enumerate(runs, 1):
        now = state(run, options)
        if now == "done":
            continue
        options.tell(f"[{number} of {len(runs)}] {run.name}: {run.row.title}: {now}")
        if now.startswith("missing"):
            continue
        try:
            write_log(run, _run(run, options), options.logs)
        except (UsageError, RunError) as error:
            options.tell(f"  failed: {error}")
            failed.append(run.name)
            continue
        options.on_log()
    return failed


def state(run: Run, options: Options) -> str:
    """'done', 'stale' (its pool is drawn otherwise now), 'due', or 'missing: ' and what is not there."""
    try:
        document = options.places.of(run.row.data).put(run.document)
    except Missing as news:
        return f"missing: {news}"
    log = read_log(run, options.logs)
    if log is None:
        return "due"
    if "pool" in document:
        return "done"
    return "done" if log.pool == drawn_now(json.dumps(document["render"])) else "stale"


def launch_line(run: Run, options: Options) -> str:
    """The command that makes a run."""
    words = ["python", "-m", "benchmarks.paper", "run", run.name.partition(".x")[0], "--data", options.places.data]
    if run.scale != 1:
        words += ["--scale", f"{run.scale:g}"]
    if "$PICTURES" in json.dumps(run.document):
        words += ["--pictures", "DIR"]
    if run.row.data != "$DATA":
        words += [f"--{run.row.data[1:].lower()}", "DATA"]
    return shlex.join(words)


def stages(run: Run, options: Options, told: Told) -> tuple[dict[str, Done], int]:
    """A run's stages by name, done now where they were not, and the steps of an epoch (0 where nothing is trained).

    Raises:
        Missing: what the row needs is not here.
        UsageError: the row cannot be used.
        RunError: a stage failed.
    """
    places = options.places.of(run.row.data)
    places.prepare()
    document = places.put(run.document)
    presentations = document.pop("presentations", 0)
    how = pipeline.Options(
        device=options.device,
        command=launch_line(run, options),
        on_stage=lambda name: options.tell(f"  {name}"),
        on_progress=told.progress,
        on_event=told.event,
    )
    out = options.places.out / STAGES
    begun = Pipeline.model_validate({key: document[key] for key in document if key not in {"distill", "evaluate"}})
    done = run_pipeline(begun, out, how)
    steps = 0
    if run.student:
        # a row says what it has in place of the paper's
        document["distill"] = {"preset": "paper"} | document["distill"]
        steps = _steps(document, [out / one.place for one in done if one.stage in {"select", "invert"}])
        document["distill"]["epochs"] = max(1, round(presentations / (steps * document["distill"]["batch"])))
        done = run_pipeline(Pipeline.model_validate(document), out, how)
    return {one.stage: one for one in done}, steps


def _run(run: Run, options: Options) -> Log:
    told = Told(options.tell)
    done, steps = stages(run, options, told)
    pool = done.get("pool") or done["render"]
    return Log(
        command=launch_line(run, options),
        document=run.document,
        pool=pool.figures.get("fingerprint", pool.key),
        pool_images=pool.figures["images"],
        classes=done["select"].figures["histogram"],
        criteria=_criteria(options.places.out / STAGES / done["select"].place, done["select"]),
        student=_student(run, done, steps, options) if run.student else None,
        seconds={name: one.seconds for name, one in done.items()},
        resumed=told.resumed,
        machine=this_machine(parse_device(options.device)),
    )


def _steps(document: dict[str, Any], chosen: list[Path]) -> int:
    """Of an epoch over sets, which a student's held-out images are not part of."""
    asked = document["distill"]
    settings = Settings.parse({key: value for key, value in asked.items() if key != "student"})
    teacher = load_teacher(document["teacher"])
    pupil = build_student(asked["student"], teacher, settings.seed)
    size, channels = max(teacher.input.size, pupil.input.size), max(teacher.input.channels, pupil.input.channels)
    return make_lesson(chosen, teacher, size, channels, settings).steps


def _student(run: Run, done: dict[str, Done], steps: int, options: Options) -> Student:
    places = options.places.of(run.row.data)
    model = str(places.out / STAGES / done["distill"].place / "student.safetensors")
    held = f"wds:{places.split('held-out')}/*.tar"
    teacher = places.put(run.document["teacher"])
    kept_out = evaluate(model, held, teacher, parse_device(options.device))
    tested, taught = done["evaluate"].figures if "evaluate" in done else {}, done["distill"].figures
    assert kept_out.agreement is not None
    return Student(
        accuracy=tested.get("accuracy"),
        agreement=tested.get("agreement"),
        kept_out_accuracy=kept_out.accuracy,
        kept_out_agreement=kept_out.agreement,
        held_out_agreement=taught["agreement"],
        epochs=taught["epochs"],
        steps=taught["epochs"] * steps,
        images=taught["images"],
    )


def _criteria(chosen: Path, select: Done) -> Criteria:
    measures = json.loads((chosen / "report.json").read_bytes())
    border = measures["border"]
    edges = np.array(border["entropy"]["edges"])
    middles = (edges[:-1] + edges[1:]) / 2
    varied = diversity.measure(first_images(chosen))
    return Criteria(
        relative_entropy_pool=select.figures["relative_entropy_before"],
        relative_entropy=select.figures["relative_entropy_after"],
        replicated=select.figures["replicated"],
        region_spread=measures["regions"]["mean"],
        spread=varied.spread,
        spread_images=varied.images,
        near_duplicates=varied.near_duplicates,
        near_border=border["near_after"],
        teacher_entropy=round(float((middles * border["entropy"]["after"]).sum()), 4),
    )


def first_images(folder: Path) -> NDArray[np.uint8]:
    """`(N, H, W, 3)`: the first images of a set, which is in random order."""
    pool = open_pool([folder])
    rows = np.arange(min(_SPREAD_IMAGES, pool.images(0)))
    with open_decoders(1) as decoders:
        groups = [group.images for chunk in decoders.chunks(pool, [(0, rows)]) for group in chunk.groups]
    images = np.concatenate([np.repeat(part, 3, 1) if part.shape[1] == 1 else part for part in groups])
    return np.ascontiguousarray(images.transpose(0, 2, 3, 1))
