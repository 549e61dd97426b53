"""Networks of timm, torchvision and Hugging Face, each with the input that its library says it expects."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from torch import Tensor, nn

from distill.inputs import Input
from distill.teachers.weights import load_into, read_weights
from shadergen.errors import RunError, UsageError

Found = tuple[nn.Module, Input]
_INTERPOLATIONS = {"nearest", "bilinear", "bicubic"}
_PILLOW = {0: "nearest", 2: "bilinear", 3: "bicubic"}  # Hugging Face's `resample`


def library(name: str, extra: str) -> Any:
    """An optional library.

    Raises:
        UsageError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise UsageError(
            f"{name} is needed and cannot be imported ({error}); run: pip install 'shadergen[{extra}]'"
        ) from error


def _asked(what: str, build: Callable[[], Any]) -> Any:
    """Call a library that may look for weights on the network; whatever it raises becomes one line."""
    try:
        return build()
    except Exception as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        raise RunError(f"{what}: {type(error).__name__}: {lines[0] if lines else 'no reason is given'}") from error


def from_timm(name: str, classes: int | None, weights: Path | None) -> Found:
    """A network of timm, with its published weights or a file's."""
    timm = library("timm", "timm")
    options = {} if classes is None else {"num_classes": classes}
    network = _asked(f"timm:{name}", lambda: timm.create_model(name, pretrained=weights is None, **options))
    if weights is not None:
        load_into(network, read_weights(weights), weights)
    data = timm.data.resolve_model_data_config(network)
    channels, height, width = data["input_size"]
    return network, Input(
        size=(height, width),
        channels=channels,
        mean=tuple(data["mean"]),
        std=tuple(data["std"]),
        interpolation=_interpolation(data["interpolation"]),
    )


def from_torchvision(name: str, classes: int | None, weights: Path | None) -> Found:
    """A network of torchvision, with its default weights or a file's; the input is that of the default weights."""
    torchvision = library("torchvision", "torchvision")
    models = torchvision.models
    published = _asked(f"torchvision:{name}", lambda: models.get_model_weights(name).DEFAULT)
    options = {} if classes is None else {"num_classes": classes}
    network = _asked(
        f"torchvision:{name}",
        lambda: models.get_model(name, weights=published if weights is None else None, **options),
    )
    if weights is not None:
        load_into(network, read_weights(weights), weights)
    steps = published.transforms()
    return network, Input(
        size=steps.crop_size[0],
        mean=tuple(steps.mean),
        std=tuple(steps.std),
        interpolation=_interpolation(steps.interpolation.value),
    )


class _Logits(nn.Module):
    """A Hugging Face network that answers logits alone."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> Tensor:
        logits: Tensor = self.network(pixel_values=images).logits
        return logits


def from_hugging_face(name: str) -> Found:
    """An image classifier of the hub or of a folder; a folder's weights are read as safetensors alone."""
    transformers = library("transformers", "hf")
    what = f"hf:{name}"
    network = _asked(
        what, lambda: transformers.AutoModelForImageClassification.from_pretrained(name, use_safetensors=True)
    )
    # the processor's settings without the processor, whose classes may need torchvision
    said, _ = _asked(what, lambda: transformers.ImageProcessingMixin.get_image_processor_dict(name))
    size = said.get("crop_size") if said.get("do_center_crop") else said.get("size")
    if isinstance(size, dict):
        size = (size["height"], size["width"]) if "height" in size else size.get("shortest_edge")
    if size is None or not said.get("do_normalize", True):
        raise UsageError(f"{what}: its preprocessor says no size; write a YAML SPEC with hf and input")
    return _Logits(network), Input(
        size=size,
        channels=1 if len(said["image_mean"]) == 1 else 3,
        mean=tuple(said["image_mean"]),
        std=tuple(said["image_std"]),
        interpolation=_interpolation(_PILLOW.get(said.get("resample", 2), "bilinear")),
    )


def _interpolation(name: str) -> Any:
    return name if name in _INTERPOLATIONS else "bicubic"
