"""A pool: one or more folders of WebDataset shards, read by offset and never unpacked."""

import hashlib
import json
import mmap
import tarfile
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from shadergen.errors import RunError, UsageError
from shadergen.shards import manifest
from shadergen.shards.mirror import local_copy

SUFFIXES = ("png", "jpg", "jpeg", "webp", "ppm", "pgm")
"""What an image member may be called, in lower case."""
_BLOCK = tarfile.BLOCKSIZE
_LARGEST_RECORD = 2**20
_KEPT_INDICES = 128
_indices: "OrderedDict[tuple[Path, str], Index]" = OrderedDict()


@dataclass(frozen=True)
class Shard:
    """A tar of samples.

    Attributes:
        file: where it lies.
        sha256: of its bytes, as the manifest beside it says, or as measured where there is none.
        origin: what its keys are unique in: its dataset's fingerprint, or its own hash where there is none.
        images: how many the manifest says that it holds; None where there is none.
    """

    file: Path
    sha256: str
    origin: str
    images: int | None = None


class _Manifest(BaseModel):
    """What a pool reads of a rendered or selected folder's manifest."""

    model_config = ConfigDict(frozen=True)

    fingerprint: str
    shards: tuple[manifest.Shard, ...]


@dataclass(frozen=True)
class Index:
    """Where the samples of a shard lie, in the tar's order.

    Attributes:
        keys: `(M,)` bytes, a sample's name up to its first dot.
        suffixes: `(M,)` uint8, positions in `SUFFIXES`.
        images: `(M, 2)` int64, offset and length of each image.
        records: `(M, 2)` int64, offset and length of each `.json`; the length is 0 where there is none.
    """

    keys: NDArray[np.bytes_]
    suffixes: NDArray[np.uint8]
    images: NDArray[np.int64]
    records: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.keys)

    def key(self, row: int) -> str:
        """The key of a sample."""
        return bytes(self.keys[row]).decode(errors="replace")


@dataclass(frozen=True)
class Pool:
    """The shards of some folders, in order."""

    folders: tuple[Path, ...]
    shards: tuple[Shard, ...]

    def index(self, shard: int) -> Index:
        """Where the samples of a shard lie.

        Raises:
            RunError: it is no tar.
        """
        its = self.shards[shard]
        if not self.is_indexed(shard):
            self.remember(shard, read_index(its.file))
        return _indices[its.file, its.sha256]

    def is_indexed(self, shard: int) -> bool:
        """Whether a shard's index is there without reading the shard."""
        return (self.shards[shard].file, self.shards[shard].sha256) in _indices

    def remember(self, shard: int, index: Index) -> None:
        """Keep a shard's index, which another process read, for a while."""
        _indices[self.shards[shard].file, self.shards[shard].sha256] = index
        while len(_indices) > _KEPT_INDICES:
            _indices.popitem(last=False)

    def images(self, shard: int) -> int:
        """How many images a shard holds."""
        there = self.shards[shard].images
        return len(self.index(shard)) if there is None else there


def read_records(file: Path, spans: NDArray[np.int64]) -> Iterator[dict[str, Any]]:
    """The records at `(M, 2)` offsets and lengths; `{}` where there is none, or no JSON object below 1 MB."""
    with file.open("rb") as stream:
        for offset, length in spans.tolist():
            stream.seek(offset)
            yield _record(stream.read(length)) if 0 < length <= _LARGEST_RECORD else {}


def open_pool(folders: Sequence[Path | str]) -> Pool:
    """The shards of some dataset folders.

    A folder that shadergen rendered or selected is known by its manifest; any other one is all of its `*.tar`. One at a
    URL is copied first, see `shadergen.shards.mirror`.

    Raises:
        UsageError: a folder is missing, not finished, given twice or without a shard.
        RunError: a shard is not as long as the manifest says.
    """
    paths = tuple(local_copy(folder) for folder in folders)
    if len({path.resolve() for path in paths}) < len(paths):
        raise UsageError(f"a pool's folder is given once; {', '.join(map(str, paths))} has one twice")
    shards = tuple(shard for path in paths for shard in _shards(path))
    if not shards:
        raise UsageError(f"{', '.join(map(str, paths)) or 'the pool'} holds no shard (*.tar); render one first")
    return Pool(paths, shards)


