"""What a network expects of images, and images brought to it."""

import math
from typing import Annotated, Literal, Self

import torch
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from torch import Tensor
from torch.nn import functional

_LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601


def _size(value: object) -> object:
    """28 and [28, 28] are the same size."""
    return (value, value) if isinstance(value, int) else value


_Side = Annotated[int, Field(ge=1, le=8192, strict=True)]  # true is no 1
_Deviation = Annotated[float, Field(gt=0)]


class Input(BaseModel):
    """The images that a network was trained on; `mean` and `std` are of values in [0, 1], one a channel."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    size: Annotated[tuple[_Side, _Side], BeforeValidator(_size)]
    """(height, width) in pixels."""
    channels: Literal[1, 3] = 3
    mean: tuple[float, ...]
    std: tuple[_Deviation, ...]
    interpolation: Literal["nearest", "bilinear", "bicubic"] = "bilinear"

    @model_validator(mode="after")
    def _one_a_channel(self) -> Self:
        if len(self.mean) != self.channels or len(self.std) != self.channels:
            raise ValueError(f"mean and std have one number for each of the {self.channels} channels")
        return self


_PIXELS, _PIXELS_OF_GRADIENTS = 2**23, 2**20


def together(wanted: Input, *, gradients: bool = False) -> int:
    """How many images a network of a size is asked about at once, at most: activations take memory by the pixel.

    `gradients` need many times as much. 512 of 128 pixels a side, 167 of 224; with gradients an eighth of that.
    """
    return max(1, (_PIXELS_OF_GRADIENTS if gradients else _PIXELS) // math.prod(wanted.size))


def to_unit(images: Tensor, wanted: Input) -> Tensor:
    """Images of a network's size and channels, not yet normalised.

    Args:
        images: `(B, 1 or 3, H, W)`, uint8 in [0, 255] or float in [0, 1].
        wanted: the network's input. Grey is ITU-R 601 luma, colour from grey is repeated; shrinking is antialiased.

    Returns:
        `(B, C, h, w)` float32 in [0, 1], differentiable where `images` is a float.
    """
    found = images.float() / 255 if images.dtype == torch.uint8 else images.float()
    if found.shape[1] == 3 and wanted.channels == 1:
        found = (found * found.new_tensor(_LUMA).view(1, 3, 1, 1)).sum(1, keepdim=True)
    if tuple(found.shape[2:]) != wanted.size:
        if wanted.interpolation == "nearest":
            found = functional.interpolate(found, wanted.size, mode="nearest-exact")
        else:
            # bicubic overshoots
            found = functional.interpolate(found, wanted.size, mode=wanted.interpolation, antialias=True).clamp(0, 1)
    return found.expand(-1, wanted.channels, -1, -1)


def normalise(images: Tensor, wanted: Input) -> Tensor:
    """`(B, C, h, w)` in [0, 1] less the mean, over the deviation."""
    mean, std = (images.new_tensor(v).view(1, -1, 1, 1) for v in (wanted.mean, wanted.std))
    return (images - mean) / std


def prepare(images: Tensor, wanted: Input) -> Tensor:
    """Images as a network takes them: `to_unit`, then `normalise`."""
    return normalise(to_unit(images, wanted), wanted)
