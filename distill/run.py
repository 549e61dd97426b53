"""A distillation run: a folder that holds what was asked, the state, the log and, at the end, the student."""

import io
import json
import math
import os
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray

from distill.decoding import open_decoders
from distill.evaluate import evaluate
from distill.samples import Reader, Samples, free_memory, open_samples, split
from distill.student import Student, build_student, export_onnx, leave, weights_of
from distill.teachers.base import Teacher, fingerprint
from distill.teachers.load import load_teacher
from distill.trainer import Clock, Rank, Settings, Step, Trainer, agreement
from shadergen.errors import RunError, UsageError
from shadergen.rendering import cores
from shadergen.version import VERSION

_HELD_BATCH = 256
_MEMORY_SHARE = 0.5


@dataclass(frozen=True)
class Progress:
    """How far a run is: the last step, images a second, seconds left."""

    step: Step
    steps: int
    images_per_s: float
    seconds_left: float


@dataclass(frozen=True)
class Options:
    """What a run can be told besides how a student is trained.

    Attributes:
        held_out: images that are not trained on, to measure agreement after each epoch.
        cache: keep decoded images in memory: 'auto' where half of the free memory holds them, 'memory' or 'none'.
        workers: decoding processes; None takes one for each core.
        device: where both networks compute.
        state_seconds: how often the state is written.
        evaluate: DATA on whose test split the last student is measured.
        onnx: write the student as ONNX too.
        tensorboard: write TensorBoard's events too.
        command: what the card says of how it was made.
        on_progress: called after each step.
        on_event: called with a line for the log.
    """

    held_out: int = 1024
    cache: Literal["auto", "memory", "none"] = "auto"
    workers: int | None = None
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    state_seconds: float = 60.0
    evaluate: str | None = None
    onnx: bool = False
    tensorboard: bool = False
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
        out: the run's folder: `run.json`, `state.pt`, `log.jsonl`, `best.safetensors`, and at the end
            `student.safetensors` with its card.
        settings: how it is trained.
        options: all else.

    Raises:
        UsageError: the data, a network, a setting or the folder cannot be used.
        RunError: the loss is no number, an image does not decode, or the disk failed.
    """
    began = time.monotonic()
    with _ranks(options.device) as rank:
        chooser = load_teacher(teacher, rank.device) if isinstance(teacher, str) else teacher
        pupil = build_student(student, chooser, settings.seed)
        size = max(chooser.input.size, pupil.input.size)
        channels = max(chooser.input.channels, pupil.input.channels)
        samples = open_samples(data, size, channels)
        held_out = options.held_out // _HELD_BATCH * _HELD_BATCH or options.held_out
        _hold(settings, chooser, samples, held_out, rank)
        run = _Run(Path(out), _request(chooser, pupil, samples, held_out, settings), rank, options)
        trained, held = split(len(samples), held_out, settings.seed)
        pupil.network.to(rank.device)
        trainer = Trainer(
            pupil.network, pupil.input, chooser, settings, len(trained) // settings.batch, rank, chooser.input.mean
            if chooser.input.channels == channels else (0.5,),
        )  # fmt: skip
        in_memory = options.cache == "memory" or (
            options.cache == "auto" and samples.bytes < _MEMORY_SHARE * free_memory() / rank.count
        )
        with open_decoders(max(1, (options.workers or cores()) // rank.count)) as decoders:
            reader = Reader(samples, decoders, in_memory=in_memory)
            last = run.train(trainer, reader, trained, held, settings, pupil, chooser)
        if rank.number:
            return Outcome(None, last, settings.epochs, settings.epochs * len(trained), time.monotonic() - began)
        return run.finish(trainer, pupil, chooser, samples, settings, last, began, len(trained))


def _hold(settings: Settings, teacher: Teacher, samples: Samples, held_out: int, rank: Rank) -> None:
    left = len(samples) - held_out
    if settings.batch % rank.count or settings.batch < 2 * rank.count:
        raise UsageError(
            f"batch is {settings.batch}; it is a multiple of the {rank.count} processes, and 2 or more each"
        )
    if left < settings.batch:
        raise UsageError(
            f"{len(samples)} samples less {held_out} held out are fewer than a batch of {settings.batch}; "
            "give more images, or a smaller --batch"
        )
    if settings.epochs < 1 or settings.temperature <= 0 or settings.learning_rate <= 0:
        raise UsageError("epochs are 1 or more; temperature and learning rate are above 0")
    if settings.attack is not None and not teacher.differentiable:
        raise UsageError(f"teacher {teacher.name} has no gradients for the attack; give it as a network, not as ONNX")
    if settings.ema is not None and not 0 < settings.ema < 1:
        raise UsageError(f"ema is {settings.ema}; it is a decay between 0 and 1, such as 0.999")


def _request(teacher: Teacher, student: Student, samples: Samples, held_out: int, settings: Settings) -> dict[str, Any]:
    return {
        "format": 1,
        "teacher": teacher.fingerprint,
        "student": fingerprint(student.name, student.input, student.network),
        "samples": samples.fingerprint(),
        "held_out": held_out,
        "settings": asdict(settings),
    }


@contextmanager
def _ranks(device: torch.device) -> Iterator[Rank]:
    """This process's rank; under torchrun the processes find each other."""
    count = int(os.environ.get("WORLD_SIZE", "1"))
    if count == 1:
        yield Rank(0, 1, device)
        return
    number, local = int(os.environ["RANK"]), int(os.environ["LOCAL_RANK"])
    here = torch.device("cuda", local) if device.type == "cuda" else device
    torch.distributed.init_process_group("nccl" if here.type == "cuda" else "gloo", timeout=timedelta(minutes=10))
    try:
        yield Rank(number, count, here)
    finally:
        torch.distributed.destroy_process_group()


