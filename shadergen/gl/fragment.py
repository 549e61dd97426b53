"""The fragment renderer: many images of one program in one draw call, each a tile of one tall target."""

import re
from collections import OrderedDict
from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray

MAX_SIDE = 4096
MAX_PIXELS = 2**18
"""Pixels in one draw call: short enough on a CPU to be stopped, long enough to hide the call."""

FRAME = np.dtype(
    [
        ("view", np.float32, 4),
        ("offset", np.float32, 2),
        ("time", np.float32, 4),
        ("mouse", np.float32, 2),
    ]
)
"""What one image draws: the columns of the view's matrix, its offset in picture sizes, (t, f, s, 0), the mouse."""

_VERTEX = """#version 330
uniform vec2 sg_size;
uniform vec2 sg_target;
uniform float sg_pitch;
in vec4 view;
in vec2 offset;
in vec4 time;
in vec2 mouse;
flat out vec2 sg_origin;
flat out vec4 sg_view;
flat out vec2 sg_offset;
flat out vec4 sg_time;
flat out vec2 sg_mouse;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  sg_origin = vec2(0.0, float(gl_InstanceID) * sg_pitch);
  sg_view = view; sg_offset = offset; sg_time = time; sg_mouse = mouse;
  gl_Position = vec4((sg_origin + corner * sg_size) / sg_target * 2.0 - 1.0, 0.0, 1.0);
}
"""

_MESSAGE = re.compile(r"\d+:(\d+)(?:\((\d+)\))?[^:]*:\s*(?:error:?)?\s*(.*)|\d+\((\d+)\)\s*:\s*(.*)")


class CompileError(ValueError):
    """A shader that the driver's compiler refuses.

    Attributes:
        line: line in the program's own text, from 1; 0 where the driver names none.
        message: what the driver says of it.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.line, self.message = line, message


def _compile_error(log: str) -> CompileError:
    for text in log.splitlines():
        match = _MESSAGE.match(text.strip())
        if match and "warning" not in text:
            line = match[1] or match[4]
            return CompileError(int(line), (match[3] or match[5]).strip())
    body = [x.strip() for x in log.splitlines() if x.strip(" =\n")]
    return CompileError(0, body[-1] if body else "the driver gives no reason")


@dataclass(frozen=True)
class Compiled:
    """A linked program with its vertex array; `release` frees both."""

    program: moderngl.Program
    vertices: moderngl.VertexArray

    def release(self) -> None:
        """Free the GL objects."""
        self.vertices.release()
        self.program.release()


class FragmentRenderer:
    """Draws batches of images of one size on one context; holds the target and the compiled programs."""

    def __init__(self, ctx: moderngl.Context, size: tuple[int, int], cache: int = 512) -> None:
        self.ctx, self.size, self.cache = ctx, size, cache
        width, height = size
        # an even pitch keeps the 2x2 groups that derivatives use inside one image
        self.pitch = height + height % 2
        tallest = min(int(ctx.info["GL_MAX_TEXTURE_SIZE"]), 16384) // self.pitch
        self.batch = max(1, min(tallest, MAX_PIXELS // (width * self.pitch)))
        self._target = ctx.simple_framebuffer((width, self.batch * self.pitch), 4, dtype="f1")
        self._frames = ctx.buffer(reserve=self.batch * FRAME.itemsize)
        self._pixels = np.empty((self.batch, self.pitch, width, 4), np.uint8)
        self._black = ctx.texture((1, 1), 4, bytes(16), dtype="f4")
        self._compiled: OrderedDict[str, Compiled] = OrderedDict()

    @property
    def glsl(self) -> int:
        """The GLSL version that shaders given to `draw` may use."""
        return 430 if self.ctx.version_code >= 430 else 330

    def compile(self, shader: str) -> Compiled:
        """Compile a fragment shader, or take it from the least-recently-used cache.

        Raises:
            CompileError: the driver refuses it.
        """
        if shader in self._compiled:
            self._compiled.move_to_end(shader)
            return self._compiled[shader]
        try:
            program = self.ctx.program(_VERTEX, shader)
        except moderngl.Error as error:
            raise _compile_error(str(error)) from error
        names = [name for name in FRAME.names or () if name in program]
        columns = (
            f"{FRAME[name].itemsize // 4}f4" if name in names else f"{FRAME[name].itemsize}x"
            for name in FRAME.names or ()
        )
        layout = f"{' '.join(columns)} /i"
        # a program that reads none of them, such as one colour, has no attribute left
        vertices = self.ctx.vertex_array(program, [(self._frames, layout, *names)] if names else [])
        compiled = self._compiled[shader] = Compiled(program, vertices)
        if len(self._compiled) > self.cache:
            self._compiled.popitem(last=False)[1].release()
        return compiled

    def draw(self, shader: str, frames: NDArray[np.void]) -> NDArray[np.uint8]:
        """Draw one image a frame.

        Args:
            shader: a fragment shader as `shadergen.twigl.translate` prints it.
            frames: `(B,)` of dtype `FRAME`, B at most `batch`.

        Returns:
            `(B, H, W, 3)` uint8, row 0 at the top.

        Raises:
            CompileError: the driver refuses the shader.
        """
        self.submit(shader, frames)
        return self.read(len(frames))

    def submit(self, shader: str, frames: NDArray[np.void]) -> None:
        """Give the driver one image a frame to draw; what `draw` says of its arguments holds here."""
        compiled = self.compile(shader)
        width, height = self.size
        values = {
            "sg_size": (float(width), float(height)),
            "sg_target": (float(width), float(self.batch * self.pitch)),
            "sg_pitch": float(self.pitch),
        }
        for name, value in values.items():
            if name in compiled.program:
                compiled.program[name] = value
        self._frames.write(frames.tobytes())
        self._black.use(0)
        self._target.use()
        self._target.clear(0.0, 0.0, 0.0, 1.0)
        compiled.vertices.render(moderngl.TRIANGLE_STRIP, vertices=4, instances=len(frames))

    def read(self, count: int) -> NDArray[np.uint8]:
        """The `(count, H, W, 3)` uint8 images of the last `submit`, once they are drawn."""
        width, height = self.size
        self._target.read_into(self._pixels, (0, 0, width, count * self.pitch), components=4, alignment=1)
        # OpenGL's row 0 is at the bottom; a copy, since the next read overwrites the buffer
        return self._pixels[:count, :height][:, ::-1, :, :3].copy()
