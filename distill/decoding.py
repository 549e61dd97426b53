"""Decoding: samples of a pool as arrays, by processes of their own (Pillow holds the interpreter for small images)."""

import io
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import deflate
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from distill.pool import Index, Pool, read_index
from shadergen.engine.process import Process
from shadergen.engine.transport import receive, send
from shadergen.errors import RunError

FORMATS = ("PNG", "PPM", "JPEG", "WEBP")
MAX_PIXELS = 2**26
"""A larger image counts as one that does not decode: a few bytes may claim gigabytes."""
_CHUNK_PIXELS = 2**22
_CHUNK_IMAGES = 512
_CHUNK_BYTES = 2**25
"""Of encoded images, which tell of sizes that the first image of a chunk does not have."""
_ANSWER_PIXELS = 2**24
"""A process answers when it has decoded so many, be there more to do or not."""
_GREY = frozenset(("1", "L", "LA"))
_DEEP = frozenset(("I;16", "I"))
"""Grey of 16 bits, as Pillow has it of PNG and of PGM."""
_PNG_HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"
_UP = b"\x02"  # PNG's filter: each byte less the one above it


@dataclass(frozen=True)
class Group:
    """Images of one shape: `positions` `(B,)` in their chunk, `images` `(B, C, H, W)` uint8 with C 1 or 3."""

    positions: NDArray[np.int64]
    images: NDArray[np.uint8]


@dataclass(frozen=True)
class Chunk:
    """Samples `rows` of one shard: their images by shape, and position and reason of those that do not decode."""

    shard: int
    rows: NDArray[np.int64]
    groups: tuple[Group, ...]
    bad: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class _Task:
    file: Path
    spans: NDArray[np.int64]


def decode_batch(
    samples: Iterable[bytes], most: int = sys.maxsize
) -> tuple[tuple[Group, ...], tuple[tuple[int, str], ...]]:
    """Decode PNG, JPEG, WebP and PPM images of any sizes, up to the one with which there are `most` pixels.

    Grey stays one channel, all else becomes RGB (transparency is dropped). PNG as shadergen writes it takes a way of
    its own: a sixth of Pillow's time at 32 pixels, two thirds at 128.

    Returns:
        The images by shape, and position and reason of each that does not decode.
    """
    plain: dict[tuple[int, int], tuple[list[int], list[bytes]]] = {}
    arrays: dict[tuple[int, ...], tuple[list[int], list[NDArray[np.uint8]]]] = {}
    bad: list[tuple[int, str]] = []
    pixels = 0
    for position, data in enumerate(samples):
        rows = _plain_png(data)
        if rows is not None:
            width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
            positions, lines = plain.setdefault((height, width), ([], []))
            positions.append(position)
            lines.append(rows)
            pixels += height * width
        else:
            try:
                image = _by_pillow(data)
            except Exception as error:  # a decoder's error on foreign bytes may be of any kind
                bad.append((position, " ".join(str(error).split())[:120] or type(error).__name__))
                continue
            places, images = arrays.setdefault(image.shape, ([], []))
            places.append(position)
            images.append(image)
            pixels += image.shape[0] * image.shape[1]
        if pixels >= most:
            break
    groups = [
        Group(np.array(positions), _unfiltered(lines, *size).transpose(0, 3, 1, 2))
        for size, (positions, lines) in plain.items()
    ]
    groups += [Group(np.array(places), np.stack(images).transpose(0, 3, 1, 2)) for places, images in arrays.values()]
    return tuple(groups), tuple(bad)


def _unfiltered(lines: list[bytes], height: int, width: int) -> NDArray[np.uint8]:
    """`(B, H, W, 3)`: each row is added to the one above it, in place."""
    rows = np.frombuffer(bytearray().join(lines), np.uint8).reshape(len(lines), height, 1 + 3 * width)
    # row by row over all images, which is a tenth of the time of a sum along an axis
    for row in range(1, height):
        rows[:, row] += rows[:, row - 1]
    return rows[:, :, 1:].reshape(len(lines), height, width, 3)


