"""How a network is asked: images laid out as it can take them, its answer brought to logits."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import torch
from torch import Tensor, nn

from distill.inputs import Input, normalise
from distill.layout import lay_out
from distill.teachers.files import Program
from distill.teachers.libraries import first_line
from shadergen.errors import UsageError, of_memory

Output = Literal["logits", "probabilities"]
_DEPTH: Final = 4
"""Of tuples in tuples, in which an answer is looked for."""
_ROUNDING: Final = 5e-3
"""How far half precision may leave a sum of probabilities from 1."""
_LEAST: Final = 1e-12
"""Probability whose logarithm is the lowest logit."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Manner:
    """How a network takes images and what of its answer counts.

    Attributes:
        width: numbers that it answers an image.
        layout: of images in memory; that of its weights too.
        dtype: of images.
        last: images are `(B, h, w, C)` to it.
        least: images that it takes at once, at least.
        most: and at most; None for any number.
        path: keys and places that lead to the numbers in its answer; empty where the answer is a tensor.
        output: what the numbers are.
    """

    width: int
    layout: torch.memory_format = torch.contiguous_format
    dtype: torch.dtype = torch.float32
    last: bool = False
    least: int = 1
    most: int | None = None
    path: tuple[str | int, ...] = ()
    output: Output = "logits"

    @property
    def classes(self) -> int:
        """Of a network; one number an image tells two classes apart."""
        return max(2, self.width)

    @property
    def said(self) -> str:
        """What changes answers and is not the usual, as a part of the teacher's identity; else empty."""
        return f"{self.path} {self.output}" if self.path or self.output != "logits" else ""


class Adapter(nn.Module):
    """A network as a teacher's: normalised float32 `(B, C, h, w)`, laid out anyhow, to float32 logits `(B, classes)`.

    Numbers of shape `(B, width, 1, 1)` count as `(B, width)`, and probabilities as their logarithms. A network of one
    number z answers [0, z], whose softmax is [1 - sigmoid(z), sigmoid(z)].
    """

    def __init__(self, network: nn.Module, manner: Manner) -> None:
        super().__init__()
        self.network, self.manner = network, manner

    def forward(self, images: Tensor) -> Tensor:
        """See the class."""
        how = self.manner
        if how.most is None and len(images) >= how.least:
            return _logits(self._numbers(images), how)
        step = how.most or how.least
        parts = [self._padded(images[at : at + step]) for at in range(0, max(1, len(images)), step)]
        return _logits(torch.cat(parts), how)

    def _numbers(self, images: Tensor) -> Tensor:
        """`(B, width)` float32: what the network says, not yet logits."""
        how = self.manner
        given = _given(images.contiguous(memory_format=how.layout), how.dtype, last=how.last)
        numbers = _at(self.network(given), how.path).reshape(len(images), how.width)
        return numbers.to(images.device, torch.float32)

    def _padded(self, images: Tensor) -> Tensor:
        """As `_numbers`, of fewer images than the network takes: some are shown again, which moves no moment of one."""
        if len(images) >= self.manner.least:
            return self._numbers(images)
        if not len(images):
            return self._numbers(images.new_zeros((self.manner.least, *images.shape[1:])))[:0]
        again = torch.arange(self.manner.least, device=images.device) % len(images)
        return self._numbers(images[again])[: len(images)]


def _given(images: Tensor, dtype: torch.dtype, *, last: bool) -> Tensor:
    """Images as a network is given them."""
    found = images.permute(0, 2, 3, 1).contiguous() if last else images
    return found.to(dtype) if dtype.is_floating_point else found.round().clamp(0, 255).to(dtype)


def layers(network: nn.Module) -> list[nn.Module]:
    """The layers whose calls can be listened to, each with all images at once; a program has none."""
    if isinstance(network, Adapter) and (isinstance(network.network, Program) or network.manner.most is not None):
        return []
    return list(network.modules())


