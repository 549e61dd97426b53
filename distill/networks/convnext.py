"""A small ConvNeXt (Liu et al., 'A ConvNet for the 2020s', 2022) for images of 28 to 64 pixels."""

import torch
from torch import Tensor, nn
from torch.nn import functional

_SCALE = 1e-6
"""Of a block's branch at first; the paper's."""


class _ChannelNorm(nn.LayerNorm):
    """Layer normalisation over the channels of `(B, C, h, w)`."""

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = super().forward(x.permute(0, 2, 3, 1))
        return y.permute(0, 3, 1, 2)


class _Block(nn.Module):
    """A 7x7 convolution of each channel, two layers over the channels, and a shortcut."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.dwconv, self.norm = nn.Conv2d(width, width, 7, padding=3, groups=width), nn.LayerNorm(width)
        self.pwconv1, self.pwconv2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.gamma = nn.Parameter(torch.full((width,), _SCALE))

    def forward(self, x: Tensor) -> Tensor:
        """`(B, width, h, w)` to the same."""
        y = self.pwconv1(self.norm(self.dwconv(x).permute(0, 2, 3, 1)))
        branch: Tensor = self.gamma * self.pwconv2(functional.gelu(y))
        return x + branch.permute(0, 3, 1, 2)


class ConvNeXt(nn.Module):
    """A stem that halves the grid (a quarter in large images), two stages, pooling, a linear layer; 340,000 parameters.

    Args:
        channels: of the images.
        classes: of the answer.
        small: whether the stem only halves the grid.
        widths: of the stages.
        depths: blocks of each stage.
    """

    def __init__(
        self,
        *,
        channels: int,
        classes: int,
        small: bool,
        widths: tuple[int, int] = (32, 96),
        depths: tuple[int, int] = (1, 4),
    ) -> None:
        super().__init__()
        patch = 2 if small else 4
        first, second = widths
        self.stem = nn.Sequential(nn.Conv2d(channels, first, patch, patch), _ChannelNorm(first))
        self.stage1 = nn.Sequential(*(_Block(first) for _ in range(depths[0])))
        self.shrink = nn.Sequential(_ChannelNorm(first), nn.Conv2d(first, second, 2, 2))
        self.stage2 = nn.Sequential(*(_Block(second) for _ in range(depths[1])))
        self.norm, self.fc = nn.LayerNorm(second), nn.Linear(second, classes)

    def forward(self, x: Tensor) -> Tensor:
        """`(B, channels, h, w)` float to `(B, classes)`."""
        x = self.stage2(self.shrink(self.stage1(self.stem(x))))
        answer: Tensor = self.fc(self.norm(x.mean((2, 3))))
        return answer
