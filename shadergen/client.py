"""Training data from a service: `SurrogateStream`, which a torch DataLoader reads as any other iterable dataset.

    from shadergen.client import SurrogateStream, collate

    images = SurrogateStream("http://user:TOKEN@gpu-machine:8000", {"size": 32, "source": "twigl:2,leaves"})
    for batch, records in DataLoader(images, batch_size=256, num_workers=4, collate_fn=collate):
        ...

Every process reads indices of its own. A broken connection is taken up again at the image that is due, so that no image
is left out and none comes twice.
"""

import base64
import json
import logging
import os
import tarfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, Final
from urllib.parse import unquote, urlencode, urlsplit

import numpy as np
import torch
from numpy.typing import NDArray
from torch import distributed
from torch.utils.data import IterableDataset, get_worker_info

from shadergen.errors import RunError, UsageError
from shadergen.recipe import MAX_IMAGES
from shadergen.shards.encode import decode, key

_log = logging.getLogger("shadergen.client")
_BLOCK: Final = 4096
"""Consecutive images of one reader, where there are several: long enough that a request's start costs nothing."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 10.0
_MOST_BYTES: Final = 2**26


class _Broken(Exception):
    """The connection or the service gave way; the rest may be had a little later (`after` seconds, if it says)."""

    def __init__(self, why: str, after: float = 0.0) -> None:
        super().__init__(why)
        self.after = after


class SurrogateStream(IterableDataset[tuple[torch.Tensor, dict[str, Any]]]):
    """Images of a recipe, drawn by a service while they are read.

    Args:
        url: the service, such as 'http://user:TOKEN@host:8000'.
        recipe: fields of a recipe by the command line's names, dotted ones too: `{"size": 32, "twigl.view.turn": 0}`.
        start: first index.
        n: number of images, of all readers together; None never ends.
        token: the service's, if it is not in the URL.
        fingerprint: what the service's recipe must have; without it, every reader holds it to its first answer.
        rank: this process among `world`; by default torch.distributed's, or torchrun's.
        world: number of processes that read the same stream.
        timeout: seconds of silence after which a connection is given up.
        patience: seconds without an image after which reading fails.

    Yields:
        `(3, H, W)` uint8 and the image's record (`index`, `source`, ...). One reader has them in index order; several
        DataLoader workers or ranks take turns at blocks of indices.

    Raises:
        UsageError: the service refuses the request; the line is its own.
        RunError: it cannot be reached for `patience` seconds, or sends something else than was asked for.
    """

    def __init__(
        self,
        url: str,
        recipe: Mapping[str, Any] | None = None,
        *,
        start: int = 0,
        n: int | None = None,
        token: str | None = None,
        fingerprint: str | None = None,
        rank: int | None = None,
        world: int | None = None,
        timeout: float = 120.0,
        patience: float = 300.0,
    ) -> None:
        super().__init__()
        here, there = _place()
        self._remote = _Remote(url, dict(recipe or {}), token, fingerprint, timeout, patience)
        self._rank, self._world = here if rank is None else rank, there if world is None else world
        self._start, self._n = start, n
        stop = MAX_IMAGES if n is None else start + n
        if not 0 <= start < stop <= MAX_IMAGES or not 0 <= self._rank < self._world:
            raise UsageError(
                f"start is {start}, n {n}, rank {self._rank} of {self._world}; indices are 0 to {MAX_IMAGES - 1}, "
                "and ranks count from 0"
            )

    def __iter__(self) -> Iterator[tuple[torch.Tensor, dict[str, Any]]]:
        """Read this reader's share."""
        worker = get_worker_info()
        of_each = worker.num_workers if worker else 1
        share = self._rank * of_each + (worker.id if worker else 0)
        with closing(_Reader(self._remote)) as reader:
            for start, stop in shares(self._start, self._n, share, self._world * of_each):
                for image, record in reader.read(start, stop):
                    yield torch.from_numpy(image.transpose(2, 0, 1).copy()), record


def collate(samples: Sequence[tuple[torch.Tensor, dict[str, Any]]]) -> tuple[torch.Tensor, list[dict[str, Any]]]:
    """Images stacked to `(B, 3, H, W)` uint8, and their records in a list: a DataLoader's `collate_fn`."""
    return torch.stack([image for image, _ in samples]), [record for _, record in samples]


