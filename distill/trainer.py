"""The trainer: one loop that brings a student to its teacher, and a state from which it goes on as if nothing happened.

    shadergen distill chosen --teacher SPEC --student cnn --out run
    torchrun --nproc-per-node 2 -m shadergen distill chosen --teacher SPEC --student cnn --out run

What a step does is a function of (settings, samples, epoch, step) and of the state of student and optimiser: order,
views and mixtures are keyed by (seed, epoch, sample). So a run that died goes on from its last state with the same
batches and the same loss.
"""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from distill import attack as boundary
from distill.accelerator import in_precision
from distill.answers import Stored
from distill.inputs import Input, prepare
from distill.layout import lay_out, trainable_layout
from distill.losses import named
from distill.optimiser import build_optimiser, rate_at, set_rate
from distill.ranks import Rank
from distill.samples import Reader, order_of
from distill.settings import Settings
from distill.teachers.base import Teacher
from distill.views import Views

_READ_TOGETHER = {"cpu": 1, "cuda": 16}
"""Steps whose figures are read at once: reading waits for the device, which then has nothing to do."""


@dataclass(frozen=True)
class Step:
    """What a step came to: mean loss, and share of the views to which both networks give one class, of all ranks."""

    epoch: int
    step: int
    loss: float
    agreement: float
    learning_rate: float
    attack_success: float | None = None
    """Successes of the boundary attack over its attempts; None without an attack."""


class Diverged(Exception):
    """The loss is no number; `step` says where, `samples` are the first numbers of its batch."""

    def __init__(self, step: Step, samples: NDArray[np.int64]) -> None:
        super().__init__(f"the loss is {step.loss} in epoch {step.epoch}, step {step.step}")
        self.step, self.samples = step, samples[:8]


@dataclass(frozen=True)
class _Launched:
    """A step on this rank.

    Attributes:
        step: of the epoch.
        learning_rate: its.
        samples: the batch.
        sums: `(2,)` of its views' losses and agreements, still on the device.
        counts: views, the attack's successes and its attempts.
    """

    step: int
    learning_rate: float
    samples: NDArray[np.int64]
    sums: Tensor
    counts: tuple[int, int, int]


