"""Stored teacher outputs held against the teacher: some are asked for again and compared."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from distill.answers import Answered, Stored, requests
from distill.decoding import open_decoders
from distill.inputs import prepare
from distill.ranks import Rank
from distill.run import Lesson, make_lesson
from distill.samples import Reader, order_of
from distill.settings import Settings
from distill.teachers.load import load_teacher
from shadergen.errors import UsageError
from shadergen.rendering import cores

TOLERANCE = {"float32": 0.005, "bfloat16": 0.05}
"""The largest difference, as a share of the largest of a view's logits; rounding to half precision is 0.0005 of it."""


@dataclass(frozen=True)
class Compared:
    """One request's answers.

    Attributes:
        folder: where they are kept.
        teacher: its name.
        epochs: that have answers.
        views: asked for again.
        difference: the largest, as a share of the largest of a view's logits.
        same_class: the share of the views whose class is the same.
        ok: whether the difference is within the tolerance.
    """

    folder: Path
    teacher: str
    epochs: int
    views: int
    difference: float
    same_class: float
    ok: bool


def verify_answers(
    cache: Path, n: int, teacher: str | None = None, device: torch.device | None = None, seed: int = 0
) -> Iterator[Compared]:
    """Ask the teacher again about n or more views of each request in a cache, in whole random batches.

    Args:
        cache: the folder.
        n: views.
        teacher: its SPEC, in place of the one that the cache names.
        device: where it is asked.
        seed: of the batches that are taken.

    Raises:
        UsageError: it is no cache, or the teacher or the images are not those that it was made with.
        RunError: an image does not decode, or a file is damaged.
    """
    here = device or torch.device("cpu")
    for request in requests(cache):
        asked = load_teacher(teacher or request.teacher.spec, here)
        settings = Settings(
            batch=request.batch, held_out=request.held_out, seed=request.seed, regime=request.regime,
            mixup=request.mixup, precision=request.precision,
        )  # fmt: skip
        lesson = make_lesson(request.folders, asked, request.view, request.channels, settings)
        if lesson.answered().key != request.key:
            changed = "teacher" if asked.fingerprint != request.teacher.fingerprint else "images"
            raise UsageError(f"{cache}: the {changed} of {request.teacher.name}'s answers have changed; remove them")
        yield _compare(cache, request, lesson, n, Rank(0, 1, here), seed)


def _compare(cache: Path, request: Answered, lesson: Lesson, n: int, rank: Rank, seed: int) -> Compared:
    stored = Stored(cache, request, lesson.steps * request.batch)
    epochs = stored.epochs()
    places = np.random.Generator(np.random.PCG64(seed)).permutation(len(epochs) * lesson.steps)
    views, worst, same = 0, 0.0, 0
    with open_decoders(cores()) as decoders:
        reader = Reader(lesson.samples, decoders, memory=None)
        for place in places.tolist():
            epoch, step = epochs[place // lesson.steps], place % lesson.steps
            rows = slice(step * request.batch, (step + 1) * request.batch)
            kept = stored.read(epoch, rows)
            if kept is None:
                continue
            again = _ask(lesson, reader, order_of(lesson.trained, request.seed, epoch)[rows], epoch, rank)
            worst = max(worst, float(((kept - again).abs().amax(1) / again.abs().amax(1).clamp(min=1e-6)).max()))
            same += int((kept.argmax(1) == again.argmax(1)).sum())
            views += request.batch
            if views >= n:
                break
    if not views:
        raise UsageError(f"{stored.folder} holds no whole batch of answers yet")
    ok = worst <= TOLERANCE[request.precision]
    return Compared(stored.folder, request.teacher.name, len(epochs), views, worst, same / views, ok)


@torch.no_grad()
def _ask(lesson: Lesson, reader: Reader, samples: NDArray[np.int64], epoch: int, rank: Rank) -> Tensor:
    """The teacher's logits of one batch's views, on the CPU."""
    _, images = next(reader.batches(samples, len(samples)))
    views = lesson.views.of(images.to(rank.device), torch.from_numpy(samples), epoch, rank)
    half = lesson.settings.precision == "bfloat16"
    with torch.autocast(rank.device.type, torch.bfloat16) if half else nullcontext():
        answers: Tensor = lesson.teacher.network(prepare(views, lesson.teacher.input))
    return answers.float().cpu()
