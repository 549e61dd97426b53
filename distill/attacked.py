"""Attacked sets: the boundary attack's offline pass, from a dataset folder to a WebDataset of its four kinds of images.

The folder's documents are those of a selected set, with the strategy `attack`: a sample has an image, a record and the
teacher's class, and `shadergen verify` knows it. One shard is written for each of the pool's, so that a killed run
goes on after the last whole one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from distill.attack import KINDS, Settings, attack, other_class
from distill.decoding import Chunk, Decoders, Group, open_decoders
from distill.labelled import Sample, begin, chooser, finish, sample, sources, write_shard
from distill.pool import Pool, open_pool, read_index, read_records
from distill.scores import device_of
from distill.teachers.base import Teacher
from shadergen.errors import RunError, UsageError
from shadergen.options import Encoder
from shadergen.rendering import cores
from shadergen.shards.encode import encode
from shadergen.shards.folder import Folder, shard_name
from shadergen.shards.manifest import Shard, read
from shadergen.shards.selected import Request, Selected

STRATEGY = "attack"
_ENCODER = Encoder(format="png")


@dataclass(frozen=True)
class Result:
    """An attacked set: its manifest, and how many of the pool's images the attack tried and brought over."""

    manifest: Selected
    attempted: int
    successes: int

    @property
    def success_rate(self) -> float:
        """Successes over attempts."""
        return self.successes / self.attempted


def attack_pool(
    folders: Sequence[Path | str],
    teacher: Teacher,
    out: Path | str,
    settings: Settings,
    seed: int = 0,
    *,
    max_bad: int = 16,
    workers: int | None = None,
    on_images: Callable[[int, int], None] = lambda _done, _all: None,
) -> Result:
    """Attack every image of a pool, each towards a random class that is not the teacher's own.

    An image that is brought over gives four PNG images, in the order of `distill.attack.KINDS`; the attack steps on
    their 256 levels. Records say which `kind` an image is, the teacher's `first` class of the image that it came
    from, and the `target`.

    Args:
        folders: dataset folders; any folder of WebDataset shards will do.
        teacher: a differentiable one of two classes or more.
        out: the new set's folder.
        settings: of the attack.
        seed: another seed takes other targets.
        max_bad: more images of the pool than these that do not decode end the run.
        workers: decoding processes; None takes one for each core.
        on_images: called with the number of images attacked, and of all.

    Raises:
        UsageError: a folder or the teacher cannot be used, or `out` was begun with something else.
        RunError: no image was brought over, too many images do not decode, or the disk failed.
    """
    if teacher.classes < 2 or not teacher.differentiable:
        raise UsageError(f"teacher {teacher.name} cannot be attacked: take one with gradients and two classes or more")
    settings = replace(settings, eight_bit=True)
    pool = open_pool(folders)
    starts = np.cumsum([0, *(pool.images(number) for number in range(len(pool.shards)))])
    total = int(starts[-1])
    request = Request(
        n=total,
        strategy=STRATEGY,
        options=asdict(settings),
        seed=seed,
        replicate="physical",
        shard_size=len(KINDS) * max(pool.images(number) for number in range(len(pool.shards))),
        teacher=chooser(teacher),
        pool=sources(pool),
    )
    folder = Folder(Path(out))
    with folder.locked():
        begin(folder, request)
        there = folder.finished_shards()
        shards: list[Shard] = []
        with open_decoders(workers or cores()) as decoders:
            for number in range(len(pool.shards)):
                first = shards[-1].start + shards[-1].images if shards else 0
                run = _Run(pool, teacher, settings, seed, number, int(starts[number]))
                samples = _samples(run, first, decoders)
                shards.append(there.get(number) or write_shard(folder, shard_name(number), first, samples))
                _hold_bad(pool, shards, max_bad)
                on_images(int(starts[number + 1]), total)
        manifest = _finish(folder, request, pool, shards)
    failed = sum(shard.exhausted for shard in shards)
    return Result(manifest, manifest.kept + failed, manifest.kept)


@dataclass(frozen=True)
class _Run:
    """Shard `number` of a pool, whose first image is number `first` of all, and how it is attacked."""

    pool: Pool
    teacher: Teacher
    settings: Settings
    seed: int
    number: int
    first: int


