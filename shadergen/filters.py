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
    # Rec. 601 luma in 256ths; n * sum(y^2) - sum(y)^2 = (n * deviation)^2
    red, green, blue = (images[..., channel].reshape(count, pixels).astype(np.uint16) for channel in range(3))
    luma = 77 * red + 150 * green + 29 * blue
    total = luma.sum(axis=1, dtype=np.int64).tolist()
    squares = np.square(luma, dtype=np.uint32).sum(axis=1, dtype=np.int64).tolist()
    least = (rules.min_contrast * 256 * pixels) ** 2
    # Python's integers, since 64 bits are too few from 300 x 300 pixels on
    flat = np.array([pixels * square - whole**2 < least for square, whole in zip(squares, total, strict=True)], bool)
    # every pixel is another colour, as far as the rules ask, unless it is found out otherwise
    colours, longest = np.full(count, pixels), np.ones(count, np.int64)
    others = pixels - int(rules.max_coverage * pixels) - 1  # pixels that a `plain` image may have of other colours
    doubtful = np.flatnonzero(~_varied(luma, rules.min_colours, others))
    if len(doubtful):
        colours[doubtful], longest[doubtful] = _colours(images[doubtful].reshape(len(doubtful), pixels, 3))
    failed = {
        "constant": colours == 1,
        "simple": colours < rules.min_colours,
        "plain": longest > rules.max_coverage * pixels,
        "flat": flat,
    }
    table = np.stack([failed[rule] for rule in RULES])
    first = np.where(table.any(axis=0), table.argmax(axis=0), len(RULES))
    return [(*RULES, None)[i] for i in first.tolist()]


def _varied(luma: NDArray[np.uint16], colours: int, others: int) -> NDArray[np.bool_]:
    """Which images `(B, N)` surely have so many colours, and beside any one colour more than `others` pixels.

    Both by few pixels, since to count colours is to sort them, which takes ten times as long as all the rest: equal
    colours are of equal luma, and of the pairs of a pixel and another one at most `others` are not equal where all
    pixels but `others` are.
    """
    pixels = luma.shape[1]
    sample = np.sort(luma[:, :: max(1, pixels // max(64, 4 * colours)) | 1], axis=1)
    many: NDArray[np.bool_] = (sample[:, 1:] != sample[:, :-1]).sum(axis=1) + 1 >= max(2, colours)
    half = pixels // 2
    unequal: NDArray[np.int64] = (luma[:, :half] != luma[:, half : 2 * half]).sum(axis=1)
    return many & (unequal > others)


def _colours(images: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many colours `(B, N, 3)` have, and how many pixels have the commonest."""
    red, green, blue = (images[..., channel].astype(np.uint32) for channel in range(3))
    packed = red << 16 | green << 8 | blue
    packed.sort(axis=1)
    edge = packed[:, 1:] != packed[:, :-1]
    return edge.sum(axis=1) + 1, _longest_runs(edge)


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