def adapted(
    network: nn.Module,
    wanted: Input,
    name: str,
    classes: int | None = None,
    output: Output | None = None,
    batch: int | None = None,
) -> Adapter:
    """Find out how a network is asked by asking it; its weights are then laid out for that, of float32 if need be.

    Args:
        network: in eval mode, on the CPU.
        wanted: the images that it expects.
        name: for errors.
        classes: that it is said to have; where it answers several tensors, this says which counts.
        output: what its numbers are said to be; None finds out.
        batch: images that it takes at once, no more and no less; None for any number.

    Raises:
        UsageError: it does not take such images, or does not answer with logits or probabilities.
    """
    program = network if isinstance(network, Program) else None
    least, most = (batch, batch) if batch else (program.least, program.most) if program else (1, None)
    free = (least, most) == (1, None)
    count = max(2, least) if most is None else min(max(2, least), most)
    drawn = torch.rand((max(3, count), wanted.channels, *wanted.size), generator=torch.Generator().manual_seed(0))
    images = normalise(drawn, wanted)
    answer, count, dtype, last = _first_answer(network, images, (count, 1) if free else (count,), wanted, name)
    if not dtype.is_floating_point and float(images.max()) < 2:
        raise UsageError(
            f"teacher {name}: it takes {str(dtype)[6:]}, and its input says none above {float(images.max()):.1f}; "
            "for bytes say mean: 0 and std: 0.003921569 a channel"
        )
    path, width = _choice(answer, count, classes, name)
    manner = Manner(width, torch.contiguous_format, dtype, last, least, most, path)
    with torch.no_grad():
        if free:
            least, most = _bounds(network, images, count, manner)
            manner = replace(manner, least=least, most=most)
        asked, some = Adapter(network, manner), images[:count]
        answered = asked(some) if width > 1 else torch.cat([asked(some), asked(_varied(images, wanted))])
        manner = replace(manner, output=output or _seen(answered, width, name))
        if program is None and not last:
            manner = replace(manner, layout=_best_layout(network, some, asked(some), manner))
    return Adapter(network, manner)


def has_gradients(asked: Adapter, wanted: Input) -> bool:
    """Whether gradients flow through a network to the images `wanted`."""
    images = torch.zeros((2, wanted.channels, *wanted.size), requires_grad=True)
    with torch.enable_grad():
        answered = asked(images).sum()
        try:
            return answered.requires_grad and torch.autograd.grad(answered, images, allow_unused=True)[0] is not None
        except RuntimeError as error:  # of a step that has no derivative
            _hold_memory(error)
            return False


def _first_answer(
    network: nn.Module, images: Tensor, counts: tuple[int, ...], wanted: Input, name: str
) -> tuple[Any, int, torch.dtype, bool]:
    """What a network answers; which of `counts` the images were that it took, of which dtype, and their order.

    `(B, h, w, C)`, as Keras has it, is tried last: a layer that takes anything, such as one that flattens, has no say.
    """
    lay_out(network, torch.contiguous_format)
    failures: list[Exception] = []
    dtypes = getattr(network, "dtypes", (torch.float32,))
    tries = [(count, dtype, last) for last in (False, True) for dtype in dtypes for count in counts]
    for floated in (False, True):
        if floated:  # a network of half or double precision that does not bring images to it
            if isinstance(network, Program) or not _is_of_other_precision(network):
                break
            network.float()
            failures.clear()
        for count, dtype, last in tries:
            try:
                with torch.no_grad():
                    return network(_given(images[:count], dtype, last=last)), count, dtype, last
            except Exception as error:
                _hold_memory(error)
                failures.append(error)
    raise UsageError(
        f"teacher {name}: it does not take images of {wanted.channels}x{wanted.size[0]}x{wanted.size[1]} "
        f"({type(failures[0]).__name__}: {first_line(failures[0])}); correct its input, or, if it takes N at once "
        "alone, say batch: N in a YAML SPEC"
    ) from failures[0]


def _is_of_other_precision(network: nn.Module) -> bool:
    tensors = (value for value in network.state_dict().values() if isinstance(value, Tensor))
    return any(tensor.is_floating_point() and tensor.dtype != torch.float32 for tensor in tensors)


def _bounds(network: nn.Module, images: Tensor, count: int, manner: Manner) -> tuple[int, int | None]:
    """The least and the most images that a network takes, which took `count` of them, 2 or 1.

    One that was traced may know its example's number alone, and one that squeezes its answer takes no single image.
    """
    asked = Adapter(network, manner)
    if count == 1 or not _takes(asked, images[:3]):
        return count, count
    return (1 if _takes(asked, images[:1]) else 2), None


def _leaves(answer: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Tensor]]:
    """The tensors of an answer, with what leads to them."""
    if isinstance(answer, Tensor):
        yield path, answer
    elif len(path) < _DEPTH:
        if isinstance(answer, Mapping):
            inner: list[tuple[Any, Any]] = list(answer.items())
        elif isinstance(answer, tuple | list):
            inner = list(enumerate(answer))
        else:
            inner = [("logits", answer.logits)] if hasattr(answer, "logits") else []
        for key, value in inner:
            yield from _leaves(value, (*path, key))


