"""A dataset at a prefix of an object store: the same documents in the same order as in a folder.

An object appears whole, so nothing needs a temporary name: a shard is streamed in parts and appears when the last of
them is acknowledged, after its record. Transient failures are retried by the store's own library.

The lock is an object with an owner and an expiry, created on the condition that there is none (S3 and Google's store
honour that), renewed while the run goes on, and looked at again before every object that is put in place. Two runs that
begin together are told apart; a run that hung for longer than the expiry ends. What no store excludes is the moment
between that look and the object, or clocks that differ by more than the expiry: two runs that overlap there write equal
bytes, for a shard is a function of the recipe.
"""

import os
import socket
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from shadergen.errors import RunError, ShadergenError, UsageError
from shadergen.shards.folder import Folder, WholeFile
from shadergen.shards.location import is_remote, locate
from shadergen.shards.manifest import Shard

_EXPIRY_SECONDS = 120.0
_RENEW_SECONDS = 15.0
_KEPT = "cannot be written; all finished shards are kept"
_PART_BYTES = 16 * 2**20
"""A part of an upload, held in memory; stores allow 10,000 of them an object."""


class _Holder(BaseModel):
    """The lock's content; `expires` is seconds since 1970."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    owner: str
    host: str
    process: int
    expires: float


def open_folder(where: Path | str) -> Folder:
    """The dataset folder at a path or URL.

    Raises:
        UsageError: the URL cannot be used.
    """
    path = locate(where)
    return RemoteFolder(path) if is_remote(where) else Folder(path)


@contextmanager
def store_errors(path: Path, kind: type[ShadergenError], what: str) -> Iterator[None]:
    """Turn a store's error into one line; its library raises many kinds, not all of them an OSError."""
    try:
        yield
    except ShadergenError:
        raise
    except Exception as error:
        text = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise kind(f"{path} {what}: {text}") from error