def _shards(folder: Path) -> Iterator[Shard]:
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; give one with shards, such as `shadergen render --out` writes")
    if not (folder / "manifest.json").is_file():
        if (folder / "recipe.json").is_file():
            raise UsageError(f"{folder} is not finished: it has no manifest.json; run its render command again")
        for file in sorted(folder.glob("*.tar")):
            with file.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            yield Shard(file, digest, digest)
        return
    said = manifest.read(_Manifest, folder / "manifest.json")
    for shard in said.shards:
        file = folder / shard.name
        there = file.stat().st_size if file.is_file() else None
        if there != shard.bytes:
            state = "is missing" if there is None else f"has {there} bytes"
            raise RunError(f"{file} {state}, and the manifest says {shard.bytes}; shadergen verify {folder} --repair")
        yield Shard(file, shard.sha256, said.fingerprint, shard.images)


def _record(text: bytes) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def read_index(file: Path) -> Index:
    """Where the samples of a tar lie.

    Raises:
        RunError: it is no tar.
    """
    keys: list[bytes] = []
    suffixes: list[int] = []
    images: list[tuple[int, int]] = []
    records: list[tuple[int, int]] = []
    open_key, image, suffix, record = b"", (0, 0), -1, (0, 0)

    def close() -> None:
        if suffix >= 0:
            keys.append(open_key)
            suffixes.append(suffix)
            images.append(image)
            records.append(record)

    for name, offset, length in _members(file):
        stem = name.rfind(b"/") + 1
        dot = name.find(b".", stem)
        if dot < 0:
            continue
        key, extension = name[:dot], name[dot + 1 :].lower().decode(errors="replace")
        if key != open_key:
            close()
            open_key, suffix, record = key, -1, (0, 0)
        if extension == "json":
            record = (offset, length)
        elif suffix < 0 and extension in SUFFIXES:
            image, suffix = (offset, length), SUFFIXES.index(extension)
    close()
    return Index(
        np.array(keys, dtype=np.bytes_),
        np.array(suffixes, np.uint8),
        np.array(images, np.int64).reshape(-1, 2),
        np.array(records, np.int64).reshape(-1, 2),
    )


def _members(file: Path) -> list[tuple[bytes, int, int]]:
    """Name, offset and length of every file in a tar."""
    try:
        with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            plain = _plain_members(data)
        if plain is not None:
            return plain
        with tarfile.open(file) as tar:
            return [(m.name.encode(errors="surrogateescape"), m.offset_data, m.size) for m in tar if m.isreg()]
    except (OSError, ValueError, tarfile.TarError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise RunError(f"{file} is no tar that can be read ({reason}); render or copy it again") from error


def _plain_members(data: mmap.mmap) -> list[tuple[bytes, int, int]] | None:
    """The same of a plain ustar, six times as fast as tarfile; None where anything else stands."""
    found: list[tuple[bytes, int, int]] = []
    at, end = 0, len(data)
    while at + _BLOCK <= end:
        header = data[at : at + _BLOCK]
        kind, digits = header[156], header[124:135]
        if kind == 0 and not any(header):
            return found
        if kind not in b"0\0" or not digits.isdigit() or header[345]:
            return None
        length = int(digits, 8)
        if at + _BLOCK + length > end:
            return None
        found.append((header[: header.find(b"\0", 0, 101) if header[99] == 0 else 100], at + _BLOCK, length))
        at += _BLOCK + -(-length // _BLOCK) * _BLOCK
    return None
