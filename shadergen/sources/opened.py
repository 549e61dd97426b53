"""The sources that a recipe names, opened on one device."""

from dataclasses import dataclass

from shadergen.errors import RunError
from shadergen.gl.context import Device, OpenedContext, Renderer, open_context
from shadergen.gl.renderers import Renderers
from shadergen.recipe import Resolved
from shadergen.sources.base import Source
from shadergen.sources.leaves import LeavesSource
from shadergen.sources.noise import NoiseSource
from shadergen.sources.textures import leaf_textures
from shadergen.sources.twigl import TwiglSource


@dataclass(frozen=True)
class Opened:
    """Sources by name, and the renderer that the twigl source draws with (None without one)."""

    sources: dict[str, Source]
    renderer: Renderer | None


def open_sources(recipe: Resolved, device: Device) -> Opened:
    """Open what a recipe needs. Only programs need OpenGL; leaves are drawn faster with it, and are the same without.

    Raises:
        UsageError: the device does not exist.
        RunError: no OpenGL context can be had.
    """
    sources: dict[str, Source] = {}
    renderer = context = None
    if recipe.twigl:
        context = open_context(device)
        renderer = context.renderer
    elif "leaves" in recipe.source:
        context = _open_if_there(device)
    if "twigl" in recipe.source:
        assert context is not None
        sources["twigl"] = TwiglSource(recipe, Renderers.on(context, recipe.size))
    if "leaves" in recipe.source:
        textures = leaf_textures(recipe, context)
        if context is None:
            sources["leaves"] = LeavesSource(recipe, textures=textures)
        else:
            software = context.renderer.software
            sources["leaves"] = LeavesSource(recipe, context.ctx, software=software, textures=textures)
    if "noise" in recipe.source:
        sources["noise"] = NoiseSource(recipe)
    return Opened(sources, renderer)


def _open_if_there(device: Device) -> OpenedContext | None:
    try:
        return open_context(device)
    except RunError:
        if device.kind == "gpu":
            raise
        return None
