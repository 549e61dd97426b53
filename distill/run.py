"""A run: from dataset folders and a teacher to a student in a folder, resumed where it died.

run.json               what was asked: another request for the same folder is refused
state.pt               all that later steps depend on, at most a minute old
log.jsonl              a line a step, and a line an epoch with the agreement on held-out images
best.safetensors       the weights with the highest agreement on held-out images
student.safetensors    the last weights, with student.json beside it: a SPEC that every command reads
report.html, .json     curves, who is taken for what, and the images on which both disagree most
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from distill.accelerator import in_precision
from distill.answers import Answered, Stored
from distill.decoding import open_decoders
from distill.evaluate import evaluate
from distill.events import Events, open_events
from distill.held_out import compare, logits_of
from distill.ranks import Rank, ranks
from distill.report.run import HeldOut, make_report
from distill.runfolder import LOG, Log, Place, RunFolder
from distill.samples import Reader, Samples, free_memory, open_samples, room_to_crop, split
from distill.settings import Settings
from distill.strategies.candidates import Rows
from distill.student import Student, build_student, export_onnx, leave, weights_of
from distill.teachers.adapter import Adapter, Manner
from distill.teachers.base import Teacher, fingerprint
from distill.teachers.load import load_teacher
from distill.trainer import Clock, Diverged, Step, Trainer
from distill.views import Views
from shadergen.errors import RunError, UsageError
from shadergen.rendering import cores
from shadergen.shards.selected import Chooser
from shadergen.version import VERSION

_HELD_BATCH = 256
_HELD_OUT = 1024
_KNOWN_BYTES = 2**29
"""Of the teacher's answers that are kept in memory; not of what is free, so that a run that goes on does the same."""
_MEMORY_SHARE = {"cpu": 0.5, "cuda": 0.25}
_CROPPED = ("high", "extreme")


@dataclass(frozen=True)
class Progress:
    """How far a run is: the last step, steps of an epoch, epochs, images a second, seconds left."""

    step: Step
    steps: int
    epochs: int
    images_per_s: float
    seconds_left: float

    def text(self) -> str:
        """A line for people."""
        return (
            f"epoch {self.step.epoch + 1} of {self.epochs}, loss {self.step.loss:.4f}, "
            f"agreement {self.step.agreement:.1%}, {self.images_per_s:,.0f} images/s, {self.seconds_left:,.0f} s left"
        )


@dataclass(frozen=True)
class Options:
    """What a run can be told besides how a student is trained.

    Attributes:
        cache: keep decoded images in memory, of the GPU or of the machine: 'auto' where they take a part of what is
            free, 'memory' or 'none'.
        teacher_cache: folder of stored teacher outputs, see `distill.answers`. With it the teacher's answers are taken
            in half precision, whether they were there or not; so a folder begun with it goes on with it.
        workers: decoding processes; None takes one for each core.
        device: where both networks compute.
        state_seconds: how often the state is written.
        evaluate: DATA on whose test split the last student is measured.
        onnx: write the student as ONNX too.
        tensorboard: write TensorBoard's events too.
        report: write `report.html` and `report.json`.
        command: what the card says of how it was made.
        on_progress: called when steps are done.
        on_event: called with a line for the log.
    """

    cache: Literal["auto", "memory", "none"] = "auto"
    teacher_cache: Path | None = None
    workers: int | None = None
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    state_seconds: float = 60.0
    evaluate: str | None = None
    onnx: bool = False
    tensorboard: bool = False
    report: bool = True
    command: str = ""
    on_progress: Callable[[Progress], None] = lambda _: None
    on_event: Callable[[str], None] = lambda _: None


_SETTINGS, _OPTIONS = Settings(), Options()


@dataclass(frozen=True)
class Outcome:
    """What a run came to; `agreement` is on held-out images, of the last epoch; None where none was measured."""

    accuracy: float | None
    agreement: float | None
    epochs: int
    images: int
    seconds: float


