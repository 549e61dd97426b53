"""The stream: images from an index on, as one endless tar or as a row of arrays, drawn just ahead of the client.

A stream has at most `batch` images under way: asked for, drawn or not yet handed to the client. They are asked for in
parts, small at first so that the first image comes soon, then such that drawing one takes about half a second.
"""

import asyncio
import io
import logging
import tarfile
import time
from collections import deque
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import Annotated, Final, Literal

import numpy as np
from fastapi import APIRouter, Query, Request, Response
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from server.clients import client_of
from server.drawers import Drawers, Lane
from server.messages import Arrays, Form
from server.metrics import Metrics
from server.problems import Busy
from server.query import QueryRecipe
from server.settings import Limits
from shadergen.errors import ShadergenError, UsageError
from shadergen.recipe import MAX_IMAGES, Resolved
from shadergen.shards.encode import TAR_END

_log = logging.getLogger("shadergen.streams")
router = APIRouter(prefix="/v1", tags=["images"])

Framing = Literal["tar", "npy"]
_FIRST, _UNTRIED = 16, 64
_PART_SECONDS: Final = 0.5
_WORKER_IMAGES, _WORKER_PIXELS = 1024, 2**21
"""A batch holds at most so many for each worker, where the client does not say."""
_MOST_WORKERS: Final = 8
_MOST_PIXELS: Final = 2**24
"""Of a batch: 50 MB as they are."""
_PIECE: Final = 2**16
"""Bytes handed over at a time, at least; more would lie in the connection's buffer."""


@dataclass(frozen=True)
class Wanted:
    """What a stream is: images `start` to `stop - 1` of a recipe, `batch` under way at a time."""

    recipe: Resolved
    start: int
    stop: int
    batch: int
    framing: Framing

    @property
    def form(self) -> Form:
        """What workers are asked for."""
        return "tar" if self.framing == "tar" else "array"


class Slots:
    """Who has how many streams open."""

    def __init__(self, limits: Limits, metrics: Metrics) -> None:
        self._limits, self._metrics = limits, metrics
        self._taken: dict[str, int] = {}

    @contextmanager
    def taken(self, client: str) -> Iterator[None]:
        """A stream's place.

        Raises:
            Busy: the client, or all together, have as many as they may.
        """
        own, there = self._taken.get(client, 0), sum(self._taken.values())
        if there >= self._limits.streams or own >= self._limits.streams_per_client:
            raise Busy(
                f"{there} streams are open, {own} of them yours; there may be {self._limits.streams} and "
                f"{self._limits.streams_per_client}: close one, or try again later"
            )
        self._taken[client] = own + 1
        self._metrics.streams.inc()
        try:
            yield
        finally:
            self._metrics.streams.dec()
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]


class _StreamResponse(StreamingResponse):
    """A stream that holds its place, and its lane, exactly as long as its client is there."""

    def __init__(self, wanted: Wanted, drawers: Drawers, slots: Slots, client: str, metrics: Metrics) -> None:
        width, height = wanted.recipe.size
        self._body = parts(wanted, drawers, metrics)
        super().__init__(
            self._body,
            media_type="application/x-tar" if wanted.framing == "tar" else "application/octet-stream",
            headers={
                "Shadergen-Fingerprint": wanted.recipe.fingerprint,
                "Shadergen-Size": f"{width}x{height}",
                "Shadergen-Start": str(wanted.start),
                "X-Accel-Buffering": "no",
            },
        )
        self._slots, self._client = slots, client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        with self._slots.taken(self._client):
            async with aclosing(self._body):
                await super().__call__(scope, receive, send)

    async def stream_response(self, send: Send) -> None:
        """Begin with the first piece, so that what cannot be drawn at all is answered with a problem document."""
        first = await anext(self._body, b"")  # nothing at all, if the service is stopping
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": first, "more_body": True})
        try:
            async for piece in self._body:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except ShadergenError as error:
            # the connection breaks off, since the server misses the body's end: the client sees that images are missing
            _log.error("a stream breaks off: %s", error)
            return
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def parts(wanted: Wanted, drawers: Drawers, metrics: Metrics) -> AsyncGenerator[memoryview | bytes, None]:
    """The bytes of a stream, in pieces of whole images; it ends early, and well-formed, when the service stops."""
    with drawers.lane() as lane:
        ahead = _Ahead(wanted, lane, drawers)
        while ahead.fill(closing=drawers.closing.is_set()):
            start, count, drawn = await ahead.next()
            if wanted.framing == "npy" and (start - wanted.start) % wanted.batch == 0:
                yield _array_head(wanted, start)
            for piece in _pieces(drawn):
                began = time.perf_counter()
                yield piece
                metrics.seconds.labels("send").inc(time.perf_counter() - began)
                metrics.streamed.inc(len(piece))
                if wanted.framing == "tar" and drawers.closing.is_set():
                    break
            ahead.handed_over(count)
    if wanted.framing == "tar":
        yield TAR_END


