"""Buffers on the device that hold a batch's pixels until they are read, so that the next batch is drawn meanwhile."""

import ctypes
import weakref
from collections.abc import Callable
from functools import partial

import moderngl
import numpy as np
from numpy.typing import NDArray

from shadergen.gl.devices import GL_LIBRARY
from shadergen.gl.frame import Pictures

Reading = Callable[[], Pictures]
"""Waits until what was begun is drawn, and gives it."""


class PixelBuffers:
    """Buffers of one size: one for each batch that is under way, used again when that is read or forgotten.

    Args:
        ctx: the context.
        shape: `(B, H, W)`: the most images of a batch, with rows that are drawn and not shown.
    """

    def __init__(self, ctx: moderngl.Context, shape: tuple[int, int, int]) -> None:
        self._ctx = ctx
        self._read = np.empty((*shape, 4), np.uint8)
        self._free: list[moderngl.Buffer] = []
        # moderngl has none, and without it a driver may leave all for the first reading
        self._flush = ctypes.CDLL(GL_LIBRARY).glFlush

    def fill(self, write: Callable[[moderngl.Buffer], None], count: int, height: int) -> Reading:
        """Have a buffer filled, from now on.

        Args:
            write: gives the driver what writes the buffer.
            count: images that it will hold.
            height: of each image, the rows that are shown.
        """
        buffer = self._free.pop() if self._free else self._ctx.buffer(reserve=self._read.nbytes)
        reading = partial(self._pictures, buffer, count, height)
        weakref.finalize(reading, self._free.append, buffer).atexit = False
        write(buffer)
        self._flush()
        return reading

    def _pictures(self, buffer: moderngl.Buffer, count: int, height: int) -> Pictures:
        tiles: NDArray[np.uint8] = self._read[:count]
        buffer.read_into(tiles, tiles.nbytes)
        return Pictures.of(tiles[:, :height])
