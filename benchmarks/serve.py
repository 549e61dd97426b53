"""The service, as clients see it, beside the same images drawn by a pool and thrown away.

Each row has a `measure`: 'one stream' against `render` without writing; 'eight streams', the slowest against the mean;
'first sample', from random indices, warm; 'memory' of all processes, at a tenth of a long stream and at its end;
'kills', the indices that a stream lost or repeated while workers were killed.
"""

import os
import signal
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import numpy as np

from shadergen.engine.local import LocalPool
from shadergen.errors import RunError
from shadergen.gl.context import parse_devices
from shadergen.recipe import Recipe
from shadergen.rendering import cores
from shadergen.shards.chunk import Lot
from shadergen.shards.encode import decode

_WARM = 4096
_FAR = 2**30
_BYTES = 2**18
_KILL_SECONDS = 2.0
_STARTS = 20
_RUNS = 3


@dataclass(frozen=True)
class _Service:
    url: str
    pid: int

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def open(self, recipe: dict[str, Any], start: int, n: int | None = None) -> Any:
        query = recipe | {"start": start} | ({} if n is None else {"n": n})
        return urlopen(f"{self.url}/v1/stream?{urlencode(query)}", timeout=120)  # noqa: S310  (our own service)

    def read(self, recipe: dict[str, Any], start: int, n: int) -> float:
        """Seconds that reading n images takes."""
        began = time.monotonic()
        with self.open(recipe, start, n) as answer:
            while answer.read(_BYTES):
                pass
        return time.monotonic() - began

    def memory(self) -> int:
        """Bytes that the service and its workers hold."""
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in (self.pid, *self.workers()))
        return pages * os.sysconf("SC_PAGESIZE")


@contextmanager
def _serving() -> Iterator[_Service]:
    with tempfile.TemporaryDirectory() as data:
        process = subprocess.Popen(  # noqa: S603  (our own interpreter and our own words)
            [sys.executable, "-m", "shadergen", "serve", "--port", "0", "--data", data],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=Path(__file__).parent.parent,
        )
        assert process.stdout is not None
        with process.stdout:
            try:
                yield _Service(process.stdout.readline().split()[-1], process.pid)
            finally:
                process.terminate()
                process.wait()


def measure(sizes: Sequence[int], seconds: float, images: int, kills: int) -> Iterator[dict[str, Any]]:
    """One row a measure, as they are taken.

    Args:
        sizes: sides of the streams' images in pixels.
        seconds: what one stream should take.
        images: how many small images the stream has whose memory is watched.
        kills: how many workers are killed.
    """
    with _serving() as service:
        for size in sizes:
            recipe = {"size": size}
            warm = max(256, _WARM * 32 * 32 // (size * size))
            service.read(recipe, 0, warm)
            rate = warm / service.read(recipe, warm, warm)
            n = max(warm, int(rate * seconds))
            yield _one_stream(service, size, n)
            yield _eight_streams(service, size, 2 * seconds)
            yield _first_sample(service, size)
        yield _memory(service, images)
        yield _kills(service, kills)


def _one_stream(service: _Service, size: int, n: int) -> dict[str, Any]:
    """The best of some runs of each, in turns, since others may use the machine."""
    resolved = Recipe(size=(size, size)).resolve()
    step = max(16, min(512, 2**21 // (size * size)))
    warm = max(256, _WARM * 32 * 32 // (size * size))

    def lots(start: int, count: int) -> list[Lot]:
        return [Lot(((at, min(at + step, start + count)),)) for at in range(start, start + count, step)]

    with LocalPool(resolved, parse_devices("auto"), cores()) as pool:
        for _ in pool.run(lots(0, warm), frozenset()):
            pass
        took, limits = [], []
        for _ in range(_RUNS):
            began = time.monotonic()
            for _ in pool.run(lots(_FAR, n), frozenset()):
                pass
            limits.append(time.monotonic() - began)
            took.append(service.read({"size": size}, _FAR, n))
    ours, limit = n / min(took), n / min(limits)
    return {
        "measure": "one stream",
        "size": size,
        "images": n,
        "ours": round(ours, 1),
        "limit": round(limit, 1),
        "ratio_limit": round(ours / limit, 3),
    }


def _eight_streams(service: _Service, size: int, seconds: float) -> dict[str, Any]:
    """Images that each of eight streams has had after a while."""
    counts = [0] * 8
    until = time.monotonic() + seconds

    def follow(number: int) -> None:
        with service.open({"size": size}, _FAR * (number + 1)) as answer:
            for counts[number] in _samples(answer):
                if time.monotonic() > until:
                    return

    threads = [threading.Thread(target=follow, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    mean = sum(counts) / len(counts)
    row = {"measure": "eight streams", "size": size, "slowest": min(counts), "mean": mean}
    return row | {"ratio": round(min(counts) / mean, 3)}


def _samples(answer: Any) -> Iterator[int]:
    """The number of whole samples so far, after each."""
    with tarfile.open(fileobj=answer, mode="r|") as tar:
        for number, _ in enumerate(tar, 1):
            yield number // 2


def _first_sample(service: _Service, size: int) -> dict[str, Any]:
    """Milliseconds from the request to the first picture, decoded."""
    took = []
    for start in np.random.default_rng(1).integers(0, 2**39, _STARTS).tolist():
        began = time.monotonic()
        with service.open({"size": size}, start) as answer, tarfile.open(fileobj=answer, mode="r|") as tar:
            member = tar.next()
            assert member is not None
            file = tar.extractfile(member)
            assert file is not None
            decode(file.read())
            took.append(1000 * (time.monotonic() - began))
    return {
        "measure": "first sample",
        "size": size,
        "median_ms": round(float(np.median(took)), 1),
        "worst_ms": round(max(took), 1),
    }


def _memory(service: _Service, images: int) -> dict[str, Any]:
    recipe = {"source": "noise", "size": 8, "encoding": "ppm"}
    service.read(recipe, 0, images // 10)
    early = service.memory()
    service.read(recipe, images // 10, images - images // 10)
    late = service.memory()
    row = {"measure": "memory", "images": images, "early_mb": early / 1e6, "late_mb": late / 1e6}
    return row | {"ratio": round(late / early, 3)}


def _kills(service: _Service, kills: int) -> dict[str, Any]:
    """Read on while a worker is killed every two seconds; every index must come once, in order."""
    stop = threading.Event()
    killed = 0

    def kill() -> None:
        nonlocal killed
        while killed < kills and not stop.wait(_KILL_SECONDS):
            os.kill(service.workers()[killed % cores()], signal.SIGKILL)
            killed += 1
        stop.set()

    killer = threading.Thread(target=kill)
    seen: list[int] = []
    with service.open({"size": 32}, 0) as answer, tarfile.open(fileobj=answer, mode="r|") as tar:
        killer.start()
        try:
            for member in islice(tar, 0, None, 2):
                seen.append(int(member.name.partition(".")[0]))
                if stop.is_set():
                    break
        finally:
            stop.set()
            killer.join()
    lost = len(set(range(max(seen) + 1)) - set(seen))
    row = {
        "measure": "kills",
        "kills": killed,
        "images": len(seen),
        "lost": lost,
        "repeated": len(seen) - len(set(seen)),
    }
    if killed < kills:
        raise RunError(f"the stream ended after {killed} kills and {len(seen)} images")
    return row
