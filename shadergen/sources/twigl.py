"""TwiGL: pictures that programs draw on an OpenGL context."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shadergen.gl.buffers import Reading
from shadergen.gl.frame import FRAME, CompileError, Feedback
from shadergen.gl.renderers import Renderers
from shadergen.palette import coefficients
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved
from shadergen.sources.base import CannotDraw, Drawn
from shadergen.twigl.modes import MODES
from shadergen.twigl.shared import shared
from shadergen.twigl.tokens import GlslError
from shadergen.twigl.translate import Shader, translate

_CALL_SECONDS = 0.2
"""How long one draw call should take: short enough to be stopped, long enough to hide the call."""
_FIRST = 16


def frames(plans: Sequence[ImagePlan]) -> NDArray[np.void]:
    """The renderer's frames `(B,)` of some plans."""
    # a table of numbers is formed several times as fast as one of records
    table = np.array([_frame(plan.parameters) for plan in plans], np.float32).reshape(len(plans), -1)
    found: NDArray[np.void] = table.view(FRAME)[:, 0]
    return found


def _frame(p: Mapping[str, float]) -> tuple[float, ...]:
    """The numbers of a frame, in the order of `FRAME`."""
    cos, sin = math.cos(2 * math.pi * p["turn"]) / p["zoom"], math.sin(2 * math.pi * p["turn"]) / p["zoom"]
    seen = coefficients(p)
    red, green, blue = seen.rows
    view, time = (cos, sin, -sin, cos), (p["time"], p["frame"], p["sound"], 0.0)
    places = p["offset_x"], p["offset_y"], p["mouse_x"], p["mouse_y"]
    return *view, *time, *red, *green, *blue, *seen.ground, *seen.shape, *seen.cut, *places


class TwiglSource:
    """Draws the programs of a source; a program is translated and compiled when it is first met.

    Args:
        recipe: the resolved recipe.
        renderers: of its size.
        source: a name of `shadergen.recipe.PROGRAMS`.
        shared: a folder in which the processes of one run find what another has translated.
    """

    filtered = True

    def __init__(
        self, recipe: Resolved, renderers: Renderers, source: str = "twigl", shared: Path | None = None
    ) -> None:
        options = recipe.drawing(source)
        self._programs, self._renderers, self._shared = options.programs, renderers, shared
        self._megapixels = recipe.size[0] * recipe.size[1] / 1e6
        self._fps, self._budget = options.fps, options.budget
        self.ahead = renderers.ahead
        self._shaders: dict[int, Shader] = {}
        self._seconds: dict[int, float] = {}
        self._read = 0.0

    def group(self, plan: ImagePlan) -> int | None:
        """A batch is of one program."""
        return plan.program

    def limit(self, plan: ImagePlan) -> int:
        """As many as are drawn in `_CALL_SECONDS`, by the last batch's time; the first is small, to learn it.

        The clock decides how much is drawn at once, never what is drawn.
        """
        known = self._seconds.get(plan.program or 0)
        if known is None:
            cost = self._programs[plan.program or 0].ms_per_megapixel
            # the catalogue's machine may be several times faster
            known = cost * self._megapixels / 250 if cost else _CALL_SECONDS / _FIRST
        return max(1, min(self._renderers.batch, int(_CALL_SECONDS / known)))

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `shadergen.sources.base.Source`."""
        return self.begin(plans)()

    def begin(self, plans: Sequence[ImagePlan]) -> Callable[[], Drawn]:
        """See `shadergen.sources.base.Source`."""
        began = time.perf_counter()
        # another recipe's context may be current in this thread
        with self._renderers.ctx:
            shader = self._compiled(plans[0])
            if shader.feedback:
                reading = self._with_frames_before(shader, plans)
            else:
                reading = self._renderers.of(shader.stage).begin(shader.text, frames(plans))

        def read() -> Drawn:
            with self._renderers.ctx:
                pictures = reading()
            # one begun ahead waits for those before it; what was filtered and encoded since makes this an upper bound
            now = time.perf_counter()
            self._seconds[plans[0].program or 0] = (now - max(began, self._read)) / len(plans)
            self._read = now
            return Drawn(pictures.images, pictures.cut, pictures.shown)

        return read

    def _with_frames_before(self, shader: Shader, plans: Sequence[ImagePlan]) -> Reading:
        """Draw frames 1 to the plans' own, which is the same for all, at the times that lead to theirs."""
        count = int(plans[0].parameters["frame"])
        rows = np.tile(frames(plans), (count, 1))
        steps = np.arange(count)[:, None]
        rows["time"][..., 0] = [plan.parameters["time"] for plan in plans] - (count - 1 - steps) / self._fps
        rows["time"][..., 1] = steps + 1
        backbuffer = self._programs[plans[0].program or 0].backbuffer
        kept = Feedback(shader.feedback, eight_bits=backbuffer == "rgba8")
        return self._renderers.of(shader.stage).begin_feedback(shader.text, kept, rows)

    def time(self, batches: Sequence[Sequence[ImagePlan]]) -> tuple[float, Drawn]:
        """Draw batches back to back and read none but the last, for measuring.

        Returns:
            The seconds that drawing took, once all was compiled, and what the last batch shows.
        """
        with self._renderers.ctx as ctx:
            work = [(self._compiled(batch[0]), frames(batch)) for batch in batches]
            ctx.finish()
            began = time.perf_counter()
            for shader, rows in work:
                reading = self._renderers.of(shader.stage).begin(shader.text, rows)
            ctx.finish()
            seconds = time.perf_counter() - began
            pictures = reading()
            return seconds, Drawn(pictures.images, pictures.cut, pictures.shown)

    def _compiled(self, plan: ImagePlan) -> Shader:
        """The shader of a plan's program, compiled."""
        number = plan.program
        assert number is not None
        program, glsl, stage = self._programs[number], self._renderers.glsl, self._renderers.stage
        translated = partial(translate, program.text, MODES[program.mode], glsl, stage, self._budget)
        try:
            if number not in self._shaders:
                key = f"{program.sha256}-{glsl}-{stage}-{self._budget}"
                self._shaders[number] = shared(self._shared, key, translated)
            shader = self._shaders[number]
            self._renderers.of(shader.stage).compile(shader.text)
        except GlslError as error:
            raise CannotDraw(f"{program.name}: {error}") from error
        except CompileError as error:
            why = translated().explain(error.line, error.column, error.message)
            raise CannotDraw(f"{program.name}: {why}") from error
        return shader
