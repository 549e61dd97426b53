"""A dataset folder: its lock, its documents, and files that appear under their final name only when whole."""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from shadergen.errors import RunError, UsageError
from shadergen.recipe import differences
from shadergen.shards.encode import TAR_END
from shadergen.shards.manifest import Entry, Manifest, Origin, Shard, manifest, read, to_bytes, wids_index
from shadergen.shards.samples import first_images_diversity
from shadergen.shards.selected import Selected


def shard_name(number: int) -> str:
    """The file name of shard `number`."""
    return f"shard-{number:06d}.tar"


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turn an operating system's error into one line.

    Raises:
        RunError: writing failed; a full disk is named as such.
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise RunError(
                f"{folder}: the disk is full; finished shards are kept: free some space and run the same command again"
            ) from error
        raise RunError(f"{folder}: {error.strerror or error}; all finished shards are kept") from error


class WholeFile(Protocol):
    """A file that appears under its name when it is placed, whole, or never."""

    def write(self, data: bytes | memoryview) -> None:
        """Append."""
        ...

    def end(self) -> None:
        """Nothing more is written: see that what was written lasts."""
        ...

    def place(self) -> None:
        """Give it its name."""
        ...

    def discard(self) -> None:
        """Forget it."""
        ...


class Folder:
    """Paths and documents of one dataset folder on a disk (see `shadergen.shards.remote` for object stores)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._private = path / ".shadergen"
        self.temporary = self._private / "tmp"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Make the folder, take it for this process alone, and clean what a dead one left.

        Raises:
            UsageError: it cannot be written, is held by another process, or holds something that is no dataset.
        """
        if self.path.is_dir():
            strangers = sorted(p.name for p in self.path.iterdir() if p != self._private)
            if strangers and not any((self.path / name).is_file() for name in ("recipe.json", "selection.json")):
                raise UsageError(
                    f"{self.path} holds something else ({strangers[0]}, ...); give --out a new or empty folder"
                )
        elif self.path.exists():
            raise UsageError(f"{self.path} is a file; give --out a folder")
        try:
            self.temporary.mkdir(parents=True, exist_ok=True)
            lock = (self._private / "lock").open("a+")
        except OSError as error:
            raise UsageError(f"{self.path} cannot be written: {error.strerror}; give --out another folder") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                lock.seek(0)
                holder = lock.read().strip() or "unknown"
                raise UsageError(f"{self.path} is being written by process {holder}; wait for it or stop it") from error
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            shutil.rmtree(self.temporary)
            self.temporary.mkdir()
            yield

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file, or nothing; `name` is relative to the folder.

        Raises:
            RunError: the disk is full or failed.
        """
        with disk_errors(self.path):
            temporary = self.temporary / Path(name).name
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            self.publish(temporary, self.path / name)

    def publish(self, temporary: Path, final: Path) -> None:
        """Give a whole file its final name, and make the name last."""
        temporary.replace(final)
        directory = os.open(final.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def whole_file(self, name: str) -> WholeFile:
        """A file of this folder that is written piece by piece."""
        return _Temporary(self, name)

    def begin(self, origin: Origin, other_machine: bool) -> Origin:
        """Write `recipe.json`, or hold it against the one that is there.

        Args:
            origin: what this run would begin the folder with.
            other_machine: accept a folder that another renderer or encoder began.

        Returns:
            The folder's origin.

        Raises:
            UsageError: the folder was begun with another recipe, renderer or encoder; the fields are named.
        """
        file = self.path / "recipe.json"
        if not file.exists():
            self.write("recipe.json", to_bytes(origin))
            return origin
        there = read(Origin, file)
        fields = differences(there.recipe.document, origin.recipe.document)
        if fields:
            raise UsageError(
                f"{self.path} was begun with another recipe; these differ: {', '.join(fields)}. "
                "Give the same recipe, or --out another folder"
            )
        if there.machine != origin.machine and not other_machine:
            changed = [
                f for f in ("renderer", "version", "encoder") if getattr(there.machine, f) != getattr(origin.machine, f)
            ]
            was = "; ".join(f"{f} {getattr(there.machine, f)!r}, here {getattr(origin.machine, f)!r}" for f in changed)
            raise UsageError(
                f"{self.path} was begun on another machine ({was}), whose bytes may differ; "
                "go on with --allow-other-machine, or give --out another folder"
            )
        return there

    def origin(self) -> Origin:
        """What the folder was begun with.

        Raises:
            UsageError: it is no dataset folder.
        """
        if not (self.path / "recipe.json").is_file():
            raise UsageError(
                f"{self.path} is no dataset folder: it has no recipe.json; give one that shadergen render wrote"
            )
        return read(Origin, self.path / "recipe.json")

    def manifest(self) -> Manifest:
        """The finished folder's manifest.

        Raises:
            UsageError: there is none, so the folder is not finished, or it is damaged.
        """
        if not (self.path / "manifest.json").is_file():
            raise UsageError(f"{self.path} is not finished: it has no manifest.json; run its render command again")
        return read(Manifest, self.path / "manifest.json")

    def selected(self) -> Selected | None:
        """The manifest of a finished folder that a selection wrote; None if a render began it.

        Raises:
            UsageError: the selection is not finished, or its manifest is damaged.
        """
        if not (self.path / "selection.json").is_file():
            return None
        if not self.is_finished():
            raise UsageError(f"{self.path} is not finished: it has no manifest.json; run its select command again")
        return read(Selected, self.path / "manifest.json")

    def is_finished(self) -> bool:
        """Whether the manifest is there."""
        return (self.path / "manifest.json").is_file()

    def unfinish(self) -> None:
        """Take the manifest away before a shard changes, so that it never speaks of what is not there."""
        for name in ("manifest.json", "shards.json"):
            (self.path / name).unlink(missing_ok=True)

    def finish(self, origin: Origin, shards: list[Shard]) -> Manifest:
        """Write the index and, last, the manifest.

        Raises:
            RunError: the disk is full, or one of the first shards is damaged.
        """
        diversity = first_images_diversity(self.path, shards)
        self.write("shards.json", wids_index(shards, f"shadergen-{origin.fingerprint[:12]}"))
        document = manifest(origin, shards, self.journal(), diversity)
        self.write("manifest.json", to_bytes(document))
        return document

    def journal(self) -> list[Entry]:
        """The programs set aside so far, in order."""
        file = self.path / "journal.jsonl"
        if not file.is_file():
            return []
        return [Entry.model_validate_json(line) for line in file.read_text().splitlines()]

    def set_aside(self, entry: Entry) -> None:
        """Add a program to the journal."""
        lines = [e.model_dump_json() for e in [*self.journal(), entry]]
        self.write("journal.jsonl", "".join(f"{line}\n" for line in lines).encode())

    def finished_shards(self) -> dict[int, Shard]:
        """The records of the shards that are there in full length, by number."""
        found = {}
        for file in sorted(self._private.glob("shard-*.json")):
            shard = read(Shard, file)
            tar = self.path / shard.name
            if tar.is_file() and tar.stat().st_size == shard.bytes:
                found[int(file.stem.removeprefix("shard-"))] = shard
        return found

    def record(self, shard: Shard) -> None:
        """Write a shard's record."""
        self.write(f".shadergen/{Path(shard.name).stem}.json", to_bytes(shard))

    def free_bytes(self) -> int:
        """What the disk below the folder, which need not be there yet, still holds."""
        there = self.path.absolute()
        return shutil.disk_usage(next(place for place in (there, *there.parents) if place.exists())).free


