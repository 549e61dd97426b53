"""A teacher: a trained network with the input that it expects, wherever it came from."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from distill.inputs import Input, prepare
from distill.teachers.adapter import layers
from shadergen.errors import RunError


@dataclass(frozen=True)
class Teacher:
    """A trained network.

    Attributes:
        spec: the SPEC that names it.
        name: for people.
        classes: how many it tells apart.
        input: the images that it expects.
        network: in eval mode; normalised float32 `(B, C, h, w)`, B of any size and laid out anyhow, to `(B, classes)`.
        fingerprint: SHA-256 over its architecture, input and weights, in hexadecimal.
        differentiable: whether gradients flow through it; not through ONNX, nor where it computes without.
    """

    spec: str
    name: str
    classes: int
    input: Input
    network: nn.Module
    fingerprint: str
    differentiable: bool

    def logits(self, images: Tensor) -> Tensor:
        """`(B, classes)` float32 of `(B, 1 or 3, H, W)` uint8, or float in [0, 1] (see `distill.inputs.prepare`)."""
        answer: Tensor = self.network(prepare(images, self.input))
        return answer.float()

    def features(self, images: Tensor) -> Tensor:
        """`(B, D)` float32: what the last linear layer is given.

        Raises:
            RunError: the network has no linear layer that can be listened to.
        """
        last = next((layer for layer in reversed(layers(self.network)) if isinstance(layer, nn.Linear)), None)
        seen: list[Tensor] = []
        if last is not None:
            handle = last.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
            try:
                self.network(prepare(images, self.input))
            finally:
                handle.remove()
        if not seen:
            raise RunError(f"teacher {self.name} shows no features; choose a strategy that needs none")
        return seen[-1].flatten(1)[: len(images)].float()


def fingerprint(architecture: str, wanted: Input, weights: Sequence[Path] | nn.Module) -> str:
    """A teacher's identity: SHA-256 over what it is, what it expects, and its weights (or the files that hold them)."""
    digest = hashlib.sha256(f"{architecture}\n{wanted.model_dump_json()}\n".encode())
    if not isinstance(weights, nn.Module):
        for file in weights:
            with file.open("rb") as content:
                while part := content.read(2**24):
                    digest.update(part)
        return digest.hexdigest()
    for name, tensor in sorted(weights.state_dict().items()):
        if not isinstance(tensor, Tensor):  # what a module keeps as `_extra_state`
            digest.update(f"{name} {tensor!r}\n".encode())
            continue
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
        digest.update(tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()
