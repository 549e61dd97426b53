"""Offline passes: a teacher changes a pool's images, and what comes of them is a labelled set.

The folder's documents are those of a selected set, whose strategy is the pass: a sample has an image, a record and the
teacher's class, and `shadergen verify` knows it. One shard is written for each of the pool's, so that a killed run
goes on after the last whole one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from distill.decoding import Chunk, Decoders, open_decoders
from distill.labelled import Sample, begin, chooser, finish, sample, sources, write_shard
from distill.pool import Pool, open_pool, read_index, read_records
from distill.teachers.base import Teacher
from shadergen.errors import RunError
from shadergen.options import Encoder
from shadergen.rendering import cores
from shadergen.shards.encode import encode
from shadergen.shards.folder import Folder, shard_name
from shadergen.shards.manifest import Shard, read
from shadergen.shards.selected import Request, Selected

_ENCODER = Encoder(format="png")


@dataclass(frozen=True)
class Batch:
    """Images of one shard, which a pass changes together.

    Attributes:
        first: number of the shard's first image among all of the pool.
        chunks: the decoded images, in order.
    """

    first: int
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True)
class Picture:
    """What came of an image.

    Attributes:
        png: the picture.
        label: the teacher's class of it, and `confidence` in that.
        said: what the pass says of it in its record; `first` is the teacher's class of the image that it came from.
    """

    png: bytes
    label: int
    confidence: float
    said: Mapping[str, Any]


Change = Callable[[Batch], Mapping[int, Sequence[Picture]]]
"""The pictures that came of a batch's images, by row in the shard: of each as many as `Pass.each`, or none."""


@dataclass(frozen=True)
class Pass:
    """What a pass does.

    Attributes:
        name: what sets call it, as the strategy.
        options: all that decides what it does, as plain data.
        change: does it.
        each: pictures of an image.
        together: images of a batch, at most; None takes them as they are decoded.
        none: what to say if nothing came of any image.
    """

    name: str
    options: dict[str, Any]
    change: Change
    none: str
    each: int = 1
    together: int | None = None


def run_pass(
    folders: Sequence[Path | str],
    teacher: Teacher,
    out: Path | str,
    what: Pass,
    seed: int,
    *,
    n: int | None = None,
    max_bad: int,
    workers: int | None,
    on_images: Callable[[int, int], None],
) -> Selected:
    """Change a pool's images and write what came of them.

    Args:
        folders: dataset folders; any folder of WebDataset shards will do.
        teacher: that changes and labels them.
        out: the new set's folder.
        what: is done.
        seed: of what it draws.
        n: only so many images, the first ones; None takes all.
        max_bad: more images of the pool than these that do not decode end the run.
        workers: decoding processes; None takes one for each core.
        on_images: called with the number of images done, and of all.

    Raises:
        UsageError: a folder cannot be used, or `out` was begun with something else.
        RunError: nothing came of any image, too many do not decode, or the disk failed.
    """
    pool = open_pool(folders)
    sizes = [pool.images(number) for number in range(len(pool.shards))]
    starts = np.minimum(np.cumsum([0, *sizes]), sum(sizes) if n is None else n)
    request = Request(
        n=int(starts[-1]),
        strategy=what.name,
        options=what.options,
        seed=seed,
        replicate="physical",
        shard_size=what.each * max(sizes),
        teacher=chooser(teacher),
        pool=sources(pool),
    )
    folder = Folder(Path(out))
    with folder.locked():
        begin(folder, request)
        there = folder.finished_shards()
        shards: list[Shard] = []
        with open_decoders(workers or cores()) as decoders:
            for number, (start, stop) in enumerate(zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)):
                if start == request.n:
                    break
                at = shards[-1].start + shards[-1].images if shards else 0
                part = _Part(pool, number, start, stop - start)
                samples = _samples(part, at, what, decoders, lambda done: on_images(done, request.n))
                shards.append(there.get(number) or write_shard(folder, shard_name(number), at, samples))
                if (bad := stop - _tried(shards, what)) > max_bad:
                    raise RunError(
                        f"{bad} images of the pool do not decode, and {max_bad} may; look at them with `verify`"
                    )
                on_images(stop, request.n)
        return _finish(folder, request, what, shards)


