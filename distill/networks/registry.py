"""Networks by name."""

import difflib
from collections.abc import Callable, Mapping
from typing import Final

from torch import nn

from distill.inputs import Input
from distill.networks.cnn import Cnn
from distill.networks.convnext import ConvNeXt
from distill.networks.mobilenet import MobileNetV2
from distill.networks.plane import Plane
from distill.networks.resnet import SMALL, Basic, Bottleneck, ResNet
from distill.networks.vit import PATCH, VisionTransformer
from distill.networks.wrn import WideResNet
from shadergen.errors import UsageError

_Builder = Callable[[Input, int], nn.Module]  # of the images and the number of classes


def _small(of: Input) -> bool:
    return min(of.size) < SMALL


def _resnet(block: type[Basic] | type[Bottleneck], *depths: int) -> _Builder:
    def build(of: Input, classes: int) -> nn.Module:
        widths, strides = (64, 128, 256, 512), (1, 2, 2, 2)
        return ResNet(block, depths, widths, strides, channels=of.channels, classes=classes, small=_small(of))

    return build


def _thin_resnet(depths: tuple[int, ...], widths: tuple[int, ...], strides: tuple[int, ...], stem: int) -> _Builder:
    def build(of: Input, classes: int) -> nn.Module:
        small = _small(of)
        return ResNet(Basic, depths, widths, strides, channels=of.channels, classes=classes, small=small, stem=stem)

    return build


def _wrn(depth: int, widen: int) -> _Builder:
    return lambda of, classes: WideResNet(depth, widen, channels=of.channels, classes=classes, small=_small(of))


def _vit(of: Input, classes: int) -> nn.Module:
    if any(side % PATCH for side in of.size):
        raise UsageError(f"network vit takes sides that are multiples of {PATCH}, not {of.size[0]}x{of.size[1]}")
    return VisionTransformer(channels=of.channels, classes=classes, size=of.size)


NETWORKS: Final[Mapping[str, _Builder]] = {
    "cnn": lambda of, classes: Cnn(channels=of.channels, classes=classes),
    "resnet8": _thin_resnet((1, 1, 1), (16, 32, 64), (1, 2, 2), 16),
    # halves the grid at once: 330,000 parameters at the cost of resnet8's stages
    "resnet8-wide": _thin_resnet((1, 1, 1), (48, 96, 96), (2, 2, 1), 24),
    "resnet18": _resnet(Basic, 2, 2, 2, 2),
    "resnet34": _resnet(Basic, 3, 4, 6, 3),
    "resnet50": _resnet(Bottleneck, 3, 4, 6, 3),
    "wrn16-2": _wrn(16, 2),
    "wrn40-2": _wrn(40, 2),
    "mobilenetv2": lambda of, classes: MobileNetV2(channels=of.channels, classes=classes, small=_small(of)),
    "vit": _vit,
    "convnext": lambda of, classes: ConvNeXt(channels=of.channels, classes=classes, small=_small(of)),
    # for pictures of its decision regions
    "plane": lambda of, classes: Plane(channels=of.channels, classes=classes),
}


def build_network(name: str, classes: int, wanted: Input) -> nn.Module:
    """A network with random weights: convolutions are Kaiming-normal (He et al., 2015), as in the paper.

    Args:
        name: of `NETWORKS`.
        classes: of the answer.
        wanted: the images it is for; their channels and, for the stem, their size.

    Raises:
        UsageError: there is no such network.
    """
    if name not in NETWORKS:
        near = difflib.get_close_matches(name, NETWORKS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(NETWORKS)}"
        raise UsageError(f"network {name!r} is unknown; {hint}")
    network = NETWORKS[name](wanted, classes)
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
    return network
