"""The compute renderer: many images of one program in one dispatch, images in z, their pixels packed in a buffer.

On a GPU all of the chip runs compute shaders, where few of its units may run fragment shaders; one dispatch also spares
the fixed costs of a draw call. The frames before are layers of texture arrays, so that many images of a program that
reads them are drawn side by side. Derivatives and discard need the fragment renderer.
"""

import moderngl
import numpy as np
from numpy.typing import NDArray

from shadergen.gl.cache import ShaderCache
from shadergen.gl.frame import FRAME, MAX_PIXELS, Feedback, Pictures

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
        self._layers: dict[Feedback, tuple[list[moderngl.TextureArray], list[moderngl.TextureArray]]] = {}

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

    def draw_feedback(self, shader: str, feedback: Feedback, frames: NDArray[np.void]) -> Pictures:
        """Draw frames one after the other, each of which reads the one before; keep the last.

        Args:
            shader: as for `draw`; it stores what is kept in images 0 (and 1).
            feedback: what is kept, and where the shader reads it.
            frames: `(N, B)` of dtype `FRAME`: N frames of B images, B at most `batch`; what comes before is all zero.

        Returns:
            B pictures.

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
        for number, row in enumerate(frames):
            for unit, (before, after) in enumerate(zip(sides[1 - number % 2], sides[number % 2], strict=True)):
                before.use(unit)
                after.bind_to_image(unit, read=False, write=True)
            self.submit(shader, row)
        return self.read(frames.shape[1])

    def _textures(self, feedback: Feedback) -> list[moderngl.TextureArray]:
        found = [self.ctx.texture_array((*self.size, self.batch), 4, dtype=feedback.dtype) for _ in feedback.samplers]
        for texture in found:
            texture.filter = moderngl.LINEAR, moderngl.LINEAR
            texture.repeat_x = texture.repeat_y = False
        return found

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
