"""Held-out images: those that a student is never trained on, to see how far it agrees with its teacher."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from distill.inputs import Input, prepare


@dataclass(frozen=True)
class Agreement:
    """How near a student is to its teacher: share of images with one class, and KL(teacher || student) in nats."""

    top1: float
    kl: float


@torch.no_grad()
def logits_of(network: nn.Module, wanted: Input, batches: Iterator[Tensor], device: torch.device) -> Tensor:
    """`(N, classes)` float32 on the CPU: a network's answers, in eval mode, to images `(B, C, H, W)` uint8."""
    network.eval()
    found = [network(prepare(images.to(device), wanted)).float().cpu() for images in batches]
    return torch.cat(found)


def divergences(student: Tensor, teacher: Tensor) -> Tensor:
    """`(N,)`: KL(teacher || student) of logits `(N, classes)`, at temperature 1, in nats."""
    theirs, ours = teacher.log_softmax(1), student.log_softmax(1)
    return (theirs.exp() * (theirs - ours)).sum(1)


def compare(student: Tensor, teacher: Tensor) -> Agreement:
    """How far answers `(N, classes)` agree, N above 0."""
    same = (student.argmax(1) == teacher.argmax(1)).float().mean()
    return Agreement(float(same), float(divergences(student, teacher).mean()))
