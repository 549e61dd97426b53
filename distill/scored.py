"""A scored pool: its images with what a teacher said of them, as strategies and reports see it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from distill.decoding import Decoders
from distill.inputs import together
from distill.pool import Pool
from distill.scores import Scores, device_of, read_scores, to_device
from distill.strategies.candidates import Candidates, Rows, ranks
from distill.teachers.base import Teacher
from distill.teachers.typical import distances
from shadergen.errors import UsageError


@dataclass(frozen=True)
class Scored:
    """A pool's M images that decode, with their scores.

    Attributes:
        pool: where they lie.
        shard: `(M,)` int64, the shard of each.
        row: `(M,)` int64, its row in the shard's index.
        entropy: `(M,)` float32, of the teacher's softmax, in nats.
        candidates: all else.
        bad: shard file, key and reason of each image that does not decode.
    """

    pool: Pool
    shard: NDArray[np.int64]
    row: NDArray[np.int64]
    entropy: NDArray[np.float32]
    candidates: Candidates
    bad: tuple[tuple[str, str, str], ...]

    def by_shard(self, rows: Rows) -> Iterator[tuple[int, Rows]]:
        """Some images, shard by shard in the shards' order: the shard, and positions in `rows`."""
        order = np.lexsort((self.row[rows], self.shard[rows]))
        shards = self.shard[rows[order]]
        for positions in np.split(order, np.flatnonzero(np.diff(shards)) + 1):
            if len(positions):
                yield int(self.shard[rows[positions[0]]]), positions

    def images(self, rows: Rows, decoders: Decoders) -> Iterator[tuple[NDArray[np.int64], NDArray[np.uint8]]]:
        """Decode some images: positions in `rows` `(B,)` and `(B, C, H, W)` uint8, in no order."""
        wanted = [(shard, self.row[rows[positions]], positions) for shard, positions in self.by_shard(rows)]
        for chunk, here in decoders.placed(self.pool, wanted):
            for group in chunk.groups:
                yield here[group.positions], group.images


def load(pool: Pool, teacher: Teacher, seed: int, decoders: Decoders) -> Scored:
    """The scores of a pool that is scored.

    Raises:
        UsageError: it has no image that decodes.
    """
    parts: list[Scores] = []
    rank, shard, row = [], [], []
    for number in decoders.indexed(pool, range(len(pool.shards))):
        its = pool.shards[number]
        scores = read_scores(its, teacher)
        rows = np.flatnonzero(scores.decoded)
        parts.append(scores)
        shard.append(np.full(len(rows), number))
        row.append(rows)
        rank.append(ranks(seed, its.origin, pool.index(number).keys[rows]))
    rows = np.concatenate(row)
    if not len(rows):
        raise UsageError(f"{', '.join(map(str, pool.folders))} holds no image that decodes; render a pool first")

    def column(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(part, name)[part.decoded] for part in parts])

    shards = np.concatenate(shard)
    candidates = Candidates(
        classes=teacher.classes,
        label=column("label"),
        confidence=column("confidence"),
        margin=column("margin"),
        rank=np.concatenate(rank),
        features=lambda wanted: _ask(scored, wanted, teacher, decoders, teacher.features),
        distances=lambda wanted: _ask(scored, wanted, teacher, decoders, partial(distances, teacher)),
    )
    bad = tuple(
        (str(its.file), name, reason) for its, part in zip(pool.shards, parts, strict=True) for name, reason in part.bad
    )
    scored = Scored(pool, shards, rows, column("entropy"), candidates, bad)
    return scored


@torch.inference_mode()
def _ask(
    scored: Scored, rows: Rows, teacher: Teacher, decoders: Decoders, question: Callable[[Tensor], Tensor]
) -> NDArray[np.float32]:
    """What a question to the teacher, from images to `(B, ...)`, gives for some images `(R, ...)`, in their order."""
    device = device_of(teacher)
    answers: NDArray[np.float32] | None = None
    for positions, images in scored.images(rows, decoders):
        parts = torch.split(to_device(images, device), together(teacher.input))
        found = torch.cat([question(part).float().cpu() for part in parts]).numpy()
        if answers is None:
            answers = np.empty((len(rows), *found.shape[1:]), np.float32)
        answers[positions] = found
    assert answers is not None
    return answers
