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
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from distill import attack as boundary
from distill.augment import augment, mixup
from distill.augment.regimes import Regime
from distill.inputs import Input, prepare
from distill.losses import named
from distill.samples import Reader, order_of
from distill.teachers.base import Teacher
from shadergen.errors import RunError


@dataclass(frozen=True)
class Settings:
    """How a student is trained; the paper's values for synthetic data are the defaults.

    Attributes:
        epochs: passes over the training images.
        batch: images a step, over all ranks.
        optimiser: 'sgd' (momentum 0.9) or 'adamw'.
        learning_rate: of the first step; it falls as half a cosine over the whole run.
        weight_decay: of all parameters.
        loss: a name of `distill.losses.LOSSES`.
        temperature: of both softmaxes; 20 for synthetic data, 2 for real.
        regime: of augmentation, see `distill.augment.regimes`.
        mixup: whether images are mixed before teacher and student see them.
        clip: largest norm of the gradient; None for no limit.
        ema: decay a step of an average of the student's weights, which is then what is kept; None for none.
        precision: 'float32', or 'bfloat16' for the forward passes.
        channels_last: memory layout of both networks.
        compiled: whether the student runs through torch.compile.
        attack: how views are moved to the teacher's border; what succeeds is added to the batch. The target of each
            is the class that the teacher gives to the image as it is. None for no attack.
        seed: of the order, the views and the student's weights.
    """

    epochs: int = 400
    batch: int = 256
    optimiser: Literal["sgd", "adamw"] = "sgd"
    learning_rate: float = 0.1
    weight_decay: float = 1e-4
    loss: str = "kl"
    temperature: float = 20.0
    regime: Regime = "high"
    mixup: bool = True
    clip: float | None = None
    ema: float | None = None
    precision: Literal["float32", "bfloat16"] = "float32"
    channels_last: bool = True
    compiled: bool = False
    attack: boundary.Settings | None = None
    seed: int = 0


@dataclass(frozen=True)
class Rank:
    """This process's place among those of a run: number `number` of `count`, and its device."""

    number: int
    count: int
    device: torch.device


@dataclass(frozen=True)
class Step:
    """What a step came to: mean loss, and share of the views to which both networks give one class, of all ranks."""

    epoch: int
    step: int
    loss: float
    agreement: float
    learning_rate: float
    attack_success: float | None = None
    """Successes of the boundary attack over its attempts, on rank 0; None without an attack."""


