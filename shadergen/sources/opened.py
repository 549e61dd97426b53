"""The sources that a recipe names, opened on one device."""

from collections.abc import Callable
from dataclasses import dataclass

from shadergen.errors import RunError
from shadergen.gl.context import Device, OpenedContext, Renderer, open_context
from shadergen.gl.renderers import Renderers
from shadergen.recipe import PROGRAMS, Resolved
from shadergen.sources.base import Source
from shadergen.sources.crop import CropSource
from shadergen.sources.ifs import IfsSource
from shadergen.sources.leaves import LeavesSource
from shadergen.sources.noise import NoiseSource
from shadergen.sources.pictures import PicturesSource
from shadergen.sources.textures import leaf_textures
from shadergen.sources.twigl import TwiglSource


@dataclass(frozen=True)
class Opened:
    """Sources by name, and the renderer that programs are drawn with (None without one)."""

    sources: dict[str, Source]
    renderer: Renderer | None


def open_sources(recipe: Resolved, device: Device) -> Opened:
    """Open what a recipe needs. Only programs need OpenGL; leaves are drawn faster with it, and are the same without.

    Raises:
        UsageError: the device does not exist, or pictures are not those that the recipe was resolved with.
        RunError: no OpenGL context can be had.
    """
    sources: dict[str, Source] = {}
    renderer = context = None
    if recipe.twigl or recipe.synth:
        context = open_context(device)
        renderer = context.renderer
    elif "leaves" in recipe.source:
        context = _open_if_there(device)
    if drawn := [name for name in PROGRAMS if name in recipe.source]:
        assert context is not None
        renderers = Renderers.on(context, recipe.size)
        sources |= {name: TwiglSource(recipe, renderers, name) for name in drawn}
    if "leaves" in recipe.source:
        textures = leaf_textures(recipe, context)
        if context is None:
            sources["leaves"] = LeavesSource(recipe, textures=textures)
        else:
            software = context.renderer.software
            sources["leaves"] = LeavesSource(recipe, context.ctx, software=software, textures=textures)
    return Opened(sources | sources_without_opengl(recipe), renderer)


def sources_without_opengl(recipe: Resolved) -> dict[str, Source]:
    """Open those sources of a recipe that are drawn on the CPU alone.

    Raises:
        UsageError: pictures that the recipe was resolved with are gone or changed.
    """
    kinds: dict[str, Callable[[Resolved], Source]] = {
        "noise": NoiseSource,
        "ifs": IfsSource,
        "crop": CropSource,
        "pictures": PicturesSource,
    }
    return {name: kind(recipe) for name, kind in kinds.items() if name in recipe.source}


def _open_if_there(device: Device) -> OpenedContext | None:
    try:
        return open_context(device)
    except RunError:
        if device.kind == "gpu":
            raise
        return None
