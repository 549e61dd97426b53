"""The sources that a recipe names, opened on one device."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shadergen.errors import RunError
from shadergen.gl.context import Device, OpenedContext, Renderer, open_context
from shadergen.gl.renderers import Renderers
from shadergen.recipe import PROGRAMS, Resolved
from shadergen.sources.base import Source
from shadergen.sources.crop import CropSource
from shadergen.sources.figures import FiguresSource, KinSource
from shadergen.sources.ifs import IfsSource
from shadergen.sources.leaves import LeavesSource
from shadergen.sources.noise import NoiseSource
from shadergen.sources.pictures import PicturesSource
from shadergen.sources.textures import leaf_textures
from shadergen.sources.twigl import TwiglSource


@dataclass(frozen=True)
class Opened:
    """Sources by name, and the renderer that programs are drawn with (None without one).

    A context is some megabytes that no garbage collector sees: who opens many closes each.
    """

    sources: dict[str, Source]
    renderer: Renderer | None
    context: OpenedContext | None

    def close(self) -> None:
        """Free the context, after which the sources draw nothing any more."""
        if self.context:
            self.context.ctx.release()


def open_sources(recipe: Resolved, device: Device, shared: Path | None = None) -> Opened:
    """Open what a recipe needs. Only programs need OpenGL; leaves are drawn faster with it, and are the same without.

    Args:
        recipe: the resolved recipe.
        device: where to draw.
        shared: a folder in which the processes of one run share translated programs.

    Raises:
        UsageError: the device does not exist, or pictures are not those that the recipe was resolved with.
        RunError: no OpenGL context can be had.
    """
    context = None
    if recipe.twigl or recipe.synth:
        context = open_context(device)
    elif "leaves" in recipe.source:
        context = open_if_there(device)
    renderer = context.renderer if context and (recipe.twigl or recipe.synth) else None
    return Opened(sources_on(recipe, context, Renderers.on, shared), renderer, context)


def sources_on(
    recipe: Resolved,
    context: OpenedContext | None,
    renderers: Callable[[OpenedContext, tuple[int, int]], Renderers],
    shared: Path | None = None,
) -> dict[str, Source]:
    """The sources of a recipe on a context, which programs need.

    Args:
        recipe: the resolved recipe.
        context: it may be None for a recipe without programs.
        renderers: what gives the renderers of a context and a size.
        shared: a folder in which the processes of one run share translated programs.

    Raises:
        UsageError: pictures that the recipe was resolved with are gone or changed.
    """
    sources: dict[str, Source] = {}
    if drawn := [name for name in PROGRAMS if name in recipe.source]:
        assert context is not None
        its = renderers(context, recipe.size)
        sources |= {name: TwiglSource(recipe, its, name, shared) for name in drawn}
    if "leaves" in recipe.source:
        ctx, software = (context.ctx, context.renderer.software) if context else (None, True)
        sources["leaves"] = LeavesSource(recipe, ctx, software=software, textures=leaf_textures(recipe, context))
    kinds: dict[str, Callable[[Resolved], Source]] = {
        "noise": NoiseSource,
        "ifs": IfsSource,
        "figures": FiguresSource,
        "kin": KinSource,
        "crop": CropSource,
        "pictures": PicturesSource,
    }
    return sources | {name: kind(recipe) for name, kind in kinds.items() if name in recipe.source}


def open_if_there(device: Device) -> OpenedContext | None:
    """A context, or None where this machine has no OpenGL and none was asked for by name.

    Raises:
        UsageError: the device does not exist.
        RunError: the GPU that was asked for gives none.
    """
    try:
        return open_context(device)
    except RunError:
        if device.kind == "gpu":
            raise
        return None
