"""Iterated function systems: pictures of the sets that random contracting maps leave in place."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shadergen import ifs
from shadergen.philox import words
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved
from shadergen.sources.base import Drawn


class IfsSource:
    """Draws iterated function systems on the CPU."""

    filtered = False

    def __init__(self, recipe: Resolved) -> None:
        assert recipe.ifs is not None
        self._law, self._size, self._seed = recipe.ifs.law(), recipe.size, recipe.seed
        self._batch = max(1, int(2**16 / (recipe.size[0] * recipe.size[1] * max(1.0, self._law.points / 4))))

    def group(self, plan: ImagePlan) -> str:
        """All systems are of one group."""
        return plan.source

    def limit(self, plan: ImagePlan) -> int:  # noqa: ARG002  (all plans cost the same)
        """As many as keep their points in a processor's cache."""
        return self._batch

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `shadergen.sources.base.Source`."""
        indices = np.array([plan.index for plan in plans], np.uint64)

        def layer_words(layer: int, images: NDArray[np.intp], count: int) -> NDArray[np.uint32]:
            return words(self._seed, f"ifs/{layer}", indices[images], 0, count)

        return Drawn(ifs.draw(self._law, len(plans), layer_words, self._size))
