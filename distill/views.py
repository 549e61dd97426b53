"""Views: what both networks see of a batch's images, a function of (seed, epoch, sample) and of who is in the batch."""

from dataclasses import dataclass

import torch
from torch import Tensor

from distill.augment import augment, mixup
from distill.augment.regimes import Regime
from distill.ranks import Rank


@dataclass(frozen=True)
class Views:
    """How images become views.

    Attributes:
        regime: of augmentation.
        mixup: whether views are mixed with each other, over all ranks' parts of a batch.
        seed: of all that is drawn.
        size: (height, width) of a view; larger images are cropped to it.
        fill: what augmentation brings in from outside an image: one number, or one a channel.
    """

    regime: Regime
    mixup: bool
    seed: int
    size: tuple[int, int]
    fill: tuple[float, ...]

    @property
    def same_in_every_epoch(self) -> bool:
        """Whether views are the images as they are."""
        return self.regime == "none" and not self.mixup

    @torch.no_grad()
    def of(self, images: Tensor, samples: Tensor, epoch: int, rank: Rank) -> Tensor:
        """This rank's part of a batch's views.

        Args:
            images: `(B, C, H, W)` uint8 on the rank's device, its part of the batch.
            samples: `(count * B,)` int64 on the CPU: the numbers of the whole batch, in the order of ranks.
            epoch: from 0.
            rank: this process's.

        Returns:
            `(B, C, *size)` float32 within [0, 1].
        """
        mine = rank.part(len(samples))
        views = augment(
            images.float() / 255, self.regime, self.seed, epoch, samples[mine], fill=self.fill, crop=self.size
        )
        if not self.mixup:
            return views
        return mixup(rank.gather(views), self.seed, epoch, samples, mine)
