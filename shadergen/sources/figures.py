"""Figures: single things on plain grounds."""

from collections.abc import Sequence

import numpy as np

from shadergen import figures
from shadergen.philox import words
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved
from shadergen.sources.base import Drawn


class FiguresSource:
    """Draws figures on the CPU."""

    filtered = False

    def __init__(self, recipe: Resolved) -> None:
        assert recipe.figures is not None
        self._law, self._size, self._seed = recipe.figures.law(), recipe.size, recipe.seed

    def group(self, plan: ImagePlan) -> str:
        """All figures are of one group."""
        return plan.source

    def limit(self, plan: ImagePlan) -> int:  # noqa: ARG002  (all plans cost the same)
        """As many as are worked on at once."""
        return max(1, figures.BAND // (self._size[0] * self._size[1]))

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `shadergen.sources.base.Source`."""
        indices = np.array([plan.index for plan in plans], np.uint64)
        drawn = words(self._seed, "figures", indices, 0, figures.WORDS)
        return Drawn(figures.draw(self._law, drawn, self._size))
