"""The filter: which images of a batch say too little to be kept, and by which rule."""

import numpy as np
from numpy.typing import NDArray

from shadergen.recipe import Filter

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
    count, pixels = len(images), images.shape[1] * images.shape[2]
    red, green, blue = (images[..., channel].reshape(count, pixels).astype(np.uint32) for channel in range(3))
    packed = red << 16 | green << 8 | blue
    packed.sort(axis=1)
    edge = np.ones((count, pixels + 1), dtype=bool)
    np.not_equal(packed[:, 1:], packed[:, :-1], out=edge[:, 1:-1])
    colours = edge.sum(axis=1) - 1
    positions = np.flatnonzero(edge)
    # lengths of runs of equal colours; the step from an image's last edge to the next one's first is 1 and hides no run
    runs = np.diff(positions, append=positions[-1] + 1)
    longest = np.maximum.reduceat(runs, np.concatenate(([0], np.cumsum(colours + 1)[:-1])))
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
