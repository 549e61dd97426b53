"""Networks in files that need no module of their own: ONNX and torch.export."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import torch
from torch import Tensor, nn

from distill.teachers.libraries import first_line, library
from shadergen.errors import UsageError


class Onnx(nn.Module):
    """A network that onnxruntime runs on the CPU; no gradient flows through it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        runtime = library("onnxruntime", "onnx")
        try:
            self.session: Any = runtime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
        except Exception as error:
            raise UsageError(f"onnx {file}: cannot be loaded ({first_line(error)})") from error
        self.files = [file, *_external(file)]
        given, answered = self.session.get_inputs(), self.session.get_outputs()
        if len(given) != 1 or len(given[0].shape) != 4:
            raise UsageError(f"onnx {file}: it takes {[i.shape for i in given]}; one (B, C, H, W) is needed")
        self.given, self.answered = given[0].name, answered[0].name
        first = given[0].shape[0]
        self.batch = first if isinstance(first, int) else None  # None: any

    def forward(self, images: Tensor) -> Tensor:
        """`(B, C, h, w)` float32 to `(B, classes)`, B of any size."""
        return _in_steps(self._answer, images, self.batch)

    def _answer(self, images: Tensor) -> Tensor:
        answer = self.session.run([self.answered], {self.given: images.detach().cpu().numpy()})[0]
        return torch.from_numpy(answer).to(images.device)


def _external(file: Path) -> list[Path]:
    """The files in which an ONNX file keeps weights."""
    onnx = library("onnx", "onnx")
    tensors = onnx.load(file, load_external_data=False).graph.initializer
    return [
        file.parent / place
        for place in sorted({entry.value for t in tensors for entry in t.external_data if entry.key == "location"})
    ]


class Exported(nn.Module):
    """A program of torch.export; it computes in the mode that it was exported in.

    torch reads such a file with pickle and runs guards that it holds: it is to be trusted as a Python file is.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.files = [file]
        logger = logging.getLogger("torch.export")
        level = logger.level
        logger.setLevel(logging.CRITICAL)  # it logs a traceback of each format that it tries
        try:
            exported = torch.export.load(file)
            self.program = exported.module()
        except Exception as error:
            raise UsageError(
                f"export {file}: no program of torch.export.save, or of another torch than {torch.__version__} "
                f"({type(error).__name__})"
            ) from error
        finally:
            logger.setLevel(level)
        names = exported.graph_signature.user_inputs
        given = [node.meta["val"] for node in exported.graph.nodes if node.op == "placeholder" and node.name in names]
        shapes = [tuple(value.shape) for value in given if isinstance(value, Tensor)]
        if len(shapes) != 1 or len(shapes[0]) != 4:
            raise UsageError(f"export {file}: it takes {shapes}; one (B, C, H, W) is needed")
        first = shapes[0][0]
        self.batch = first if isinstance(first, int) else None  # None: any

    def train(self, mode: bool = True) -> Self:
        """Not for the program, which refuses it."""
        self.training = mode
        return self

    def forward(self, images: Tensor) -> Tensor:
        """`(B, C, h, w)` float32 to `(B, classes)`, B of any size."""
        return _in_steps(self.program, images, self.batch)


def _in_steps(answer: Callable[[Tensor], Tensor], images: Tensor, batch: int | None) -> Tensor:
    """A network of a fixed batch size is run as often as it needs, the last time with zeros added."""
    if batch is None:
        return answer(images)
    parts = []
    for start in range(0, max(1, len(images)), batch):
        part = images[start : start + batch]
        padding = part.new_zeros((batch - len(part), *part.shape[1:]))
        parts.append(answer(torch.cat([part, padding]))[: len(part)])
    return torch.cat(parts)
