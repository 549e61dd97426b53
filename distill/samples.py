"""Training images: a pool's samples in memory or by decoding, in an order that is a function of (seed, epoch)."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from distill.decoding import Decoders
from distill.inputs import Input, to_unit
from distill.pool import Pool, open_pool, read_records
from shadergen.errors import RunError, UsageError

_AHEAD: Final = 3
"""Batches that are decoded before they are asked for."""


@dataclass(frozen=True)
class Samples:
    """The images of some dataset folders, each with a number from 0 that never changes.

    Attributes:
        pool: where they lie.
        shard: `(N,)` int64, the shard of each sample.
        row: `(N,)` int64, its row in the shard.
        size: (height, width) to which all are brought.
        channels: 1 or 3.
    """

    pool: Pool
    shard: NDArray[np.int64]
    row: NDArray[np.int64]
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
    shard, row = [], []
    for number, its in enumerate(pool.shards):
        index = pool.index(number)
        records = read_records(its.file, index.records)
        weights = [_weight(record) for record in records]
        rows = np.repeat(np.arange(len(index)), weights)
        shard.append(np.full(len(rows), number))
        row.append(rows)
    samples = Samples(pool, np.concatenate(shard), np.concatenate(row), size, channels)
    if not len(samples):
        raise UsageError(f"{', '.join(map(str, folders))}: no sample in it")
    return samples


def _weight(record: dict[str, object]) -> int:
    selected = record.get("selected")
    weight = selected.get("weight", 1) if isinstance(selected, dict) else 1
    return weight if isinstance(weight, int) and 0 < weight <= 1_000_000 else 1


def free_memory() -> int:
    """Bytes of memory that this machine could give."""
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


class Reader:
    """Gives batches of samples by number.

    Args:
        samples: what there is.
        decoders: what decodes them.
        in_memory: decode all once and keep them; otherwise each batch is decoded when it is due, some batches ahead.

    Raises:
        RunError: an image does not decode.
    """

    def __init__(self, samples: Samples, decoders: Decoders, *, in_memory: bool) -> None:
        self._samples, self._decoders = samples, decoders
        self._kept: Tensor | None = None
        if in_memory:
            kept = torch.empty((len(samples), samples.channels, *samples.size), dtype=torch.uint8)
            order = np.arange(len(samples))
            for chosen, images in self._decoded(iter([order])):
                kept[torch.from_numpy(chosen)] = images
            self._kept = kept

    def batches(self, order: NDArray[np.int64], batch: int) -> Iterator[tuple[NDArray[np.int64], Tensor]]:
        """Batches of equal size in the order given: numbers `(batch,)` and images `(batch, C, h, w)` uint8."""
        parts = (order[start : start + batch] for start in range(0, len(order) - batch + 1, batch))
        if self._kept is not None:
            for part in parts:
                yield part, self._kept[torch.from_numpy(part)]
            return
        # many batches are decoded together, so that each process gets more than a handful of images of a shard
        while group := list(islice(parts, _AHEAD)):
            wanted = np.concatenate(group)
            images = torch.empty((len(wanted), self._samples.channels, *self._samples.size), dtype=torch.uint8)
            place = np.empty(len(self._samples), np.int64)
            place[wanted] = np.arange(len(wanted))
            for chosen, decoded in self._decoded(iter([wanted])):
                images[torch.from_numpy(place[chosen])] = decoded
            for number, part in enumerate(group):
                yield part, images[number * batch : (number + 1) * batch]

    def _decoded(self, wanted: Iterator[NDArray[np.int64]]) -> Iterator[tuple[NDArray[np.int64], Tensor]]:
        """Numbers and images of all that is wanted, in no order."""
        samples = self._samples
        for numbers in wanted:
            shards = samples.shard[numbers]
            parts = [(int(shard), numbers[shards == shard]) for shard in np.unique(shards)]
            queue = [(shard, mine) for shard, mine in parts if len(mine)]
            at, done = 0, 0
            for chunk in self._decoders.chunks(samples.pool, ((s, samples.row[mine]) for s, mine in queue)):
                here = queue[at][1][done : done + len(chunk.rows)]
                done += len(chunk.rows)
                if done == len(queue[at][1]):
                    at, done = at + 1, 0
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


def order_of(samples: NDArray[np.int64], seed: int, epoch: int) -> NDArray[np.int64]:
    """The samples of an epoch in its order, by (seed, epoch)."""
    return np.random.Generator(np.random.PCG64([seed, epoch])).permutation(samples)


def split(count: int, held_out: int, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of the samples to train on, and of those held out to measure agreement."""
    order = np.random.Generator(np.random.PCG64([seed, 2**32])).permutation(count)
    return np.sort(order[held_out:]), np.sort(order[:held_out])
