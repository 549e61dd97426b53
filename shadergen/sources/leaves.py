"""Leaves: pictures of the dead-leaves model."""

from collections.abc import Sequence
from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray

from leaves import look, raster
from leaves.gl import open_raster
from leaves.model import WORDS_PER_LEAF
from leaves.rain import LOOK_WORDS, SCENE_WORDS, Counters
from leaves.view import View
from shadergen.philox import philox4x32, stream_id, words
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved
from shadergen.sources.base import Drawn, OneGroup

_LEAVES, _LOOKS, _SCENES = "leaves", "leaves/look", "leaves/scene"
_POINTS = 2**18
"""Points, of all images, in one call."""
_IMAGES = 1024


@dataclass(frozen=True)
class PhiloxRain:
    """The words of some images' leaves; see `leaves.rain.Rain`."""

    seed: int
    indices: NDArray[np.uint64]

    @property
    def key(self) -> tuple[int, int]:
        """Philox's key."""
        return self.seed & 0xFFFFFFFF, self.seed >> 32

    @property
    def counters(self) -> Counters:
        """See `leaves.rain.Rain`; the counters are those of `shadergen.philox.words`."""
        low, high = self.indices & np.uint64(0xFFFFFFFF), self.indices >> np.uint64(32)
        stream = np.full_like(low, stream_id(_LEAVES))
        return Counters(self.key, np.column_stack([low, high, stream]).astype(np.uint32))

    def fall(self, first: int, count: int) -> NDArray[np.uint32]:
        """See `leaves.rain.Rain`."""
        flat = words(self.seed, _LEAVES, self.indices, 0, count * WORDS_PER_LEAF, first * WORDS_PER_LEAF)
        return flat.reshape(len(self.indices), count, WORDS_PER_LEAF)

    def leaves(self, image: NDArray[np.intp], leaf: NDArray[np.intp]) -> NDArray[np.uint32]:
        """See `leaves.rain.Rain`."""
        return np.concatenate([self._blocks(_LEAVES, image, 2 * leaf + half) for half in (0, 1)], axis=1)

    def looks(self, image: NDArray[np.intp], leaf: NDArray[np.intp]) -> NDArray[np.uint32]:
        """See `leaves.rain.Rain`."""
        return self._blocks(_LOOKS, image, leaf)[:, :LOOK_WORDS]

    def scenes(self) -> NDArray[np.uint32]:
        """See `leaves.rain.Rain`."""
        return words(self.seed, _SCENES, self.indices, 0, SCENE_WORDS)

    def _blocks(self, stream: str, image: NDArray[np.intp], block: NDArray[np.intp]) -> NDArray[np.uint32]:
        """The four words `(N, 4)` of a stream at some blocks."""
        index = self.indices[image]
        counter = np.empty((4, len(index)), np.uint64)
        counter[0] = block
        counter[1], counter[2] = index & np.uint64(0xFFFFFFFF), index >> np.uint64(32)
        counter[3] = stream_id(stream)
        return philox4x32(counter, self.key)


class LeavesSource(OneGroup):
    """Draws leaves, on a GL context where there is one that can, else with NumPy: the pictures are the same.

    Args:
        recipe: the resolved recipe, with leaves.
        ctx: the context, None for NumPy.
        software: whether the CPU draws in the context.
        textures: `(K, S, S, 3)` uint8 that fill the leaves; None for colours.
    """

    def __init__(
        self,
        recipe: Resolved,
        ctx: moderngl.Context | None = None,
        *,
        software: bool = True,
        textures: NDArray[np.uint8] | None = None,
    ) -> None:
        assert recipe.leaves is not None
        self._law, self._look = recipe.leaves.law(), recipe.leaves.look()
        self._size, self._seed, self._textures, self._ctx = recipe.size, recipe.seed, textures, ctx
        view = self._look.view(recipe.size)
        self.batch = max(1, min(_IMAGES, _POINTS // (view.width * view.height)))
        self._raster = None
        if ctx is not None:
            with ctx:
                self._raster = open_raster(ctx, self._law, view, self.batch, software=software)
        if self._raster is not None:
            self.batch = self._raster.batch

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `shadergen.sources.base.Source`."""
        rain = PhiloxRain(self._seed, np.array([plan.index for plan in plans], np.uint64))

        def fronts(view: View, limit: int | None) -> NDArray[np.int32]:
            if self._raster is None or self._ctx is None:
                return raster.fronts(self._law, rain.fall, view, limit)
            with self._ctx:
                return self._raster.fronts(rain, view, limit)

        if self._look != look.PLAIN or self._textures is not None:
            return Drawn(look.draw(self._look, self._law, rain, fronts, self._size, self._textures))
        if self._raster is None or self._ctx is None:
            return Drawn(raster.draw(self._law, rain.fall, self._size))
        with self._ctx:
            return Drawn(self._raster.draw(rain))
