"""A teacher in a file: what a YAML SPEC may say."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from distill.inputs import Input
from shadergen.errors import UsageError
from shadergen.recipe import explain

KINDS = ("factory", "network", "timm", "torchvision", "hf", "onnx", "export", "script")


class Spec(BaseModel):
    """Where a network comes from, and what it expects."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    factory: str | None = None
    """`package.module:Callable`; called with `args`, it gives a `torch.nn.Module`."""
    network: str | None = None
    """A name of `distill.networks.registry`."""
    timm: str | None = None
    torchvision: str | None = None
    hf: str | None = None
    onnx: Path | None = None
    export: Path | None = None
    script: Path | None = None
    """A program of TorchScript."""
    args: dict[str, Any] = {}
    """For a factory, timm or torchvision."""
    weights: Path | None = None
    """safetensors or a state dict; in place of the published ones for timm and torchvision, and of a factory's own."""
    entry: str | None = None
    """Of `weights` that hold several networks: the key of one, or the first part of its names."""
    input: Input | None = None
    classes: Annotated[int, Field(ge=2)] | None = None
    """Two of a network of one number an image; where it answers several tensors, they say which one counts."""
    output: Literal["logits", "probabilities"] | None = None
    """What its numbers are; None finds out."""
    batch: Annotated[int, Field(ge=1)] | None = None
    """Images that it takes at once, no more and no less; None for any number."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(f"give one of {', '.join(KINDS)}, not {' and '.join(given) or 'none'}")
        if self.weights is not None and (self.onnx or self.export or self.script or self.hf):
            raise ValueError(f"{given[0]} brings its own weights; leave weights out")
        if self.input is not None and max(*self.input.mean, *self.input.std) > 1:
            raise ValueError("input: mean and std are of values in [0, 1]; divide those of bytes by 255")
        if self.entry is not None and self.weights is None:
            raise ValueError("entry is one of weights; give weights, or leave entry out")
        if self.args and given[0] not in {"factory", "timm", "torchvision"}:
            raise ValueError(f"{given[0]} takes no args; leave args out")
        return self

    @property
    def kind(self) -> str:
        """Which of `KINDS` it is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


def read_spec(file: Path) -> Spec:
    """Read a YAML SPEC; its relative paths are relative to it.

    Raises:
        UsageError: it cannot be read, or says something else than a `Spec`.
    """
    try:
        fields = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"teacher {file}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"teacher {file}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(fields, dict):
        raise UsageError(f"teacher {file}: it holds a {type(fields).__name__}, and a SPEC is a mapping")
    try:
        spec = Spec.model_validate(fields)
    except ValidationError as error:
        raise UsageError(f"teacher {file}: {explain(error, Spec)}") from error
    places = {
        name: file.parent / path.expanduser()
        for name in ("weights", "onnx", "export", "script")
        if (path := getattr(spec, name))
    }
    return spec.model_copy(update=places)
