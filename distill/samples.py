"""Training images: a pool's samples in memory or by decoding, in an order that is a function of (seed, epoch)."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from distill.decoding import Decoders, image_size
from distill.inputs import Input, to_unit
from distill.pool import Pool, open_pool, read_records
from shadergen.errors import RunError, UsageError

_TOGETHER: Final = 3
"""Batches that are decoded together; as many are decoded while the last are used."""
_CROP: Final = 8 / 7
"""How much larger than a crop the image is that it is taken from: 256 to 224 pixels, as is usual."""


@dataclass(frozen=True)
class Samples:
    """The images of some dataset folders, each with a number from 0 that never changes.

    Attributes:
        pool: where they lie.
        shard: `(N,)` int64, the shard of each sample.
        row: `(N,)` int64, its row in the shard.
        image: `(N,)` int64, equal for samples that are one image, or came of it: `shadergen select` repeats those of
            rare classes, `attack` and `invert` change them.
        size: (height, width) to which all are brought.
        channels: 1 or 3.
    """

    pool: Pool
    shard: NDArray[np.int64]
    row: NDArray[np.int64]
    image: NDArray[np.int64]
    size: tuple[int, int]
    channels: int

    def __len__(self) -> int:
        return len(self.shard)

    @property
    def bytes(self) -> int:
        """What all of them take in memory."""
        return len(self) * self.channels * self.size[0] * self.size[1]

    def key(self, sample: int) -> str:
        """The key of a sample, and the file that holds it."""
        shard = int(self.shard[sample])
        return f"{self.pool.index(shard).key(int(self.row[sample]))} of {self.pool.shards[shard].file}"

    def fingerprint(self) -> str:
        """The shards' hashes, in order."""
        return ",".join(shard.sha256[:16] for shard in self.pool.shards)


def open_samples(folders: Sequence[Path | str], size: tuple[int, int], channels: int) -> Samples:
    """Every sample of some folders; one with a weight (see `shadergen select --replicate weights`) counts so often.

    Raises:
        UsageError: a folder cannot be used, or there is no sample.
        RunError: a shard is no tar.
    """
    pool = open_pool(folders)
    shard, row, image = [], [], []
    known: dict[tuple[object, ...], int] = {}
    for number, its in enumerate(pool.shards):
        index = pool.index(number)
        records = list(read_records(its.file, index.records))
        images = [
            known.setdefault(_image(record) or (its.origin, index.key(at)), len(known))
            for at, record in enumerate(records)
        ]
        rows = np.repeat(np.arange(len(index)), [_weight(record) for record in records])
        shard.append(np.full(len(rows), number))
        row.append(rows)
        image.append(np.array(images, np.int64)[rows])
    samples = Samples(pool, np.concatenate(shard), np.concatenate(row), np.concatenate(image), size, channels)
    if not len(samples):
        raise UsageError(f"{', '.join(map(str, folders))}: no sample in it")
    return samples


def _image(record: dict[str, object]) -> tuple[object, ...] | None:
    """Which image of its pool a selected, attacked or inverted one is."""
    selected = record.get("selected")
    return (selected.get("origin"), selected.get("key")) if isinstance(selected, dict) and "key" in selected else None


def _weight(record: dict[str, object]) -> int:
    selected = record.get("selected")
    weight = selected.get("weight", 1) if isinstance(selected, dict) else 1
    return weight if isinstance(weight, int) and 0 < weight <= 1_000_000 else 1


def room_to_crop(samples: Samples, size: tuple[int, int]) -> Samples:
    """The same samples at up to 8/7 of a size, as far as each shard's first image reaches: 256 for 224, 32 for 28.

    A random crop needs something to choose from, and images that were drawn larger than the networks' have it.
    """
    height, width = (round(side * _CROP) for side in size)
    for shard in np.unique(samples.shard).tolist():
        there = image_size(samples.pool, shard, 0) or size
        height, width = min(height, there[0]), min(width, there[1])
    return replace(samples, size=(max(height, size[0]), max(width, size[1])))


def free_memory(device: torch.device) -> int:
    """Bytes of memory that this machine, or a GPU, could give."""
    if device.type == "cuda":
        return torch.cuda.mem_get_info(device)[0]
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


