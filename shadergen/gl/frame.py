"""What every renderer takes and gives: frames in, pictures out, and the error of a driver's compiler."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MAX_PIXELS = 2**18
"""Pixels in one draw call: short enough on a CPU to be stopped, long enough to hide the call."""

FRAME = np.dtype(
    [
        ("view", np.float32, 4),
        ("time", np.float32, 4),
        ("red", np.float32, 4),
        ("green", np.float32, 4),
        ("blue", np.float32, 4),
        ("ground", np.float32, 4),
        ("shape", np.float32, 4),
        ("cut", np.float32, 4),
        ("offset", np.float32, 2),
        ("mouse", np.float32, 2),
    ]
)
"""What one image draws: the columns of the view's matrix, (t, f, s, 0), its palette (see
`shadergen.palette.Coefficients`), its offset in picture sizes, the mouse.

The order is that of a std430 buffer without gaps."""


@dataclass(frozen=True)
class Pictures:
    """What was drawn, row 0 at the top.

    Attributes:
        images: `(B, H, W, 3)` uint8.
        alpha: `(B, H, W)` uint8: 0 where a pixel went over its budget, 255 where all that is seen is the program's.
    """

    images: NDArray[np.uint8]
    alpha: NDArray[np.uint8]

    @property
    def cut(self) -> NDArray[np.bool_]:
        """`(B,)`: a pixel went over its budget."""
        over: NDArray[np.bool_] = (self.alpha == 0).any(axis=(1, 2))
        return over

    @property
    def shown(self) -> NDArray[np.uint8]:
        """`images`, where nothing stands out but what the program shows: a cut leaves a colour of it around."""
        own = self.alpha.reshape(len(self.alpha), -1) == 255
        partly = np.flatnonzero(~own.all(axis=1))
        if not len(partly):
            return self.images
        seen = self.images.copy()
        pixels = seen.reshape(*own.shape, 3)
        first = pixels[partly, own[partly].argmax(axis=1)]
        which, where = np.nonzero(~own[partly])
        pixels[partly[which], where] = first[which]
        return seen

    @classmethod
    def of(cls, tiles: NDArray[np.uint8]) -> "Pictures":
        """From `(B, H, W, 4)` as OpenGL holds it, with row 0 at the bottom."""
        images = np.empty((*tiles.shape[:3], 3), np.uint8)
        for channel in range(3):  # five times as fast as one copy, whose inner loop is of three bytes
            images[..., channel] = tiles[:, ::-1, :, channel]
        return cls(images, tiles[:, ::-1, :, 3].copy())


@dataclass(frozen=True)
class Feedback:
    """How the frames before are kept for a program that reads them.

    Attributes:
        samplers: the uniforms that hold the last frame of target 0 (and 1).
        eight_bits: keep them as RGBA8, as before March 2023; RGBA32F otherwise.
    """

    samplers: tuple[str, ...]
    eight_bits: bool = False

    @property
    def dtype(self) -> str:
        """The kind of a texture that keeps a frame."""
        return "f1" if self.eight_bits else "f4"

    @property
    def pixel_bytes(self) -> int:
        """The bytes of one pixel of such a texture."""
        return 4 if self.eight_bits else 16


class CompileError(ValueError):
    """A shader that the driver's compiler refuses.

    Attributes:
        line: line in the shader, from 1; 0 where the driver names none.
        column: column in it, from 1; a large number where the driver names none.
        message: what the driver says of it.
    """

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.line, self.column, self.message = line, column, message


_MESSAGE = re.compile(r"\d+:(\d+)(?:\((\d+)\))?[^:]*:\s*(?:error:?)?\s*(.*)|\d+\((\d+)\)\s*:\s*(.*)")


def compile_error(log: str) -> CompileError:
    """Read a driver's log: Mesa writes `0:LINE(COLUMN): error: ...`, NVIDIA `0(LINE) : error ...`."""
    for text in log.splitlines():
        match = _MESSAGE.match(text.strip())
        if match and "warning" not in text:
            line = match[1] or match[4]
            return CompileError(int(line), int(match[2] or 2**31), (match[3] or match[5]).strip())
    body = [x.strip() for x in log.splitlines() if x.strip(" =\n")]
    return CompileError(0, 0, body[-1] if body else "the driver gives no reason")