def _at(answer: Any, path: tuple[str | int, ...]) -> Tensor:
    for key in path:
        answer = answer.logits if key == "logits" and not isinstance(answer, Mapping) else answer[key]
    found: Tensor = answer
    return found


def _width(found: Tensor, count: int) -> int | None:
    """Numbers an image, where a tensor holds one row of them for each of the `count` images."""
    shape = found.shape[1:] if found.ndim and found.shape[0] == count else found.shape if count == 1 else None
    if shape is None or not found.is_floating_point() or sum(side != 1 for side in shape) > 1 or not shape.numel():
        return None
    return shape.numel()


def _choice(answer: Any, count: int, classes: int | None, name: str) -> tuple[tuple[str | int, ...], int]:
    """Where in an answer the numbers stand that tell classes apart, and how many there are an image."""
    leaves = list(_leaves(answer))
    found = [(path, width) for path, leaf in leaves if (width := _width(leaf, count))]
    if not found:
        shapes = ", ".join(f"{tuple(leaf.shape)} {str(leaf.dtype)[6:]}" for _, leaf in leaves) or type(answer).__name__
        raise UsageError(
            f"teacher {name}: it answers {count} images with {shapes}; logits of shape ({count}, classes) are needed: "
            "give a network that answers them, such as a factory that adds what is missing"
        )
    fitting = [one for one in found if max(2, one[1]) == classes] or found
    named = [one for one in fitting if one[0][-1:] == ("logits",)]
    chosen = (named or fitting)[0]
    if not named and len({width for _, width in fitting}) > 1:
        widths = " and ".join(str(width) for _, width in fitting)
        raise UsageError(
            f"teacher {name}: it answers tensors of {widths} numbers an image; say which are its logits by "
            "classes: N in a YAML SPEC"
        )
    return chosen


def _varied(images: Tensor, wanted: Input) -> Tensor:
    """As many further images: half of them black, the others white."""
    plain = torch.zeros_like(images)
    plain[len(plain) // 2 :] = 1
    return normalise(plain, wanted)


def _seen(answered: Tensor, width: int, name: str) -> Output:
    """What a network's numbers are; `answered` holds them as if they were logits."""
    if width == 1:
        numbers = answered[:, 1]
        if bool(((numbers >= 0) & (numbers <= 1)).all()):
            raise UsageError(
                f"teacher {name}: it answers one number an image, all in [0, 1], which may be a logit or a "
                "probability; say output: logits or output: probabilities in a YAML SPEC"
            )
        return "logits"
    if bool((answered >= 0).all()) and bool(((answered.sum(1) - 1).abs() < _ROUNDING).all()):
        _log.warning(
            "teacher %s answers probabilities, whose logarithms are taken as logits (output: probabilities)", name
        )
        return "probabilities"
    return "logits"


def _best_layout(network: nn.Module, images: Tensor, expected: Tensor, manner: Manner) -> torch.memory_format:
    """Channels-last where a network answers the same so; its weights are left in that layout."""
    last = torch.channels_last
    try:
        lay_out(network, last)
        answered = Adapter(network, replace(manner, layout=last, output="logits"))(images)
        same = torch.allclose(answered, expected, rtol=1e-2, atol=1e-2, equal_nan=True)
    except Exception as error:  # such as `view` of what is laid out so; whatever it is, the usual layout was taken
        _hold_memory(error)
        same = False
    if not same:
        lay_out(network, torch.contiguous_format)
    return last if same else torch.contiguous_format


def _takes(asked: Adapter, images: Tensor) -> bool:
    """Whether a network takes as many images as these, where it took another number of them."""
    try:
        asked(images)
    except Exception as error:  # whatever it is, their number alone is new
        _hold_memory(error)
        return False
    return True


def _hold_memory(error: Exception) -> None:
    """Let go on what lacked memory: it says nothing of what a network takes."""
    if of_memory(error):
        raise error


def _logits(numbers: Tensor, manner: Manner) -> Tensor:
    """`(B, classes)` of `(B, width)`."""
    if manner.output == "probabilities":
        if manner.width == 1:
            numbers = torch.cat([1 - numbers, numbers], 1)
        return numbers.clamp_min(_LEAST).log()
    return torch.cat([torch.zeros_like(numbers), numbers], 1) if manner.width == 1 else numbers