class Trainer:
    """A student on its way; `state` and `restore` hold all that a step depends on.

    Args:
        student: on the rank's device.
        wanted: the images that it expects.
        teacher: on the rank's device.
        settings: how.
        steps: of one epoch.
        rank: this process's.
        fill: grey value of what augmentation brings in from outside an image, one a channel.
    """

    def __init__(
        self,
        student: nn.Module,
        wanted: Input,
        teacher: Teacher,
        settings: Settings,
        steps: int,
        rank: Rank,
        fill: tuple[float, ...] = (0.5,),
    ) -> None:
        self.student, self._input, self._teacher = student, wanted, teacher
        self._settings, self.steps, self._rank, self._fill = settings, steps, rank, fill
        self._loss = named(settings.loss)
        if settings.channels_last:
            student.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack it
            teacher.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        forward: nn.Module = student
        if rank.count > 1:
            forward = nn.parallel.DistributedDataParallel(student)
        self._forward = torch.compile(forward) if settings.compiled else forward
        parameters = student.parameters()
        self._optimiser: torch.optim.Optimizer = (
            torch.optim.SGD(parameters, settings.learning_rate, 0.9, weight_decay=settings.weight_decay)
            if settings.optimiser == "sgd"
            else torch.optim.AdamW(parameters, settings.learning_rate, weight_decay=settings.weight_decay)
        )
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

    def epoch(self, number: int, first: int, reader: Reader, samples: Any) -> Iterator[Step]:
        """Train on an epoch's batches from step `first` on.

        Args:
            number: of the epoch, from 0.
            first: step to begin with; those before it were done before the run died.
            reader: of the samples.
            samples: numbers of the samples to train on.

        Yields:
            Each step.

        Raises:
            RunError: the loss is no number.
        """
        self.student.train()
        size = self._settings.batch // self._rank.count
        order = order_of(samples, self._settings.seed, number)[: self.steps * self._settings.batch]
        # a rank's part of each batch, so that all ranks together see the batches of one process
        mine = order.reshape(self.steps, self._rank.count, size)[first:, self._rank.number].reshape(-1)
        for step, (numbers, images) in enumerate(reader.batches(mine, size), start=first):
            rate = self._set_rate(number * self.steps + step)
            loss, agreement, success = self._step(images.to(self._rank.device), torch.from_numpy(numbers), number)
            if not math.isfinite(loss):
                keys = ", ".join(str(n) for n in numbers[:8].tolist())
                raise RunError(
                    f"the loss is {loss} in epoch {number}, step {step}, at learning rate {rate:.4g}, on samples "
                    f"{keys}, ...; the last state stands: lower the learning rate, or set --clip"
                )
            yield Step(number, step, loss, agreement, rate, success)

    def _set_rate(self, done: int) -> float:
        """Half a period of a cosine over the whole run."""
        share = done / (self._settings.epochs * self.steps)
        rate = self._settings.learning_rate * 0.5 * (1 + math.cos(math.pi * share))
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        return rate

    def _step(self, images: Tensor, samples: Tensor, epoch: int) -> tuple[float, float, float | None]:
        settings = self._settings
        with torch.no_grad():
            views = augment(images.float() / 255, settings.regime, settings.seed, epoch, samples, fill=self._fill)
            if settings.mixup:
                views = mixup(views, settings.seed, epoch, samples)
        success = None
        if settings.attack is not None:
            with torch.no_grad():
                targets = self._teacher.logits(images).argmax(1)
            pairs = boundary.attack(self._teacher, views, targets, settings.attack)
            views = torch.cat([views, *(getattr(pairs, kind) for kind in boundary.KINDS)])
            success = pairs.success_rate
        with torch.no_grad(), self._autocast():
            answers = self._teacher.network(self._laid_out(prepare(views, self._teacher.input)))
        with self._autocast():
            own = self._forward(self._laid_out(prepare(views, self._input)))
        loss = self._loss(own, answers, settings.temperature)
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        if settings.clip is not None:
            nn.utils.clip_grad_norm_(self.student.parameters(), settings.clip)
        found = torch.stack([loss.detach(), (own.argmax(1) == answers.argmax(1)).float().mean()])
        if self._rank.count > 1:
            torch.distributed.all_reduce(found)
            found /= self._rank.count
        value, agreement = found.tolist()
        if math.isfinite(value):  # or the weights would be lost with it
            self._optimiser.step()
            if self.average:
                self.average.update_parameters(self.student)
        return value, agreement, success

    def _laid_out(self, images: Tensor) -> Tensor:
        return images.contiguous(memory_format=torch.channels_last) if self._settings.channels_last else images

    def _autocast(self) -> AbstractContextManager[Any]:
        if self._settings.precision == "float32":
            return nullcontext()
        return torch.autocast(self._rank.device.type, torch.bfloat16)

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


@torch.no_grad()
def agreement(
    student: nn.Module, wanted: Input, teacher: Teacher, batches: Iterator[tuple[Any, Tensor]], device: torch.device
) -> tuple[float, float]:
    """Top-1 agreement and KL(teacher || student) in nats, at temperature 1, on images as they are."""
    student.eval()
    same = divergence = seen = 0.0
    for _, images in batches:
        here = images.to(device)
        theirs, ours = teacher.logits(here).log_softmax(1), student(prepare(here, wanted)).float().log_softmax(1)
        same += float((theirs.argmax(1) == ours.argmax(1)).sum())
        divergence += float((theirs.exp() * (theirs - ours)).sum())
        seen += len(here)
    return same / max(1.0, seen), divergence / max(1.0, seen)


class Clock:
    """Images a second and the time left of a run, from what was done since it began."""

    def __init__(self, total: int, done: int) -> None:
        self._began, self._first, self._total = time.monotonic(), done, total

    def at(self, done: int) -> tuple[float, float]:
        """(images a second, seconds left) when `done` of the run's images are done."""
        speed = (done - self._first) / max(1e-9, time.monotonic() - self._began)
        return speed, (self._total - done) / max(1e-9, speed)