class Trainer:
    """A student on its way; `state` and `restore` hold all that a step depends on.

    Args:
        student: on the rank's device.
        wanted: the images that it expects.
        teacher: on the rank's device.
        settings: how.
        views: what both networks see of an image.
        steps: of one epoch.
        rank: this process's.
        stored: answers that the teacher gave before, and where it leaves new ones; None asks it each time.

    Attributes:
        layout: in memory, of the student and of its images.
    """

    def __init__(
        self,
        student: nn.Module,
        wanted: Input,
        teacher: Teacher,
        settings: Settings,
        views: Views,
        steps: int,
        rank: Rank,
        stored: Stored | None = None,
    ) -> None:
        self.student, self._input, self._teacher = student, wanted, teacher
        self._settings, self._views, self.steps, self._rank, self._stored = settings, views, steps, rank, stored
        self._loss = named(settings.loss)
        self.layout = trainable_layout(student, wanted) if settings.channels_last else torch.contiguous_format
        lay_out(student, self.layout)
        forward: nn.Module = student
        if rank.count > 1:
            forward = nn.parallel.DistributedDataParallel(student)
        self._forward = torch.compile(forward) if settings.compiled else forward
        self._optimiser = build_optimiser(settings.optimiser, student, settings.learning_rate, settings.weight_decay)
        self.average = (
            AveragedModel(
                student,
                multi_avg_fn=get_ema_multi_avg_fn(settings.ema),  # type: ignore[no-untyped-call]
                use_buffers=True,
            )
            if settings.ema
            else None
        )

    @property
    def kept(self) -> nn.Module:
        """What a run leaves: the student, or the average of its weights."""
        return self.average.module if self.average else self.student

    def epoch(
        self, number: int, first: int, reader: Reader, samples: NDArray[np.int64], known: Tensor | None = None
    ) -> Iterator[list[Step]]:
        """Train on an epoch's batches from step `first` on.

        Args:
            number: of the epoch, from 0.
            first: step to begin with; those before it were done before the run died.
            reader: of the samples.
            samples: numbers of the samples to train on.
            known: `(N, classes)` float32 on the rank's device, the teacher's answers by sample number, where views are
                the images as they are; None to ask it in every step.

        Yields:
            The steps done since the last time.

        Raises:
            Diverged: a loss is no number; the weights are lost with it.
        """
        self.student.train()
        batch = self._settings.batch
        order = order_of(samples, self._settings.seed, number)[: self.steps * batch].reshape(self.steps, batch)
        # a rank's part of each batch, so that all ranks together see the batches of one process
        mine = order[first:, self._rank.part(batch)]
        images = (images for _, images in reader.batches(mine.reshape(-1), mine.shape[1]))
        launched = (self._step(number, first + i, order[first + i], its, known) for i, its in enumerate(images))
        while group := list(islice(launched, _READ_TOGETHER[self._rank.device.type])):
            done = self._read(number, group)
            for step, one in zip(done, group, strict=True):
                if not math.isfinite(step.loss):
                    raise Diverged(step, one.samples)
            yield done

    def _read(self, epoch: int, group: list[_Launched]) -> list[Step]:
        """Steps as all ranks together did them."""
        sums = torch.stack([one.sums for one in group])
        counts = torch.tensor([one.counts for one in group]).to(sums)
        read = []
        for one, row in zip(group, self._rank.sum(torch.cat([sums, counts], 1)).tolist(), strict=True):
            loss, same, views, successes, attempts = row
            success = successes / max(1.0, attempts) if self._settings.attack else None
            read.append(Step(epoch, one.step, loss / views, same / views, one.learning_rate, success))
        return read

    def _step(
        self, epoch: int, step: int, samples: NDArray[np.int64], images: Tensor, known: Tensor | None
    ) -> _Launched:
        """One step on this rank's part `images` of the batch `samples`."""
        settings = self._settings
        rate = rate_at(epoch * self.steps + step, settings.epochs * self.steps, settings.learning_rate, settings.warmup)
        set_rate(self._optimiser, rate)
        here = images.to(self._rank.device, non_blocking=True)
        views = self._views.of(here, torch.from_numpy(samples), epoch, self._rank)
        successes = attempts = 0
        if settings.attack is not None:
            found = self._attack(here, views, settings.attack)
            successes, attempts = len(found.rows), found.attempted
            views = torch.cat([views, *(getattr(found, kind) for kind in boundary.KINDS)])
        if known is None:
            answers = self._answers(views, epoch, step)
        else:
            answers = known[torch.from_numpy(samples[self._rank.part(len(samples))]).to(known.device)]
        with in_precision(self._rank.device, settings.precision):
            own = self._forward(prepare(views, self._input).contiguous(memory_format=self.layout))
        # the loss is of the whole batch, since one that correlates images is not the mean of its parts' losses
        alike = settings.attack is None
        whole, wanted = (self._rank.gather_parts(rows, alike=alike) for rows in (own, answers))
        loss = self._loss(whole, wanted, settings.temperature)
        self.student.zero_grad(set_to_none=True)
        # each rank has its own rows' gradient, and gradients are averaged over ranks
        (loss * self._rank.count).backward()  # type: ignore[no-untyped-call]
        if settings.clip is not None:
            nn.utils.clip_grad_norm_(self.student.parameters(), settings.clip)
        self._optimiser.step()
        if self.average:
            self.average.update_parameters(self.student)
        sums = torch.stack([loss.detach() * len(views), (own.argmax(1) == answers.argmax(1)).sum()])
        return _Launched(step, rate, samples, sums, (len(views), successes, attempts))

    def _attack(self, images: Tensor, views: Tensor, how: boundary.Settings) -> boundary.Attacked:
        """The views, on their way to the border of the class that the teacher gives to the image as it is."""
        with torch.no_grad():
            targets = self._teacher.logits(images).argmax(1)
        return boundary.attack(self._teacher, views, targets, how)

    @torch.no_grad()
    def _answers(self, views: Tensor, epoch: int, step: int) -> Tensor:
        """The teacher's logits of this rank's views `(B, classes)` float32, stored ones where there are any."""
        batch, part = self._settings.batch, self._rank.part(self._settings.batch)
        places = slice(step * batch + part.start, step * batch + part.stop)
        if self._stored and (known := self._stored.read(epoch, places)) is not None:
            return known.to(views.device, non_blocking=True)
        with in_precision(self._rank.device, self._settings.precision):
            answers: Tensor = self._teacher.network(prepare(views, self._teacher.input)).float()
        return self._stored.write(epoch, places, answers) if self._stored else answers

    def sound(self) -> bool:
        """Whether every weight is a number: a finite loss may have had a gradient that is none."""
        return all(bool(torch.isfinite(value).all()) for value in self.student.state_dict().values())

    def state(self) -> dict[str, Any]:
        """All that later steps depend on, as plain data and tensors."""
        return {
            "student": self.student.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "average": self.average.state_dict() if self.average else None,
            "random": torch.get_rng_state(),  # for networks with dropout
            "random_gpu": torch.cuda.get_rng_state(self._rank.device) if self._rank.device.type == "cuda" else None,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to a `state`."""
        self.student.load_state_dict(state["student"])
        self._optimiser.load_state_dict(state["optimiser"])
        if self.average:
            self.average.load_state_dict(state["average"])
        torch.set_rng_state(state["random"].cpu())
        if state["random_gpu"] is not None:
            torch.cuda.set_rng_state(state["random_gpu"].cpu(), self._rank.device)


class Clock:
    """Images a second and the time left of a run, from what was done since it began."""

    def __init__(self, total: int, done: int) -> None:
        self._began, self._first, self._total = time.monotonic(), done, total

    def at(self, done: int) -> tuple[float, float]:
        """(images a second, seconds left) when `done` of the run's images are done."""
        speed = (done - self._first) / max(1e-9, time.monotonic() - self._began)
        return speed, (self._total - done) / max(1e-9, speed)