class RemoteFolder(Folder):
    """Documents and shards below a prefix of an object store."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        store: Any = path
        self._fs, self._root = store.fs, str(store.path).rstrip("/")
        self._lock = f"{self._root}/.shadergen/lock"
        self._owner = uuid.uuid4().hex
        self._held_until = 0.0

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Take the prefix for this run alone, see the module's text.

        Raises:
            UsageError: the store cannot be reached or written, another run holds the prefix, or it holds other things.
        """
        with store_errors(self.path, UsageError, "cannot be used"):
            strangers = self._strangers()
        if strangers:
            raise UsageError(
                f"{self.path} holds something else ({strangers[0]}, ...); give --out a new or empty prefix"
            )
        with store_errors(self.path, UsageError, "cannot be written"):
            self._take()
        over = threading.Event()
        renewing = threading.Thread(target=self._renew, args=(over,), daemon=True)
        renewing.start()
        try:
            yield
        finally:
            over.set()
            renewing.join()
            with suppress(Exception):  # an expired lock does no harm, and what ended the run is told instead
                if self._holder() is not None and self._is_ours():
                    self._fs.rm_file(self._lock)

    def write(self, name: str, data: bytes) -> None:
        """Put a whole object; `name` is relative to the prefix.

        Raises:
            RunError: the store failed, or the lock is lost.
        """
        self.hold()
        with store_errors(self.path, RunError, _KEPT):
            self._fs.pipe_file(f"{self._root}/{name}", data)

    def whole_file(self, name: str) -> WholeFile:
        """A shard that is uploaded in parts."""
        return _Upload(self, self._fs, f"{self._root}/{name}")

    def finished_shards(self) -> dict[int, Shard]:
        """The records of the shards that are there in full length, by number."""
        with store_errors(self.path, UsageError, "cannot be read"):
            there = {Path(row["name"]).name: row["size"] for row in self._list(self._root)}
            names = [row["name"] for row in self._list(f"{self._root}/.shadergen")]
            records = [name for name in names if Path(name).name.startswith("shard-")]
            texts = self._fs.cat(records) if records else {}
            if isinstance(texts, bytes):  # of a single one
                texts = {records[0]: texts}
        found = {}
        for name, text in texts.items():
            try:
                shard = Shard.model_validate_json(text)
            except ValidationError as error:
                raise UsageError(f"{self.path}: {name} is damaged; remove it, and its shard is drawn anew") from error
            if there.get(shard.name) == shard.bytes:
                found[int(Path(name).stem.removeprefix("shard-"))] = shard
        return dict(sorted(found.items()))

    def free_bytes(self) -> int:
        """A store has no end."""
        return sys.maxsize

    def hold(self) -> None:
        """Make sure that the lock is ours.

        Raises:
            RunError: it expired, as another run may have taken it.
        """
        if time.time() > self._held_until:
            raise RunError(f"{self.path}: the lock was not renewed in time; run the same command again to go on")

    def _list(self, place: str) -> list[dict[str, Any]]:
        try:
            rows: list[dict[str, Any]] = self._fs.ls(place, detail=True)
        except FileNotFoundError:
            return []
        return rows

    def _strangers(self) -> list[str]:
        names = sorted(Path(row["name"].rstrip("/")).name for row in self._list(self._root))
        if {"recipe.json", "selection.json"} & set(names):
            return []
        return [name for name in names if name not in {"", ".shadergen", Path(self._root).name}]

    def _holder(self) -> _Holder | None:
        try:
            return _Holder.model_validate_json(self._fs.cat_file(self._lock))
        except FileNotFoundError:
            return None

    def _is_ours(self) -> bool:
        holder = self._holder()
        return holder is not None and holder.owner == self._owner

    def _next(self) -> tuple[float, bytes]:
        expires = time.time() + _EXPIRY_SECONDS
        holder = _Holder(owner=self._owner, host=socket.gethostname(), process=os.getpid(), expires=expires)
        return expires, holder.model_dump_json().encode()

    def _take(self) -> None:
        holder = self._holder()
        if holder is not None:
            gone = holder.host == socket.gethostname() and not Path(f"/proc/{holder.process}").exists()
            if holder.expires > time.time() and not gone:
                until = datetime.fromtimestamp(holder.expires, UTC)
                raise UsageError(
                    f"{self.path} is being written by process {holder.process} of {holder.host}; wait for it or stop "
                    f"it (a lock that is not renewed expires at {until:%H:%M:%S} UTC)"
                )
            self._fs.rm_file(self._lock)
        expires, content = self._next()
        with suppress(FileExistsError):  # another run was faster, or it was our own request that was retried
            self._fs.pipe_file(self._lock, content, mode="create")
        if not self._is_ours():
            raise UsageError(f"{self.path}: another run has just begun to write it; wait for it or stop it")
        self._held_until = expires

    def _renew(self, over: threading.Event) -> None:
        while not over.wait(_RENEW_SECONDS):
            with suppress(Exception):  # tried again until it expires, then `hold` ends the run
                if not self._is_ours():
                    self._held_until = 0.0
                    return
                expires, content = self._next()
                self._fs.pipe_file(self._lock, content)
                self._held_until = expires


class _Upload:
    """An object that is written in parts, held in memory one at a time, and appears when it is placed."""

    def __init__(self, folder: RemoteFolder, fs: Any, name: str) -> None:
        self._folder = folder
        with self._named():
            self._file = fs.open(name, "wb", block_size=_PART_BYTES)

    def write(self, data: bytes | memoryview) -> None:
        with self._named():
            self._file.write(data)

    def end(self) -> None:
        """Parts reach the store as they are written; the last one goes with `place`."""

    def place(self) -> None:
        self._folder.hold()
        with self._named():
            self._file.close()

    def discard(self) -> None:
        """Take back the parts that were uploaded."""
        with suppress(Exception):  # what the store cannot take back, its rule for old parts removes
            self._file.discard()
        self._file.closed = True

    @contextmanager
    def _named(self) -> Iterator[None]:
        with store_errors(self._folder.path, RunError, _KEPT):
            yield
