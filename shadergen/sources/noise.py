"""Noise: Gaussian pixels with a data set's mean and deviation, white, 1/f or of wavelets."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shadergen import noise, wavelet
from shadergen.philox import words
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved
from shadergen.sources.base import Drawn, OneGroup


class NoiseSource(OneGroup):
    """Draws noise on the CPU."""

    def __init__(self, recipe: Resolved) -> None:
        assert recipe.noise is not None
        assert isinstance(recipe.noise.statistics, noise.Statistics)
        self._statistics = recipe.noise.statistics
        self._exponent, self._wavelet = recipe.noise.exponent, recipe.noise.wavelet
        self._size, self._seed = recipe.size, recipe.seed
        self.batch = max(1, 2**18 // (recipe.size[0] * recipe.size[1]))

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `shadergen.sources.base.Source`."""
        indices = [plan.index for plan in plans]

        def pixel_words(first: int, count: int) -> NDArray[np.uint32]:
            return words(self._seed, "noise", indices, 0, count, first)

        if self._exponent is not None:
            return Drawn(noise.draw_coloured(self._statistics, self._exponent, pixel_words, self._size))
        if self._wavelet is not None:
            return Drawn(wavelet.draw(self._statistics, self._wavelet, pixel_words, self._size))
        return Drawn(noise.draw(self._statistics, pixel_words, self._size))
