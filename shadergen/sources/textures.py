"""Textures that fill leaves, drawn once when the leaves are opened: a pure function of the resolved recipe."""

import numpy as np
from numpy.typing import NDArray

from shadergen import noise
from shadergen.errors import RunError
from shadergen.filters import verdicts
from shadergen.gl.context import OpenedContext
from shadergen.gl.renderers import Renderers
from shadergen.philox import words
from shadergen.plan import plans
from shadergen.recipe import Resolved
from shadergen.sources.base import CannotDraw
from shadergen.sources.twigl import TwiglSource

TEXTURES = 16
"""How many there are: each program takes a while to compile."""
_EXPONENTS = (0.5, 2.0)
_MIDDLE = noise.Statistics((0.5, 0.5, 0.5), (0.25, 0.25, 0.25))


def leaf_textures(recipe: Resolved, context: OpenedContext | None) -> NDArray[np.uint8] | None:
    """The textures `(K, S, S, 3)` uint8 that a recipe's leaves are filled with, S its shorter side; None for colours.

    Raises:
        RunError: none of the programs' pictures passes the filter.
    """
    assert recipe.leaves is not None
    if recipe.leaves.textures is None:
        return None
    side = min(recipe.size)
    if recipe.leaves.textures == "noise":

        def texture_words(first: int, count: int) -> NDArray[np.uint32]:
            return words(recipe.seed, "leaves/textures", np.arange(TEXTURES), 0, count, first)

        return noise.draw_coloured(_MIDDLE, _EXPONENTS, texture_words, (side, side))
    assert context is not None
    # not a copy, which would keep the cached fingerprint
    fields = {name: getattr(recipe, name) for name in Resolved.model_fields}
    square = Resolved(**fields | {"size": (side, side), "source": {"twigl": 1.0}})
    source = TwiglSource(square, Renderers.on(context, square.size))
    kept = [np.empty((0, side, side, 3), np.uint8)]
    for plan in plans(square, range(TEXTURES)):
        try:
            drawn = source.draw([plan])
        except CannotDraw:
            continue
        if verdicts(square.filter, drawn.judged) == [None] and not np.any(drawn.over_budget):
            kept.append(drawn.images)
    textures = np.concatenate(kept)
    if not len(textures):
        raise RunError(
            f"leaves.textures: none of {TEXTURES} pictures of programs passes the filter; give other shaders"
        )
    return textures
