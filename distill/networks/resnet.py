"""Residual networks (He et al., 'Deep Residual Learning', 2016), with the stem of CIFAR below 64 pixels.

Modules are named as torchvision names them, so that state dicts of either custom load.
"""

from collections.abc import Sequence

from torch import Tensor, nn
from torch.nn import functional

SMALL = 64
"""Below this side a network keeps its grid in the stem: a 3x3 convolution of stride 1, and no pooling."""


def _convolution(inputs: int, outputs: int, size: int, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)


def _shortcut(inputs: int, outputs: int, stride: int) -> nn.Module:
    if stride == 1 and inputs == outputs:
        return nn.Identity()
    return nn.Sequential(_convolution(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))


class Basic(nn.Module):
    """Two 3x3 convolutions and a shortcut."""

    expansion = 1

    def __init__(self, inputs: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1, self.bn1 = _convolution(inputs, width, 3, stride), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = _convolution(width, width, 3), nn.BatchNorm2d(width)
        self.downsample = _shortcut(inputs, width, stride)

    def forward(self, x: Tensor) -> Tensor:
        """`(B, inputs, h, w)` to `(B, width, h / stride, w / stride)`."""
        y = functional.relu(self.bn1(self.conv1(x)))
        return functional.relu(self.bn2(self.conv2(y)) + self.downsample(x))


class Bottleneck(nn.Module):
    """1x1, 3x3 and 1x1 convolutions and a shortcut; the last has four times the width."""

    expansion = 4

    def __init__(self, inputs: int, width: int, stride: int) -> None:
        super().__init__()
        outputs = width * self.expansion
        self.conv1, self.bn1 = _convolution(inputs, width, 1), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = _convolution(width, width, 3, stride), nn.BatchNorm2d(width)
        self.conv3, self.bn3 = _convolution(width, outputs, 1), nn.BatchNorm2d(outputs)
        self.downsample = _shortcut(inputs, outputs, stride)

    def forward(self, x: Tensor) -> Tensor:
        """`(B, inputs, h, w)` to `(B, 4 * width, h / stride, w / stride)`."""
        y = functional.relu(self.bn1(self.conv1(x)))
        y = functional.relu(self.bn2(self.conv2(y)))
        return functional.relu(self.bn3(self.conv3(y)) + self.downsample(x))


class ResNet(nn.Module):
    """A stem, stages of blocks, average pooling, a linear layer.

    Args:
        block: `Basic` or `Bottleneck`.
        depths: blocks of each stage.
        widths: of each stage.
        strides: of each stage's first block.
        channels: of the images.
        classes: of the answer.
        small: whether the stem keeps the grid (see `SMALL`).
        stem: width of the stem; the first stage's by default.
    """

    def __init__(
        self,
        block: type[Basic] | type[Bottleneck],
        depths: Sequence[int],
        widths: Sequence[int],
        strides: Sequence[int],
        *,
        channels: int,
        classes: int,
        small: bool,
        stem: int | None = None,
    ) -> None:
        super().__init__()
        inputs = stem or widths[0]
        self.conv1 = _convolution(channels, inputs, 3) if small else _convolution(channels, inputs, 7, 2)
        self.bn1 = nn.BatchNorm2d(inputs)
        self.pool = nn.Identity() if small else nn.MaxPool2d(3, 2, 1)
        self.stages = len(depths)
        for number, (depth, width, stride) in enumerate(zip(depths, widths, strides, strict=True), start=1):
            blocks = []
            for position in range(depth):
                blocks.append(block(inputs, width, stride if position == 0 else 1))
                inputs = width * block.expansion
            self.add_module(f"layer{number}", nn.Sequential(*blocks))
        self.fc = nn.Linear(inputs, classes)

    def forward(self, x: Tensor) -> Tensor:
        """`(B, channels, h, w)` float to `(B, classes)`."""
        x = self.pool(functional.relu(self.bn1(self.conv1(x))))
        for number in range(1, self.stages + 1):
            x = self.get_submodule(f"layer{number}")(x)
        pooled: Tensor = self.fc(x.mean((2, 3)))
        return pooled
