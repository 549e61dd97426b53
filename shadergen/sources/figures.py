"""Figures: single things on plain grounds, and more that are like given ones."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shadergen import figures
from shadergen.philox import unit, words
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved
from shadergen.sources.base import Drawn, OneGroup


class FiguresSource(OneGroup):
    """Draws figures on the CPU."""

    def __init__(self, recipe: Resolved) -> None:
        assert recipe.figures is not None
        self._law, self._size, self._seed = recipe.figures.law(), recipe.size, recipe.seed
        self.batch = max(1, figures.BAND // (recipe.size[0] * recipe.size[1]))

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `shadergen.sources.base.Source`."""
        return Drawn(figures.draw(self._law, self._words(plans), self._size))

    def _words(self, plans: Sequence[ImagePlan]) -> NDArray[np.uint32]:
        return words(self._seed, "figures", _indices(plans), 0, figures.WORDS)


class KinSource(FiguresSource):
    """Draws figures that are like given ones, on the CPU."""

    def __init__(self, recipe: Resolved) -> None:
        super().__init__(recipe)
        assert recipe.kin is not None
        self._kin = recipe.kin

    def _words(self, plans: Sequence[ImagePlan]) -> NDArray[np.uint32]:
        kinds = self._kin.kinds
        given = np.empty((len(plans), figures.WORDS), np.uint32)
        seeds, indices = np.array(
            [kinds[int(plan.parameters["kind"])][1][int(plan.parameters["of"])] for plan in plans], np.uint64
        ).T
        for seed in np.unique(seeds):
            its = seeds == seed
            given[its] = words(int(seed), "figures", indices[its], 0, figures.WORDS)
        own = words(self._seed, "kin", _indices(plans), 0, 2 * figures.WORDS + 1)
        low, high = self._kin.changed
        share = low + (high - low) * unit(own[:, -1:])
        anew = unit(own[:, figures.WORDS : -1]) < share
        return np.where(anew, own[:, : figures.WORDS], given)


def _indices(plans: Sequence[ImagePlan]) -> NDArray[np.uint64]:
    return np.array([plan.index for plan in plans], np.uint64)
