"""Optimisers by name, for teachers and students alike."""

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
