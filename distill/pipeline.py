"""A pipeline: render, select, invert, distill, evaluate and a report, from one document.

    teacher: builtin:fashion-mnist
    render: {n: 20000, size: 32, source: "twigl,leaves"}     # the keys of a recipe, and n
    select: {n: 5000}                                        # without it the whole pool is learned from
    invert: {n: 5000}                                        # without it the student sees images as they were drawn
    distill: {student: cnn, epochs: 20}                      # the keys of distill.settings.Settings, and student
    evaluate: {data: "idx:/data/fashion-mnist"}              # without it no accuracy is measured

In place of `render` there may be `pool: DIR`, a folder of shards that is there. Without `distill` it ends with the
selection, and writes no report of its own.

A stage's folder is named after a hash of its inputs, which its predecessor's is part of. So a stage whose inputs did
not change is skipped, one that died goes on, and what a changed document needs stands beside what was there before.
"""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import torch
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from distill import run
from distill.accelerator import Precision, parse_device
from distill.data import identity
from distill.evaluate import evaluate
from distill.inversion import Settings as Inversion
from distill.inverted import check as check_inversion
from distill.inverted import invert_pool
from distill.pool import open_pool
from distill.report.pipeline import write_report
from distill.rounds import select_until_balanced
from distill.runfolder import place
from distill.scores import device_of
from distill.selection import Settings as Selection
from distill.selection import select
from distill.settings import Settings
from distill.strategies.candidates import Options as StrategyOptions
from distill.student import build_student
from distill.teachers.base import Teacher
from distill.teachers.load import load_teacher
from shadergen.errors import UsageError
from shadergen.recipe import Recipe, explain
from shadergen.rendering import Options as Rendering
from shadergen.rendering import render

