"""How fast images are moved by inversion, in steps of one image a second, against bare passes and the usual way.

Rows by `case`, all with one teacher and one batch, which lies in memory:

    float32, bfloat16  a precision of the teacher's passes
    parts              float32, the batch shown in two parts, as a batch of large images is

`ours` is the gradient that a step goes by. `limit` is the teacher's forward pass and the backward pass to the pixels,
no moment taken, all at once. `usual` is the same distance written well with torch alone: `var_mean` in a hook of each
layer, float32. All are timed in turns, and the figure is the fastest turn's. The gradients are compared: a figure for
another one is no figure.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

import torch
from torch import Tensor, nn

from benchmarks.clock import finish, in_turns
from distill.accelerator import Precision, in_precision, parse_device
from distill.inputs import normalise
from distill.inversion import Settings
from distill.teachers.base import Teacher
from distill.teachers.load import load_teacher
from distill.teachers.normalisation import hold_normalisation, normalisations
from distill.teachers.typical import batch_gradient
from shadergen.errors import RunError

TEACHER: Final = "builtin:fashion-mnist"
_BATCH = Settings().batch
_CASES: Final[Mapping[str, tuple[Precision, int]]] = {
    "float32": ("float32", _BATCH),
    "bfloat16": ("bfloat16", _BATCH),
    "parts": ("float32", _BATCH // 2),
}
_ALIKE: Final[Mapping[Precision, float]] = {"float32": 0.9999, "bfloat16": 0.95}
"""Cosine of ours and the usual gradient, at least."""


def measure(spec: str, seconds: float) -> Iterator[dict[str, Any]]:
    """The rows, as they are measured.

    Args:
        spec: the teacher.
        seconds: what a row should take, about.

    Raises:
        UsageError: the teacher cannot be inverted.
        RunError: ours is another gradient than the usual one.
    """
    device = parse_device("auto")
    teacher = load_teacher(spec, device)
    hold_normalisation(teacher, "whose moments inversion goes by", "measure another one")
    torch.manual_seed(0)
    images = torch.rand(_BATCH, teacher.input.channels, *teacher.input.size, device=device)
    wanted = _usual(teacher, images)
    for case, (precision, most) in _CASES.items():
        found = batch_gradient(teacher, images, most, precision)
        alike = float(nn.functional.cosine_similarity(found.flatten(), wanted.flatten(), 0))
        if alike < _ALIKE[precision]:
            raise RunError(
                f"{case}: ours is another gradient, of cosine {alike:.4f} with the usual one; no figure is given"
            )
        ours, limit, usual = in_turns(
            [
                partial(batch_gradient, teacher, images, most, precision),
                partial(_bare, teacher, images, precision),
                partial(_usual, teacher, images),
            ],
            seconds,
            partial(finish, device),
        )
        yield {
            "case": case,
            "ours": round(_BATCH / ours, 1),
            "limit": round(_BATCH / limit, 1),
            "usual": round(_BATCH / usual, 1),
            "ratio_limit": round(limit / ours, 3),
            "ratio_usual": round(usual / ours, 2),
            "alike": round(alike, 5),
            "teacher": teacher.name,
            "device": str(device),
        }


def _bare(teacher: Teacher, images: Tensor, precision: Precision) -> Tensor:
    given = images.detach().requires_grad_()
    with in_precision(images.device, precision):
        answer = teacher.network(normalise(given, teacher.input)).sum()
    return torch.autograd.grad(answer, given)[0]


def _usual(teacher: Teacher, images: Tensor) -> Tensor:
    given = images.detach().requires_grad_()
    far: list[Tensor] = []

    def listen(layer: Any, inputs: tuple[Tensor, ...]) -> None:
        variance, mean = torch.var_mean(inputs[0], [0, *range(2, inputs[0].dim())], correction=0)
        kept = layer.running_var + layer.eps
        far.append(((mean - layer.running_mean).square() / kept + (variance / kept + 0.01).log().square()).mean())

    handles = [layer.register_forward_pre_hook(listen) for layer in normalisations(teacher.network)]
    teacher.network(normalise(given, teacher.input))
    for handle in handles:
        handle.remove()
    return torch.autograd.grad(torch.stack(far).sum(), given)[0]
