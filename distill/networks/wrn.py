"""Wide residual networks (Zagoruyko and Komodakis, 'Wide Residual Networks', 2016): pre-activation, three stages."""

from torch import Tensor, nn
from torch.nn import functional


class _Block(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.bn1, self.conv1 = nn.BatchNorm2d(inputs), nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn2, self.conv2 = nn.BatchNorm2d(outputs), nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.shortcut = nn.Conv2d(inputs, outputs, 1, stride, bias=False) if inputs != outputs else None

    def forward(self, x: Tensor) -> Tensor:
        active = functional.relu(self.bn1(x))
        y = self.conv2(functional.relu(self.bn2(self.conv1(active))))
        shortcut = x if self.shortcut is None else self.shortcut(active)
        total: Tensor = y + shortcut
        return total


class WideResNet(nn.Module):
    """WRN-`depth`-`widen`.

    Args:
        depth: 6n + 4, n blocks a stage.
        widen: the factor on widths 16, 32, 64.
        channels: of the images.
        classes: of the answer.
        small: whether the stem keeps the grid; otherwise it halves it twice.
    """

    def __init__(self, depth: int, widen: int, *, channels: int, classes: int, small: bool) -> None:
        super().__init__()
        widths = [16 * widen, 32 * widen, 64 * widen]
        stem: nn.Module = nn.Conv2d(channels, 16, 3, 1, 1, bias=False)
        if not small:
            stem = nn.Sequential(nn.Conv2d(channels, 16, 7, 2, 3, bias=False), nn.MaxPool2d(3, 2, 1))
        blocks: list[nn.Module] = []
        inputs = 16
        for stage, width in enumerate(widths):
            for position in range((depth - 4) // 6):
                blocks.append(_Block(inputs, width, 2 if stage and position == 0 else 1))
                inputs = width
        self.stem, self.blocks = stem, nn.Sequential(*blocks)
        self.bn, self.fc = nn.BatchNorm2d(inputs), nn.Linear(inputs, classes)

    def forward(self, x: Tensor) -> Tensor:
        """`(B, channels, h, w)` float to `(B, classes)`."""
        x = functional.relu(self.bn(self.blocks(self.stem(x))))
        answer: Tensor = self.fc(x.mean((2, 3)))
        return answer
