"""How far images are from the data that a teacher was trained on, by what its batch normalisation keeps of it."""

from collections.abc import Callable

import torch
from torch import Tensor

from distill.accelerator import Precision, in_precision
from distill.teachers.base import Teacher
from distill.teachers.normalisation import Moments, Normalisation, heard, of_all, of_each

_Pull = Callable[[Moments], Tensor]
"""See `_pull`."""
_EPS = 1e-5  # torch's own, for layers that do not say theirs
_LEAST_VARIANCE = 0.01
"""Of what a layer keeps: an image that a channel sees as flat is far, and not infinitely far."""


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
    found = [_far(layer, moments) for layer, moments in heard(teacher, images, of_each)]
    return torch.stack(found).sum(0)[: len(images)]  # a network may have been shown some again


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
    return torch.stack([_far(layer, moments) for layer, moments in heard(teacher, images, of_all)]).sum()


def batch_gradient(teacher: Teacher, images: Tensor, most: int, precision: Precision = "float32") -> Tensor:
    """The gradient of `batch_distance` by the pixels.

    The activations of all images at once may take more memory than there is. A larger batch is shown in parts, twice:
    for the moments of the whole, and for what a pixel adds to them.

    Args:
        teacher: a differentiable one with `normalisations`.
        images: `(B, C, H, W)` float32 within [0, 1].
        most: images that are shown at once.
        precision: of the teacher's passes.

    Returns:
        `(B, C, H, W)` float32.

    Raises:
        RunError: the network calls none of its layers that normalise.
    """
    parts = [images[at : at + most].detach().requires_grad_() for at in range(0, len(images), most)]
    if len(parts) == 1:
        with torch.enable_grad(), in_precision(images.device, precision):
            distance = batch_distance(teacher, parts[0])
        return torch.autograd.grad(distance, parts[0])[0]
    shares = images.new_tensor([len(part) / len(images) for part in parts])
    with torch.no_grad(), in_precision(images.device, precision):
        shown = [heard(teacher, part, of_all) for part in parts]
    calls = zip(*shown, strict=True)
    pulls = [_pull(call[0][0], _joined([moments for _, moments in call], shares)) for call in calls]
    return torch.cat(
        [share * _pulled(teacher, part, pulls, precision) for part, share in zip(parts, shares, strict=True)]
    )


def _pulled(teacher: Teacher, part: Tensor, pulls: list[_Pull], precision: Precision) -> Tensor:
    with torch.enable_grad():
        with in_precision(part.device, precision):
            own = heard(teacher, part, of_all)
        added = [pull(moments) for pull, (_, moments) in zip(pulls, own, strict=True)]
        return torch.autograd.grad(torch.stack(added).sum(), part)[0]


def _joined(parts: list[Moments], shares: Tensor) -> Moments:
    """The moments of parts together (Chan, Golub and LeVeque, 1979)."""
    variances, means = (torch.stack(of_parts) for of_parts in zip(*parts, strict=True))
    mean = shares @ means
    return shares @ (variances + (means - mean).square()), mean


def _pull(layer: Normalisation, whole: Moments) -> _Pull:
    """A function of a part's moments, whose gradient times the part's share is that of `_far` of the whole."""
    variance, mean = (moment.detach().requires_grad_() for moment in whole)
    with torch.enable_grad():
        by_variance, by_mean = torch.autograd.grad(_far(layer, (variance, mean)), (variance, mean))
    centre = mean.detach()
    return lambda part: by_variance @ (part[0] + (part[1] - centre).square()) + by_mean @ part[1]


def _far(layer: Normalisation, moments: Moments) -> Tensor:
    """How far moments are from those that a layer keeps, averaged over channels."""
    variance, mean = moments
    kept = layer.running_var.float() + getattr(layer, "eps", _EPS)
    flat = (variance / kept + _LEAST_VARIANCE).log().square()
    return ((mean - layer.running_mean.float()).square() / kept + flat).mean(-1)
