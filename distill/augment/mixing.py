"""Mixup per sample, before the teacher: Zhang et al., 'mixup: Beyond Empirical Risk Minimization' (2018)."""

import numpy as np
import torch
from torch import Tensor

from distill.augment.draws import decisions


def mixup(images: Tensor, seed: int, epoch: int, samples: Tensor, rows: slice = slice(None)) -> Tensor:
    """Mix each image with another of its batch: lambda x + (1 - lambda) x', lambda ~ U(0, 1) for each.

    The partners are one random cycle through the batch, so that no image is its own partner and a batch's set of
    samples decides who meets, not their order.

    Args:
        images: `(B, C, H, W)` float within [0, 1].
        seed: 0 to 2**64 - 1.
        epoch: below 2**16.
        samples: `(B,)` int64, the images' numbers in their data set.
        rows: which of the mixtures are wanted.

    Returns:
        The wanted of `(B, C, H, W)`, of the same dtype, within [0, 1].
    """
    drawn = decisions(seed, epoch, samples, "mixup", 2)
    order = np.argsort(drawn[:, 1], kind="stable")
    partner = np.empty_like(order)
    partner[order] = np.roll(order, 1)
    share = torch.from_numpy(drawn[rows, :1, None, None]).to(images)
    return torch.lerp(images[torch.from_numpy(partner[rows]).to(images.device)], images[rows], share)
