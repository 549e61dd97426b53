"""What batch normalisation keeps of a teacher's own data, and the same of images that it is shown."""

from collections.abc import Callable
from typing import Any, Protocol, cast

import torch
from torch import Tensor, nn

from distill.inputs import prepare
from distill.teachers.adapter import layers
from distill.teachers.base import Teacher
from shadergen.errors import RunError, UsageError

Moments = tuple[Tensor, Tensor]
"""Variance and mean of each channel, `(..., C)` float32."""
_LEAST = 1e-12
"""Added to a variance whose root divides."""


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


def heard(
    teacher: Teacher, images: Tensor, moments: Callable[[Tensor], Moments]
) -> list[tuple[Normalisation, Moments]]:
    """The layers that normalise, in the order of their calls, and the moments of what reaches each.

    They are taken when a layer is called, so that without gradients no activations are held.

    Args:
        teacher: one with `normalisations`.
        images: `(B, 1 or 3, H, W)` uint8, or float in [0, 1].
        moments: `of_all` or `of_each`.

    Raises:
        RunError: the network calls none of its layers that normalise.
    """
    found: list[tuple[Normalisation, Moments]] = []

    def listen(module: nn.Module, given: tuple[Tensor, ...]) -> None:
        found.append((cast("Normalisation", module), moments(given[0])))

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
    return found


class _Batched(torch.autograd.Function):
    """`of_all`, by the kernel that batch normalisation trains with.

    For images that lie channels-last, `torch.var_mean` takes thirteen times as long on a CPU, and its gradient four
    passes over the activations in place of one: x enters both moments, so that it is a x + b for each channel.
    """

    @staticmethod
    def forward(ctx: Any, given: Tensor) -> Moments:
        # a scale of more precision than the activations keeps their moments in it
        one = given.new_ones(given.shape[1], dtype=torch.promote_types(given.dtype, torch.float32))
        _, mean, inverse = torch.native_batch_norm(given, one, None, None, None, True, 0.0, _LEAST)
        mean, variance = mean.float(), (inverse.float().square().reciprocal() - _LEAST).clamp_min(0)
        ctx.save_for_backward(given, mean)
        return variance, mean

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        given, mean = ctx.saved_tensors
        of_variance, of_mean = gradients
        pixels = given.numel() / len(mean)
        slope = 2 * of_variance / pixels
        shape = (-1, *[1] * (given.dim() - 2))
        return torch.addcmul((of_mean / pixels - slope * mean).view(shape), given, slope.view(shape)).to(given.dtype)


def of_all(given: Tensor) -> Moments:
    """Of a layer's input `(B, C, ...)`, over images and pixels: `(C,)` each."""
    return cast("Moments", _Batched.apply(given))  # type: ignore[no-untyped-call]


def of_each(given: Tensor) -> Moments:
    """Of a layer's input `(B, C, ...)`, over an image's pixels: `(B, C)` each."""
    pixels = given.float().flatten(2) if given.dim() > 2 else given.float().unsqueeze(2)
    return torch.var_mean(pixels, 2, correction=0)