@dataclass(frozen=True)
class Lesson:
    """Who learns from whom on what: all that a run's steps are functions of, besides the student's weights.

    Attributes:
        teacher: who is asked.
        samples: the images.
        views: what is made of them.
        settings: how a student is trained.
        trained: `(N,)` int64, numbers of the samples to train on.
        held: `(M,)` int64, of those held out.
    """

    teacher: Teacher
    samples: Samples
    views: Views
    settings: Settings
    trained: NDArray[np.int64]
    held: NDArray[np.int64]

    @property
    def steps(self) -> int:
        """Of an epoch."""
        return len(self.trained) // self.settings.batch

    def answered(self) -> Answered:
        """What the teacher is asked in this lesson."""
        settings, teacher = self.settings, self.teacher
        return Answered(
            teacher=Chooser(
                name=teacher.name, spec=teacher.spec, classes=teacher.classes, fingerprint=teacher.fingerprint
            ),
            samples=self.samples.fingerprint(),
            folders=tuple(folder.absolute() for folder in self.samples.pool.folders),
            size=self.samples.size,
            view=self.views.size,
            channels=3 if self.samples.channels == 3 else 1,
            fill=self.views.fill,
            regime=settings.regime,
            mixup=settings.mixup,
            precision=settings.precision,
            held_out=len(self.held),
            batch=settings.batch,
            seed=settings.seed,
        )


