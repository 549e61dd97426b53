"""Random numbers for views: Philox words keyed by (seed, epoch, sample), the same on every device.

What is decided (which operation, where to crop) is drawn by NumPy on the CPU, so that a GPU is never waited for; what
has as many numbers as pixels is drawn on the device, by the same Philox in torch's 64-bit integers.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from shadergen import philox

_MASK = 0xFFFFFFFF
_MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
_WEYL = (0x9E3779B9, 0xBB67AE85)


def decisions(seed: int, epoch: int, samples: Tensor, stage: str, count: int) -> NDArray[np.float64]:
    """Uniform numbers for the choices of one stage.

    Args:
        seed: 0 to 2**64 - 1.
        epoch: below 2**16.
        samples: `(B,)` int64, below 2**48.
        stage: what they are for; stages share no word.
        count: numbers a sample.

    Returns:
        `(B, count)`, within (0, 1).
    """
    return philox.unit(philox.words(seed, f"augment {stage}", samples.cpu().numpy(), epoch, count))


def field(seed: int, epoch: int, samples: Tensor, stage: str, count: int, device: torch.device) -> Tensor:
    """Uniform bytes, one a pixel or so: the bytes of the same words, lowest first.

    Args:
        seed: 0 to 2**64 - 1.
        epoch: below 2**16.
        samples: `(B,)` int64, below 2**48.
        stage: what they are for; stages share no word.
        count: bytes a sample.
        device: where to draw them.

    Returns:
        `(B, count)` uint8.
    """
    samples = samples.to(device)[:, None]
    c0 = torch.arange(-(-count // 16), device=device).expand(len(samples), -1)
    c1 = (samples & _MASK).expand_as(c0)
    c2 = ((samples >> 32) | (epoch << 16)).expand_as(c0)
    c3 = torch.full_like(c0, philox.stream_id(f"augment {stage}"))
    k0, k1 = seed & _MASK, seed >> 32
    for _ in range(philox.ROUNDS):
        # the product wraps to a negative number, whose shift drags ones in: the mask takes them away
        p0, p1 = c0 * _MULTIPLIERS[0], c2 * _MULTIPLIERS[1]
        c0, c2 = (p1 >> 32) & _MASK ^ c1 ^ k0, (p0 >> 32) & _MASK ^ c3 ^ k1
        c1, c3 = p1 & _MASK, p0 & _MASK
        k0, k1 = (k0 + _WEYL[0]) & _MASK, (k1 + _WEYL[1]) & _MASK
    words = torch.stack((c0, c1, c2, c3), -1)[..., None]
    found = (words >> torch.arange(0, 32, 8, device=device)) & 255
    return found.reshape(len(samples), -1)[:, :count].to(torch.uint8)
