"""Optimisers by name and their learning rate, for teachers and students alike."""

import math
from collections.abc import Mapping
from typing import Any, Final, Literal

import torch
from torch import Tensor, nn

Name = Literal["sgd", "adamw", "muon"]

_LAYERS: Final = (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)
_MOMENTUM: Final = 0.95


class Muon:
    """Muon for the weights of linear and convolutional layers, AdamW for all other parameters."""

    def __init__(self, network: nn.Module, learning_rate: float, weight_decay: float) -> None:
        layers = {id(layer.weight) for layer in network.modules() if isinstance(layer, _LAYERS)}
        weights = [p for p in network.parameters() if id(p) in layers]
        others = [p for p in network.parameters() if id(p) not in layers]
        self._parts: list[torch.optim.Optimizer] = []
        if weights:
            self._parts.append(_Orthogonal(weights, learning_rate, weight_decay))
        if others:
            self._parts.append(torch.optim.AdamW(others, learning_rate, weight_decay=weight_decay))

    @property
    def param_groups(self) -> list[dict[str, Any]]:
        """Of both."""
        return [group for part in self._parts for group in part.param_groups]

    def step(self) -> None:
        """Move all parameters that have a gradient."""
        for part in self._parts:
            part.step()

    def state_dict(self) -> dict[str, Any]:
        """Of both."""
        return {"parts": [part.state_dict() for part in self._parts]}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go back to a `state_dict`."""
        for part, its in zip(self._parts, state["parts"], strict=True):
            part.load_state_dict(its)


class _Orthogonal(torch.optim.Optimizer):
    """Muon (Jordan et al., 2024): a weight moves against its momentum, whose singular values are all brought near 1.

    A weight `(out, in, h, w)` is a matrix `(out, in * h * w)`. The step is as long as AdamW's in the root mean square,
    so that learning rate and weight decay can be AdamW's (Liu et al., 'Muon is Scalable for LLM Training', 2025).
    torch.optim.Muon takes matrices alone and counts in bfloat16, which is tens of times slower on CPUs without it.
    """

    def __init__(self, weights: list[nn.Parameter], learning_rate: float, weight_decay: float) -> None:
        super().__init__(weights, {"lr": learning_rate, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]  # noqa: ARG002  (torch's signature)
        for group in self.param_groups:
            alike: dict[torch.Size, list[Tensor]] = {}
            for weight in group["params"]:
                if weight.grad is not None:
                    alike.setdefault(weight.flatten(1).shape, []).append(weight)
            for shape, weights in alike.items():
                steps = orthogonal(torch.stack([self._push(weight).flatten(1).float() for weight in weights]))
                length = group["lr"] * 0.2 * max(shape) ** 0.5
                for weight, step in zip(weights, steps, strict=True):
                    weight.mul_(1 - group["lr"] * group["weight_decay"]).sub_(step.view(weight.shape), alpha=length)

    def _push(self, weight: Tensor) -> Tensor:
        """Nesterov's momentum of a weight, with its gradient in it."""
        assert weight.grad is not None
        state = self.state[weight]
        if not state:
            state["momentum"] = torch.zeros_like(weight.grad)
        state["momentum"].lerp_(weight.grad, 1 - _MOMENTUM)
        return weight.grad.lerp(state["momentum"], _MOMENTUM)


def orthogonal(matrices: Tensor) -> Tensor:
    """Bring all singular values near 1, to between 0.7 and 1.2 but for the smallest; singular vectors stay.

    Five steps of the Newton-Schulz iteration X <- (a + b XX' + c (XX')^2) X with Jordan's coefficients. XX' is what is
    iterated, and X is multiplied once: a convolution's X is several times as wide as high.

    Args:
        matrices: `(K, rows, columns)` float32.
    """
    a, b, c = 3.4445, -4.7750, 2.0315
    high = matrices.shape[1] > matrices.shape[2]
    wide = matrices.mT if high else matrices
    wide = wide / wide.norm(dim=(1, 2), keepdim=True).clamp(min=torch.finfo(wide.dtype).tiny)
    square, eye = wide @ wide.mT, torch.eye(wide.shape[1], device=wide.device)
    product = eye
    for _ in range(5):
        factor = a * eye + b * square + c * square @ square
        product, square = factor @ product, factor @ square @ factor
    steps: Tensor = product @ wide
    return steps.mT if high else steps


Optimiser = torch.optim.Optimizer | Muon


def build_optimiser(name: Name, network: nn.Module, learning_rate: float, weight_decay: float) -> Optimiser:
    """SGD with momentum 0.9, AdamW or `Muon`; the weight decay is of all parameters."""
    if name == "sgd":
        return torch.optim.SGD(network.parameters(), learning_rate, 0.9, weight_decay=weight_decay)
    if name == "adamw":
        return torch.optim.AdamW(network.parameters(), learning_rate, weight_decay=weight_decay)
    return Muon(network, learning_rate, weight_decay)


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


def set_rate(optimiser: Optimiser, rate: float) -> None:
    """Set the learning rate of all parameters."""
    for group in optimiser.param_groups:
        group["lr"] = rate