class Reader:
    """Gives batches of samples by number.

    Args:
        samples: what there is.
        decoders: what decodes them.
        memory: the device in whose memory all are kept, decoded once; None decodes each batch when it is due, some
            batches ahead.

    Raises:
        RunError: an image does not decode.
    """

    def __init__(self, samples: Samples, decoders: Decoders, *, memory: torch.device | None) -> None:
        self._samples, self._decoders = samples, decoders
        self._kept: Tensor | None = None
        if memory is not None:
            kept = torch.empty((len(samples), samples.channels, *samples.size), dtype=torch.uint8, device=memory)
            for chosen, images in self._decoded(np.arange(len(samples))):
                _place(kept, chosen, images)
            self._kept = kept

    def batches(self, order: NDArray[np.int64], batch: int) -> Iterator[tuple[NDArray[np.int64], Tensor]]:
        """Batches of equal size in the order given: numbers `(batch,)` and images `(batch, C, h, w)` uint8."""
        parts = (order[start : start + batch] for start in range(0, len(order) - batch + 1, batch))
        if self._kept is not None:
            for part in parts:
                yield part, self._kept.index_select(0, torch.from_numpy(part).to(self._kept.device))
            return
        for group, images in _ahead(self._groups(parts)):
            for number, part in enumerate(group):
                yield part, images[number * batch : (number + 1) * batch]

    def _groups(self, parts: Iterator[NDArray[np.int64]]) -> Iterator[tuple[list[NDArray[np.int64]], Tensor]]:
        """Some batches at a time, so that each process gets more than a handful of images of a shard."""
        place = np.empty(len(self._samples), np.int64)
        while group := list(islice(parts, _TOGETHER)):
            wanted = np.concatenate(group)
            images = torch.empty((len(wanted), self._samples.channels, *self._samples.size), dtype=torch.uint8)
            place[wanted] = np.arange(len(wanted))
            for chosen, decoded in self._decoded(wanted):
                _place(images, place[chosen], decoded)
            yield group, images

    def _decoded(self, wanted: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], Tensor]]:
        """Numbers and images of all that is wanted, in no order."""
        samples = self._samples
        shards = samples.shard[wanted]
        by_shard = ((int(shard), wanted[shards == shard]) for shard in np.unique(shards))
        queue = [(shard, samples.row[mine], mine) for shard, mine in by_shard]
        for chunk, here in self._decoders.placed(samples.pool, queue):
            for position, reason in chunk.bad:
                raise RunError(f"sample {samples.key(int(here[position]))} does not decode ({reason})")
            for group in chunk.groups:
                yield here[group.positions], self._fitted(torch.from_numpy(group.images))

    def _fitted(self, images: Tensor) -> Tensor:
        samples = self._samples
        if images.shape[1:] == (samples.channels, *samples.size):
            return images
        channels = samples.channels
        wanted = Input(
            size=samples.size, channels=3 if channels == 3 else 1, mean=(0.0,) * channels, std=(1.0,) * channels
        )
        return (to_unit(images, wanted) * 255).round().to(torch.uint8)


def _place(into: Tensor, rows: NDArray[np.int64], images: Tensor) -> None:
    """Copy images `(B, C, h, w)` to rows of `(N, C, h, w)`."""
    if into.device.type == "cpu":
        into.numpy()[rows] = images.numpy()  # whole images at once, a tenth of the time of torch's
    else:
        into[torch.from_numpy(rows).to(into.device)] = images.to(into.device)


_Item = TypeVar("_Item")


def _ahead(items: Iterator[_Item]) -> Iterator[_Item]:
    """The same items, each made by a thread while the one before is used."""
    with ThreadPoolExecutor(1) as thread:
        due = thread.submit(next, items, None)
        while (item := due.result()) is not None:
            due = thread.submit(next, items, None)
            yield item


def order_of(samples: NDArray[np.int64], seed: int, epoch: int) -> NDArray[np.int64]:
    """The samples of an epoch in its order, by (seed, epoch)."""
    return np.random.Generator(np.random.PCG64([seed, epoch])).permutation(samples)


def split(samples: Samples, held_out: int, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of the samples to train on, and of `held_out` different images to measure agreement.

    What is held out is trained on in no copy, or agreement would be of what was learned by heart.
    """
    images, first = np.unique(samples.image, return_index=True)
    order = np.random.Generator(np.random.PCG64([seed, 2**32])).permutation(len(images))
    held = order[:held_out]
    return np.flatnonzero(~np.isin(samples.image, images[held])), np.sort(first[held])
