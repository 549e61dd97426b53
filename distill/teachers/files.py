"""Networks in files that need no Python of their own: ONNX and torch.export."""

from pathlib import Path
from typing import Any, Self

import torch
from torch import Tensor, nn

from distill.teachers.libraries import library
from shadergen.errors import UsageError


class Onnx(nn.Module):
    """A network that onnxruntime runs on the CPU; no gradient flows through it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        runtime = library("onnxruntime", "onnx")
        try:
            self.session: Any = runtime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
        except Exception as error:
            raise UsageError(f"onnx {file}: cannot be loaded ({str(error).splitlines()[0]})") from error
        given, answered = self.session.get_inputs(), self.session.get_outputs()
        if len(given) != 1 or len(given[0].shape) != 4:
            raise UsageError(f"onnx {file}: it takes {[i.shape for i in given]}; one (B, C, H, W) is needed")
        self.given, self.answered = given[0].name, answered[0].name
        first = given[0].shape[0]
        self.batch = first if isinstance(first, int) else None  # None: any

    def forward(self, images: Tensor) -> Tensor:
        """`(B, C, h, w)` float32 to `(B, classes)`; a network of a fixed batch size is run as often as it needs."""
        pixels = images.detach().cpu().numpy()
        step = self.batch or max(1, len(pixels))
        parts = []
        for start in range(0, len(pixels), step):
            part = torch.from_numpy(pixels[start : start + step])
            missing = step - len(part) if self.batch else 0
            padded = torch.cat([part, part.new_zeros((missing, *part.shape[1:]))]) if missing else part
            answer = self.session.run([self.answered], {self.given: padded.numpy()})[0]
            parts.append(torch.from_numpy(answer)[: len(part)])
        return torch.cat(parts).to(images.device)


class Exported(nn.Module):
    """A program of torch.export; it computes in the mode that it was exported in."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        try:
            self.program = torch.export.load(file).module()
        except Exception as error:
            raise UsageError(f"export {file}: cannot be loaded ({str(error).splitlines()[0]})") from error

    def train(self, mode: bool = True) -> Self:
        """Not for the program, which refuses it."""
        self.training = mode
        return self

    def forward(self, images: Tensor) -> Tensor:
        """`(B, C, h, w)` float32 to `(B, classes)`."""
        answer: Tensor = self.program(images)
        return answer
