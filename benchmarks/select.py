"""How fast a teacher scores a pool, in images a second.

`ours` is `distill.scores.score` with its start, decoding processes included, scores on disk. `limit` is the lesser of
the teacher's forward pass alone, on one batch that lies decoded where the teacher is, and of decoding alone on all
cores. `usual` is the usual way: webdataset with Pillow in a DataLoader of one worker a core. All three see the same
pool of leaves and noise, and the labels of ours and of the usual way are compared.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.clock import finish
from distill.accelerator import parse_device
from distill.decoding import open_decoders
from distill.inputs import prepare
from distill.pool import Pool, open_pool
from distill.scores import device_of, read_scores, score, statistics
from distill.teachers.base import Teacher
from distill.teachers.load import load_teacher
from shadergen.errors import RunError
from shadergen.recipe import Recipe
from shadergen.rendering import cores, render

TEACHER = "builtin:fashion-mnist"
_BATCH = 512
_PIXELS = 2**22
_LEAST = 2048
_MOST = 200_000


def measure(sizes: Sequence[int], spec: str, seconds: float) -> Iterator[dict[str, Any]]:
    """One row a size, as they are measured.

    Args:
        sizes: sides of the pool's images in pixels.
        spec: the teacher.
        seconds: what scoring should take; the number of images follows from the forward pass alone.

    Raises:
        RunError: the usual way gives other labels than ours.
    """
    teacher = load_teacher(spec, parse_device("auto"))
    for size in sizes:
        batch = max(1, min(_BATCH, _PIXELS // size**2))
        forward = _forward(teacher, size, batch, seconds)
        n = int(min(_MOST, max(_LEAST * 32 // max(size, 32), forward * seconds)))
        with tempfile.TemporaryDirectory() as folder:
            render(Recipe(size=(size, size), source={"leaves": 1.0, "noise": 1.0}), folder, n=n)
            pool = open_pool([folder])
            pool.index(0)
            decoding = n / _decode(pool)
            ours = n / _score(pool, teacher)
            began = time.monotonic()
            labels = _usual(folder, teacher, batch)
            usual = n / (time.monotonic() - began)
            _compare(pool, teacher, labels)
        limit = min(forward, decoding)
        yield {
            "size": size,
            "teacher": teacher.name,
            "images": n,
            "ours": round(ours, 1),
            "limit": round(limit, 1),
            "usual": round(usual, 1),
            "ratio_limit": round(ours / limit, 3),
            "ratio_usual": round(ours / usual, 2),
            "forward": round(forward, 1),
            "decoding": round(decoding, 1),
            "device": str(device_of(teacher)),
        }


@torch.inference_mode()
def _forward(teacher: Teacher, size: int, batch: int, seconds: float) -> float:
    """Images a second of the forward pass over one batch, prepared in place, as scoring runs it."""
    device = device_of(teacher)
    images = torch.randint(0, 256, (batch, 3, size, size), dtype=torch.uint8).to(device)
    gpu = device.type == "cuda"

    def run() -> None:
        with torch.autocast("cuda", torch.float16, enabled=gpu):
            logits = teacher.network(prepare(images, teacher.input))
        statistics(logits.float())

    for _ in range(3):
        run()
    finish(device)
    began, done = time.monotonic(), 0
    while time.monotonic() - began < seconds / 2:
        for _ in range(10 if gpu else 1):
            run()
            done += batch
        finish(device)
    return done / (time.monotonic() - began)


def _decode(pool: Pool) -> float:
    """Seconds of decoding alone, its processes already there."""
    wanted = [(number, np.arange(len(pool.index(number)))) for number in range(len(pool.shards))]
    with open_decoders(cores()) as decoders:
        for _ in decoders.chunks(pool, [(0, np.arange(cores()))]):
            pass
        began = time.monotonic()
        for _ in decoders.chunks(pool, wanted):
            pass
        return time.monotonic() - began


def _score(pool: Pool, teacher: Teacher) -> float:
    """Seconds of scoring, the start of its processes included."""
    began = time.monotonic()
    with open_decoders(cores()) as decoders:
        score(pool, teacher, decoders)
    return time.monotonic() - began


@torch.inference_mode()
def _usual(folder: str, teacher: Teacher, batch: int) -> NDArray[np.int64]:
    import webdataset  # noqa: PLC0415

    device = device_of(teacher)
    urls = [str(file) for file in sorted(Path(folder).glob("*.tar"))]
    dataset = (
        webdataset.WebDataset(urls, shardshuffle=False, nodesplitter=lambda urls: urls, empty_check=False)
        .decode("torchrgb8")
        .to_tuple("__key__", "png")
        .batched(batch)
    )
    loader = torch.utils.data.DataLoader(dataset, batch_size=None, num_workers=cores())
    found: dict[int, int] = {}
    for keys, images in loader:
        with torch.autocast("cuda", torch.float16, enabled=device.type == "cuda"):
            logits = teacher.network(prepare(images.to(device), teacher.input))
        found |= dict(zip(map(int, keys), statistics(logits.float())[0].long().cpu().tolist(), strict=True))
    return np.array([found[key] for key in sorted(found)])


def _compare(pool: Pool, teacher: Teacher, labels: NDArray[np.int64]) -> None:
    ours = np.concatenate([read_scores(shard, teacher).label for shard in pool.shards])
    # batches of another composition may round otherwise where two classes are nearly equal
    if len(ours) != len(labels) or (ours != labels).mean() > 0.01:
        raise RunError("the usual way gives other labels than ours; no figure is given")
