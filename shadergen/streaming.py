"""Images without a folder: one by its index, or a stream from any index on, drawn in this process."""

import os
import threading
import weakref
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shadergen.drawing import Drawer
from shadergen.errors import UsageError
from shadergen.gl.context import Device, parse_device
from shadergen.recipe import MAX_IMAGES, Recipe, Resolved
from shadergen.sources.opened import open_sources


@lru_cache(maxsize=4)
def _drawer(recipe: Resolved, device: Device, owner: tuple[int, int]) -> Drawer:  # noqa: ARG001
    """The drawer of `owner`, a process and its thread, to which an OpenGL context belongs."""
    opened = open_sources(recipe, device)
    drawer = Drawer(recipe, opened.sources)
    # not when it leaves this cache: a stream that has begun may still draw
    weakref.finalize(drawer, opened.close).atexit = False
    return drawer


def draw(recipe: Recipe | Resolved, index: int, *, device: str = "auto") -> NDArray[np.uint8]:
    """Draw image `index` of a recipe: the one that a rendered folder holds under that number.

    Args:
        recipe: what to draw; whoever draws many passes `recipe.resolve()`, which reads the programs once.
        index: number of the image.
        device: 'auto', 'cpu', 'gpu' or 'gpu:K'.

    Returns:
        `(H, W, 3)` uint8.

    Raises:
        UsageError: the recipe, the index or the device cannot be used.
        RunError: no OpenGL context can be had; after a fork of a process that had one, none can.
    """
    image: NDArray[np.uint8] = next(stream(recipe, index, 1, device=device))[0][0]
    return image


def stream(
    recipe: Recipe | Resolved, start: int = 0, n: int | None = None, batch: int = 256, *, device: str = "auto"
) -> Iterator[tuple[NDArray[np.uint8], list[dict[str, Any]]]]:
    """Draw images from index `start` on.

    Args:
        recipe: what to draw.
        start: first index.
        n: number of images; None never ends.
        batch: images a batch; the last one may be smaller.
        device: 'auto', 'cpu', 'gpu' or 'gpu:K'.

    Yields:
        `(B, H, W, 3)` uint8 and the B records, in index order.

    Raises:
        UsageError: an argument is out of its range.
        RunError: as of `draw`.
    """
    if start < 0 or batch < 1 or (n is not None and n < 1):
        raise UsageError(f"start is {start}, n {n}, batch {batch}; start is 0 or more, n and batch 1 or more")
    stop = MAX_IMAGES if n is None else start + n
    if stop > MAX_IMAGES:
        raise UsageError(f"indices end at {MAX_IMAGES - 1}, and {stop - 1} is asked for")
    resolved = recipe.resolve() if isinstance(recipe, Recipe) else recipe
    drawer = _drawer(resolved, parse_device(device), (os.getpid(), threading.get_ident()))
    return (drawer.arrays(at, min(at + batch, stop)) for at in range(start, stop, batch))
