"""The stages of which a regime is made; each is keyed by its own name, so that none moves another's numbers."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from distill.augment import operations
from distill.augment.draws import decisions, field

REFERENCE_SIDE = 224
"""The side, in pixels, for which the paper gives lengths: they are scaled with an image's shorter side."""


@dataclass(frozen=True)
class Key:
    """What a batch's views are functions of: a seed, an epoch and `(B,)` int64 samples."""

    seed: int
    epoch: int
    samples: Tensor

    def draw(self, stage: str, count: int) -> NDArray[np.float64]:
        """`(B, count)` numbers within (0, 1)."""
        return decisions(self.seed, self.epoch, self.samples, stage, count)


def random_crop(images: Tensor, key: Key, size: tuple[int, int]) -> Tensor:
    """Cut `size` (height, width), at most the images' own, out of `(B, C, H, W)` at a uniform place."""
    top, left = (key.draw("crop", 2) * (np.array(images.shape[2:]) - size + 1)).astype(np.int64).T
    return _take(images, top[:, None] + np.arange(size[0]), left[:, None] + np.arange(size[1]))


def rand_augment(images: Tensor, key: Key, count: int, magnitude: int, fill: Tensor) -> Tensor:
    """Apply `count` operations in a row to each image, each chosen uniformly from `operations.OPERATIONS`.

    In every step the images are sorted by operation, so that one call does for all images that share it, and one
    bilinear read for all geometric operations.

    Args:
        images: `(B, C, H, W)` float32 within [0, 1].
        key: of the batch.
        count: n of RandAugment.
        magnitude: m of RandAugment, 0 to 30.
        fill: `(1, C, 1, 1)`.
    """
    drawn = key.draw("randaugment", 2 * count)
    chosen = (drawn[:, :count] * len(operations.OPERATIONS)).astype(np.int64)
    signed = np.where(drawn[:, count:] < 0.5, -1, 1) * (magnitude / operations.MAXIMUM)
    strength = torch.from_numpy(signed.astype(np.float32)).to(images.device)
    held = np.arange(len(images))  # the sample that each row holds
    for step in range(count):
        order = np.argsort(chosen[held, step], kind="stable")
        held = held[order]
        images = images[_index(order, images.device)]
        amount = strength[:, step][_index(held, images.device)]
        sizes = np.bincount(chosen[held, step], minlength=len(operations.OPERATIONS))
        moved = int(sizes[: len(operations.GEOMETRIC)].sum())
        parts = []
        if moved:
            kind = _index(chosen[held[:moved], step], images.device)
            places = operations.affine(kind, amount[:moved], (images.shape[2], images.shape[3]))
            parts.append(operations.read(images[:moved], places, fill))
        start = moved
        for name, size in zip(operations.TONAL, sizes[len(operations.GEOMETRIC) :].tolist(), strict=True):
            if size:
                rows = slice(start, start + size)
                parts.append(operations.tonal(name, images[rows], amount[rows]))
                start += size
        images = torch.cat(parts)
    return images[_index(np.argsort(held), images.device)]


def elastic(images: Tensor, key: Key, fill: Tensor, share: float = 0.5) -> Tensor:
    """Displace the pixels of a random `share` of the images.

    Simard et al. (2003) with `torchvision.transforms.ElasticTransform`'s units: white noise, uniform within [-1, 1],
    smoothed by a Gaussian of sigma 5 and times alpha / 2 = 25 pixels, for a side of 224. At every size the same share
    of the side is smoothed over and the displacement is the same share of it, 0.4 % in the root mean square: noise
    that is smoothed over fewer pixels keeps more of its height, so alpha falls with the square of the side. (With the
    side alone, pixels of small images would be thrown about singly, as seen through frosted glass.)
    """
    chosen = np.flatnonzero(key.draw("elastic", 1)[:, 0] < share)
    if not len(chosen):
        return images
    height, width = images.shape[2:]
    scale = min(height, width) / REFERENCE_SIDE
    noise = field(
        key.seed, key.epoch, key.samples.cpu()[chosen], "elastic field", 2 * height * width, images.device
    ).reshape(-1, 2, height, width)
    white = (noise.float() - 127.5) / 127.5
    smooth = _blur(height, 5 * scale, images.device) @ white @ _blur(width, 5 * scale, images.device).T
    x, y = operations.from_centre((height, width), images.device)
    shift = smooth * (25 * scale**2)
    places = torch.stack((x + shift[:, 0], y + shift[:, 1]), -1)
    rows = _index(chosen, images.device)
    return images.index_copy(0, rows, operations.read(images[rows], places, fill))


