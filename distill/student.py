"""Students: networks that are still to be trained, by name or SPEC, and how they are left for others to use."""

import hashlib
import json
import logging
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import yaml
from safetensors.torch import save
from torch import nn

from distill.inputs import Input
from distill.networks.registry import build_network
from distill.teachers.base import Teacher
from distill.teachers.factories import made
from distill.teachers.libraries import library
from distill.teachers.spec import Spec, read_spec
from distill.teachers.trained import Card
from shadergen.errors import UsageError


@dataclass(frozen=True)
class Student:
    """A network with the images it expects, and the SPEC that builds it (None for one of ours by `name`)."""

    name: str
    network: nn.Module
    input: Input
    spec: Spec | None = None


def build_student(text: str, teacher: Teacher, seed: int) -> Student:
    """A student with random weights for a teacher's classes; without an input of its own it expects the teacher's.

    Args:
        text: a name of `distill.networks.registry`, or a YAML SPEC with `factory` or `network`.
        teacher: whose classes it learns.
        seed: of the weights.

    Raises:
        UsageError: there is no such network, or it answers another number of classes.
    """
    torch.manual_seed(seed)
    if not text.endswith((".yaml", ".yml")):
        return Student(text, build_network(text, teacher.classes, teacher.input), teacher.input)
    spec = read_spec(Path(text))
    wanted = spec.input or teacher.input
    if spec.factory:
        network = made(spec.factory, spec, Path(text).parent)
    elif spec.network:
        network = build_network(spec.network, spec.classes or teacher.classes, wanted)
    else:
        raise UsageError(f"student {text}: give factory or network; {spec.kind} is for teachers")
    zeros = torch.zeros((2, wanted.channels, *wanted.size))
    network.eval()
    with torch.no_grad():
        found = tuple(network(zeros).shape)
    if found != (2, teacher.classes):
        raise UsageError(
            f"student {text}: it answers two images with {found}, and teacher {teacher.name} has "
            f"{teacher.classes} classes"
        )
    return Student(spec.factory or str(spec.network), network, wanted, spec)


def weights_of(network: nn.Module) -> bytes:
    """A network's weights as a safetensors file."""
    return save({name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()})


def leave(student: Student, network: nn.Module, card: dict[str, Any], out: Path) -> Card:
    """Write `student.safetensors` with what `load_teacher` needs: its card, and a SPEC where a factory builds it."""
    weights = weights_of(network)
    (out / "student.safetensors").write_bytes(weights)
    whole = Card(network=student.name, input=student.input, sha256=hashlib.sha256(weights).hexdigest(), **card)
    (out / "student.json").write_text(json.dumps(whole.model_dump(mode="json"), indent=1) + "\n", encoding="utf-8")
    if student.spec is not None and student.spec.factory:
        document = {
            "factory": student.spec.factory,
            "args": student.spec.args,
            "weights": "student.safetensors",
            "input": student.input.model_dump(mode="json"),
            "classes": whole.classes,
        }
        (out / "student.yaml").write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return whole


def export_onnx(student: Student, network: nn.Module, file: Path) -> None:
    """Write the student as ONNX for batches of any size; what it expects of images is in the file's metadata.

    Raises:
        UsageError: the extra `onnx` is not installed.
    """
    onnx = library("onnx", "onnx")
    library("onnxscript", "onnx")
    example = torch.zeros((2, student.input.channels, *student.input.size))
    network.cpu().eval()
    batch = torch.export.Dim("batch", min=1)
    registry = logging.getLogger("torch.onnx._internal.exporter._registration")
    registry.setLevel(logging.ERROR)  # it warns of each operator of torchvision that it does without
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of torch's own code
        torch.onnx.export(
            network, (example,), file, dynamo=True, dynamic_shapes=({0: batch},), input_names=["images"],
            output_names=["logits"], external_data=False, verbose=False,
        )  # fmt: skip
    model = onnx.load(file)
    onnx.helper.set_model_props(model, {"input": student.input.model_dump_json()})
    onnx.save(model, file)
