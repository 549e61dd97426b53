"""The regimes of the paper 'What Makes a Good Dataset for Knowledge Distillation?' (Frank and Davis)."""

from collections.abc import Sequence
from typing import Final, Literal

import torch
from torch import Tensor

from distill.augment import stages
from shadergen.errors import UsageError

Regime = Literal["none", "flip-crop", "standard", "high", "extreme"]
REGIMES: Final[tuple[Regime, ...]] = ("none", "flip-crop", "standard", "high", "extreme")


@torch.no_grad()
def augment(
    images: Tensor,
    regime: Regime,
    seed: int,
    epoch: int,
    samples: Tensor,
    fill: float | Sequence[float] = 0.5,
    crop: tuple[int, int] | None = None,
) -> Tensor:
    """Augment a batch on its own device. A sample's view depends on nothing but it, `seed` and `epoch`.

    | regime | order |
    |---|---|
    | none | - |
    | flip-crop | flip, padded crop: `standard` for short runs of small networks; not in the paper |
    | standard | RandAugment n=2 m=14, flip, padded crop |
    | high | random crop, RandAugment n=4 m=14, elastic (p 0.5), invert (p 0.1), flip, padded crop |
    | extreme | high with n=8 m=30, then random erasing (p 0.5) |

    Args:
        images: `(B, C, H, W)` float32 within [0, 1], C 1 or 3.
        regime: one of `REGIMES`.
        seed: 0 to 2**64 - 1.
        epoch: below 2**16.
        samples: `(B,)` int64, the images' numbers in their data set; on the CPU, so that no device is waited for.
        fill: what comes in from outside of an image, usually the data's mean: a number or one a channel.
        crop: (height, width) that the first random crop of `high` and `extreme` cuts out of larger images; the whole
            image by default.

    Returns:
        Float32 within [0, 1], of the same shape but for `crop`.

    Raises:
        UsageError: there is no such regime.
    """
    if regime not in REGIMES:
        raise UsageError(f"augmentation {regime!r} is unknown: give one of {', '.join(REGIMES)}")
    if regime == "none":
        return images
    key = stages.Key(seed, epoch, samples)
    paint = torch.tensor(fill, dtype=torch.float32).reshape(1, -1, 1, 1).to(images.device)
    paint = paint.expand(1, images.shape[1], 1, 1)
    if regime == "flip-crop":
        return stages.flip_and_crop(images, key, paint)
    if regime == "standard":
        return stages.flip_and_crop(stages.rand_augment(images, key, 2, 14, paint), key, paint)
    if crop is not None:
        images = stages.random_crop(images, key, crop)
    count, magnitude = (4, 14) if regime == "high" else (8, 30)
    images = stages.rand_augment(images, key, count, magnitude, paint)
    images = stages.elastic(images, key, paint)
    images = stages.invert(images, key)
    images = stages.flip_and_crop(images, key, paint)
    return stages.erase(images, key, paint) if regime == "extreme" else images
