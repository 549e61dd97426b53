"""TwiGL: pictures that programs draw on an OpenGL context."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shadergen.gl.fragment import FragmentRenderer
from shadergen.gl.frame import FRAME, CompileError
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved
from shadergen.sources.base import CannotDraw, Drawn
from shadergen.twigl.translate import TranslationError, translate


def frames(plans: Sequence[ImagePlan]) -> NDArray[np.void]:
    """The renderer's frames `(B,)` of some plans."""
    rows = np.zeros(len(plans), FRAME)
    for row, plan in zip(rows, plans, strict=True):
        p = plan.parameters
        cos, sin = math.cos(2 * math.pi * p["turn"]), math.sin(2 * math.pi * p["turn"])
        row["view"] = np.array([cos, sin, -sin, cos]) / p["zoom"]
        row["offset"] = p["offset_x"], p["offset_y"]
        row["time"] = p["time"], p["frame"], p["sound"], 0.0
        row["mouse"] = p["mouse_x"], p["mouse_y"]
    return rows


class TwiglSource:
    """Draws programs; a program is translated and compiled when it is first met."""

    filtered = True

    def __init__(self, recipe: Resolved, renderer: FragmentRenderer) -> None:
        self._programs, self._renderer, self.batch = recipe.programs, renderer, renderer.batch
        self._shaders: dict[int, str] = {}

    def group(self, plan: ImagePlan) -> int | None:
        """A batch is of one program."""
        return plan.program

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `shadergen.sources.base.Source`."""
        number = plans[0].program
        assert number is not None
        try:
            if number not in self._shaders:
                self._shaders[number] = translate(self._programs[number].text, self._renderer.glsl)
            pictures = self._renderer.draw(self._shaders[number], frames(plans))
            return Drawn(pictures.images, pictures.cut)
        except (TranslationError, CompileError) as error:
            raise CannotDraw(f"{self._programs[number].name}: {error}") from error