STAGES = ("render", "select", "invert", "distill", "evaluate")
_N = Annotated[int, Field(ge=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Select(_Part):
    """What `shadergen select` is asked for."""

    n: _N
    strategy: str = "balanced"
    seed: Annotated[int, Field(ge=0)] = 0
    replicate: Literal["physical", "weights"] = "physical"
    imbalance: float = 100.0
    mixture: str = "pool"
    until_balanced: bool = False
    budget: _N | None = None
    shard_size: _N = 10_000


class Invert(_Part):
    """What `shadergen invert` is asked for; the student learns from the selected images and from those that moved."""

    n: _N | None = None
    """Only so many of the selected images, the first ones; without it all."""
    steps: int = Inversion.steps
    """Steps that each image moves."""
    rate: float = Inversion.rate
    """How far a pixel moves in the first step, of 1."""
    batch: int = Inversion.batch
    """Images whose moments are held together against the teacher's."""
    precision: Precision = Inversion.precision
    """Of the teacher's passes."""

    def settings(self) -> Inversion:
        """How images move.

        Raises:
            UsageError: a number is out of range.
        """
        return Inversion(self.steps, self.rate, self.batch, self.precision)


class Evaluate(_Part):
    """What a student is measured on."""

    data: str


class Pipeline(_Part):
    """A pipeline as its document says it; `render` and `distill` are parsed further where their keys are known."""

    teacher: str
    render: dict[str, Any] | None = None
    pool: Path | None = None
    select: Select | None = None
    invert: Invert | None = None
    distill: dict[str, Any] | None = None
    evaluate: Evaluate | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if (self.render is None) == (self.pool is None):
            raise ValueError("give render or pool, one of them")
        if self.distill is None and (self.select is None or self.evaluate):
            raise ValueError("without distill there is a selection, and nothing to evaluate")
        if self.invert is not None and self.select is None:
            raise ValueError("invert moves what select chose, of all classes; give both")
        if self.invert is not None and self.select is not None and self.select.replicate == "weights":
            raise ValueError("invert moves copies, which replicate: weights leaves out; take replicate: physical")
        return self

    @classmethod
    def load(cls, file: Path) -> "Pipeline":
        """Read a YAML document.

        Raises:
            UsageError: the file cannot be read or holds no pipeline.
        """
        try:
            document = yaml.safe_load(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise UsageError(f"pipeline {file}: {error.strerror}") from error
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise UsageError(f"pipeline {file}: not YAML: {' '.join(str(error).split())}") from error
        try:
            return cls.model_validate(document)
        except ValidationError as error:
            raise UsageError(f"pipeline {file}: {explain(error, cls)}") from error


@dataclass(frozen=True)
class Options:
    """How a pipeline runs; nothing here decides what comes out.

    Attributes:
        device: 'auto', 'cpu', 'gpu' or 'gpu:K', for drawing and for both networks.
        workers: processes that draw or decode; None takes one for each core.
        command: what the student's card says of how it was made.
        on_stage: called with a stage's name when it begins.
        on_status: see `shadergen.rendering.Options`.
        on_images: see `distill.selection.Settings`.
        on_progress: see `distill.run.Options`.
        on_event: called with a line for the log.
    """

    device: str = "auto"
    workers: int | None = None
    command: str = ""
    on_stage: Callable[[str], None] = lambda _: None
    on_status: Callable[[Any], None] = lambda _: None
    on_images: Callable[[int, int, int], None] = lambda _scored, _bad, _all: None
    on_progress: Callable[[run.Progress], None] = lambda _: None
    on_event: Callable[[str], None] = lambda _: None


@dataclass(frozen=True)
class Done:
    """A finished stage: its key, where its result lies, its seconds and figures, and whether it was skipped."""

    stage: str
    key: str
    place: str
    seconds: float
    figures: dict[str, Any] = field(default_factory=dict)
    skipped: bool = False


@dataclass(frozen=True)
class _Stage:
    """A stage that is due: what its inputs are, and what does it, given the place of its result."""

    name: str
    inputs: Any
    do: Callable[[Path], dict[str, Any]]

    @property
    def key(self) -> str:
        return hashlib.sha256(json.dumps([self.name, self.inputs], sort_keys=True).encode()).hexdigest()


class _Book:
    """`pipeline.json`: the stages that are finished, by their keys."""

    def __init__(self, out: Path) -> None:
        self._out, self._file = out, out / "pipeline.json"
        try:
            out.mkdir(parents=True, exist_ok=True)
            rows = json.loads(self._file.read_bytes())["stages"] if self._file.is_file() else []
            names = {one.name for one in fields(Done)}
            self._done = {row["key"]: Done(**{k: v for k, v in row.items() if k in names}) for row in rows}
        except OSError as error:
            raise UsageError(f"{out}: it cannot be used as a pipeline's folder ({error.strerror})") from error
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{self._file} is damaged ({type(error).__name__}); remove it") from error

    def run(self, stage: _Stage) -> Done:
        """Do a stage, unless it is done."""
        known, where = self._done.get(stage.key), f"{stage.name}-{stage.key[:12]}"
        if known and (self._out / where).exists():
            return Done(stage.name, stage.key, where, known.seconds, known.figures, skipped=True)
        began = time.monotonic()
        figures = stage.do(self._out / where)
        done = Done(stage.name, stage.key, where, round(time.monotonic() - began, 1), figures)
        self._done[stage.key] = done
        rows = [vars(one) for one in self._done.values()]
        place(self._file, (json.dumps({"format": 1, "stages": rows}, indent=1) + "\n").encode())
        return done


def run_pipeline(pipeline: Pipeline, out: Path, options: Options = Options()) -> list[Done]:
    """Run what is not done yet.

    Args:
        pipeline: what is wanted.
        out: folder of all stages; `report.html` in it shows the last run.
        options: how.

    Returns:
        The stages in order.

    Raises:
        UsageError: a stage's input cannot be used; found for all stages before the first begins.
        RunError: a stage failed.
    """
    device = parse_device(options.device)
    teacher = load_teacher(pipeline.teacher, device)
    lesson = _lesson(pipeline.distill, teacher) if pipeline.distill is not None else None
    drawing = _drawing(pipeline.render) if pipeline.render is not None else None
    if pipeline.invert:
        pipeline.invert.settings()
        check_inversion(teacher)
    data = identity(pipeline.evaluate.data) if pipeline.evaluate else None
    book, done = _Book(out), []

    def finish(stage: _Stage) -> Done:
        options.on_stage(stage.name)
        done.append(book.run(stage))
        return done[-1]

    if drawing:
        recipe, n = drawing
        fingerprint = recipe.resolve().fingerprint
        pool = finish(_Stage("render", [fingerprint, n], lambda to: _render(recipe, n, to, options)))
    else:
        assert pipeline.pool is not None
        pool = _there(pipeline.pool)
        done.append(pool)
    learned = [pool]
    if pipeline.select:
        wanted = pipeline.select
        inputs = [pool.key, teacher.fingerprint, wanted.model_dump()]
        learned = [finish(_Stage("select", inputs, lambda to: _select(out / pool.place, teacher, wanted, to, options)))]
    if pipeline.invert:
        chosen, moving = learned[0], pipeline.invert
        inputs = [chosen.key, teacher.fingerprint, moving.model_dump()]
        learned += [
            finish(_Stage("invert", inputs, lambda to: _invert(out / chosen.place, teacher, moving, to, options)))
        ]
    if lesson is None:
        return done
    student, settings = lesson
    keys, folders = "+".join(one.key for one in learned), [out / one.place for one in learned]
    inputs = [keys, teacher.fingerprint, _content(student), settings.model_dump(mode="json")]
    taught = finish(_Stage("distill", inputs, lambda to: _distill(folders, teacher, student, to, settings, options)))
    if pipeline.evaluate:
        model, spec = out / taught.place / "student.safetensors", pipeline.evaluate.data
        finish(_Stage("evaluate", [taught.key, data], lambda to: _evaluate(model, spec, teacher, device, to)))
    options.on_stage("report")
    write_report(out, teacher.name, [vars(stage) for stage in done])
    return done


def _lesson(asked: dict[str, Any], teacher: Teacher) -> tuple[str, Settings]:
    """The student, which this teacher can teach, and how."""
    settings = Settings.parse({k: v for k, v in asked.items() if k != "student"})
    student = asked.get("student")
    if not isinstance(student, str):
        raise UsageError("distill.student is missing; give a name such as cnn, or FILE.yaml")
    build_student(student, teacher, settings.seed)
    return student, settings


def _drawing(asked: dict[str, Any]) -> tuple[Recipe, int]:
    """The recipe and its n."""
    n = asked.get("n")
    if not isinstance(n, int) or n < 1:
        raise UsageError(f"render.n is {n!r}; give the number of images, 1 or more")
    return Recipe.parse({k: v for k, v in asked.items() if k != "n"}), n


def _there(folder: Path) -> Done:
    """A pool that someone else made, as a stage that is done."""
    pool = open_pool([folder])
    key = hashlib.sha256("\n".join(shard.sha256 for shard in pool.shards).encode()).hexdigest()
    images = sum(pool.images(number) for number in range(len(pool.shards)))
    return Done("pool", key, str(folder.absolute()), 0.0, {"images": images}, skipped=True)


def _content(text: str) -> str:
    """A student's name, or what its SPEC says."""
    file = Path(text)
    return file.read_text(encoding="utf-8") if file.suffix in {".yaml", ".yml"} else text


def _render(recipe: Recipe, n: int, to: Path, options: Options) -> dict[str, Any]:
    drawing = Rendering(
        workers=options.workers, device=options.device, on_status=options.on_status, on_event=options.on_event
    )
    manifest = render(recipe, to, n=n, options=drawing)
    return {"images": manifest.images, "fingerprint": manifest.fingerprint}


def _select(pool: Path, teacher: Teacher, wanted: Select, to: Path, options: Options) -> dict[str, Any]:
    settings = Selection(
        replicate=wanted.replicate,
        options=StrategyOptions(imbalance=wanted.imbalance, mixture=wanted.mixture),
        shard_size=wanted.shard_size,
        workers=options.workers,
        on_images=options.on_images,
        on_event=options.on_event,
    )
    asked = (pool,), teacher, wanted.n, to, wanted.strategy, wanted.seed
    if wanted.until_balanced:
        drawing = Rendering(device=options.device, on_status=options.on_status, on_event=options.on_event)
        result = select_until_balanced(*asked, budget=wanted.budget, settings=settings, options=drawing).as_dict()
    else:
        result = select(*asked, settings=settings).as_dict()
    names = ("images", "histogram_before", "histogram", "relative_entropy_before", "relative_entropy_after",
             "replicated", "fingerprint")  # fmt: skip
    return {name: result[name] for name in names}


def _invert(chosen: Path, teacher: Teacher, wanted: Invert, to: Path, options: Options) -> dict[str, Any]:
    manifest = invert_pool(
        [chosen], teacher, to, wanted.settings(), n=wanted.n, workers=options.workers,
        on_images=lambda done, total: options.on_images(done, 0, total),
    )  # fmt: skip
    return {"images": manifest.images, "histogram": manifest.histogram, "fingerprint": manifest.request.fingerprint}


def _distill(
    data: list[Path], teacher: Teacher, student: str, to: Path, settings: Settings, options: Options
) -> dict[str, Any]:
    how = run.Options(
        workers=options.workers,
        device=device_of(teacher),
        command=options.command,
        on_progress=options.on_progress,
        on_event=options.on_event,
    )
    found = run.distill(data, teacher, student, to, settings, how)
    return {"agreement": found.agreement, "epochs": found.epochs, "images": found.images}


def _evaluate(model: Path, data: str, teacher: Teacher, device: torch.device, to: Path) -> dict[str, Any]:
    found = vars(evaluate(str(model), data, teacher, device))
    place(to, (json.dumps(found) + "\n").encode())
    return dict(found)
