"""`load_teacher`: from a SPEC to a teacher that has answered once."""

import hashlib
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import torch
from pydantic import ValidationError
from torch import nn

from distill.inputs import Input
from distill.networks.registry import build_network
from distill.teachers.base import Teacher, fingerprint
from distill.teachers.files import Exported, Onnx
from distill.teachers.libraries import first_line, from_hugging_face, from_timm, from_torchvision
from distill.teachers.spec import Spec, read_spec
from distill.teachers.trained import Card
from distill.teachers.weights import load_into, read_weights
from shadergen.errors import UsageError

BUILTIN: Final = Path(__file__).parent.parent / "builtin"
_FORMS: Final = (
    "builtin:NAME, timm:NAME, torchvision:NAME, hf:NAME, onnx:FILE, export:FILE.pt2, a YAML file, or a .safetensors "
    "file of train-teacher"
)


def load_teacher(spec: str, device: torch.device | str = "cpu") -> Teacher:
    """Load a trained network.

    Args:
        spec: `builtin:NAME`, `timm:NAME`, `torchvision:NAME`, `hf:NAME`, `onnx:FILE`, `export:FILE.pt2`, a YAML file
            (see `distill.teachers.spec.Spec`), or the `.safetensors` of `shadergen train-teacher` with its `.json`.
        device: where it computes.

    Raises:
        UsageError: the SPEC, a file or a library cannot be used, or the network has other classes than it says.
        RunError: a library cannot get the network.
    """
    kind, colon, rest = spec.partition(":")
    if kind == "builtin" and colon:
        name, network, wanted, classes = _builtin(rest)
    elif spec.endswith(".safetensors"):
        name, network, wanted, classes = _trained(Path(spec))
    elif spec.endswith((".yaml", ".yml")):
        name, network, wanted, classes = _of(read_spec(Path(spec)), Path(spec).parent)
    elif colon and kind in {"timm", "torchvision", "hf", "onnx", "export"}:
        name, network, wanted, classes = _of(Spec.model_validate({kind: rest}), Path())
    else:
        raise UsageError(f"teacher {spec!r} is unknown; give {_FORMS}")
    network.eval().requires_grad_(requires_grad=False)
    found = _answered(network, wanted, spec)
    if classes is not None and found != classes:
        raise UsageError(f"teacher {spec}: it says {classes} classes and answers {found}; correct its classes")
    identity = fingerprint(name, wanted, network.files if isinstance(network, Onnx | Exported) else network)
    if not isinstance(network, Onnx | Exported):  # a fifth faster on a CPU, and what tensor cores want
        network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack it
    return Teacher(
        spec, name, found, wanted, network.to(device), identity, differentiable=not isinstance(network, Onnx)
    )


_Parts = tuple[str, nn.Module, Input, int | None]


def _answered(network: nn.Module, wanted: Input, spec: str) -> int:
    """The classes that a network answers for two black images."""
    zeros = torch.zeros((2, wanted.channels, *wanted.size))
    try:
        with torch.no_grad():
            answer = network(zeros)
    except Exception as error:
        raise UsageError(
            f"teacher {spec}: it does not take images of {wanted.channels}x{wanted.size[0]}x{wanted.size[1]} "
            f"({type(error).__name__}: {first_line(error)}); correct its input"
        ) from error
    if not isinstance(answer, torch.Tensor) or answer.ndim != 2 or len(answer) != 2:
        said = tuple(answer.shape) if isinstance(answer, torch.Tensor) else type(answer).__name__
        raise UsageError(f"teacher {spec}: it answers two images with {said}; logits of shape (2, classes) are needed")
    return answer.shape[1]


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
    return said.network, network, said.input, said.classes


def _of(spec: Spec, folder: Path) -> _Parts:
    if spec.kind in {"factory", "network"} and not (spec.weights and spec.input):
        raise UsageError(f"a teacher's {spec.kind} needs weights: FILE and input: {{size, channels, mean, std}}")
    if spec.kind == "network" and spec.classes is None:
        raise UsageError("a teacher's network needs classes")
    wanted: Input | None = None
    match spec.kind:
        case "factory":
            name, network = f"{spec.factory}{_called(spec)}", made(str(spec.factory), spec, folder)
        case "network":
            assert spec.network is not None
            assert spec.input is not None
            assert spec.classes is not None
            name, network = spec.network, build_network(spec.network, spec.classes, spec.input)
        case "timm":
            name = f"timm:{spec.timm}{_called(spec)}"
            network, wanted = from_timm(spec)
        case "torchvision":
            name = f"torchvision:{spec.torchvision}{_called(spec)}"
            network, wanted = from_torchvision(spec)
        case "hf":
            name = f"hf:{spec.hf}"
            network, wanted = from_hugging_face(spec)
        case "onnx":
            assert spec.onnx is not None
            name, network = spec.onnx.name, Onnx(_there(spec.onnx))
            wanted = _said(network.session.get_modelmeta().custom_metadata_map)
        case _:
            assert spec.export is not None
            name, network = spec.export.name, Exported(_there(spec.export))
    if spec.weights is not None and spec.kind in {"factory", "network"}:
        load_into(network, read_weights(spec.weights), spec.weights)
    wanted = spec.input or wanted
    if wanted is None:
        raise UsageError(
            f"{name} does not say what it expects of images; write a YAML SPEC with {spec.kind} and "
            "input: {size, channels, mean, std}"
        )
    return name, network, wanted, spec.classes


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


def made(factory: str, spec: Spec, folder: Path) -> nn.Module:
    """What a SPEC's factory gives.

    Raises:
        UsageError: it cannot be imported or called, or gives no module.
    """
    module, colon, attribute = factory.partition(":")
    if not colon:
        raise UsageError(f"factory {factory!r}: give package.module:Callable")
    place = str(folder.resolve())
    _forget_namesakes(module.partition(".")[0], folder.resolve())
    sys.path.insert(0, place)  # a module that lies beside the YAML file
    try:
        made = getattr(import_module(module), attribute)(**spec.args)
    except Exception as error:
        raise UsageError(f"factory {factory}: {type(error).__name__}: {first_line(error)}") from error
    finally:
        sys.path.remove(place)
    if not isinstance(made, nn.Module):
        raise UsageError(f"factory {factory}: it gives a {type(made).__name__}, and a torch.nn.Module is needed")
    return made


def _forget_namesakes(root: str, folder: Path) -> None:
    """Let `root` be imported from a folder that has it, though another folder's module of that name was before."""
    file = getattr(sys.modules.get(root), "__file__", None)
    here = [place for place in (folder / f"{root}.py", folder / root / "__init__.py") if place.is_file()]
    if file is not None and here and Path(file).resolve() not in here:
        for name in [name for name in sys.modules if name == root or name.startswith(f"{root}.")]:
            del sys.modules[name]
