"""A network whose features are two numbers, so that its decision regions can be drawn."""

from torch import Tensor, nn


class Plane(nn.Module):
    """Three 3x3 convolutions of 32, 64 and 2 channels, the grid halved after the first two; pooling; a linear layer.

    Args:
        channels: of the images.
        classes: of the answer.
    """

    def __init__(self, *, channels: int, classes: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for inputs, outputs in ((channels, 32), (32, 64)):
            layers += [nn.Conv2d(inputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
            layers += [nn.MaxPool2d(2)]
        self.features, self.fc = nn.Sequential(*layers, nn.Conv2d(64, 2, 3, 1, 1)), nn.Linear(2, classes)

    def forward(self, x: Tensor) -> Tensor:
        """`(B, channels, h, w)` float, h and w at least 4, to `(B, classes)`."""
        answer: Tensor = self.fc(self.features(x).mean((2, 3)))
        return answer