def shares(start: int, n: int | None, share: int, of: int) -> Iterator[tuple[int, int]]:
    """The (start, stop) ranges of one of several readers; together they have every index once."""
    stop = MAX_IMAGES if n is None else start + n
    if of == 1:
        yield start, stop
        return
    block = _BLOCK if n is None else min(_BLOCK, -(-n // of))
    for at in range(start + share * block, stop, of * block):
        yield at, min(at + block, stop)


def _place() -> tuple[int, int]:
    if distributed.is_available() and distributed.is_initialized():
        return distributed.get_rank(), distributed.get_world_size()
    return int(os.environ.get("RANK", "0")), int(os.environ.get("WORLD_SIZE", "1"))


@dataclass(frozen=True)
class _Remote:
    """A recipe at a service, and how long to wait for it."""

    url: str
    recipe: Mapping[str, Any]
    token: str | None
    fingerprint: str | None
    timeout: float
    patience: float

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"url {self.url!r}: give the service as http://host:8000 or http://user:TOKEN@host:8000")

    def connect(self) -> HTTPConnection:
        """A connection, which is opened with its first request."""
        parts = urlsplit(self.url)
        assert parts.hostname is not None
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        return kind(parts.hostname, parts.port, timeout=self.timeout)

    def headers(self) -> dict[str, str]:
        """Who asks."""
        parts = urlsplit(self.url)
        token = self.token or unquote(parts.password or "")
        return {"Authorization": "Basic " + base64.b64encode(f"user:{token}".encode()).decode()} if token else {}

    def target(self, start: int, stop: int) -> str:
        """The path and query of a range's stream."""
        names = {"format": "encoding"}
        query = {names.get(name, name): _text(value) for name, value in self.recipe.items()}
        query |= {"start": str(start)} | ({} if stop == MAX_IMAGES else {"n": str(stop - start)})
        return f"{urlsplit(self.url).path.rstrip('/')}/v1/stream?{urlencode(query)}"


def _text(value: object) -> str:
    """A field as a query has it: JSON is YAML too."""
    return value if isinstance(value, str) else json.dumps(value)


class _Reader:
    """One reader's connection, kept open from range to range and made anew when it breaks."""

    def __init__(self, remote: _Remote) -> None:
        self._remote, self._fingerprint = remote, remote.fingerprint
        self._connection = remote.connect()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def read(self, start: int, stop: int) -> Iterator[tuple[NDArray[np.uint8], dict[str, Any]]]:
        """Images `start` to `stop - 1`, `(H, W, 3)` uint8, with their records.

        Raises:
            UsageError, RunError: see `SurrogateStream`.
        """
        due, pause, last = start, _FIRST_PAUSE, time.monotonic()
        while due < stop:
            try:
                for image, record in self._stream(due, stop):
                    yield image, record
                    due, pause, last = due + 1, _FIRST_PAUSE, time.monotonic()
            except _Broken as broken:
                self.close()
                wait = max(pause, min(broken.after, _LONGEST_PAUSE))
                if time.monotonic() + wait - last > self._remote.patience:
                    raise RunError(
                        f"{self._where()}: no image {due} for {self._remote.patience:g} s ({broken}); "
                        "is the service running?"
                    ) from broken
                _log.warning("%s: %s; asking for image %d again in %.1f s", self._where(), broken, due, wait)
                time.sleep(wait)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _where(self) -> str:
        parts = urlsplit(self._remote.url)
        return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")

    def _stream(self, start: int, stop: int) -> Iterator[tuple[NDArray[np.uint8], dict[str, Any]]]:
        """What one response holds of a range; it raises `_Broken` where that ends early."""
        try:
            response = self._ask(start, stop)
            width, height = map(int, response.headers["Shadergen-Size"].split("x"))
            due = start
            with tarfile.open(fileobj=response, mode="r|", bufsize=tarfile.BLOCKSIZE) as tar:
                while (picture := tar.next()) is not None:
                    image, record = self._sample(tar, picture, due)
                    if image.shape != (height, width, 3):
                        raise RunError(f"{self._where()}: image {due} is {image.shape}, not {(height, width, 3)}")
                    yield image, record
                    due += 1
            response.read()
        except (OSError, HTTPException, tarfile.TarError) as error:
            raise _Broken(f"{type(error).__name__}: {error}") from error
        if due < stop:
            raise _Broken("the service ended the stream")

    def _ask(self, start: int, stop: int) -> HTTPResponse:
        self._connection.request("GET", self._remote.target(start, stop), headers=self._remote.headers())
        response = self._connection.getresponse()
        if response.status == 200:
            self._verify(response)
            return response
        line = _detail(response)
        if response.status in (408, 429) or response.status >= 500:
            after = response.headers.get("Retry-After", "")
            raise _Broken(f"{response.status}: {line}", float(after) if after.isdecimal() else 0.0)
        raise UsageError(f"{self._where()}: {line}")

    def _verify(self, response: HTTPResponse) -> None:
        fingerprint = response.headers.get("Shadergen-Fingerprint")
        if fingerprint is None:
            raise RunError(f"{self._where()} is no service of shadergen: its answer names no recipe")
        if self._fingerprint not in (None, fingerprint):
            raise RunError(
                f"{self._where()}: the recipe's fingerprint is {fingerprint[:12]}..., not {self._fingerprint[:12]}...; "
                "its library changed, and with it the images"
            )
        self._fingerprint = fingerprint

    def _sample(
        self, tar: tarfile.TarFile, picture: tarfile.TarInfo, due: int
    ) -> tuple[NDArray[np.uint8], dict[str, Any]]:
        """The sample of an image and the record that follows it."""
        image = decode(_content(tar, picture))
        record = tar.next()
        if record is None:
            raise _Broken("the stream ends after an image, before its record")
        document = json.loads(_content(tar, record))
        name = key(due)
        if picture.name.partition(".")[0] != name or record.name != f"{name}.json" or document["index"] != due:
            raise RunError(
                f"{self._where()}: image {due} is due, and {picture.name[:80]} and {record.name[:80]} came, "
                f"of image {document['index']}"
            )
        return image, document


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    if member.size > _MOST_BYTES:
        raise RunError(f"{member.name[:80]}: {member.size} bytes are too many for a sample")
    file = tar.extractfile(member)
    assert file is not None
    return file.read()


def _detail(response: HTTPResponse) -> str:
    """A problem document's line."""
    text = response.read(_MOST_BYTES)
    try:
        return str(json.loads(text)["detail"])
    except (ValueError, KeyError, TypeError):
        return f"{response.status} {response.reason}"
