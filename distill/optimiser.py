"""Optimisers by name and their learning rate, for teachers and students alike."""

import math
from collections.abc import Iterable
from typing import Literal

import torch
from torch import nn

Name = Literal["sgd", "adamw"]


def build_optimiser(
    name: Name, parameters: Iterable[nn.Parameter], learning_rate: float, weight_decay: float
) -> torch.optim.Optimizer:
    """SGD with momentum 0.9, or AdamW; the weight decay is of all parameters."""
    if name == "sgd":
        return torch.optim.SGD(parameters, learning_rate, 0.9, weight_decay=weight_decay)
    return torch.optim.AdamW(parameters, learning_rate, weight_decay=weight_decay)


def rate_at(step: int, steps: int, learning_rate: float, warmup: float = 0.0) -> float:
    """The learning rate of a step: it rises in a straight line to `learning_rate`, then falls as half a cosine to 0.

    Linear warm-up is that of Goyal et al., 2017, the cosine that of Loshchilov and Hutter, 2017.

    Args:
        step: from 0.
        steps: of the whole run.
        learning_rate: the highest.
        warmup: share of the steps in which it rises, in [0, 1).
    """
    rising = math.floor(warmup * steps)
    if step < rising:
        return learning_rate * (step + 1) / (rising + 1)
    return learning_rate * 0.5 * (1 + math.cos(math.pi * (step - rising) / (steps - rising)))


def set_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    """Set the learning rate of all parameters."""
    for group in optimiser.param_groups:
        group["lr"] = rate
