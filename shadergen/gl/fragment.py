"""The fragment renderer: many images of one program in one draw call, each a tile of one tall target."""

from dataclasses import dataclass
from functools import partial

import moderngl
import numpy as np
from numpy.typing import NDArray

from shadergen.gl.buffers import PixelBuffers, Reading
from shadergen.gl.cache import ShaderCache
from shadergen.gl.frame import FRAME, MAX_PIXELS, Feedback, Pictures

_COLUMNS = [(f"vec{FRAME[name].shape[0]}", name) for name in FRAME.names or ()]
_VERTEX = f"""#version 330
uniform vec2 sg_size;
uniform vec2 sg_target;
uniform float sg_pitch;
{"".join(f"in {kind} {name};{chr(10)}" for kind, name in _COLUMNS)}flat out vec2 sg_origin;
{"".join(f"flat out {kind} sg_{name};{chr(10)}" for kind, name in _COLUMNS)}void main() {{
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  sg_origin = vec2(0.0, float(gl_InstanceID) * sg_pitch);
  {" ".join(f"sg_{name} = {name};" for _, name in _COLUMNS)}
  gl_Position = vec4((sg_origin + corner * sg_size) / sg_target * 2.0 - 1.0, 0.0, 1.0);
}}
"""


@dataclass(frozen=True)
class Compiled:
    """A linked program with its vertex array, and whether it may leave pixels out; `release` frees the GL objects."""

    program: moderngl.Program
    vertices: moderngl.VertexArray
    discards: bool

    def release(self) -> None:
        """Free the GL objects."""
        self.vertices.release()
        self.program.release()


@dataclass(frozen=True)
class _Side:
    """One half of a ping-pong: a framebuffer that shows a picture and keeps its outputs in textures."""

    target: moderngl.Framebuffer
    kept: tuple[moderngl.Texture, ...]

    def clear(self) -> None:
        """Make what is kept zero, alpha too: what the first frame reads."""
        for texture in self.kept:
            size = texture.width * texture.height * texture.components
            texture.write(bytes(size * (4 if texture.dtype == "f4" else 1)))