def _tried(shards: Sequence[Shard], what: Pass) -> int:
    """Images that decoded: those that something came of, and those that nothing came of."""
    return sum(shard.images // what.each + shard.exhausted for shard in shards)


def _finish(folder: Folder, request: Request, what: Pass, shards: list[Shard]) -> Selected:
    if folder.is_finished():
        return read(Selected, folder.path / "manifest.json")
    images = sum(shard.images for shard in shards)
    if not images:
        raise RunError(what.none)
    before, after = (np.zeros(request.teacher.classes, np.int64) for _ in range(2))
    for shard in shards:
        file = folder.path / shard.name
        for place, record in enumerate(read_records(file, read_index(file).records)):
            after[record["selected"]["class"]] += 1
            before[record[what.name]["first"]] += place % what.each == 0
    tried = _tried(shards, what)
    return finish(
        folder,
        request,
        shards,
        before=before,
        after=after,
        quotas=after,
        pool_images=tried,
        pool_bad=request.n - tried,
        kept=images // what.each,
    )


@dataclass(frozen=True)
class _Part:
    """The first `count` images of a pool's shard, whose first image is number `first` of all."""

    pool: Pool
    shard: int
    first: int
    count: int


def _samples(
    part: _Part, at: int, what: Pass, decoders: Decoders, on_images: Callable[[int], None]
) -> Iterator[Sample | None]:
    """What comes of a part's images: samples, numbered from `at` on, and None for each image that gave none."""
    index, its = part.pool.index(part.shard), part.pool.shards[part.shard]
    number, done = at, part.first
    for batch in _batches(part, what.together, decoders):
        on_images(done)
        found = what.change(batch)
        for chunk in batch.chunks:
            records = read_records(its.file, index.records[chunk.rows])
            for row, record in zip(chunk.rows.tolist(), records, strict=True):
                came = _came(record, {"key": index.key(row), "shard": its.file.name, "origin": its.origin})
                for picture in found.get(row, ()):
                    asked = {"class": picture.label, "confidence": float(f"{picture.confidence:.7g}")}
                    said = {"selected": came | asked | {"copy": 0, "weight": 1}, what.name: dict(picture.said)}
                    yield sample(number, _ENCODER.format, picture.png, record | said, picture.label)
                    number += 1
            yield from [None] * (len(chunk.rows) - len(chunk.bad) - sum(row in found for row in chunk.rows.tolist()))
            done += len(chunk.rows)


def _came(record: Mapping[str, Any], here: dict[str, str]) -> dict[str, Any]:
    """Where an image came from: a selected one from its pool, so that what comes of it is known for the same image."""
    selected = record.get("selected")
    if isinstance(selected, dict) and here.keys() <= selected.keys():
        return {name: selected[name] for name in here}
    return here


def _batches(part: _Part, together: int | None, decoders: Decoders) -> Iterator[Batch]:
    """A part's images; with `together` in batches of nearly equal sizes, none larger."""
    rows = np.arange(part.count)
    if together is None:
        for chunk in decoders.chunks(part.pool, [(part.shard, rows)]):
            yield Batch(part.first, (chunk,))
        return
    for some in np.array_split(rows, max(1, -(-part.count // together))):
        yield Batch(part.first, tuple(decoders.chunks(part.pool, [(part.shard, some)])))


def encoded(images: Tensor) -> list[bytes]:
    """PNG of `(N, C, H, W)` within [0, 1], one after the other; grey becomes RGB."""
    levels = torch.round(images * 255).to(torch.uint8).permute(0, 2, 3, 1).cpu().numpy()
    return encode(_ENCODER, np.ascontiguousarray(np.broadcast_to(levels, (*levels.shape[:3], 3))))


def rows_of(chunk: Chunk, positions: NDArray[np.int64]) -> list[int]:
    """Rows in the shard of a chunk's positions."""
    return [int(row) for row in chunk.rows[positions]]