def _bad(pool: Pool, shards: Sequence[Shard]) -> int:
    """Images that do not decode: those of the pool that neither failed nor gave four."""
    tried = sum(shard.images // len(KINDS) + shard.exhausted for shard in shards)
    return sum(pool.images(number) for number in range(len(shards))) - tried


def _hold_bad(pool: Pool, shards: Sequence[Shard], max_bad: int) -> None:
    if (bad := _bad(pool, shards)) > max_bad:
        raise RunError(f"{bad} images of the pool do not decode, and {max_bad} may; look at them with `verify`")


def _finish(folder: Folder, request: Request, pool: Pool, shards: list[Shard]) -> Selected:
    if folder.is_finished():
        return read(Selected, folder.path / "manifest.json")
    images = sum(shard.images for shard in shards)
    if not images:
        raise RunError("no image was brought over the boundary; give a larger epsilon or more iterations")
    bad = _bad(pool, shards)
    before, after = (np.zeros(request.teacher.classes, np.int64) for _ in range(2))
    for shard in shards:
        file = folder.path / shard.name
        for record in read_records(file, read_index(file).records):
            after[record["selected"]["class"]] += 1
            before[record["attack"]["first"]] += record["attack"]["kind"] == KINDS[0]
    return finish(
        folder,
        request,
        shards,
        before=before,
        after=after,
        quotas=after,
        pool_images=request.n - bad,
        pool_bad=bad,
        kept=images // len(KINDS),
    )


def _samples(run: _Run, first: int, decoders: Decoders) -> Iterator[Sample | None]:
    """Attack a shard of the pool: its images, numbered from `first` on, and None for each that was not brought over."""
    index, number = run.pool.index(run.number), first
    for chunk in decoders.chunks(run.pool, [(run.number, np.arange(len(index)))]):
        found = _attack_chunk(run, chunk)
        records = list(read_records(run.pool.shards[run.number].file, index.records[chunk.rows]))
        for position in sorted(found):
            for picture, said in found[position]:
                yield sample(number, _ENCODER.format, picture, records[position] | said, said["selected"]["class"])
                number += 1
        yield from [None] * (len(chunk.rows) - len(chunk.bad) - len(found))


_Picture = tuple[bytes, dict[str, Any]]
"""A picture and what is added to its source's record."""


def _attack_chunk(run: _Run, chunk: Chunk) -> dict[int, list[_Picture]]:
    """The four samples of each success, by its position in the chunk."""
    return {
        position: samples for group in chunk.groups for position, samples in _attack_group(run, chunk, group).items()
    }


def _attack_group(run: _Run, chunk: Chunk, group: Group) -> dict[int, list[_Picture]]:
    levels = torch.from_numpy(group.images).to(device_of(run.teacher))
    rows = chunk.rows[group.positions]
    with torch.no_grad():
        first = run.teacher.logits(levels).argmax(1)
    targets = other_class(first, run.teacher.classes, run.seed, 0, torch.from_numpy(run.first + rows))
    attacked = attack(run.teacher, levels.float() / 255, targets, run.settings)
    if not len(attacked.rows):
        return {}
    images = torch.stack([getattr(attacked, kind) for kind in KINDS], 1)
    with torch.no_grad():
        confidence, label = run.teacher.logits(images.flatten(0, 1)).softmax(1).max(1)
    labels, sure = (values.view(-1, len(KINDS)).tolist() for values in (label, confidence))
    encoded = _encoded(images)
    index, its = run.pool.index(run.number), run.pool.shards[run.number]
    samples = {}
    told = (values[attacked.rows].tolist() for values in (first, targets))
    for place, (row, start, target) in enumerate(zip(attacked.rows.tolist(), *told, strict=True)):
        selected = {"key": index.key(int(rows[row])), "shard": its.file.name, "origin": its.origin}
        samples[int(group.positions[row])] = [
            (
                encoded[place * len(KINDS) + which],
                {
                    "selected": selected
                    | {"class": labels[place][which], "confidence": float(f"{sure[place][which]:.7g}")}
                    | {"copy": 0, "weight": 1},
                    "attack": {"kind": kind, "first": start, "target": target},
                },
            )
            for which, kind in enumerate(KINDS)
        ]
    return samples


def _encoded(images: Tensor) -> list[bytes]:
    """PNG of `(S, 4, C, H, W)` within [0, 1], one after the other; grey becomes RGB."""
    levels = torch.round(images.flatten(0, 1) * 255).to(torch.uint8).permute(0, 2, 3, 1).cpu().numpy()
    return encode(_ENCODER, np.ascontiguousarray(np.broadcast_to(levels, (*levels.shape[:3], 3))))
