"""MobileNetV2 (Sandler et al., 2018); below 64 pixels the first three strides are 1, as is usual for CIFAR."""

from torch import Tensor, nn

# expansion, width, blocks, stride of the first: table 2 of the paper
_STAGES = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))


def _unit(inputs: int, outputs: int, size: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU6(),
    )


class _Inverted(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int) -> None:
        super().__init__()
        hidden = inputs * expansion
        self.added = stride == 1 and inputs == outputs
        self.body = nn.Sequential(
            *([] if expansion == 1 else [_unit(inputs, hidden, 1)]),
            _unit(hidden, hidden, 3, stride, groups=hidden),
            nn.Conv2d(hidden, outputs, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.body(x)
        return x + y if self.added else y


class MobileNetV2(nn.Module):
    """MobileNetV2 of width 1.

    Args:
        channels: of the images.
        classes: of the answer.
        small: whether the stem and the second stage keep the grid.
    """

    def __init__(self, *, channels: int, classes: int, small: bool) -> None:
        super().__init__()
        blocks: list[nn.Module] = [_unit(channels, 32, 3, 1 if small else 2)]
        inputs = 32
        for stage, (expansion, width, count, stride) in enumerate(_STAGES):
            for position in range(count):
                first = 1 if position or (small and stage == 1) else stride
                blocks.append(_Inverted(inputs, width, first, expansion))
                inputs = width
        self.features = nn.Sequential(*blocks, _unit(inputs, 1280, 1))
        self.fc = nn.Linear(1280, classes)

    def forward(self, x: Tensor) -> Tensor:
        """`(B, channels, h, w)` float to `(B, classes)`."""
        answer: Tensor = self.fc(self.features(x).mean((2, 3)))
        return answer
