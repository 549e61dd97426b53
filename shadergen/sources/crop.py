"""Crops: random parts of one picture that the user gives."""

from collections.abc import Sequence

import numpy as np

from shadergen import crops
from shadergen.philox import words
from shadergen.pictures import decode, load
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved
from shadergen.sources.base import AtOnce, Drawn


class CropSource(AtOnce):
    """Cuts one picture, which is held in memory at all scales.

    Raises:
        UsageError: the picture is gone, changed, or cannot be read.
    """

    filtered = False

    def __init__(self, recipe: Resolved) -> None:
        assert recipe.crop is not None
        self._law, self._size, self._seed = recipe.crop.law(), recipe.size, recipe.seed
        file = recipe.crop.picture
        picture = np.asarray(decode(file, load(file, recipe.crop.sha256)))
        self._whole = picture.shape[1], picture.shape[0]
        self._levels = crops.pyramid(picture)
        self._batch = max(1, 2**16 // (recipe.size[0] * recipe.size[1]))

    def group(self, plan: ImagePlan) -> str:
        """All crops are of one group."""
        return plan.source

    def limit(self, plan: ImagePlan) -> int:  # noqa: ARG002  (all plans cost the same)
        """Some ten thousand pixels a batch."""
        return self._batch

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `shadergen.sources.base.Source`."""
        drawn = words(self._seed, "crop", [plan.index for plan in plans], 0, crops.WORDS)
        where = crops.places(self._law, drawn, self._whole, self._size)
        return Drawn(crops.recoloured(self._law, drawn, crops.cut(self._levels, where, self._size)))