def _plain_png(data: bytes) -> bytes | None:
    """The filtered rows of a PNG of 8-bit RGB in one piece with the filter `up` throughout; None for all others."""
    if data[:16] != _PNG_HEAD or data[24:29] != b"\x08\x02\0\0\0" or data[37:41] != b"IDAT":
        return None
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    end = 41 + int.from_bytes(data[33:37], "big")
    line = 1 + 3 * width
    if len(data) != end + 16 or not 0 < width * height <= MAX_PIXELS:
        return None
    try:
        rows: bytes = deflate.zlib_decompress(memoryview(data)[41:end], line * height)
    except deflate.DeflateError:
        return None
    return rows if len(rows) == line * height and rows[::line] == _UP * height else None


def _by_pillow(data: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise ValueError(f"{picture.width}x{picture.height} is larger than {MAX_PIXELS} pixels")
        return pixels(picture)


def pixels(picture: Image.Image) -> NDArray[np.uint8]:
    """`(H, W, C)` of a picture that is open: grey stays one channel, all else is RGB, and transparency is dropped."""
    picture.info.pop("transparency", None)  # of a palette, which Pillow warns about when it is dropped
    if picture.mode in _DEEP:
        return (np.asarray(picture) >> 8).astype(np.uint8)[:, :, None]
    array = np.asarray(picture.convert("L" if picture.mode in _GREY else "RGB"))
    return array if array.ndim == 3 else array[:, :, None]


def main(pipe: Connection) -> None:
    """Decode what the parent names until the pipe closes; what a decoding process does."""
    file, name = None, None
    while True:
        task: _Task | Path = pipe.recv()
        if isinstance(task, Path):
            try:
                send(pipe, read_index(task))
            except RunError as error:
                send(pipe, error)
            continue
        if task.file != name:
            if file is not None:
                os.close(file)
            file, name = os.open(task.file, os.O_RDONLY), task.file
        assert file is not None
        samples = (os.pread(file, length, offset) for offset, length in task.spans.tolist())
        groups, bad = decode_batch(samples, _ANSWER_PIXELS)
        send(pipe, (tuple(replace(group, images=np.ascontiguousarray(group.images)) for group in groups), bad))


class Decoders:
    """Processes that decode; made by `open_decoders`."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._idle: SimpleQueue[Process] = SimpleQueue()
        self._processes = [Process.start("distill.decoding") for _ in range(count)]
        for process in self._processes:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(count)

    def indexed(self, pool: Pool, shards: Iterable[int]) -> Iterator[int]:
        """The same shards, each when its index is there; the processes read those that are not, ahead.

        Raises:
            RunError: one is no tar.
        """
        ahead: deque[tuple[int, Future[Index] | None]] = deque()
        for shard in shards:
            known = pool.is_indexed(shard)
            ahead.append((shard, None if known else self._threads.submit(self._read_index, pool, shard)))
            if len(ahead) > self.count:
                yield _remembered(pool, *ahead.popleft())
        while ahead:
            yield _remembered(pool, *ahead.popleft())

    def _read_index(self, pool: Pool, shard: int) -> Index:
        process = self._idle.get()
        try:
            process.pipe.send(pool.shards[shard].file.absolute())
            answer = receive(process.pipe)
        finally:
            self._idle.put(process)
        if isinstance(answer, RunError):
            raise answer
        assert isinstance(answer, Index)
        return answer

    def chunks(self, pool: Pool, wanted: Iterable[tuple[int, NDArray[np.int64]]]) -> Iterator[Chunk]:
        """Decode some samples.

        Args:
            pool: where they are.
            wanted: shards with the rows `(M,)` that are wanted of each.

        Yields:
            The samples in the order wanted, at most 512 a chunk and fewer for large images, and an empty chunk for
            no rows; at most two chunks a process are held, each of 2**24 pixels and an image.

        Raises:
            RunError: a shard cannot be read, or a process died on it.
        """
        under_way: deque[tuple[NDArray[np.int64], Future[Chunk]]] = deque()

        def first() -> Chunk:
            rows, answer = under_way.popleft()
            chunk = answer.result()
            if len(left := rows[len(chunk.rows) :]):
                under_way.appendleft((left, self._threads.submit(self._decode, pool, chunk.shard, left)))
            return chunk

        for shard, rows in wanted:
            for part in _chunks(pool, shard, rows):
                under_way.append((part, self._threads.submit(self._decode, pool, shard, part)))
                while len(under_way) > 2 * self.count:
                    yield first()
        while under_way:
            yield first()

    def placed(
        self, pool: Pool, wanted: Sequence[tuple[int, NDArray[np.int64], NDArray[np.int64]]]
    ) -> Iterator[tuple[Chunk, NDArray[np.int64]]]:
        """As `chunks`, of shards, rows `(M,)` and places `(M,)`: each chunk with the places of its rows."""
        at, done = 0, 0
        for chunk in self.chunks(pool, ((shard, rows) for shard, rows, _ in wanted)):
            places = wanted[at][2]
            here = places[done : done + len(chunk.rows)]
            done += len(chunk.rows)
            if done == len(places):
                at, done = at + 1, 0
            yield chunk, here

    def _decode(self, pool: Pool, shard: int, rows: NDArray[np.int64]) -> Chunk:
        """The first rows, as many as a process decodes at once."""
        process = self._idle.get()
        file = pool.shards[shard].file
        try:
            process.pipe.send(_Task(file.absolute(), pool.index(shard).images[rows]))
            groups, bad = receive(process.pipe)
        except (EOFError, OSError) as error:
            first, last = (pool.index(shard).key(int(rows[at])) for at in (0, -1))
            raise RunError(
                f"{file}: the decoding of {first} to {last} stopped its process ({process.why_it_died()}); "
                "take the image that does it out of the pool"
            ) from error
        finally:
            self._idle.put(process)
        return Chunk(shard, rows[: sum(len(group.positions) for group in groups) + len(bad)], groups, bad)

    def end(self) -> None:
        """Stop the processes."""
        for process in self._processes:
            process.popen.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.end()


def _remembered(pool: Pool, shard: int, index: Future[Index] | None) -> int:
    if index is not None:
        pool.remember(shard, index.result())
    return shard


@contextmanager
def open_decoders(count: int) -> Iterator[Decoders]:
    """Start decoding processes, and stop them at the end."""
    decoders = Decoders(count)
    try:
        yield decoders
    finally:
        decoders.end()


def image_size(pool: Pool, shard: int, row: int) -> tuple[int, int] | None:
    """(height, width) that an image's header states; None if it has no such header, which decoding will name."""
    offset, length = pool.index(shard).images[row].tolist()
    with pool.shards[shard].file.open("rb") as file:
        file.seek(offset)
        head: Any = io.BytesIO(file.read(min(length, 2**16)))
    try:
        with Image.open(head, formats=FORMATS) as picture:
            return picture.height, picture.width
    except Exception:  # a decoder's error on foreign bytes may be of any kind
        return None


def _chunks(pool: Pool, shard: int, rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Rows of a shard in chunks, by the size of the first and by their bytes; no rows are one chunk."""
    height, width = (image_size(pool, shard, int(rows[0])) if len(rows) else None) or (1, 1)
    step = max(1, min(_CHUNK_IMAGES, _CHUNK_PIXELS // max(1, height * width)))
    for start in range(0, max(1, len(rows)), step):
        part = rows[start : start + step]
        ends = np.cumsum(pool.index(shard).images[part, 1])
        while len(part) and ends[-1] > _CHUNK_BYTES:
            stop = max(1, int(np.searchsorted(ends, _CHUNK_BYTES)))
            yield part[:stop]
            part, ends = part[stop:], ends[stop:] - ends[stop - 1]
        if len(part) or not len(rows):
            yield part
