"""`load_teacher`: from a SPEC to a teacher that has answered once."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from pydantic import ValidationError
from torch import nn

from distill.inputs import Input
from distill.networks.registry import build_network
from distill.teachers.adapter import Output, adapted, has_gradients
from distill.teachers.archives import kind_of
from distill.teachers.base import Teacher, fingerprint
from distill.teachers.factories import code_of, hold_own_weights, made
from distill.teachers.files import Exported, Onnx, Program, Script
from distill.teachers.libraries import from_hugging_face, from_timm, from_torchvision
from distill.teachers.spec import Spec, read_spec
from distill.teachers.trained import Card
from distill.teachers.weights import load_into, read_weights
from shadergen.errors import UsageError

BUILTIN: Final = Path(__file__).parent.parent / "builtin"
_FORMS: Final = (
    "builtin:NAME, timm:NAME, torchvision:NAME, hf:NAME, onnx:FILE, export:FILE.pt2, script:FILE, a YAML file, or a "
    ".safetensors file of train-teacher"
)


def load_teacher(spec: str, device: torch.device | str = "cpu") -> Teacher:
    """Load a trained network.

    Args:
        spec: `builtin:NAME`, `timm:NAME`, `torchvision:NAME`, `hf:NAME`, `onnx:FILE`, `export:FILE.pt2`, `script:FILE`,
            a YAML file (see `distill.teachers.spec.Spec`), or the `.safetensors` of `shadergen train-teacher` with its
            `.json`.
        device: where it computes.

    Raises:
        UsageError: the SPEC, a file or a library cannot be used, or the network has other classes than it says.
        RunError: a library cannot get the network.
    """
    parts = _parts(spec)
    network = parts.network.eval().cpu()
    for weight in network.parameters():
        weight.requires_grad = False
    asked = adapted(network, parts.input, spec, parts.classes, parts.output, parts.batch)
    found, said = asked.manner.classes, asked.manner.said
    if parts.classes is not None and found != parts.classes:
        raise UsageError(f"teacher {spec}: it says {parts.classes} classes and answers {found}; correct its classes")
    architecture = "\n".join(part for part in (parts.name, parts.code, said) if part)
    identity = fingerprint(architecture, parts.input, network.files if isinstance(network, Program) else network)
    differentiable = has_gradients(asked, parts.input)
    return Teacher(spec, parts.name, found, parts.input, asked.to(device), identity, differentiable)


@dataclass(frozen=True)
class _Parts:
    """A network and what is said of it."""

    name: str
    network: nn.Module
    input: Input
    classes: int | None
    code: str = ""
    output: Output | None = None
    batch: int | None = None


def _parts(spec: str) -> _Parts:
    kind, colon, rest = spec.partition(":")
    if kind == "builtin" and colon:
        return _builtin(rest)
    if spec.endswith(".safetensors"):
        return _trained(Path(spec))
    if spec.endswith((".yaml", ".yml")):
        return _of(read_spec(Path(spec)), Path(spec).parent)
    if colon and kind in {"timm", "torchvision", "hf", "onnx", "export", "script"}:
        return _of(Spec.model_validate({kind: rest}), Path())
    raise UsageError(f"teacher {spec!r} is unknown; give {_form_of(Path(spec))}")


def _form_of(file: Path) -> str:
    """The SPEC of a file that is given as it is."""
    kind = {".onnx": "onnx", ".pt2": "export"}.get(file.suffix, kind_of(file))
    if kind is not None:
        return f"{kind}:{file}"
    if file.suffix in {".keras", ".h5", ".pb", ".tflite"}:
        return "onnx:FILE of what tf2onnx makes of it"
    if file.is_file():
        return "a YAML SPEC with factory: package.module:Callable, weights: FILE and input: {size, channels, mean, std}"
    return f"hf:{file}" if (file / "config.json").is_file() else _FORMS


def _builtin(name: str) -> _Parts:
    files = {file.parent.name: file for file in sorted(BUILTIN.glob("*/teacher.safetensors"))}
    if name not in files:
        raise UsageError(f"teacher builtin:{name} does not exist; there is {', '.join(files) or 'none'}")
    return _trained(files[name])


def _trained(file: Path) -> _Parts:
    card = file.with_suffix(".json")
    if not card.is_file():
        raise UsageError(
            f"teacher {file}: {card.name} is not beside it; train-teacher writes both, or give a YAML SPEC"
        )
    try:
        said = Card.model_validate_json(card.read_bytes())
    except ValidationError as error:
        raise UsageError(f"teacher {card}: no card of train-teacher ({error.errors()[0]['msg']})") from error
    if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != said.sha256:
        raise UsageError(f"teacher {file}: it is not the file that {card.name} speaks of; take both from one training")
    network = build_network(said.network, said.classes, said.input)
    load_into(network, read_weights(file), file)
    return _Parts(said.network, network, said.input, said.classes)


def _of(spec: Spec, folder: Path) -> _Parts:
    wanted: Input | None = None
    code = ""
    match spec.kind:
        case "factory":
            name, network, code = _from_factory(spec, folder)
        case "network":
            name, network = _untrained(spec)
        case "timm":
            name = f"timm:{spec.timm}{_called(spec)}"
            network, wanted = from_timm(spec)
        case "torchvision":
            name = f"torchvision:{spec.torchvision}{_called(spec)}"
            network, wanted = from_torchvision(spec)
        case "hf":
            name = f"hf:{spec.hf}"
            network, wanted = from_hugging_face(spec)
        case _:
            name, network, wanted = _from_file(spec)
    if spec.weights is not None and spec.kind in {"factory", "network"}:
        load_into(network, read_weights(spec.weights, spec.entry), spec.weights)
    wanted = spec.input or wanted
    if wanted is None:
        raise UsageError(
            f"{name} does not say what it expects of images; write a YAML SPEC with {spec.kind} and "
            "input: {size, channels, mean, std}"
        )
    return _Parts(name, network, wanted, spec.classes, code, spec.output, spec.batch)


def _from_factory(spec: Spec, folder: Path) -> tuple[str, nn.Module, str]:
    """Its name, its network without the SPEC's weights, and its code."""
    assert spec.factory is not None
    network = made(spec.factory, spec, folder)
    if spec.weights is None:
        hold_own_weights(network, spec.factory, spec, folder)
    return f"{spec.factory}{_called(spec)}", network, code_of(spec.factory, network)