class _Ahead:
    """The parts of a stream that are under way."""

    def __init__(self, wanted: Wanted, lane: Lane, drawers: Drawers) -> None:
        self._wanted, self._lane, self._drawers = wanted, lane, drawers
        self._at, self._under_way = wanted.start, 0
        self._part = _FIRST
        self._largest = -(-wanted.batch // (2 * drawers.count))
        self._asked: deque[tuple[int, int, asyncio.Future[bytes | Arrays]]] = deque()

    def fill(self, *, closing: bool) -> bool:
        """Ask for as much as may be under way; False once there is nothing left to hand over."""
        wanted = self._wanted
        due = self._asked[0][0] if self._asked else self._at
        stop = wanted.stop
        if closing:  # at once, or with the array that has begun
            stop = due if wanted.framing == "tar" else _array_end(wanted, due - 1)
        while self._at < stop:
            size = self._size()
            end = min(stop, self._at + size)
            if wanted.framing == "npy":
                end = min(end, _array_end(wanted, self._at))
            if self._under_way + end - self._at > wanted.batch:
                break  # a smaller part would fit, and all that follow it would be as small
            self._part = 2 * size
            self._asked.append((self._at, end - self._at, self._lane.ask(wanted.recipe, self._at, end, wanted.form)))
            self._under_way += end - self._at
            self._at = end
        return due < stop

    def _size(self) -> int:
        """How many images the next part should have."""
        seconds = self._drawers.seconds_per_image(self._wanted.recipe)
        return min(self._part, self._largest, max(1, int(_PART_SECONDS / seconds)) if seconds else _UNTRIED)

    async def next(self) -> tuple[int, int, bytes | Arrays]:
        """The next part: its first index, its number of images, and what was drawn."""
        start, count, drawn = self._asked.popleft()
        return start, count, await drawn

    def handed_over(self, count: int) -> None:
        """The client has so many images more."""
        self._under_way -= count


def _array_end(wanted: Wanted, index: int) -> int:
    """The end of the array that holds an image; the stream's start for the image before it."""
    arrays = (index - wanted.start) // wanted.batch + 1
    return min(wanted.start + arrays * wanted.batch, wanted.stop)


def _array_head(wanted: Wanted, start: int) -> bytes:
    """The head of the array that begins at an image, in NumPy's format 1.0."""
    width, height = wanted.recipe.size
    shape = (_array_end(wanted, start) - start, height, width, 3)
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, {"descr": "|u1", "fortran_order": False, "shape": shape})
    return head.getvalue()


def _pieces(drawn: bytes | Arrays) -> Iterator[memoryview]:
    """What was drawn, cut between images."""
    data = drawn.images.data.cast("B") if isinstance(drawn, Arrays) else memoryview(drawn)
    begin = 0
    for end in _ends(drawn):
        if end - begin >= _PIECE or end == len(data):
            yield data[begin:end]
            begin = end


def _ends(drawn: bytes | Arrays) -> Iterator[int]:
    """Where images end, with their records."""
    if isinstance(drawn, Arrays):
        size = drawn.images[0].nbytes
        yield from range(size, len(drawn.images) * size + 1, size)
        return
    at = 0
    while at < len(drawn):
        for _ in ("image", "record"):
            at += tarfile.BLOCKSIZE + -(-int(drawn[at + 124 : at + 135], 8) // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
        yield at


def default_batch(recipe: Resolved, workers: int) -> int:
    """How many images of a recipe are under way where the client does not say."""
    width, height = recipe.size
    workers = min(workers, _MOST_WORKERS)
    return max(2 * workers, min(_WORKER_IMAGES, _WORKER_PIXELS // (width * height)) * workers)


@router.get(
    "/stream",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/x-tar": {}, "application/octet-stream": {}}}},
)
async def get_stream(
    request: Request,
    recipe: QueryRecipe,
    start: Annotated[int, Query(ge=0, lt=MAX_IMAGES, description="The first index.")] = 0,
    n: Annotated[int | None, Query(ge=1, description="How many images; without it, the stream is endless.")] = None,
    batch: Annotated[
        int | None, Query(ge=1, description="Images under way at most, and in one array; few make a slow stream.")
    ] = None,
    format: Annotated[Framing, Query(description="tar (WebDataset), or npy: arrays (B, H, W, 3), one by one.")] = "tar",  # noqa: A002
) -> Response:
    """Images from an index on: the bytes that `shadergen render` writes for them, or arrays of their pixels."""
    state = request.app.state
    limits: Limits = state.settings.limits
    stop = MAX_IMAGES if n is None else start + n
    width, height = recipe.size
    if stop > MAX_IMAGES:
        raise UsageError(f"indices end at {MAX_IMAGES - 1}, and {stop - 1} is asked for")
    if n is not None and n > limits.n:
        raise UsageError(f"n: {n} is above this service's limit of {limits.n}")
    most = min(limits.batch, max(1, _MOST_PIXELS // (width * height)))
    if batch is not None and batch > most:
        raise UsageError(f"batch: {batch} is above this service's limit of {most} for this size")
    wanted = Wanted(recipe, start, stop, batch or min(most, default_batch(recipe, state.drawers.count)), format)
    return _StreamResponse(wanted, state.drawers, state.slots, client_of(request), state.metrics)
