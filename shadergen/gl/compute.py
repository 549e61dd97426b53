"""The compute renderer: many images of one program in one dispatch, images in z, their pixels packed in a buffer.

On a GPU all of the chip runs compute shaders, where few of its units may run fragment shaders; one dispatch also spares
the fixed costs of a draw call. The frames before are layers of texture arrays, so that many images of a program that
reads them are drawn side by side. Derivatives and discard need the fragment renderer.
"""

from functools import partial

import moderngl
import numpy as np
from numpy.typing import NDArray

from shadergen.gl.buffers import PixelBuffers, Reading
from shadergen.gl.cache import ShaderCache
from shadergen.gl.frame import FRAME, MAX_PIXELS, Feedback

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
        self._buffers = PixelBuffers(ctx, (self.batch, height, width))
        self._layers: dict[Feedback, tuple[list[moderngl.TextureArray], list[moderngl.TextureArray]]] = {}

    def begin(self, shader: str, frames: NDArray[np.void]) -> Reading:
        """Begin to draw one image a frame; others may be begun before it is read.

        Args:
            shader: a compute shader as `shadergen.twigl.translate` prints it.
            frames: `(B,)` of dtype `FRAME`, B at most `batch`.

        Raises:
            CompileError: the driver refuses the shader.
        """
        return self._buffers.fill(partial(self._dispatch, shader, frames), len(frames), self.size[1])

    def begin_feedback(self, shader: str, feedback: Feedback, frames: NDArray[np.void]) -> Reading:
        """Begin to draw frames one after the other, each of which reads the one before; the last is what is read.

        Args:
            shader: as for `begin`; it stores what is kept in images 0 (and 1).
            feedback: what is kept, and where the shader reads it.
            frames: `(N, B)` of dtype `FRAME`: N frames of B images, B at most `batch`; what comes before is all zero.

        Raises:
            CompileError: the driver refuses the shader.
        """
        compiled = self.compile(shader)
        if feedback not in self._layers:
            self._layers[feedback] = self._textures(feedback), self._textures(feedback)
        sides = self._layers[feedback]
        width, height = self.size
        for texture in sides[1]:
            texture.write(
                bytes(width * height * frames.shape[1] * feedback.pixel_bytes),
                (0, 0, 0, width, height, frames.shape[1]),
            )
        for unit, name in enumerate(feedback.samplers):
            if name in compiled:
                compiled[name] = unit

        def write(pixels: moderngl.Buffer) -> None:
            for number, row in enumerate(frames):
                for unit, (before, after) in enumerate(zip(sides[1 - number % 2], sides[number % 2], strict=True)):
                    before.use(unit)
                    after.bind_to_image(unit, read=False, write=True)
                self._dispatch(shader, row, pixels)

        return self._buffers.fill(write, frames.shape[1], height)

    def _textures(self, feedback: Feedback) -> list[moderngl.TextureArray]:
        found = [self.ctx.texture_array((*self.size, self.batch), 4, dtype=feedback.dtype) for _ in feedback.samplers]
        for texture in found:
            texture.filter = moderngl.LINEAR, moderngl.LINEAR
            texture.repeat_x = texture.repeat_y = False
        return found

    def _dispatch(self, shader: str, frames: NDArray[np.void], pixels: moderngl.Buffer) -> None:
        compiled = self.compile(shader)
        width, height = self.size
        if "sg_size" in compiled:
            compiled["sg_size"] = float(width), float(height)
        self._frames.write(frames.tobytes())
        self._frames.bind_to_storage_buffer(0)
        pixels.bind_to_storage_buffer(1)
        compiled.run(-(-width // GROUP), -(-height // GROUP), len(frames))
        self.ctx.memory_barrier()