def _untrained(spec: Spec) -> tuple[str, nn.Module]:
    assert spec.network is not None
    if not (spec.weights and spec.input and spec.classes):
        raise UsageError("a teacher's network needs weights: FILE, input: {size, channels, mean, std} and classes")
    return spec.network, build_network(spec.network, spec.classes, spec.input)


def _from_file(spec: Spec) -> tuple[str, Program, Input | None]:
    if spec.onnx is not None:
        network = Onnx(_there(spec.onnx))
        return spec.onnx.name, network, _said(network.session.get_modelmeta().custom_metadata_map)
    if spec.script is not None:
        return spec.script.name, Script(_there(spec.script)), None
    assert spec.export is not None
    return spec.export.name, Exported(_there(spec.export)), None


def _called(spec: Spec) -> str:
    """A SPEC's arguments, which decide what a network computes as its weights do."""
    return f"({', '.join(f'{name}={value!r}' for name, value in sorted(spec.args.items()))})" if spec.args else ""


def _there(file: Path) -> Path:
    file = file.expanduser()
    if not file.is_file():
        raise UsageError(f"teacher {file}: no such file")
    return file


def _said(metadata: dict[str, str]) -> Input | None:
    """The input in an ONNX file's metadata, where shadergen wrote it."""
    try:
        return Input.model_validate_json(metadata.get("input", ""))
    except ValidationError:
        return None
