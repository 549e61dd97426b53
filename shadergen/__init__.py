"""Synthetic images for distilling a trained network when its training data is gone.

A dataset is a function of a recipe and an index; its shards are a cache of it:

    recipe = shadergen.Recipe(size=64, source="twigl,leaves")
    shadergen.render(recipe, "dataset", n=10_000)     # WebDataset shards
    shadergen.draw(recipe, 42)                        # (64, 64, 3) uint8: the image 42 that is in them
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from shadergen.version import VERSION

if TYPE_CHECKING:
    from shadergen.errors import RunError, ShadergenError, UsageError
    from shadergen.recipe import Recipe
    from shadergen.rendering import render, verify
    from shadergen.streaming import draw, stream

__version__ = VERSION
__all__ = ["Recipe", "RunError", "ShadergenError", "UsageError", "draw", "render", "stream", "verify"]

_HOMES = {
    "Recipe": "recipe",
    "RunError": "errors",
    "ShadergenError": "errors",
    "UsageError": "errors",
    "draw": "streaming",
    "render": "rendering",
    "stream": "streaming",
    "verify": "rendering",
}


def __getattr__(name: str) -> Any:
    # what a caller does not use is not imported (no module below has one of these names: it would hide the function)
    if name in _HOMES:
        return getattr(import_module(f"shadergen.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'shadergen' has no attribute {name!r}")
