"""Inversion: a batch of images moved until a teacher sees in it what its batch normalisation keeps of its own data.

DeepInversion (Yin et al., 'Dreaming to Distill', 2020) begins with noise and asks for a class too. Here the images are
surrogates of all classes, so that moments are all that is asked for: in few steps, and with the answers between classes
that a student learns most from. docs/results.md says what that gave.
"""

from dataclasses import dataclass
from typing import Any, Final, get_args

import torch
from torch import Tensor

from distill.accelerator import Precision
from distill.inputs import together
from distill.teachers.base import Teacher
from distill.teachers.typical import batch_gradient
from shadergen.errors import UsageError

_BETAS: Final = (0.5, 0.9)
"""DeepInversion's; torch's own left twice the distance after 30 steps, docs/results.md has the figures."""


@dataclass(frozen=True)
class Settings:
    """How images are moved.

    Attributes:
        steps: of Adam, with a rate that falls as half a cosine.
        rate: of the first step: a pixel moves about so far, in units of [0, 1].
        batch: images whose moments are held together against those that the teacher keeps.
        precision: of the teacher's passes. bfloat16 comes as near, in less time where the processor computes with it.

    Raises:
        UsageError: a number is out of range, or the precision is unknown.
    """

    steps: int = 30
    rate: float = 0.05
    batch: int = 250
    precision: Precision = "float32"

    def __post_init__(self) -> None:
        for name, allowed, ok in (
            ("steps", "1 or more", self.steps >= 1),
            ("rate", "above 0 and at most 1", 0 < self.rate <= 1),
            ("batch", "2 or more", self.batch >= 2),
            ("precision", " or ".join(get_args(Precision)), self.precision in get_args(Precision)),
        ):
            if not ok:
                raise UsageError(f"the inversion's {name} is {getattr(self, name)}; it is {allowed}")


def invert(teacher: Teacher, images: Tensor, settings: Settings = Settings()) -> Tensor:
    """Move a batch towards the moments that the teacher's batch normalisation keeps (`typical.batch_distance`).

    Args:
        teacher: a differentiable one with batch normalisation.
        images: `(B, C, H, W)` float32 within [0, 1], of all classes; B is the batch, whatever the settings say.
        settings: of the steps.

    Returns:
        `(B, C, H, W)` float32 within [0, 1].

    Raises:
        RunError: the network calls none of its layers that normalise.
    """
    moved = images.detach().clone().requires_grad_()
    most = together(teacher.input, gradients=True)
    adam = torch.optim.Adam([moved], lr=settings.rate, betas=_BETAS)
    schedule: Any = torch.optim.lr_scheduler.CosineAnnealingLR(adam, settings.steps)
    for _ in range(settings.steps):
        moved.grad = batch_gradient(teacher, moved, most, settings.precision)
        adam.step()
        schedule.step()
        moved.data.clamp_(0, 1)
    return moved.detach()
