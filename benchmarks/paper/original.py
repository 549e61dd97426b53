"""The teacher's own data as a plain WebDataset, so that a student is distilled on it as on any other set."""

import shutil
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from distill.data import Labelled, load_data
from shadergen.options import Encoder
from shadergen.shards.encode import TAR_END, encode, key, member
from shadergen.shards.folder import shard_name

SPLITS: Final[tuple[Literal["train"], Literal["held-out"]]] = ("train", "held-out")
HELD_OUT: Final = 5000
"""The last training images (a twelfth where there are fewer than 60,000), on which choices are made: the test images
are not asked for those."""
_SHARD = 10_000


def export(data: str, to: Path) -> None:
    """Write DATA's training split to `to`/train and `to`/held-out, which appear when they are whole.

    Raises:
        UsageError: the data cannot be read.
    """
    labelled = load_data(data, "train")
    first_held = len(labelled) - min(HELD_OUT, len(labelled) // 12)
    for split, start, stop in zip(SPLITS, (0, first_held), (first_held, len(labelled)), strict=True):
        part = to / f"{split}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for number, first in enumerate(range(start, stop, _SHARD)):
            (part / shard_name(number)).write_bytes(_shard(labelled, first, min(first + _SHARD, stop)))
        shutil.rmtree(to / split, ignore_errors=True)
        part.rename(to / split)


def _shard(labelled: Labelled, start: int, stop: int) -> bytes:
    """Images `start` to `stop - 1` as a tar."""
    return (
        b"".join(_sample(index, labelled.images[index], labelled.labels[index]) for index in range(start, stop))
        + TAR_END
    )


def _sample(index: int, image: NDArray[np.uint8], label: np.int64) -> bytes:
    [picture] = encode(Encoder(), np.repeat(image, 3, 2)[None] if image.shape[2] == 1 else image[None])
    return member(f"{key(index)}.png", picture) + member(f"{key(index)}.cls", str(label).encode())
