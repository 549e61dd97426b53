"""Random crops: turned, flipped and recoloured rectangles of a picture, scaled to a size.

Many crops of one rich picture can stand in for a data set: Asano and Saeed, 'The augmented image prior: distilling 1000
classes by extrapolating from a single image' (2023). Where a crop lies and what it shows are formed with + - * / and
square roots, so that equal words and pixels give equal crops on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leaves.model import unit_point
from shadergen.errors import UsageError
from shadergen.exact import log_2, power_of_2
from shadergen.philox import unit

WORDS = 12
"""Words that a crop takes."""
_LUMA = np.array([77, 150, 29]) / 256


@dataclass(frozen=True)
class Law:
    """How crops are drawn.

    Attributes:
        scale: least and largest share of the picture's area, drawn on a logarithmic scale.
        aspect: least and largest ratio of width to height, over that of the size, on a logarithmic scale.
        flip: whether half of them are mirrored.
        turn: largest turn to either side, in full turns.
        jitter: brightness, contrast and saturation are multiplied by 1 - jitter to 1 + jitter.

    Raises:
        UsageError: a number is out of range.
    """

    scale: tuple[float, float] = (0.01, 1.0)
    aspect: tuple[float, float] = (0.75, 4 / 3)
    flip: bool = True
    turn: float = 0.1
    jitter: float = 0.4

    def __post_init__(self) -> None:
        if not 1e-6 <= self.scale[0] <= self.scale[1] <= 1:
            raise UsageError(f"scale lies in [0.000001, 1], not {list(self.scale)}")
        if not 0.1 <= self.aspect[0] <= self.aspect[1] <= 10:
            raise UsageError(f"aspect lies in [0.1, 10], not {list(self.aspect)}")
        if not 0 <= self.turn <= 0.5:
            raise UsageError(f"turn is 0 to 0.5, not {self.turn}")
        if not 0 <= self.jitter <= 1:
            raise UsageError(f"jitter is 0 to 1, not {self.jitter}")


@dataclass(frozen=True)
class Places:
    """Where `B` crops lie, in pixels of the picture, its top left corner (0, 0); all of each is inside.

    Attributes:
        middle: `(B, 2)` float64.
        right: `(B, 2)` float64: from the middle of a crop to that of its right side; leftwards where it is mirrored.
        down: `(B, 2)` float64: from its middle to that of its lower side.
    """

    middle: NDArray[np.float64]
    right: NDArray[np.float64]
    down: NDArray[np.float64]


def places(law: Law, words: NDArray[np.uint32], picture: tuple[int, int], size: tuple[int, int]) -> Places:
    """Draw where crops lie.

    Args:
        law: the law.
        words: `(B, WORDS)` uint32.
        picture: its width and height.
        size: the crops' width and height once scaled.
    """
    u = unit(words)
    whole = np.array(picture, np.float64)
    area = _logarithmic(law.scale, u[:, 0]) * (whole[0] * whole[1])
    ratio = _logarithmic(law.aspect, u[:, 1]) * (size[0] / size[1])
    half = 0.5 * np.stack([np.sqrt(area * ratio), np.sqrt(area / ratio)], axis=1)
    reach = round(law.turn * 2**32)
    angle = ((2 * u[:, 4] - 1) * reach).astype(np.int64).astype(np.uint32)
    cos, sin = unit_point(angle)
    right = half[:, :1] * np.stack([cos, sin], axis=1)
    down = half[:, 1:] * np.stack([-sin, cos], axis=1)
    box = np.abs(right) + np.abs(down)
    shrink = np.minimum(1.0, (0.5 * whole / box).min(axis=1))[:, None]
    right, down, box = right * shrink, down * shrink, box * shrink
    middle = box + u[:, 2:4] * np.maximum(whole - 2 * box, 0)
    mirrored = law.flip & (words[:, 5] & np.uint32(1)).astype(bool)
    return Places(middle, np.where(mirrored[:, None], -right, right), down)


def _logarithmic(bounds: tuple[float, float], u: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = log_2(np.array(bounds))
    return power_of_2(low + (high - low) * u)


def pyramid(picture: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """A picture `(H, W, 3)`, and the same at half its size, a quarter, and so on: means of four pixels each."""
    levels = [np.ascontiguousarray(picture)]
    while min(levels[-1].shape[:2]) >= 2:
        height, width = (side // 2 * 2 for side in levels[-1].shape[:2])
        four = levels[-1][:height, :width].astype(np.uint16)
        levels.append(
            ((four[::2, ::2] + four[1::2, ::2] + four[::2, 1::2] + four[1::2, 1::2] + 2) >> 2).astype(np.uint8)
        )
    return levels


def cut(levels: Sequence[NDArray[np.uint8]], where: Places, size: tuple[int, int]) -> NDArray[np.float64]:
    """Scale crops to a size, bilinearly from the level whose pixels are as large as theirs, or up to half as large.

    Returns:
        `(B, H, W, 3)` float64, 0 to 255.
    """
    width, height = size
    steps = [
        np.sqrt(side[:, 0] * side[:, 0] + side[:, 1] * side[:, 1]) * 2 / count
        for side, count in ((where.right, width), (where.down, height))
    ]
    # step = fraction * 2**exponent with a fraction of at least a half
    level = np.clip(np.frexp(np.maximum(*steps))[1] - 1, 0, len(levels) - 1)
    x, y = (2 * (np.arange(count) + 0.5) / count - 1 for count in (width, height))
    cut_out = np.empty((len(level), height, width, 3))
    for number in np.unique(level).tolist():
        here = np.flatnonzero(level == number)
        at = (
            part[here, None, None] + right[here, None, None] * x + down[here, None, None] * y[:, None]
            for part, right, down in zip(where.middle.T, where.right.T, where.down.T, strict=True)
        )
        cut_out[here] = _bilinear(levels[number], *(coordinate / 2**number - 0.5 for coordinate in at))
    return cut_out


def _bilinear(picture: NDArray[np.uint8], x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    height, width, _ = picture.shape
    flat = picture.reshape(-1, 3)
    x, y = np.clip(x, 0, width - 1), np.clip(y, 0, height - 1)
    left, top = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    right, below = np.minimum(left + 1, width - 1), np.minimum(top + 1, height - 1)
    u, v = (x - left)[..., None], (y - top)[..., None]
    upper, lower = (flat[row * width + left] * (1 - u) + flat[row * width + right] * u for row in (top, below))
    return np.asarray(upper * (1 - v) + lower * v)


def recoloured(law: Law, words: NDArray[np.uint32], crops: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Crops `(B, H, W, 3)` with another saturation, contrast and brightness; `words` as for `places`."""
    factor = 1 + law.jitter * (2 * unit(words[:, 6:9]) - 1)
    saturation, contrast, brightness = (factor[:, k, None, None, None] for k in range(3))
    luma = (crops[..., :1] * _LUMA[0] + crops[..., 1:2] * _LUMA[1]) + crops[..., 2:] * _LUMA[2]
    crops = luma + (crops - luma) * saturation
    crops = (127.5 + (crops - 127.5) * contrast) * brightness
    return np.rint(np.clip(crops, 0, 255)).astype(np.uint8)