def make_lesson(
    data: Sequence[Path | str], teacher: Teacher, size: tuple[int, int], channels: int, settings: Settings
) -> Lesson:
    """Open the images for a teacher and views of `size` (height, width).

    Raises:
        UsageError: the images or the settings cannot be used.
        RunError: a shard is no tar.
    """
    samples = open_samples(data, size, channels)
    if settings.regime in _CROPPED:
        samples = room_to_crop(samples, size)
    fill = teacher.input.mean if teacher.input.channels == channels else (0.5,)
    views = Views(settings.regime, settings.mixup, settings.seed, size, fill)
    held_out = settings.held_out
    if held_out is None:
        held_out = min(_HELD_OUT, len(np.unique(samples.image)) // 10)
    return Lesson(teacher, samples, views, settings, *split(samples, held_out, settings.seed))


def distill(
    data: Sequence[Path | str],
    teacher: str | Teacher,
    student: str,
    out: Path | str,
    settings: Settings = _SETTINGS,
    options: Options = _OPTIONS,
) -> Outcome:
    """Train a student to answer as a teacher does; running it again goes on where the last run ended.

    Args:
        data: dataset folders, such as `shadergen select` writes.
        teacher: one that is loaded, or its SPEC.
        student: a name, or a YAML SPEC.
        out: the run's folder.
        settings: how it is trained.
        options: all else.

    Raises:
        UsageError: the data, a network, a setting or the folder cannot be used.
        RunError: the loss is no number, an image does not decode, or the disk failed.
    """
    began = time.monotonic()
    with ranks(options.device) as rank:
        chooser = load_teacher(teacher, rank.device) if isinstance(teacher, str) else teacher
        pupil = build_student(student, chooser, settings.seed)
        height, width = map(max, chooser.input.size, pupil.input.size)
        channels = max(chooser.input.channels, pupil.input.channels)
        lesson = make_lesson(data, chooser, (height, width), channels, settings)
        _hold(lesson, rank, options)
        request = _request(lesson, pupil) | {"stored_answers": options.teacher_cache is not None}
        folder = RunFolder(Path(out), request, rank)
        stored = None
        if options.teacher_cache is not None:
            stored = Stored(options.teacher_cache, lesson.answered(), lesson.steps * settings.batch)
            stored.hold(settings.epochs)
        pupil.network.to(rank.device)
        trainer = Trainer(pupil.network, pupil.input, chooser, settings, lesson.views, lesson.steps, rank, stored)
        with open_decoders(max(1, (options.workers or cores()) // rank.count)) as decoders:
            reader = Reader(lesson.samples, decoders, memory=_memory(lesson.samples, options, rank))
            run = _Run(folder, lesson, pupil, trainer, reader, rank, options)
            last = run.train()
            images = settings.epochs * lesson.steps * settings.batch
            if rank.number:
                return Outcome(None, last, settings.epochs, images, time.monotonic() - began)
            return run.finish(last, images, began)


def _hold(lesson: Lesson, rank: Rank, options: Options) -> None:
    settings, teacher = lesson.settings, lesson.teacher
    if settings.batch % rank.count or settings.batch < 2 * rank.count:
        raise UsageError(
            f"batch is {settings.batch}; it is a multiple of the {rank.count} processes, and 2 or more each"
        )
    if not lesson.steps:
        raise UsageError(
            f"{len(lesson.samples)} samples without {len(lesson.held)} images held out are {len(lesson.trained)}, "
            f"fewer than a batch of {settings.batch}; give more images, or a smaller --batch"
        )
    if settings.attack is not None and not teacher.differentiable:
        raise UsageError(
            f"teacher {teacher.name} has no gradients for the attack; give it as a network that lets them through, not "
            "as ONNX"
        )
    if settings.attack is not None and options.teacher_cache is not None:
        raise UsageError(
            "with the attack no teacher outputs are stored: the teacher's gradients move the images, so it is asked "
            "anew in every step; leave out --teacher-cache, or attack beforehand with `shadergen attack`"
        )


def _memory(samples: Samples, options: Options, rank: Rank) -> torch.device | None:
    """Where decoded images are kept."""
    if options.cache == "none":
        return None
    for device in dict.fromkeys((rank.device, torch.device("cpu"))):
        ranks_here = rank.count if device.type == "cpu" else 1
        if samples.bytes < _MEMORY_SHARE[device.type] * free_memory(device) / ranks_here:
            return device
    return torch.device("cpu") if options.cache == "memory" else None


def _request(lesson: Lesson, student: Student) -> dict[str, Any]:
    return {
        "format": 1,
        "teacher": lesson.teacher.fingerprint,
        "student": fingerprint(student.architecture, student.input, student.network),
        "samples": lesson.samples.fingerprint(),
        "settings": lesson.settings.model_dump(mode="json"),
    }


@dataclass(frozen=True)
class _Run:
    """A run's parts, brought together."""

    folder: RunFolder
    lesson: Lesson
    student: Student
    trainer: Trainer
    reader: Reader
    rank: Rank
    options: Options

    def train(self) -> float | None:
        """Train what is left; the agreement on held-out images after the last epoch."""
        settings, trainer = self.lesson.settings, self.trainer
        where, state = self.folder.restore()
        if state is not None:
            trainer.restore(state)
            self.options.on_event(f"going on with epoch {where.epoch + 1}, step {where.step + 1}")
        held = self.lesson.held
        total = settings.epochs * trainer.steps * settings.batch
        theirs = self._answers(self.lesson.teacher, held) if len(held) and where.epoch < settings.epochs else None
        known = self._known() if where.epoch < settings.epochs else None
        clock = Clock(total, (where.epoch * trainer.steps + where.step) * settings.batch)
        with (
            self.folder.log(where.log) as log,
            open_events(self.folder.path, wanted=self.options.tensorboard and not self.rank.number) as events,
        ):
            while where.epoch < settings.epochs:
                self._epoch(where, known, clock, log, events)
                where = replace(where, epoch=where.epoch + 1, step=0)
                if theirs is not None:
                    where = self._measure(where, theirs, held, log, events)
                self._save(where, log)
        return where.last

    def _known(self) -> Tensor | None:
        """`(N, classes)` float32 on the rank's device: the teacher's answers by sample number.

        None where epochs show other views, where there is one alone, where answers are stored, and where there are very
        many.
        """
        lesson, rank, settings = self.lesson, self.rank, self.lesson.settings
        shape = (len(lesson.samples), lesson.teacher.classes)
        again = lesson.views.same_in_every_epoch and settings.epochs > 1 and self.options.teacher_cache is None
        if not again or 4 * shape[0] * shape[1] > _KNOWN_BYTES:
            return None
        if not rank.number:
            self.options.on_event(f"asking the teacher about {len(lesson.trained):,} images, once for all epochs")
        mine = np.array_split(lesson.trained, rank.count)[rank.number]
        with in_precision(rank.device, settings.precision):
            answers = self._answers(lesson.teacher, mine).to(rank.device)
        answers = rank.gather_parts(answers, alike=False)
        known = torch.full(shape, torch.nan, device=rank.device)
        known[torch.from_numpy(lesson.trained).to(rank.device)] = answers
        return known

    def _epoch(self, where: Place, known: Tensor | None, clock: Clock, log: Log, events: Events) -> None:
        """The rest of an epoch from `where` on."""
        steps, batch = self.trainer.steps, self.lesson.settings.batch
        written = time.monotonic()
        try:
            for done in self.trainer.epoch(where.epoch, where.step, self.reader, self.lesson.trained, known):
                for step in done:
                    log.write(asdict(step))
                    events.step(step, steps)
                last = done[-1]
                so_far = (where.epoch * steps + last.step + 1) * batch
                self.options.on_progress(Progress(last, steps, self.lesson.settings.epochs, *clock.at(so_far)))
                if time.monotonic() - written > self.options.state_seconds and last.step + 1 < steps:
                    self._save(replace(where, step=last.step + 1), log)
                    written = time.monotonic()
        except Diverged as news:
            keys = ", ".join(self.lesson.samples.key(int(number)) for number in news.samples)
            raise RunError(
                f"{news}, at learning rate {news.step.learning_rate:.4g}, on samples {keys}, ...; the last state "
                "stands: lower the learning rate, or set --clip"
            ) from None

    def _save(self, where: Place, log: Log) -> None:
        if not self.trainer.sound():
            raise RunError(
                f"the student's weights are no numbers before epoch {where.epoch}, step {where.step}; the last state "
                "stands: lower the learning rate, or set --clip"
            )
        self.folder.save(where, self.trainer.state(), log)

    def _measure(self, where: Place, theirs: Tensor, held: NDArray[np.int64], log: Log, events: Events) -> Place:
        """Measure the student on held-out images after an epoch, and keep it if it is the best so far."""
        found = compare(self._answers(self._pupil(), held), theirs)
        log.write({"epoch": where.epoch - 1, "held_out_agreement": found.top1, "held_out_kl": found.kl})
        events.epoch(where.epoch - 1, found)
        if found.top1 > where.best:
            self.folder.keep_best(weights_of(self.trainer.kept))
        return replace(where, best=max(where.best, found.top1), last=found.top1)

    def _pupil(self) -> Teacher:
        """The student as it would be left, as one that can be asked."""
        network, student = self.trainer.kept, self.student
        identity = fingerprint(student.architecture, student.input, network)
        classes = self.lesson.teacher.classes
        asked = Adapter(network, Manner(classes, self.trainer.layout))
        return Teacher("", student.name, classes, student.input, asked, identity, differentiable=True)

    def _answers(self, network: Teacher, samples: NDArray[np.int64]) -> Tensor:
        """`(N, classes)`: a network's answers to some samples as they are."""
        batches = (images for _, images in _all(self.reader, samples))
        return logits_of(network.network, network.input, batches, self.rank.device)

    def finish(self, last: float | None, images: int, began: float) -> Outcome:
        """Leave the student, measure it, and report."""
        settings, teacher, out = self.lesson.settings, self.lesson.teacher, self.folder.path
        pupil = self._pupil()
        accuracy = None
        if self.options.evaluate:
            accuracy = evaluate(pupil, self.options.evaluate, None, self.rank.device).accuracy
        seconds = round(time.monotonic() - began, 1)
        card = {
            "classes": teacher.classes,
            "command": self.options.command,
            "version": VERSION,
            "options": settings.model_dump(mode="json"),
            "epochs": settings.epochs,
            "seconds": seconds,
            "test_accuracy": accuracy,
            "teacher": {"spec": teacher.spec, "name": teacher.name, "fingerprint": teacher.fingerprint},
            "data": tuple(shard.sha256 for shard in self.lesson.samples.pool.shards),
            "agreement": last,
        }
        whole = leave(self.student, self.trainer.kept, card, out)
        if self.options.report:
            make_report(whole, out / LOG, self._held_out(pupil)).write(out)
        if self.options.onnx:
            export_onnx(self.student, self.trainer.kept, out / "student.onnx")
        return Outcome(accuracy, last, settings.epochs, images, seconds)

    def _held_out(self, pupil: Teacher) -> HeldOut | None:
        """What the report shows of the held-out images."""
        held = self.lesson.held
        if not len(held):
            return None

        def look(rows: Rows) -> list[tuple[str, NDArray[np.uint8]]]:
            pictures = {int(number): image for part, images in _all(self.reader, held[rows])
                        for number, image in zip(part, images.cpu().numpy(), strict=True)}  # fmt: skip
            return [(self.lesson.samples.key(number), image) for number, image in pictures.items()]

        return HeldOut(self._answers(pupil, held), self._answers(self.lesson.teacher, held), look)


def _all(reader: Reader, samples: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], Tensor]]:
    """All samples, the last batch smaller."""
    whole = len(samples) // _HELD_BATCH * _HELD_BATCH
    yield from reader.batches(samples[:whole], _HELD_BATCH)
    if whole < len(samples):
        yield from reader.batches(samples[whole:], len(samples) - whole)
