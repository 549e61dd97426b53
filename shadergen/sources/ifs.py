"""Iterated function systems: pictures of the sets that random contracting maps leave in place."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shadergen import ifs
from shadergen.philox import words
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved
from shadergen.sources.base import Drawn, OneGroup


class IfsSource(OneGroup):
    """Draws iterated function systems on the CPU."""

    def __init__(self, recipe: Resolved) -> None:
        assert recipe.ifs is not None
        self._law, self._size, self._seed = recipe.ifs.law(), recipe.size, recipe.seed
        self.batch = max(1, int(2**16 / (recipe.size[0] * recipe.size[1] * max(1.0, self._law.points / 4))))

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `shadergen.sources.base.Source`."""
        indices = np.array([plan.index for plan in plans], np.uint64)

        def layer_words(layer: int, images: NDArray[np.intp], count: int) -> NDArray[np.uint32]:
            return words(self._seed, f"ifs/{layer}", indices[images], 0, count)

        return Drawn(ifs.draw(self._law, len(plans), layer_words, self._size))
