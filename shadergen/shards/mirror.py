"""Local copies of remote datasets: training reads shards by offset and more than once, so it reads them from a disk.

A copy lies in the cache folder under the hash of the dataset's manifest, so that another dataset at the same URL is
another copy. A shard gets its name when its SHA-256 is the manifest's. What selection and training keep beside a pool
(a teacher's scores) stays beside the copy. Copies that were read longest ago make room for others.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from shadergen.errors import RunError, UsageError
from shadergen.shards.folder import disk_errors
from shadergen.shards.location import is_remote, locate
from shadergen.shards.manifest import Shard
from shadergen.shards.remote import open_folder, store_errors

_DOCUMENTS = ("recipe.json", "selection.json", "journal.jsonl", "shards.json")
_DOWNLOADS = 4
_PIECE = 2**20
_GB = 10**9
_LIMIT_GB = 200.0
_held: dict[Path, int] = {}  # descriptors, which this process's end closes
"""Locks of the copies that this process reads, so that no other one removes them."""


def cache_folder() -> Path:
    """Where copies lie: `SHADERGEN_CACHE`, or shadergen's part of the user's cache folder."""
    given = os.environ.get("SHADERGEN_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(given) if given else Path(base) / "shadergen"


def local_copy(where: Path | str) -> Path:
    """A dataset folder on a disk: the one that is given, or the copy of a remote one, made or completed now.

    Raises:
        UsageError: there is no finished dataset at the URL, or it is larger than the cache may be.
        RunError: the disk or the store failed, or a shard is not what the manifest says.
    """
    if not is_remote(where):
        return locate(where)
    source, folder = locate(where), open_folder(where)
    with store_errors(source, UsageError, "cannot be read"):
        manifest = folder.selected() or folder.manifest()
        document = (source / "manifest.json").read_bytes()
    home = cache_folder() / "datasets"
    place = home / hashlib.sha256(document).hexdigest()[:32]
    # the name shows in the documents of what is made from it; a whole bucket has none, and '..' is none
    copy = place / (source.name.strip(".") or "dataset")
    with disk_errors(home):
        copy.mkdir(parents=True, exist_ok=True)
        _use(place)
        with _alone(place):
            missing = [shard for shard in manifest.shards if not _is_there(copy, shard)]
            whole, more = (sum(shard.bytes for shard in shards) for shards in (manifest.shards, missing))
            _make_room(home, place, whole, more)
            with ThreadPoolExecutor(_DOWNLOADS) as threads:
                list(threads.map(lambda shard: _fetch(source, copy, shard), missing))
            with store_errors(source, RunError, "cannot be read"):
                for name in _DOCUMENTS:
                    if (source / name).is_file():
                        (copy / name).write_bytes((source / name).read_bytes())
            (copy / "manifest.json").write_bytes(document)
    return copy


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Let one process at a time complete a copy."""
    with (place / "filling").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _use(place: Path) -> None:
    """Share a copy for the rest of this process's life, and note that it is read now."""
    if place not in _held:
        _held[place] = os.open(place / "lock", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        fcntl.flock(_held[place], fcntl.LOCK_SH)
    os.utime(place / "lock")


def _is_there(copy: Path, shard: Shard) -> bool:
    file = copy / shard.name
    return file.is_file() and file.stat().st_size == shard.bytes


def _fetch(source: Path, copy: Path, shard: Shard) -> None:
    temporary = copy / f".{shard.name}"
    digest, length = hashlib.sha256(), 0
    with (
        store_errors(source, RunError, "cannot be read"),
        (source / shard.name).open("rb") as there,
        temporary.open("wb") as here,
    ):
        # a store may send without end
        while length <= shard.bytes and (piece := there.read(_PIECE)):
            length += len(piece)
            digest.update(piece)
            here.write(piece)
    if length != shard.bytes or digest.hexdigest() != shard.sha256:
        temporary.unlink()
        raise RunError(f"{source}/{shard.name} is damaged; run: shadergen verify {source} --repair")
    temporary.replace(copy / shard.name)


def _make_room(home: Path, keep: Path, whole: int, more: int) -> None:
    """Remove copies until all of them stay below the limit, those that were read longest ago first.

    Raises:
        UsageError: the dataset alone is larger, or than the disk.
    """
    try:
        limit = float(os.environ.get("SHADERGEN_CACHE_GB", _LIMIT_GB)) * _GB
    except ValueError as error:
        raise UsageError("SHADERGEN_CACHE_GB is no number; it is the most that copies of datasets take") from error
    if whole > limit:
        raise UsageError(
            f"the dataset has {whole / _GB:.2f} GB, and copies in {home} may take {limit / _GB:g} GB; raise "
            "SHADERGEN_CACHE_GB, or name another disk with SHADERGEN_CACHE"
        )
    others = [place for place in home.iterdir() if place != keep and (place / "lock").exists()]
    others.sort(key=lambda place: (place / "lock").stat().st_mtime)
    sizes = {place: sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) for place in others}
    for place in others:
        if sum(sizes.values()) + whole <= limit and more <= shutil.disk_usage(home).free:
            break
        with suppress(BlockingIOError), (place / "lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(place)
            del sizes[place]
    free = shutil.disk_usage(home).free
    if more > free:
        raise UsageError(
            f"{more / _GB:.2f} GB are to be copied to {home}, and {free / _GB:.2f} GB are free; "
            "name another disk with SHADERGEN_CACHE"
        )
