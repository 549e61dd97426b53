"""The sources that a recipe names, opened on one device."""

from dataclasses import dataclass

from shadergen.gl.context import Device, Renderer, open_context
from shadergen.gl.renderers import Renderers
from shadergen.recipe import Resolved
from shadergen.sources.base import Source
from shadergen.sources.leaves import LeavesSource
from shadergen.sources.noise import NoiseSource
from shadergen.sources.twigl import TwiglSource


@dataclass(frozen=True)
class Opened:
    """Sources by name, and the renderer that the twigl source draws with (None without one)."""

    sources: dict[str, Source]
    renderer: Renderer | None


def open_sources(recipe: Resolved, device: Device) -> Opened:
    """Open what a recipe needs; only programs need OpenGL.

    Raises:
        UsageError: the device does not exist.
        RunError: no OpenGL context can be had.
    """
    sources: dict[str, Source] = {}
    renderer = None
    if "twigl" in recipe.source:
        opened = open_context(device)
        renderer = opened.renderer
        sources["twigl"] = TwiglSource(recipe, Renderers.on(opened, recipe.size))
    if "leaves" in recipe.source:
        sources["leaves"] = LeavesSource(recipe)
    if "noise" in recipe.source:
        sources["noise"] = NoiseSource(recipe)
    return Opened(sources, renderer)
