"""Networks in files that need no module of their own: ONNX, torch.export and TorchScript."""

import logging
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Self

import torch
from torch import Tensor, nn

from distill.teachers.archives import kind_of
from distill.teachers.libraries import first_line, library
from shadergen.errors import UsageError

_ONNX_TYPES: Final = {
    "tensor(float)": torch.float32,
    "tensor(float16)": torch.float16,
    "tensor(double)": torch.float64,
}
_ONNX_IMAGES: Final = {**_ONNX_TYPES, "tensor(uint8)": torch.uint8}


class Program(nn.Module):
    """A network whose layers nobody can look into.

    Attributes:
        files: what decides its answers.
        dtypes: of images that it may take, the likeliest first.
        least: images that it takes at once, at least.
        most: and at most; None for any number.
    """

    files: list[Path]
    dtypes: tuple[torch.dtype, ...] = (torch.float32,)
    least: int = 1
    most: int | None = None


class Onnx(Program):
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
        if given[0].type not in _ONNX_IMAGES:
            raise UsageError(f"onnx {file}: it takes images of {given[0].type}; {', '.join(_ONNX_IMAGES)} are allowed")
        self.dtypes = (_ONNX_IMAGES[given[0].type],)
        self.given = given[0].name
        tensors = [one.name for one in answered if one.type in _ONNX_TYPES]
        self.answered = ["logits"] if "logits" in tensors else tensors
        first = given[0].shape[0]
        if isinstance(first, int):
            self.least = self.most = first

    def forward(self, images: Tensor) -> Any:
        """Images of its dtype, in its order, to its answer, or to several by name."""
        numbers = self.session.run(self.answered, {self.given: images.detach().cpu().numpy()})
        found = {name: torch.from_numpy(each) for name, each in zip(self.answered, numbers, strict=True)}
        return found if len(found) != 1 else found.popitem()[1]


def _external(file: Path) -> list[Path]:
    """The files in which an ONNX file keeps weights."""
    onnx = library("onnx", "onnx")
    tensors = onnx.load(file, load_external_data=False).graph.initializer
    return [
        file.parent / place
        for place in sorted({entry.value for t in tensors for entry in t.external_data if entry.key == "location"})
    ]


class Exported(Program):
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
                f"({type(error).__name__}){_rather(file, 'export')}"
            ) from error
        finally:
            logger.setLevel(level)
        names = exported.graph_signature.user_inputs
        given = [node.meta["val"] for node in exported.graph.nodes if node.op == "placeholder" and node.name in names]
        shapes = [tuple(value.shape) for value in given if isinstance(value, Tensor)]
        if len(shapes) != 1 or len(shapes[0]) != 4:
            raise UsageError(f"export {file}: it takes {shapes}; one (B, C, H, W) is needed")
        self.dtypes = (next(value.dtype for value in given if isinstance(value, Tensor)),)
        self.least, self.most = _bounds(shapes[0][0], exported.range_constraints)

    def train(self, mode: bool = True) -> Self:
        """Not for the program, which refuses it."""
        self.training = mode
        return self

    def forward(self, images: Tensor) -> Any:
        """Images of its dtype, in its order, to what it answers, B within its bounds."""
        return self.program(images)


def _bounds(first: int | torch.SymInt, constraints: Mapping[Any, Any]) -> tuple[int, int | None]:
    """The least and the most images that an exported program takes at once, by the first side of its input."""
    if isinstance(first, int):
        return first, first
    allowed = constraints.get(first.node.expr)
    if allowed is None:
        return 1, None
    return max(1, int(allowed.lower)), int(allowed.upper) if allowed.upper < sys.maxsize else None


class Script(Program):
    """A program of TorchScript. What was frozen has no weights that could be moved: it runs on the CPU.

    It is to be trusted as a Python file is.
    """

    dtypes = (torch.float32, torch.float16, torch.bfloat16, torch.float64)

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.files = [file]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # torch says that torch.export follows it
            try:
                self.program: Any = torch.jit.load(str(file), map_location="cpu")  # type: ignore[no-untyped-call]
            except Exception as error:
                raise UsageError(
                    f"script {file}: no program of torch.jit.save, or of a later torch than {torch.__version__} "
                    f"({type(error).__name__}){_rather(file, 'script')}"
                ) from error
        self._moves = next(self.program.parameters(), None) is not None

    def forward(self, images: Tensor) -> Any:
        """Images of its dtype, in its order, to what it answers."""
        return self.program(images if self._moves else images.cpu())


def _rather(file: Path, tried: str) -> str:
    kind = kind_of(file)
    return f"; give {kind}: {file.name}" if kind not in {None, tried} else ""
