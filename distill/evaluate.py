"""How good a network is: accuracy on labelled images, agreement with its teacher on any."""

from dataclasses import dataclass

import torch
from torch import Tensor

from distill.data import fit, load_data
from distill.inputs import together
from distill.scores import device_of
from distill.teachers.base import Teacher
from distill.teachers.load import load_teacher
from shadergen.errors import UsageError

_BATCH = 512
_LOOKS = {"size", "channels", "interpolation"}
"""What of an input decides the images that are held."""


@dataclass(frozen=True)
class Evaluation:
    """Shares of `n` images: those that get their label, and those to which both networks give one class."""

    accuracy: float
    agreement: float | None
    n: int


def evaluate(
    model: str | Teacher, data: str, teacher: str | Teacher | None = None, device: torch.device | str = "cpu"
) -> Evaluation:
    """Measure a network on DATA's test split.

    Args:
        model: the network, or the SPEC that names it.
        data: DATA, see `distill.data`.
        teacher: what it is compared with, or its SPEC.
        device: where both compute.

    Raises:
        UsageError: a network or the data cannot be used, or they have other numbers of classes.
    """
    student = load_teacher(model, device) if isinstance(model, str) else model
    other = load_teacher(teacher, device) if isinstance(teacher, str) else teacher
    labelled = load_data(data, "test", fit(student.input))
    if labelled.classes > student.classes:
        raise UsageError(
            f"data {data} has {labelled.classes} classes, and {student.name} tells {student.classes} apart"
        )
    if other is not None and other.classes != student.classes:
        raise UsageError(f"{student.name} has {student.classes} classes, and {other.name} has {other.classes}")
    ours = classes_of(student, labelled.fitted(student.input))
    agreement = None
    if other is not None:
        if other.input.model_dump(include=_LOOKS) != student.input.model_dump(include=_LOOKS):
            labelled = load_data(data, "test", fit(other.input))
        theirs = classes_of(other, labelled.fitted(other.input))
        agreement = round(float((ours == theirs).float().mean()), 5)
    right = float((ours == torch.from_numpy(labelled.labels)).float().mean())
    return Evaluation(round(right, 5), agreement, len(labelled))


@torch.no_grad()
def classes_of(network: Teacher, images: Tensor) -> Tensor:
    """`(N,)` int64: the class that a network gives to each of `(N, C, H, W)` uint8."""
    device, most = device_of(network), min(_BATCH, together(network.input))
    return torch.cat([network.logits(part.to(device)).argmax(1).cpu() for part in torch.split(images, most)])