def invert(images: Tensor, key: Key, share: float = 0.1) -> Tensor:
    """Turn a random `share` of the images into their negatives."""
    chosen = torch.from_numpy(key.draw("invert", 1)[:, :, None, None] < share).to(images.device)
    return torch.where(chosen, 1 - images, images)


def flip_and_crop(images: Tensor, key: Key, fill: Tensor) -> Tensor:
    """Mirror every other image, pad 12 pixels at 224 (4 at 32) on all sides and cut the size out at a uniform place."""
    height, width = images.shape[2:]
    margin = _crop_margin(min(height, width))
    canvas = fill.expand(len(images), -1, height + 2 * margin, width + 2 * margin).clone()
    canvas[:, :, margin : margin + height, margin : margin + width] = images
    drawn = key.draw("flip and crop", 3)
    top, left = (drawn[:, 1:] * (2 * margin + 1)).astype(np.int64).T
    rows = top[:, None] + np.arange(height)
    columns = left[:, None] + np.arange(width)
    columns = np.where(drawn[:, :1] < 0.5, width + 2 * margin - 1 - columns, columns)
    return _take(canvas, rows, columns)


def erase(images: Tensor, key: Key, fill: Tensor) -> Tensor:
    """Paint a rectangle over every other image.

    Zhong et al., 'Random Erasing Data Augmentation' (2020) with torchvision's figures: probability 0.5, 0.02 to 0.33 of
    the area, height to width 0.3 to 3.3 (uniform in the logarithm).
    """
    height, width = images.shape[2:]
    chosen, area, aspect, top, left = key.draw("erase", 5).T
    pixels = (0.02 + 0.31 * area) * height * width
    ratio = 0.3 * 11**aspect
    tall = np.minimum(np.rint(np.sqrt(pixels * ratio)), height)
    wide = np.minimum(np.rint(np.sqrt(pixels / ratio)), width)
    first, left = np.floor(top * (height - tall + 1)), np.floor(left * (width - wide + 1))
    y, x = np.arange(height), np.arange(width)
    inside_y = (chosen[:, None] < 0.5) & (y >= first[:, None]) & (y < (first + tall)[:, None])
    inside_x = (x >= left[:, None]) & (x < (left + wide)[:, None])
    rows, columns = (torch.from_numpy(inside).to(images.device) for inside in (inside_y, inside_x))
    return torch.where(rows[:, None, :, None] & columns[:, None, None, :], fill, images)


def _crop_margin(side: int) -> int:
    """Padding in pixels: the recipe gives 12 at 224 and 4 at 32; linear between them, proportional outside."""
    if side <= 32:
        return max(1, round(side / 8))
    if side >= REFERENCE_SIDE:
        return round(12 * side / REFERENCE_SIDE)
    return round(4 + 8 * (side - 32) / (REFERENCE_SIDE - 32))


def _index(positions: NDArray[np.int64], device: torch.device) -> Tensor:
    return torch.from_numpy(positions).to(device, non_blocking=True)


def _take(images: Tensor, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Tensor:
    """`(B, C, h, w)`: of each image its own rows `(B, h)` and columns `(B, w)`."""
    count, channels, _, width = images.shape
    places = _index(rows[:, :, None] * width + columns[:, None, :], images.device).reshape(count, 1, -1)
    taken = images.reshape(count, channels, -1).gather(2, places.expand(-1, channels, -1))
    return taken.reshape(count, channels, rows.shape[1], columns.shape[1])


def _blur(size: int, sigma: float, device: torch.device) -> Tensor:
    """A Gaussian blur of `size` pixels as a matrix `(size, size)`, cut at 4 sigma, mirrored at the border."""
    reach = max(1, math.ceil(4 * sigma))
    offsets = torch.arange(-reach, reach + 1)
    weights = torch.exp(-0.5 * (offsets / sigma) ** 2)
    weights = weights / weights.sum()
    at = torch.arange(size)[:, None] + offsets
    at = (size - 1) - (size - 1 - at.abs()).abs()
    matrix = torch.zeros(size, size).scatter_add_(1, at, weights.expand(size, -1))
    return matrix.to(device)
