"""TensorBoard's events of a run, where they are wanted."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from distill.held_out import Agreement
from distill.teachers.libraries import library
from distill.trainer import Step


class Events:
    """What TensorBoard is told; nothing without a writer."""

    def __init__(self, writer: Any = None) -> None:
        self._writer = writer

    def step(self, step: Step, steps: int) -> None:
        """A step's figures; `steps` make an epoch."""
        if self._writer is not None:
            number = step.epoch * steps + step.step
            self._writer.add_scalar("step/loss", step.loss, number)
            self._writer.add_scalar("step/agreement", step.agreement, number)
            self._writer.add_scalar("step/learning_rate", step.learning_rate, number)
            if step.attack_success is not None:
                self._writer.add_scalar("step/attack_success", step.attack_success, number)

    def epoch(self, number: int, found: Agreement) -> None:
        """What was measured on held-out images after an epoch."""
        if self._writer is not None:
            self._writer.add_scalar("held_out/agreement", found.top1, number)
            self._writer.add_scalar("held_out/kl", found.kl, number)


@contextmanager
def open_events(folder: Path, *, wanted: bool) -> Iterator[Events]:
    """Write events into `folder/events`, if they are wanted.

    Raises:
        UsageError: the extra `tensorboard` is not installed.
    """
    if not wanted:
        yield Events()
        return
    library("tensorboard", "tensorboard")
    from torch.utils.tensorboard import SummaryWriter  # noqa: PLC0415

    with SummaryWriter(str(folder / "events")) as writer:
        yield Events(writer)
