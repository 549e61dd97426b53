"""How far images are from the data that a teacher was trained on, by what its batch normalisation keeps of it."""

from typing import Protocol, cast

import torch
from torch import Tensor, nn

from distill.inputs import prepare
from distill.teachers.adapter import layers
from distill.teachers.base import Teacher
from shadergen.errors import RunError, UsageError

_EPS = 1e-5  # torch's own, for layers that do not say theirs
_LEAST_VARIANCE = 0.01
"""Of what a layer keeps: an image that a channel sees as flat is far, and not infinitely far."""


class Normalisation(Protocol):
    """A layer that keeps what it has seen, `(C,)` each."""

    running_mean: Tensor
    running_var: Tensor


def normalisations(network: nn.Module) -> list[nn.Module]:
    """The layers that keep a mean and a variance of each channel, frozen ones too."""
    return [
        layer
        for layer in layers(network)
        # an exported program keeps its numbers in bare modules, which are never called
        if type(layer) is not nn.Module
        and all(torch.is_tensor(getattr(layer, name, None)) for name in ("running_mean", "running_var"))
    ]


def hold_normalisation(teacher: Teacher, asks: str, instead: str) -> None:
    """Refuse a teacher without `normalisations`.

    Args:
        teacher: any.
        asks: who goes by them, as a clause: "which ... goes by".
        instead: what to do.

    Raises:
        UsageError: it has none, or they cannot be listened to.
    """
    if normalisations(teacher.network):
        return
    if layers(teacher.network):
        raise UsageError(f"teacher {teacher.name} has no batch normalisation, {asks}; {instead}")
    raise UsageError(
        f"teacher {teacher.name} shows no batch normalisation, {asks}, as a program or a network of a fixed batch; "
        f"give it as a factory of any batch, or {instead}"
    )


def distances(teacher: Teacher, images: Tensor) -> Tensor:
    """How far the activations of each image are from those of the teacher's training data.

    For a layer's input with mean m and variance v over an image's pixels, where the layer keeps M and V of all pixels
    of all images, (m - M)^2 / V + log(v / V + 0.01)^2, averaged over channels and summed over layers. The batch's
    moments are held against the kept ones in DeepInversion (Yin et al., 2020); here it is each image's.

    Args:
        teacher: one with `normalisations`.
        images: `(B, 1 or 3, H, W)` uint8, or float in [0, 1].

    Returns:
        `(B,)` float32, 0 or more.

    Raises:
        RunError: the network calls none of its layers that normalise.
    """
    return _summed(teacher, images, (2,))


def batch_distance(teacher: Teacher, images: Tensor) -> Tensor:
    """As `distances`, of all images together: m and v are those of the batch's pixels, as in DeepInversion.

    Args:
        teacher: one with `normalisations`.
        images: `(B, 1 or 3, H, W)` uint8, or float in [0, 1].

    Returns:
        A scalar, float32, 0 or more, differentiable where `images` is a float.

    Raises:
        RunError: the network calls none of its layers that normalise.
    """
    return _summed(teacher, images, (0, 2))


def _far(pixels: Tensor, over: tuple[int, ...], layer: Normalisation) -> Tensor:
    """How far moments of `(B, C, P)` over some dimensions are from those that a layer keeps, averaged over channels."""
    variance, mean = torch.var_mean(pixels, over, correction=0)
    kept = layer.running_var.float() + getattr(layer, "eps", _EPS)
    flat = (variance / kept + _LEAST_VARIANCE).log().square()
    return ((mean - layer.running_mean.float()).square() / kept + flat).mean(-1)


def _summed(teacher: Teacher, images: Tensor, over: tuple[int, ...]) -> Tensor:
    """`_far` of what reaches each layer that normalises, `(B, C, P)` with P pixels an image, summed over layers.

    Each is taken when the layer is called, so that without gradients no activations are held.
    """
    found: list[Tensor] = []

    def listen(module: nn.Module, given: tuple[Tensor, ...]) -> None:
        pixels = given[0].float().flatten(2) if given[0].dim() > 2 else given[0].float().unsqueeze(2)
        found.append(_far(pixels, over, cast("Normalisation", module)))

    handles = [layer.register_forward_pre_hook(listen) for layer in normalisations(teacher.network)]
    try:
        teacher.network(prepare(images, teacher.input))
    finally:
        for handle in handles:
            handle.remove()
    if not found:
        raise RunError(
            f"teacher {teacher.name} uses no batch normalisation, whose moments this goes by; choose what needs none"
        )
    summed = torch.stack(found).sum(0)
    return summed[: len(images)] if summed.ndim else summed  # a network may have been shown some again
