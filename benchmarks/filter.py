"""How fast the filter judges images, in images a second of one process.

`ours` is the filter that `shadergen render` judges batches with. `limit` is the luma of every pixel alone, from which
every verdict on contrast begins. `usual` judges image by image, with `numpy.unique` for the colours. All judge the same
pictures, first attempts of the default library, in turns, and the figure is the fastest turn's. Another verdict than
the usual way's is no figure.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.clock import in_turns
from shadergen.errors import RunError
from shadergen.filters import verdicts
from shadergen.options import Filter
from shadergen.recipe import Recipe
from shadergen.streaming import stream

_PIXELS = 2**21
_MOST = 1024
_CACHED = 2**17
"""Pixels whose luma is formed at once, as the filter does."""


def measure(sizes: Sequence[int], seconds: float) -> Iterator[dict[str, Any]]:
    """One row a size, as they are measured.

    Args:
        sizes: sides in pixels.
        seconds: how long a row takes, about.

    Raises:
        RunError: a verdict is another one than the usual way's.
    """
    rules = Filter()
    for size in sizes:
        # one attempt alone, so that what the filter rejects is among them
        recipe = Recipe(size=(size, size), filter=Filter(attempts=1, max_exhausted=1.0))
        count = max(32, min(_MOST, _PIXELS // size**2))
        images = np.concatenate([batch for batch, _ in stream(recipe, 0, count)])
        found = verdicts(rules, images)
        if found != _usual(rules, images):
            raise RunError(f"filter at {size} px: another verdict than the usual way's; no figure is given")
        ours, limit, usual = in_turns(
            [partial(verdicts, rules, images), partial(_luma, images), partial(_usual, rules, images)], seconds
        )
        yield {
            "size": size,
            "images": count,
            "rejected": round(1 - found.count(None) / count, 4),
            "ours": round(count / ours, 1),
            "limit": round(count / limit, 1),
            "usual": round(count / usual, 1),
            "ratio_limit": round(limit / ours, 3),
            "ratio_usual": round(usual / ours, 2),
        }


def _luma(images: NDArray[np.uint8]) -> None:
    step = max(1, _CACHED // (images.shape[1] * images.shape[2]))
    for start in range(0, len(images), step):
        red, green, blue = (images[start : start + step, ..., channel].astype(np.uint16) for channel in range(3))
        77 * red + 150 * green + 29 * blue


def _usual(rules: Filter, images: NDArray[np.uint8]) -> list[str | None]:
    return [_judge(rules, image) for image in images]


def _judge(rules: Filter, image: NDArray[np.uint8]) -> str | None:
    _, counts = np.unique(image.reshape(-1, 3), axis=0, return_counts=True)
    if len(counts) == 1:
        return "constant"
    if len(counts) < rules.min_colours:
        return "simple"
    if counts.max() > rules.max_coverage * counts.sum():
        return "plain"
    luma = (image.astype(np.float64) * (77, 150, 29)).sum(axis=-1) / 256
    return "flat" if luma.std() < rules.min_contrast else None
