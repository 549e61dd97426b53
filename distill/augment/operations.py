"""The operations of RandAugment on a group of images, each with its own magnitude.

The set and the ranges are those of `torchvision.transforms.RandAugment`, whose magnitude runs from 0 to 30 (31 bins),
after Cubuk et al., 'RandAugment' (2020). With s = m / 30 and a random sign where marked:

    rotate          +- 30 s degrees                 brightness, color, contrast, sharpness   factor 1 +- 0.9 s
    shear x, y      +- 0.3 s                        posterize       8 - round(4 s) bits
    translate x, y  +- 150/331 s of the side        solarize        at 1 - s and above
    identity, autocontrast, equalize                no magnitude

Here shears leave the centre where it is, geometric operations read bilinearly, and what depends on levels
(equalize, posterize, solarize) sees images rounded to 8 bits, as with Pillow.
"""

from collections.abc import Callable
from typing import Final

import torch
from kornia import color, enhance
from torch import Tensor
from torch.nn import functional

GEOMETRIC: Final = ("rotate", "shear_x", "shear_y", "translate_x", "translate_y")
TONAL: Final = (
    "identity",
    "autocontrast",
    "equalize",
    "solarize",
    "color",
    "posterize",
    "contrast",
    "brightness",
    "sharpness",
)
OPERATIONS: Final = GEOMETRIC + TONAL
MAXIMUM: Final = 30
"""The largest magnitude."""


def tonal(name: str, images: Tensor, magnitude: Tensor) -> Tensor:
    """Apply one operation on tones or sharpness.

    Args:
        name: one of `TONAL`.
        images: `(B, C, H, W)` float32 within [0, 1], C 1 or 3.
        magnitude: `(B,)` signed, within [-1, 1]: m / 30 with the random sign, which only some operations heed.

    Returns:
        `(B, C, H, W)` float32 within [0, 1].
    """
    return _TONAL[name](images, magnitude)


def affine(kind: Tensor, magnitude: Tensor, size: tuple[int, int]) -> Tensor:
    """Where the geometric operations read.

    Args:
        kind: `(B,)` int64, the operations' places in `GEOMETRIC`.
        magnitude: `(B,)` float32 within [-1, 1], on the images' device.
        size: (height, width) in pixels.

    Returns:
        `(B, H, W, 2)` float32: x and y of the point that each pixel takes, in pixels from the image's centre.
    """
    height, width = size
    of_kind = [torch.where(kind == i, magnitude, 0.0)[:, None, None] for i in range(len(GEOMETRIC))]
    rotate, shear_x, shear_y, translate_x, translate_y = of_kind
    x, y = from_centre(size, magnitude.device)
    angle = torch.deg2rad(30 * rotate)
    cos, sin = torch.cos(angle), torch.sin(angle)
    # by elements and not by a matrix product, whose rounding may depend on the batch
    xs = cos * x - sin * y + 0.3 * shear_x * y + 150 / 331 * width * translate_x
    ys = sin * x + cos * y + 0.3 * shear_y * x + 150 / 331 * height * translate_y
    return torch.stack((xs, ys), -1)


def from_centre(size: tuple[int, int], device: torch.device) -> tuple[Tensor, Tensor]:
    """The pixels' own places, x `(1, 1, W)` and y `(1, H, 1)`, in pixels from the centre of an image of `size`."""
    height, width = size
    x = torch.arange(width, device=device)[None, None, :] - (width - 1) / 2
    y = torch.arange(height, device=device)[None, :, None] - (height - 1) / 2
    return x, y


def read(images: Tensor, places: Tensor, fill: Tensor) -> Tensor:
    """Read images bilinearly.

    Args:
        images: `(B, C, H, W)` float32 within [0, 1].
        places: `(B, H, W, 2)` float32, x and y in pixels from the centre.
        fill: `(1, C, 1, 1)`, what is outside of the image.

    Returns:
        `(B, C, H, W)` float32 within [0, 1].
    """
    height, width = images.shape[2:]
    grid = places * torch.tensor((2 / width, 2 / height)).to(places.device)
    # zeros are what lies outside, so the fill is made zero
    return functional.grid_sample(images - fill, grid, align_corners=False).add_(fill).clamp_(0, 1)


def _levels(images: Tensor) -> Tensor:
    return torch.round(images * 255) / 255


def _identity(images: Tensor, _: Tensor) -> Tensor:
    return images


def _autocontrast(images: Tensor, _: Tensor) -> Tensor:
    low, high = images.amin((2, 3), keepdim=True), images.amax((2, 3), keepdim=True)
    span = high - low
    return torch.where(span > 0, (images - low) / span, images)


def _equalize(images: Tensor, _: Tensor) -> Tensor:
    return enhance.equalize(_levels(images))


def _solarize(images: Tensor, magnitude: Tensor) -> Tensor:
    return enhance.solarize(_levels(images), 1 - magnitude.abs())


def _color(images: Tensor, magnitude: Tensor) -> Tensor:
    return enhance.adjust_saturation_with_gray_subtraction(images, 1 + 0.9 * magnitude)


def _posterize(images: Tensor, magnitude: Tensor) -> Tensor:
    return enhance.posterize(_levels(images), 8 - torch.round(4 * magnitude.abs()).int())


def _contrast(images: Tensor, magnitude: Tensor) -> Tensor:
    grey = color.rgb_to_grayscale(images) if images.shape[1] == 3 else images
    # in float64, since the order of a float32 sum depends on the batch
    mean = grey.mean((1, 2, 3), keepdim=True, dtype=torch.float64).float()
    return _blend(mean, images, magnitude)


def _brightness(images: Tensor, magnitude: Tensor) -> Tensor:
    return enhance.adjust_brightness_accumulative(images, 1 + 0.9 * magnitude)


def _sharpness(images: Tensor, magnitude: Tensor) -> Tensor:
    # sums of neighbours, since the rounding of a convolution depends on the batch; the border stays, as in Pillow
    rows = images[:, :, :-2] + images[:, :, 1:-1] + images[:, :, 2:]
    box = rows[..., :-2] + rows[..., 1:-1] + rows[..., 2:]
    smooth = images.clone()
    smooth[:, :, 1:-1, 1:-1] = (box + 4 * images[:, :, 1:-1, 1:-1]) / 13
    return _blend(smooth, images, magnitude)


def _blend(degenerate: Tensor, images: Tensor, magnitude: Tensor) -> Tensor:
    factor = (1 + 0.9 * magnitude)[:, None, None, None]
    return (degenerate + factor * (images - degenerate)).clamp_(0, 1)


_TONAL: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "identity": _identity,
    "autocontrast": _autocontrast,
    "equalize": _equalize,
    "solarize": _solarize,
    "color": _color,
    "posterize": _posterize,
    "contrast": _contrast,
    "brightness": _brightness,
    "sharpness": _sharpness,
}
