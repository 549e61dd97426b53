"""What a shell offers as a value. The names are repeated here, since their rooms take seconds to import."""

from collections.abc import Callable

Offer = Callable[[str], list[str]]
"""From what is typed so far to the values that it may become."""

SOURCES = ("twigl", "synth", "figures", "kin", "leaves", "noise", "ifs", "crop", "pictures")
FORMATS = ("png", "jpg", "webp", "ppm")
NETWORKS = ("cnn", "resnet8", "resnet8-wide", "resnet18", "resnet34", "resnet50", "wrn16-2", "wrn40-2", "mobilenetv2",
            "vit", "convnext", "plane")  # fmt: skip
STRATEGIES = ("balanced", "random", "long-tail", "lenient", "typical", "margin", "diverse")
REGIMES = ("none", "flip-crop", "standard", "high", "extreme")
LOSSES = ("kl", "onehot", "smooth", "l1", "mse", "dist")
ENGINES = ("local", "ray")
PRESETS = ("short", "paper")
OPTIMISERS = ("sgd", "adamw", "muon")
TEACHERS = ("builtin:fashion-mnist", "timm:", "torchvision:", "hf:", "onnx:", "export:")
DATA = ("idx:", "folder:", "cifar:", "wds:")


def one_of(*names: str) -> Offer:
    """Offer the names that begin with what is typed."""

    def offer(incomplete: str) -> list[str]:
        return [name for name in names if name.startswith(incomplete)]

    return offer


def sources(incomplete: str) -> list[str]:
    """Offer sources behind the last comma, those that are not named yet."""
    before, comma, last = incomplete.rpartition(",")
    named = {word.partition(":")[0] for word in before.split(",")}
    return [before + comma + name for name in SOURCES if name.startswith(last) and name not in named]