class _Run:
    """The run's folder. Only rank 0 writes."""

    def __init__(self, out: Path, request: dict[str, Any], rank: Rank, options: Options) -> None:
        self._out, self._rank, self._options = out, rank, options
        self._state, self._log = out / "state.pt", out / "log.jsonl"
        text = json.dumps(request, indent=1, sort_keys=True) + "\n"
        file = out / "run.json"
        if rank.number:  # rank 0 has begun the folder, or ended the run
            torch.distributed.barrier()
        if file.is_file():
            theirs = json.loads(file.read_text())
            if theirs != json.loads(text):
                names = [name for name in request if theirs.get(name) != json.loads(text)[name]]
                raise UsageError(
                    f"{out} holds another run; these differ: {', '.join(names)}. Ask for the same, or give --out anew"
                )
        elif out.is_dir() and any(out.iterdir()):
            raise UsageError(f"{out} holds something else; give --out a new or empty folder")
        else:
            out.mkdir(parents=True, exist_ok=True)
            _place(file, text.encode())
        if rank.count > 1 and not rank.number:
            torch.distributed.barrier()

    def train(
        self,
        trainer: Trainer,
        reader: Reader,
        trained: NDArray[np.int64],
        held: NDArray[np.int64],
        settings: Settings,
        student: Student,
        teacher: Teacher,
    ) -> float | None:
        """Train what is left; the agreement on held-out images after the last epoch."""
        epoch, first, best, last, offset = self._resume(trainer)
        total = settings.epochs * trainer.steps * settings.batch
        clock = Clock(total, (epoch * trainer.steps + first) * settings.batch)
        written = time.monotonic()
        events = self._events()
        self._log.touch()
        with (self._log if self._rank.number == 0 else Path(os.devnull)).open("r+b") as log:
            if self._rank.number == 0:  # what was logged after the state is done again
                log.truncate(offset)
                log.seek(offset)
            for number in range(epoch, settings.epochs):
                losses: list[float] = []
                for step in trainer.epoch(number, first, reader, trained):
                    losses.append(step.loss)
                    log.write((json.dumps(asdict(step)) + "\n").encode())
                    done = (number * trainer.steps + step.step + 1) * settings.batch
                    self._options.on_progress(Progress(step, trainer.steps, *clock.at(done)))
                    if time.monotonic() - written > self._options.state_seconds:
                        self._save(trainer, number, step.step + 1, best, last, log)
                        written = time.monotonic()
                first = 0
                if len(held):
                    batch = min(_HELD_BATCH, len(held))
                    last, divergence = agreement(
                        trainer.kept, student.input, teacher, reader.batches(held, batch), self._rank.device
                    )
                    line = {"epoch": number, "held_out_agreement": last, "held_out_kl": divergence}
                    log.write((json.dumps(line) + "\n").encode())
                    if last > best and self._rank.number == 0:
                        best = last
                        _place(self._out / "best.safetensors", weights_of(trainer.kept))
                if events is not None and losses:
                    events.add_scalar("loss", float(np.mean(losses)), number)
                    events.add_scalar("held_out_agreement", last if last is not None else math.nan, number)
                self._save(trainer, number + 1, 0, best, last, log)
                written = time.monotonic()
        return last

    def _events(self) -> Any:
        if not self._options.tensorboard or self._rank.number:
            return None
        from distill.teachers.libraries import library  # noqa: PLC0415

        library("tensorboard", "tensorboard")
        from torch.utils.tensorboard import SummaryWriter  # noqa: PLC0415

        return SummaryWriter(str(self._out / "events"))

    def _resume(self, trainer: Trainer) -> tuple[int, int, float, float | None, int]:
        """Epoch, step, best and last agreement and the log's length that the run goes on from."""
        if not self._state.is_file():
            return 0, 0, -1.0, None, 0
        try:
            state = torch.load(self._state, map_location=self._rank.device, weights_only=True)
            trainer.restore(state["trainer"])
        except (OSError, RuntimeError, KeyError, EOFError, ValueError, pickle.UnpicklingError) as error:
            raise RunError(f"{self._state} is damaged ({type(error).__name__}); remove it to begin anew") from error
        place = state["epoch"], state["step"]
        self._options.on_event(f"going on with epoch {place[0] + 1}, step {place[1] + 1}")
        return *place, state["best"], state["last"], state["log"]

    def _save(self, trainer: Trainer, epoch: int, step: int, best: float, last: float | None, log: Any) -> None:
        if self._rank.number:
            return
        log.flush()
        os.fsync(log.fileno())
        state = {
            "trainer": trainer.state(),
            "epoch": epoch,
            "step": step,
            "best": best,
            "last": last,
            "log": log.tell(),
        }
        out = io.BytesIO()
        torch.save(state, out)
        _place(self._state, out.getvalue())

    def finish(
        self,
        trainer: Trainer,
        student: Student,
        teacher: Teacher,
        samples: Samples,
        settings: Settings,
        last: float | None,
        began: float,
        images: int,
    ) -> Outcome:
        """Leave the student, and measure it."""
        network = trainer.kept.eval()
        accuracy = None
        if self._options.evaluate:
            identity = fingerprint(student.name, student.input, network)
            its = Teacher("", student.name, teacher.classes, student.input, network, identity, differentiable=True)
            accuracy = evaluate(its, self._options.evaluate, None, self._rank.device).accuracy
        seconds = round(time.monotonic() - began, 1)
        card = {
            "classes": teacher.classes,
            "command": self._options.command,
            "version": VERSION,
            "options": asdict(settings),
            "epochs": settings.epochs,
            "seconds": seconds,
            "test_accuracy": accuracy,
            "teacher": {"spec": teacher.spec, "name": teacher.name, "fingerprint": teacher.fingerprint},
            "data": tuple(shard.sha256 for shard in samples.pool.shards),
            "agreement": last,
        }
        leave(student, network, card, self._out)
        if self._options.onnx:
            export_onnx(student, network, self._out / "student.onnx")
        return Outcome(accuracy, last, settings.epochs, settings.epochs * images, seconds)


def _place(file: Path, data: bytes) -> None:
    """Write a file that appears whole.

    Raises:
        RunError: the disk failed.
    """
    scratch = file.with_name(f".{file.name}.tmp")
    try:
        with scratch.open("wb") as whole:
            whole.write(data)
            whole.flush()
            os.fsync(whole.fileno())
        scratch.replace(file)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise RunError(f"{file} cannot be written ({error.strerror}); what stands there is whole") from error
