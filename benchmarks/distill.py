"""How fast a student is distilled, in images a second, against what bare arithmetic and bare decoding could do.

Rows by `case`, all on one pool of leaves and noise:

    loader    ours: batches by number out of the shards, nothing kept in memory; limit: Pillow alone on all cores, one
              image after the other; usual: webdataset in a DataLoader of one worker a core
    none, muon, flip-crop, standard, high, mixup, attack
              ours: steps of a run with that regime (muon: `none` by Muon in place of SGD; mixup and attack: `none` with
              these), images in memory; limit: teacher forward, student forward, backward and step of SGD on one batch
              that lies there (`none` and `muon` ask the teacher once, before the first step, and are held against the
              student's part)
    replayed  ours: steps whose teacher outputs are stored; usual: the same steps when they are asked for the first
              time; `cost`: what the teacher takes of a bare step, over what the student takes
    memory    ours: resident memory of the process in MB after the last of many epochs; limit: after the first

The networks are ResNet-50 and ResNet-18 on a GPU, the built-in teacher and `cnn` on a CPU; for `replayed`, where the
teacher should take some ten times the student's time, ResNet-50 and ResNet-8, and WRN-16-2 and `cnn`.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.clock import finish
from benchmarks.shards import by_webdataset, decode_with_pillow, parts_of
from distill.accelerator import parse_device
from distill.attack import Settings as Attack
from distill.decoding import open_decoders
from distill.inputs import Input, prepare
from distill.layout import lay_out
from distill.losses import kl
from distill.networks.registry import build_network
from distill.run import Options, Progress, distill
from distill.samples import Reader, open_samples, order_of
from distill.settings import Settings
from distill.student import build_student
from distill.teachers.adapter import adapted
from distill.teachers.base import Teacher
from distill.teachers.load import load_teacher
from shadergen.recipe import Recipe
from shadergen.rendering import cores, render

_IMAGES = 8192
_BATCH = 256  # as of the preset
_WARM = 4  # steps that are not counted
_PLAIN = Settings.parse({"preset": "paper", "held_out": 0, "regime": "none", "mixup": False, "learning_rate": 0.01})
_COSTLY = {"cpu": ("wrn16-2", "cnn"), "cuda": ("resnet50", "resnet8")}
_MEMORY_EPOCHS = 12


def measure(sizes: Sequence[int], spec: str | None, seconds: float) -> Iterator[dict[str, Any]]:
    """The rows of each size, as they are measured.

    Args:
        sizes: sides of the pool's images in pixels.
        spec: the teacher; None takes those above.
        seconds: what a figure should take, about.
    """
    device = parse_device("auto")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            render(Recipe(size=(size, size), source={"leaves": 1.0, "noise": 1.0}), folder / "pool", n=_IMAGES)
            teacher, student = _networks(spec, size, device)
            bench = _Bench(folder, teacher, student, device, size, seconds)
            yield bench.loader()
            bare = bench.bare(teacher, student)
            for case, more in _CASES.items():
                ours = bench.steps(teacher, student, _PLAIN.model_copy(update=more), case)
                yield bench.row(case, ours, limit=_BATCH / bare.student if case in _ASKED_ONCE else bare.images_per_s)
            yield bench.replayed()
            yield bench.memory()


_CASES: dict[str, dict[str, Any]] = {
    "none": {},
    "muon": {"optimiser": "muon"},
    "flip-crop": {"regime": "flip-crop"},
    "standard": {"regime": "standard"},
    "high": {"regime": "high"},
    "mixup": {"mixup": True},
    "attack": {"attack": Attack()},
}
_ASKED_ONCE = ("none", "muon")  # of these the student's part is the limit


def _networks(spec: str | None, size: int, device: torch.device) -> tuple[Teacher, str]:
    if device.type == "cuda":
        return (load_teacher(spec, device) if spec else _teacher("resnet50", size, device)), "resnet18"
    return load_teacher(spec or "builtin:fashion-mnist", device), "cnn"


def _teacher(name: str, size: int, device: torch.device) -> Teacher:
    """A teacher with random weights."""
    wanted = Input(size=(size, size), mean=(0.5,) * 3, std=(0.25,) * 3)
    torch.manual_seed(0)
    network = adapted(build_network(name, 10, wanted).eval(), wanted, name).to(device)
    return Teacher("", name, 10, wanted, network, name.ljust(64, "0"), differentiable=True)


class _Bare:
    """Seconds a batch of a teacher's forward pass, and of a student's step, on one batch that lies in memory."""

    def __init__(self, teacher: float, student: float) -> None:
        self.teacher, self.student = teacher, student
        self.images_per_s = _BATCH / (teacher + student)


class _Bench:
    def __init__(
        self, folder: Path, teacher: Teacher, student: str, device: torch.device, size: int, seconds: float
    ) -> None:
        self._folder, self._teacher, self._student = folder, teacher, student
        self._device, self._size, self._seconds = device, size, seconds

    def row(self, case: str, ours: float, *, limit: float | None = None, usual: float | None = None) -> dict[str, Any]:
        return {
            "case": case,
            "size": self._size,
            "ours": round(ours, 1),
            "limit": None if limit is None else round(limit, 1),
            "usual": None if usual is None else round(usual, 1),
            "ratio_limit": None if limit is None else round(ours / limit, 3),
            "ratio_usual": None if usual is None else round(ours / usual, 2),
            "device": str(self._device),
        }

    def loader(self) -> dict[str, Any]:
        samples = open_samples([self._folder / "pool"], (self._size, self._size), 3)
        order = order_of(np.arange(len(samples)), 0, 0)
        with open_decoders(cores()) as decoders:
            reader = Reader(samples, decoders, memory=None)
            ours = self._rate(lambda: sum(len(part) for part, _ in reader.batches(order, _BATCH)))
        files, parts = [Path(shard.file) for shard in samples.pool.shards], parts_of(samples.pool)
        with ProcessPoolExecutor(cores(), multiprocessing.get_context("spawn")) as processes:
            limit = self._rate(lambda: sum(processes.map(decode_with_pillow, parts)))
        return self.row(
            "loader", ours, limit=limit, usual=self._rate(lambda: sum(len(part) for part in by_webdataset(files)))
        )

    def bare(self, teacher: Teacher, student: str) -> _Bare:
        pupil = build_student(student, teacher, 0)
        network = pupil.network.to(self._device).train()
        lay_out(network, torch.channels_last)
        images = torch.rand(_BATCH, teacher.input.channels, *teacher.input.size, device=self._device)
        views = prepare(images, teacher.input).contiguous(memory_format=torch.channels_last)
        # a rate of 0, or the batch would be learned by heart, and its gradients be too small for full speed
        optimiser = torch.optim.SGD(network.parameters(), 0.0, 0.9, weight_decay=1e-4)
        with torch.no_grad():
            answers = teacher.network(views)

        def ask() -> None:
            with torch.no_grad():
                teacher.network(views)

        def step() -> None:
            loss = kl(network(views), answers, 20.0)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()

        return _Bare(self._time(ask), self._time(step))

    def steps(self, teacher: Teacher, student: str, settings: Settings, name: str, **more: Any) -> float:
        """Images a second of a run's steps, without its start."""
        times: list[tuple[int, float]] = []

        def on_progress(now: Progress) -> None:
            times.append((now.step.epoch * now.steps + now.step.step, time.monotonic()))
            if len(times) > _WARM and times[-1][1] - times[_WARM][1] > self._seconds:
                raise _Enough

        out = self._folder / f"run-{name}"
        options = Options(device=self._device, report=False, on_progress=on_progress, **more)
        with suppress(_Enough):
            distill([self._folder / "pool"], teacher, student, out, settings, options)
        (first, began), (last, ended) = times[_WARM], times[-1]
        return (last - first) * settings.batch / (ended - began)

    def replayed(self) -> dict[str, Any]:
        teaching, learning = _COSTLY[self._device.type]
        teacher = _teacher(teaching, self._size, self._device)
        bare = self.bare(teacher, learning)
        # one epoch, asked for and then replayed; on a CPU of some batches only
        batch = _BATCH if self._device.type == "cuda" else 32
        steps = int(
            max(2 * _WARM, min(_IMAGES // batch, self._seconds * _BATCH / batch / (bare.teacher + bare.student)))
        )
        settings = _PLAIN.model_copy(update={"epochs": 1, "batch": batch, "held_out": _IMAGES - steps * batch})
        cache = {"teacher_cache": self._folder / "cache"}
        once = self.steps(teacher, learning, settings, "asked", **cache)
        again = self.steps(teacher, learning, settings, "replayed", **cache)
        return self.row("replayed", again, usual=once) | {"cost": round(bare.teacher / bare.student, 2)}

    def memory(self) -> dict[str, Any]:
        settings = _PLAIN.model_copy(update={"epochs": _MEMORY_EPOCHS, "held_out": _IMAGES - 4 * _BATCH})
        seen: list[tuple[int, float]] = []
        options = Options(
            device=self._device, report=False, cache="none",
            on_progress=lambda now: seen.append((now.step.epoch, _resident())),
        )  # fmt: skip
        distill([self._folder / "pool"], self._teacher, self._student, self._folder / "run-memory", settings, options)
        by_epoch = [max(value for epoch, value in seen if epoch == number) for number in range(_MEMORY_EPOCHS)]
        return self.row("memory", by_epoch[-1], limit=by_epoch[1])

    def _rate(self, work: Callable[[], int]) -> float:
        """Images a second of some work that says how many it did, once to warm up."""
        work()
        began, done = time.monotonic(), 0
        while not done or time.monotonic() - began < self._seconds:
            done += work()
        return done / (time.monotonic() - began)

    def _time(self, work: Callable[[], None]) -> float:
        """Seconds that some work takes."""
        gpu = self._device.type == "cuda"
        for _ in range(_WARM if gpu else 1):
            work()
        finish(self._device)
        began, count = time.monotonic(), 0
        while time.monotonic() - began < self._seconds / 2 or not count:
            for _ in range(10 if gpu else 1):
                work()
                count += 1
            finish(self._device)
        return (time.monotonic() - began) / count


class _Enough(Exception):
    """What is wanted of a run is measured."""


def _resident() -> float:
    """Megabytes of memory that this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def line(row: dict[str, Any]) -> str:
    """A row as it is printed."""
    figures = [f"{row[name]:>10,.0f}" if row[name] is not None else f"{'-':>10}" for name in ("ours", "limit", "usual")]
    ratios = [f"{row[name]:>8.2f}" if row[name] is not None else f"{'-':>8}" for name in ("ratio_limit", "ratio_usual")]
    cost = f"   the teacher takes {row['cost']:.1f} times the student's step" if "cost" in row else ""
    return " ".join([f"{row['case']:9} {row['size']:>4}", *figures, *ratios]) + cost


HEADER = f"{'case':9} {'size':>4} {'ours':>10} {'limit':>10} {'usual':>10} {'of limit':>8} {'x usual':>8}"
