"""Leaves: pictures of the dead-leaves model."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from leaves import raster
from leaves.model import WORDS_PER_LEAF
from shadergen.philox import words
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved
from shadergen.sources.base import Drawn


class LeavesSource:
    """Draws leaves on the CPU."""

    filtered = False

    def __init__(self, recipe: Resolved) -> None:
        assert recipe.leaves is not None
        self._law, self._size, self._seed = recipe.leaves.law(), recipe.size, recipe.seed
        self._batch = max(1, 2**18 // (recipe.size[0] * recipe.size[1]))

    def group(self, plan: ImagePlan) -> str:
        """All leaves are of one group."""
        return plan.source

    def limit(self, plan: ImagePlan) -> int:  # noqa: ARG002  (all plans cost the same)
        """Some hundred thousand pixels a batch."""
        return self._batch

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `shadergen.sources.base.Source`."""
        indices = [plan.index for plan in plans]

        def leaf_words(first: int, count: int) -> NDArray[np.uint32]:
            start = first * WORDS_PER_LEAF
            flat = words(self._seed, "leaves", indices, 0, count * WORDS_PER_LEAF, start)
            return flat.reshape(len(indices), count, WORDS_PER_LEAF)

        return Drawn(raster.draw(self._law, leaf_words, self._size))
