"""Networks of timm, torchvision and Hugging Face, each with the input that its library says it expects."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from torch import Tensor, nn

from distill.inputs import Input
from distill.teachers.spec import Spec
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


def first_line(error: Exception) -> str:
    """What an exception says, as far as one line goes."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), "no reason is given")


def _asked(what: str, build: Callable[[], Any]) -> Any:
    """Call a library that may look for weights on the network; whatever it raises becomes one line."""
    try:
        return build()
    except Exception as error:
        reason = first_line(error)
        if "unknown model" in reason.lower():
            raise UsageError(f"{what}: the library knows no network of that name") from error
        raise RunError(f"{what}: {type(error).__name__}: {reason}") from error


def _options(spec: Spec) -> dict[str, Any]:
    """What a library's builder is told; not the classes of published weights, whose layer for others is untrained."""
    return {**spec.args, **({"num_classes": spec.classes} if spec.weights and spec.classes else {})}


def from_timm(spec: Spec) -> Found:
    """A network of timm, with its published weights or a file's."""
    timm = library("timm", "timm")
    what = f"timm:{spec.timm}"
    options = _options(spec)
    if spec.input is not None:
        options.setdefault("in_chans", spec.input.channels)
    network = _asked(what, lambda: timm.create_model(spec.timm, pretrained=spec.weights is None, **options))
    if spec.weights is not None:
        load_into(network, read_weights(spec.weights, spec.entry), spec.weights)
    if spec.input is not None:
        return network, spec.input
    data = _asked(what, lambda: timm.data.resolve_model_data_config(network))
    channels, height, width = data["input_size"]
    return network, Input(
        size=(height, width),
        channels=channels,
        mean=tuple(data["mean"]),
        std=tuple(data["std"]),
        interpolation=_interpolation(data["interpolation"]),
    )


def from_torchvision(spec: Spec) -> Found:
    """A network of torchvision, with its default weights or a file's; the input is that of the default weights."""
    models = library("torchvision", "torchvision").models
    what = f"torchvision:{spec.torchvision}"
    published = _asked(what, lambda: models.get_model_weights(spec.torchvision).DEFAULT)
    steps = published.transforms()
    if not hasattr(steps, "crop_size"):
        raise UsageError(f"{what}: it does not tell classes of images apart; a teacher is a classifier")
    wanted = spec.input or Input(
        size=steps.crop_size[0],
        mean=tuple(steps.mean),
        std=tuple(steps.std),
        interpolation=_interpolation(steps.interpolation.value),
    )
    weights = published if spec.weights is None else None
    network = _asked(what, lambda: models.get_model(spec.torchvision, weights=weights, **_options(spec)))
    if spec.weights is not None:
        load_into(network, read_weights(spec.weights, spec.entry), spec.weights)
    return network, wanted


class _Logits(nn.Module):
    """A Hugging Face network that answers logits alone."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> Tensor:
        logits: Tensor = self.network(pixel_values=images).logits
        return logits


def from_hugging_face(spec: Spec) -> Found:
    """An image classifier of the hub or of a folder: its safetensors, never its pickles or its code."""
    transformers = library("transformers", "hf")
    what = f"hf:{spec.hf}"
    network = _asked(
        what,
        lambda: transformers.AutoModelForImageClassification.from_pretrained(
            spec.hf, use_safetensors=True, trust_remote_code=False
        ),
    )
    if spec.input is not None:
        return _Logits(network), spec.input
    # the processor's settings without the processor, whose classes may need torchvision
    try:
        said, _ = transformers.ImageProcessingMixin.get_image_processor_dict(spec.hf)
    except Exception as error:
        raise UsageError(
            f"{what}: no settings of a preprocessor can be read ({type(error).__name__}), which say what it expects of "
            "images; write a YAML SPEC with hf and input"
        ) from error
    return _Logits(network), _processed(said, what)


def _processed(said: Mapping[str, Any], what: str) -> Input:
    """The input that an image processor's settings describe."""
    size = said.get("crop_size") if said.get("do_center_crop") else said.get("size")
    if isinstance(size, Mapping):
        size = (size["height"], size["width"]) if "height" in size else size.get("shortest_edge")
    normalised = said.get("do_normalize", True)
    if size is None or (normalised and "image_mean" not in said) or said.get("do_flip_channel_order"):
        raise UsageError(
            f"{what}: its preprocessor does not say size, mean and deviation of red, green and blue; "
            "write a YAML SPEC with hf and input"
        )
    mean, std = (said["image_mean"], said["image_std"]) if normalised else ([0.0] * 3, [1.0] * 3)
    # it scales bytes, and an Input is of values in [0, 1]
    scale = 255 * said.get("rescale_factor", 1 / 255) if said.get("do_rescale", True) else 255
    return Input(
        size=size,
        channels=1 if len(mean) == 1 else 3,
        mean=tuple(value / scale for value in mean),
        std=tuple(value / scale for value in std),
        interpolation=_interpolation(_PILLOW.get(said.get("resample", 2), "bicubic")),
    )


def _interpolation(name: str) -> Any:
    return name if name in _INTERPOLATIONS else "bicubic"
