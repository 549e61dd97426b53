"""Samples read back from a folder's shards, in the order of their indices."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shadergen import diversity
from shadergen.errors import RunError
from shadergen.shards.encode import decode
from shadergen.shards.manifest import Diversity, Shard

_BLOCK = 512
_MOST, _LEAST, _PIXELS = 1024, 24, 2**22


def samples(folder: Path, shards: Sequence[Shard]) -> Iterator[tuple[NDArray[np.uint8], dict[str, Any]]]:
    """Read images and their records.

    Yields:
        `(H, W, 3)` uint8 and the sample's `.json`.

    Raises:
        RunError: a shard is damaged.
    """
    for shard in shards:
        try:
            with (folder / shard.name).open("rb") as tar:
                for _ in range(shard.images):
                    yield decode(_member(tar.read)), json.loads(_member(tar.read))
        except (OSError, ValueError, SyntaxError) as error:
            raise RunError(
                f"{folder / shard.name} is damaged; remove it and run the same command again: it is drawn anew"
            ) from error


def _member(read: Any) -> bytes:
    """The content of the next member of a tar of ours (see `shadergen.shards.encode.member`)."""
    size = int(read(_BLOCK)[124:135], 8)
    content: bytes = read(size + -size % _BLOCK)[:size]
    return content


def first_images_diversity(folder: Path, shards: Sequence[Shard]) -> Diversity:
    """How varied the first images of a folder are: one in 64, at least 24 and at most 1,024, fewer of large ones.

    Measuring so many costs little beside drawing all.

    Raises:
        RunError: a shard is damaged.
    """
    width, height = next(samples(folder, shards))[0].shape[1::-1]
    total = sum(shard.images for shard in shards)
    count = max(1, min(total, _MOST, max(_LEAST, total // 64), _PIXELS // (width * height)))
    found = diversity.measure(np.stack([image for image, _ in islice(samples(folder, shards), count)]))
    return Diversity(images=found.images, spread=found.spread, near_duplicates=found.near_duplicates)