class FragmentRenderer:
    """Draws batches of images of one size on one context; holds the target and the compiled programs.

    Args:
        ctx: the context.
        size: (width, height) in pixels.
        apart: whether a batch's pixels are copied on the device, so that others may be begun before it is read; where
            the CPU draws, that copy would be for nothing.
    """

    def __init__(self, ctx: moderngl.Context, size: tuple[int, int], *, apart: bool = False) -> None:
        self.ctx, self.size = ctx, size
        self.compile = ShaderCache(self._compile)
        width, height = size
        # an even pitch keeps the 2x2 groups that derivatives use inside one image
        self.pitch = height + height % 2
        tallest = min(int(ctx.info["GL_MAX_TEXTURE_SIZE"]), 16384) // self.pitch
        self.batch = max(1, min(tallest, MAX_PIXELS // (width * self.pitch)))
        self._target = ctx.simple_framebuffer((width, self.batch * self.pitch), 4, dtype="f1")
        self._frames = ctx.buffer(reserve=self.batch * FRAME.itemsize)
        self._pixels = np.empty((self.batch * self.pitch, width, 4), np.uint8)
        self._black = ctx.texture((1, 1), 4, bytes(16), dtype="f4")
        self._sides: dict[Feedback, tuple[_Side, _Side]] = {}
        self._last = self._target, self.batch * self.pitch
        self._buffers = PixelBuffers(ctx, (self.batch, self.pitch, width)) if apart else None

    @property
    def glsl(self) -> int:
        """The GLSL version that shaders given to `draw` may use."""
        return 430 if self.ctx.version_code >= 430 else 330

    def _compile(self, shader: str) -> Compiled:
        program = self.ctx.program(_VERTEX, shader)
        names = [name for name in FRAME.names or () if name in program]
        columns = (
            f"{FRAME[name].itemsize // 4}f4" if name in names else f"{FRAME[name].itemsize}x"
            for name in FRAME.names or ()
        )
        layout = f"{' '.join(columns)} /i"
        # a program that reads none of them, such as one colour, has no attribute left
        vertices = self.ctx.vertex_array(program, [(self._frames, layout, *names)] if names else [])
        return Compiled(program, vertices, "discard" in shader)

    def begin(self, shader: str, frames: NDArray[np.void]) -> Reading:
        """Begin to draw one image a frame; it is read before another is begun, unless pixels are kept apart.

        Args:
            shader: a fragment shader as `shadergen.twigl.translate` prints it.
            frames: `(B,)` of dtype `FRAME`, B at most `batch`.

        Raises:
            CompileError: the driver refuses the shader.
        """
        self._black.use(0)
        self._black.use(1)
        self._render(self.compile(shader), frames, self._target, self.batch * self.pitch)
        count, (width, height) = len(frames), self.size
        if self._buffers is None:
            return partial(self._read, count)

        def copy(buffer: moderngl.Buffer) -> None:
            self._target.read_into(buffer, (0, 0, width, count * self.pitch), components=4, alignment=1)

        return self._buffers.fill(copy, count, height)

    def begin_feedback(self, shader: str, feedback: Feedback, frames: NDArray[np.void]) -> Reading:
        """Draw frames one after the other, each of which reads the one before; keep the last, image by image.

        Args:
            shader: as for `begin`; it writes what is kept to locations 1 (and 2).
            feedback: what is kept, and where the shader reads it.
            frames: `(N, B)` of dtype `FRAME`: N frames of B images; what comes before the first is all zero.

        Raises:
            CompileError: the driver refuses the shader.
        """
        parts = [self._draw_feedback(shader, feedback, column) for column in frames.T]
        pictures = Pictures(np.concatenate([p.images for p in parts]), np.concatenate([p.alpha for p in parts]))
        return lambda: pictures

    def _draw_feedback(self, shader: str, feedback: Feedback, frames: NDArray[np.void]) -> Pictures:
        compiled = self.compile(shader)
        if feedback not in self._sides:
            self._sides[feedback] = (self._side(feedback), self._side(feedback))
        sides = self._sides[feedback]
        sides[1].clear()
        for unit, name in enumerate(feedback.samplers):
            if name in compiled.program:
                compiled.program[name] = unit
        for number, frame in enumerate(frames):
            for unit, texture in enumerate(sides[1 - number % 2].kept):
                texture.use(unit)
            self._render(compiled, frame.reshape(1), sides[number % 2].target, self.size[1])
        return self._read(1)

    def _side(self, feedback: Feedback) -> "_Side":
        kept = [self.ctx.texture(self.size, 4, dtype=feedback.dtype) for _ in feedback.samplers]
        for texture in kept:
            texture.filter = moderngl.LINEAR, moderngl.LINEAR
            texture.repeat_x = texture.repeat_y = False
        shown = self.ctx.renderbuffer(self.size, 4, dtype="f1")
        return _Side(self.ctx.framebuffer([shown, *kept]), tuple(kept))

    def _render(
        self, compiled: Compiled, frames: NDArray[np.void], target: moderngl.Framebuffer, target_height: int
    ) -> None:
        width, height = self.size
        values = {
            "sg_size": (float(width), float(height)),
            "sg_target": (float(width), float(target_height)),
            "sg_pitch": float(self.pitch),
        }
        for name, value in values.items():
            if name in compiled.program:
                compiled.program[name] = value
        self._frames.write(frames.tobytes())
        target.use()
        if compiled.discards:  # all other programs write every pixel that is read, and clearing the target takes 0.2 ms
            target.clear(0.0, 0.0, 0.0, 1.0)
        compiled.vertices.render(moderngl.TRIANGLE_STRIP, vertices=4, instances=len(frames))
        self._last = target, target_height

    def _read(self, count: int) -> Pictures:
        """The pictures of the last call, once they are drawn."""
        target, target_height = self._last
        width, height = self.size
        pitch = min(self.pitch, target_height)
        pixels = self._pixels[: count * pitch]
        target.read_into(pixels, (0, 0, width, count * pitch), components=4, alignment=1)
        tiles = pixels.reshape(count, pitch, width, 4)[:, :height]
        return Pictures.of(tiles)
