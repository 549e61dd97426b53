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
    from distill.evaluate import evaluate
    from distill.run import distill
    from distill.selection import select
    from shadergen.errors import RunError, ShadergenError, UsageError
    from shadergen.recipe import Recipe
    from shadergen.rendering import render, verify
    from shadergen.streaming import draw, stream

__version__ = VERSION
__all__ = [
    "Recipe",
    "RunError",
    "ShadergenError",
    "UsageError",
    "distill",
    "draw",
    "evaluate",
    "render",
    "select",
    "stream",
    "verify",
]

# a module of this package, or of another room by its full name
_HOMES = {
    "Recipe": "recipe",
    "RunError": "errors",
    "ShadergenError": "errors",
    "UsageError": "errors",
    "distill": "distill.run",
    "draw": "streaming",
    "evaluate": "distill.evaluate",
    "render": "rendering",
    "select": "distill.selection",
    "stream": "streaming",
    "verify": "rendering",
}


def __getattr__(name: str) -> Any:
    # what a caller does not use is not imported (no module below has one of these names: it would hide the function)
    if name in _HOMES:
        home = _HOMES[name]
        return getattr(import_module(home if "." in home else f"shadergen.{home}"), name)
    raise AttributeError(f"module 'shadergen' has no attribute {name!r}")