class _Temporary:
    """A file under a temporary name, on disk before it gets its own."""

    def __init__(self, folder: Folder, name: str) -> None:
        self._folder, self._name = folder, name
        self._temporary = folder.temporary / name
        with disk_errors(folder.path):
            self._file = self._temporary.open("wb")

    def write(self, data: bytes | memoryview) -> None:
        with disk_errors(self._folder.path):
            self._file.write(data)

    def end(self) -> None:
        with disk_errors(self._folder.path):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def place(self) -> None:
        with disk_errors(self._folder.path):
            self._folder.publish(self._temporary, self._folder.path / self._name)

    def discard(self) -> None:
        self._file.close()
        self._temporary.unlink(missing_ok=True)


class ShardWriter:
    """Writes one shard, chunk by chunk; it appears when it is published."""

    def __init__(self, folder: Folder, name: str) -> None:
        self._folder = folder
        self._file = folder.whole_file(name)
        self._hash = hashlib.sha256()
        self._bytes = 0

    def add(self, data: bytes | memoryview) -> None:
        """Append tar members.

        Raises:
            RunError: the disk is full or failed.
        """
        self._file.write(data)
        self._hash.update(data)
        self._bytes += len(data)

    def hash_and_bytes(self) -> tuple[str, int]:
        """End the tar: its SHA-256 and its length."""
        self.add(TAR_END)
        return self._hash.hexdigest(), self._bytes

    def publish(self, shard: Shard) -> None:
        """Give the shard its final name; its record is written first, so that a shard in place is always known."""
        self._file.end()
        self._folder.record(shard)
        self._file.place()

    def discard(self) -> None:
        """Forget the shard."""
        self._file.discard()
