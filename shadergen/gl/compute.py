"""The compute renderer: many images of one program in one dispatch, images in z, their pixels packed in a buffer.

On a GPU all of the chip runs compute shaders, where few of its units may run fragment shaders; one dispatch also spares
the fixed costs of a draw call. Derivatives, discard and feedback need the fragment renderer.
"""

import moderngl
import numpy as np
from numpy.typing import NDArray

from shadergen.gl.cache import ShaderCache
from shadergen.gl.frame import FRAME, MAX_PIXELS, Pictures

GROUP = 8
"""Side of a work group, in pixels."""


class ComputeRenderer:
    """Draws batches of images of one size on one context of OpenGL 4.3 or later."""

    def __init__(self, ctx: moderngl.Context, size: tuple[int, int]) -> None:
        self.ctx, self.size = ctx, size
        self.compile = ShaderCache(ctx.compute_shader)
        width, height = size
        self.batch = max(1, MAX_PIXELS // (width * height))
        self._frames = ctx.buffer(reserve=self.batch * FRAME.itemsize)
        self._pixels = ctx.buffer(reserve=self.batch * width * height * 4)
        self._read = np.empty((self.batch, height, width, 4), np.uint8)

    def draw(self, shader: str, frames: NDArray[np.void]) -> Pictures:
        """Draw one image a frame.

        Args:
            shader: a compute shader as `shadergen.twigl.translate` prints it.
            frames: `(B,)` of dtype `FRAME`, B at most `batch`.

        Raises:
            CompileError: the driver refuses the shader.
        """
        self.submit(shader, frames)
        return self.read(len(frames))

    def submit(self, shader: str, frames: NDArray[np.void]) -> None:
        """Give the driver one image a frame to draw; what `draw` says of its arguments holds here."""
        compiled = self.compile(shader)
        width, height = self.size
        if "sg_size" in compiled:
            compiled["sg_size"] = float(width), float(height)
        self._frames.write(frames.tobytes())
        self._frames.bind_to_storage_buffer(0)
        self._pixels.bind_to_storage_buffer(1)
        compiled.run(-(-width // GROUP), -(-height // GROUP), len(frames))
        self.ctx.memory_barrier()

    def read(self, count: int) -> Pictures:
        """The pictures of the last dispatch, once they are drawn."""
        tiles = self._read[:count]
        self._pixels.read_into(tiles, tiles.nbytes)
        return Pictures.of(tiles)
