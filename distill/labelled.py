"""Sets of images that a teacher labels, as `select` and `attack` write them: requests, samples, shards, manifest."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from distill.pool import Pool
from distill.strategies.candidates import Counts, relative_entropy
from distill.teachers.base import Teacher
from shadergen.errors import UsageError
from shadergen.shards.encode import key, member
from shadergen.shards.folder import Folder, ShardWriter
from shadergen.shards.manifest import Shard, read, to_bytes, wids_index
from shadergen.shards.selected import Chooser, Request, Selected, Source
from shadergen.version import VERSION

Sample = tuple[bytes, str]
"""A sample as tar members, and the name of the source that drew its image."""


def chooser(teacher: Teacher) -> Chooser:
    """A teacher as a set's documents name it."""
    return Chooser(name=teacher.name, spec=teacher.spec, classes=teacher.classes, fingerprint=teacher.fingerprint)


def sources(pool: Pool) -> tuple[Source, ...]:
    """A pool's folders as a set's documents name them."""
    return tuple(_source(pool, folder) for folder in pool.folders)


def _source(pool: Pool, folder: Path) -> Source:
    hashes = [shard.sha256 for shard in pool.shards if shard.file.parent == folder]
    digest = hashlib.sha256("".join(hashes).encode()).hexdigest()
    return Source(name=folder.resolve().name, shards=len(hashes), sha256=digest)


def begin(folder: Folder, request: Request) -> None:
    """Write `selection.json`, or hold it against the one that is there.

    Raises:
        UsageError: the folder was begun by something else.
    """
    file = folder.path / "selection.json"
    if not file.exists():
        if (folder.path / "recipe.json").exists():
            raise UsageError(f"{folder.path} is a folder that a render began; give --out another one")
        folder.write("selection.json", to_bytes(request))
        return
    there = read(Request, file)
    if there.fingerprint == request.fingerprint:
        return
    ours, theirs = request.model_dump(), there.model_dump()
    fields = [name for name in ours if ours[name] != theirs[name]]
    raise UsageError(
        f"{folder.path} was begun by another selection; these differ: {', '.join(fields)}. "
        "Ask for the same, or give --out another folder"
    )


def sample(number: int, suffix: str, picture: bytes, document: dict[str, Any], label: int) -> Sample:
    """Sample `number` of a set: an encoded image, its record and the teacher's class."""
    name = key(number)
    text = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    members = (
        member(f"{name}.{suffix}", picture) + member(f"{name}.json", text) + member(f"{name}.cls", str(label).encode())
    )
    return members, str(document.get("source", "foreign"))


def write_shard(folder: Folder, name: str, start: int, samples: Iterable[Sample | None]) -> Shard:
    """Write a shard whose first sample is number `start`; None is an image that gave no sample, and is counted."""
    writer = ShardWriter(folder, name)
    drawn_by: Counter[str] = Counter()
    failed = 0
    try:
        for one in samples:
            if one is None:
                failed += 1
                continue
            writer.add(one[0])
            drawn_by[one[1]] += 1
        digest, size = writer.hash_and_bytes()
        shard = Shard(
            name=name,
            start=start,
            images=drawn_by.total(),
            bytes=size,
            sha256=digest,
            journal=0,
            sources=dict(sorted(drawn_by.items())),
            programs={},
            exhausted=failed,
        )
        writer.publish(shard)
    except BaseException:
        writer.discard()
        raise
    return shard


def finish(
    folder: Folder, request: Request, shards: list[Shard], *, before: Counts, after: Counts, quotas: Counts,
    pool_images: int, pool_bad: int, kept: int, replicated: float = 0.0,
) -> Selected:  # fmt: skip
    """Write the documents that end a set; the arguments are the fields of `Selected`, the histograms by class."""
    folder.write("shards.json", wids_index(shards, f"selection-{request.fingerprint[:12]}"))
    manifest = Selected(
        shadergen=VERSION,
        fingerprint=request.fingerprint,
        request=request,
        images=sum(shard.images for shard in shards),
        bytes=sum(shard.bytes for shard in shards),
        pool_images=pool_images,
        pool_bad=pool_bad,
        kept=kept,
        quotas=quotas.tolist(),
        histogram_before=before.tolist(),
        histogram=after.tolist(),
        relative_entropy_before=relative_entropy(before),
        relative_entropy_after=relative_entropy(after),
        replicated=replicated,
        shards=shards,
    )
    folder.write("manifest.json", to_bytes(manifest))
    return manifest
