"""Students: networks that are still to be trained, by name or SPEC, and how they are left for others to use."""

import copy
import hashlib
import json
import logging
import warnings
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
import yaml
from safetensors.torch import save
from torch import nn

from distill.inputs import Input
from distill.networks.registry import build_network
from distill.teachers.base import Teacher
from distill.teachers.factories import code_of, made
from distill.teachers.libraries import first_line, library
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

    @cached_property
    def architecture(self) -> str:
        """Its name, and what a factory's code is known by, as it is when this is first asked."""
        code = [code_of(self.name, self.network)] if self.spec and self.spec.factory else []
        return "\n".join([self.name, *code])


def build_student(text: str, teacher: Teacher, seed: int) -> Student:
    """A student with random weights for a teacher's classes; without an input of its own it expects the teacher's.

    Args:
        text: a name of `distill.networks.registry`, or a YAML SPEC with `factory` or `network`.
        teacher: whose classes it learns.
        seed: of the weights.

    Raises:
        UsageError: there is no such network, its SPEC says what is for teachers, it does not take the images, or it
            does not answer with logits of the teacher's classes, in training too.
    """
    torch.manual_seed(seed)
    spec = read_spec(Path(text)) if text.endswith((".yaml", ".yml")) else None
    if spec is None:
        student = Student(text, build_network(text, teacher.classes, teacher.input), teacher.input)
    else:
        student = _from_spec(spec, text, teacher)
    _hold_answers(student, text, teacher)
    return student


def _from_spec(spec: Spec, text: str, teacher: Teacher) -> Student:
    unread = [name for name in ("weights", "output", "batch") if getattr(spec, name) is not None]
    if spec.kind not in {"factory", "network"} or unread:
        given = ", ".join(unread) or spec.kind
        raise UsageError(
            f"student {text}: {given} {'is' if ',' not in given else 'are'} for teachers; a student has factory or "
            "network, args, input and classes, and begins with random weights"
        )
    if spec.classes not in {None, teacher.classes}:
        raise UsageError(
            f"student {text}: it says {spec.classes} classes, and teacher {teacher.name} has {teacher.classes} "
            "classes; leave classes out"
        )
    wanted = spec.input or teacher.input
    if spec.factory:
        return Student(spec.factory, made(spec.factory, spec, Path(text).parent), wanted, spec)
    return Student(str(spec.network), build_network(str(spec.network), teacher.classes, wanted), wanted, spec)


def _hold_answers(student: Student, text: str, teacher: Teacher) -> None:
    """Have the network answer two images as it does when it is used and when it is trained; it stays as it is."""
    network, wanted = student.network, student.input
    zeros = torch.zeros((2, wanted.channels, *wanted.size))
    for training in (False, True):
        try:
            with torch.no_grad(), torch.random.fork_rng(devices=[]):
                answer = _trained_once(network, zeros) if training else network.eval()(zeros)
        except Exception as error:
            raise UsageError(
                f"student {text}: it does not take images of {wanted.channels}x{wanted.size[0]}x{wanted.size[1]} "
                f"({type(error).__name__}: {first_line(error)}); give it an input of its own in a YAML SPEC, or take "
                "another network"
            ) from error
        found = tuple(answer.shape) if isinstance(answer, torch.Tensor) else type(answer).__name__
        if found != (2, teacher.classes):
            raise UsageError(
                f"student {text}: it answers two images with {found}{' in training' if training else ''}, and teacher "
                f"{teacher.name} has {teacher.classes} classes; logits of shape (2, {teacher.classes}) are needed"
            )
    network.eval()


def _trained_once(network: nn.Module, images: torch.Tensor) -> object:
    """What a network answers in training, whose moments of batches do not count."""
    before = {name: copy.deepcopy(value) for name, value in network.state_dict().items()}
    answer: object = network.train()(images)
    network.load_state_dict(before)
    return answer


def weights_of(network: nn.Module) -> bytes:
    """A network's weights as a safetensors file, tied ones under each of their names."""
    return save({name: value.detach().cpu().contiguous().clone() for name, value in network.state_dict().items()})


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
