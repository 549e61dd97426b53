import pytest
import torch
from torch import nn

from distill.inputs import Input
from distill.networks.registry import NETWORKS, build_network
from shadergen.errors import UsageError

SMALL = Input(size=32, mean=(0.5,) * 3, std=(0.5,) * 3)
LARGE = Input(size=64, mean=(0.5,) * 3, std=(0.5,) * 3)
GREY = Input(size=28, channels=1, mean=(0.5,), std=(0.5,))


def parameters(network: nn.Module) -> int:
    return sum(p.numel() for p in network.parameters())


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_answers_and_learns_from_each_input(name: str):
    for wanted in (SMALL, LARGE, GREY):
        network = build_network(name, 7, wanted)
        answer = network(torch.randn(2, wanted.channels, *wanted.size))
        assert answer.shape == (2, 7)
        answer.square().sum().backward()
        # every parameter takes part
        assert all(p.grad is not None and torch.isfinite(p.grad).all() for p in network.parameters())


@pytest.mark.parametrize(
    ("name", "million"),
    # ResNets: He et al. with ten classes and CIFAR's stem; WRNs: table 1 of Zagoruyko and Komodakis (0.7 and 2.2)
    [
        ("resnet18", 11.17),
        ("resnet34", 21.28),
        ("resnet50", 23.52),
        ("wrn16-2", 0.69),
        ("wrn40-2", 2.24),
        ("mobilenetv2", 2.24),
    ],
)
def test_the_sizes_are_the_published_ones(name: str, million: float):
    assert parameters(build_network(name, 10, SMALL)) / 1e6 == pytest.approx(million, abs=0.01)


def test_a_resnets_names_are_those_of_torchvision_and_its_stem_follows_the_size():
    names = build_network("resnet50", 10, SMALL).state_dict().keys()
    assert {"conv1.weight", "bn1.running_var", "layer1.0.conv3.weight", "layer4.2.bn2.bias", "fc.weight"} <= names
    assert {"layer1.0.downsample.0.weight", "layer2.0.downsample.1.weight"} <= names
    assert "layer1.1.downsample.0.weight" not in names
    assert build_network("resnet18", 10, SMALL).conv1.weight.shape == (64, 3, 3, 3)
    assert build_network("resnet18", 10, LARGE).conv1.weight.shape == (64, 3, 7, 7)


def test_convolutions_are_kaiming_normal():
    torch.manual_seed(0)
    weight = build_network("resnet18", 10, SMALL).layer3[1].conv1.weight
    # fan out 256 * 9; the deviation of 589,824 draws is within 1 % with a chance of error below 1e-9
    assert weight.std().item() == pytest.approx((2 / (256 * 9)) ** 0.5, rel=0.01)


def test_an_unknown_network_names_its_neighbour():
    with pytest.raises(UsageError, match="did you mean 'resnet"):
        build_network("resnet81", 10, SMALL)


def test_a_transformer_takes_whole_patches_alone_and_tells_where_they_lie():
    with pytest.raises(UsageError, match="multiples of 4, not 30x32"):
        build_network("vit", 10, SMALL.model_copy(update={"size": (30, 32)}))
    network = build_network("vit", 10, GREY).eval()
    image = torch.randn(1, 1, 28, 28)
    assert not torch.allclose(network(image), network(image.roll(4, -1)), atol=1e-4)


def test_a_planes_features_are_two():
    wanted = build_network("plane", 10, GREY).fc
    assert (wanted.in_features, wanted.out_features) == (2, 10)
