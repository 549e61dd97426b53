"""How fast shards are read and written, in images a second.

Rows by `case`, both on one pool of leaves and noise:

    read   ours: batches by number out of the shards on all cores, decoded, nothing kept in memory; limit: the same
           bytes as they lie in the tars; pillow: Pillow alone on all cores, one image after the other; usual:
           webdataset in a DataLoader of one worker a core
    write  ours: a shard of images and their records with its hash, by one process; limit: encoding alone; usual:
           webdataset's TarWriter with Pillow

In turns, and the figure is the fastest turn's. All read or write the same pictures: other pixels are no figure.
"""

import io
import multiprocessing
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
import webdataset
from numpy.typing import NDArray
from PIL import Image

from benchmarks.clock import in_turns
from distill.decoding import open_decoders
from distill.pool import Pool
from distill.samples import Reader, open_samples, order_of
from shadergen.errors import RunError
from shadergen.options import Encoder
from shadergen.recipe import Recipe
from shadergen.rendering import cores, render
from shadergen.shards import samples as shards
from shadergen.shards.encode import encode, samples
from shadergen.shards.folder import Folder, ShardWriter

BATCH: Final = 256
_PIXELS, _MOST, _LEAST = 2**25, 8192, 512
_BLOCK = 2**20
_PARTS = 64
"""Tasks that Pillow's images are divided into."""
Span = tuple[Path, int, int]
"""Where an image's bytes are: a tar, their offset and their number."""


def measure(sizes: Sequence[int], seconds: float) -> Iterator[dict[str, Any]]:
    """Two rows a size, as they are measured.

    Args:
        sizes: sides in pixels.
        seconds: how long a row takes, about.

    Raises:
        RunError: two of the ways give other pictures.
    """
    for size in sizes:
        count = max(_LEAST, min(_MOST, _PIXELS // size**2))
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            render(Recipe(size=(size, size), source={"leaves": 1.0, "noise": 1.0}), folder / "pool", n=count)
            yield _row("read", size, count, _read(folder / "pool", size, seconds))
            yield _row("write", size, count, _write(folder, size, seconds))


def _row(case: str, size: int, count: int, seconds: Mapping[str, float]) -> dict[str, Any]:
    ours = seconds["ours"]
    rates = {way: round(count / took, 1) for way, took in seconds.items()}
    return {
        "case": case,
        "size": size,
        "images": count,
        "pillow": None,
        "ratio_pillow": None,
        **rates,
        **{f"ratio_{way}": round(took / ours, 3) for way, took in seconds.items() if way != "ours"},
    }


def _read(pool: Path, size: int, seconds: float) -> dict[str, float]:
    """Seconds in which each way reads a pool."""
    opened = open_samples([pool], (size, size), 3)
    order = order_of(np.arange(len(opened)), 0, 0)
    files = [Path(shard.file) for shard in opened.pool.shards]
    parts = parts_of(opened.pool)
    with (
        open_decoders(cores()) as decoders,
        ProcessPoolExecutor(cores(), multiprocessing.get_context("spawn")) as processes,
    ):
        reader = Reader(opened, decoders, memory=None)
        sums = {
            "ours": sum(int(images.sum(dtype=torch.int64)) for _, images in reader.batches(order, len(opened))),
            "pillow": sum(processes.map(_pixels_by_pillow, parts)),
            "usual": sum(int(images.sum(dtype=torch.int64)) for images in by_webdataset(files)),
        }
        if len(set(sums.values())) > 1:
            raise RunError(f"shards at {size} px: not all ways read the same pixels: {sums}; no figure is given")
        ways: dict[str, Callable[[], object]] = {
            "ours": lambda: [None for _ in reader.batches(order, min(BATCH, len(opened)))],
            "limit": lambda: [None for file in files for _ in _blocks(file)],
            "pillow": lambda: sum(processes.map(decode_with_pillow, parts)),
            "usual": lambda: [None for _ in by_webdataset(files)],
        }
        return dict(zip(ways, in_turns(list(ways.values()), seconds), strict=True))


def _write(folder: Path, size: int, seconds: float) -> dict[str, float]:
    """Seconds in which each way writes what the pool holds."""
    pool, into = Folder(folder / "pool"), Folder(folder / "written")
    encoder = Encoder()
    (shard,) = pool.manifest().shards
    read = list(shards.samples(pool.path, [shard]))
    images, records = np.stack([image for image, _ in read]), [record for _, record in read]
    batches = [slice(start, start + BATCH) for start in range(0, len(images), BATCH)]

    def ours() -> str:
        writer = ShardWriter(into, "ours.tar")
        for its in batches:
            writer.add(b"".join(samples(encoder, images[its], records[its])))
        digest, _ = writer.hash_and_bytes()
        writer.discard()
        return digest

    def usual() -> Path:
        file = folder / "usual.tar"
        with webdataset.TarWriter(str(file)) as writer:
            for image, record in zip(images, records, strict=True):
                picture = io.BytesIO()
                Image.fromarray(image).save(picture, "png")
                writer.write({"__key__": f"{record['index']:09d}", "png": picture.getvalue(), "json": record})
        return file

    with into.locked():
        theirs = sum(int(part.sum(dtype=torch.int64)) for part in by_webdataset([usual()]))
        if ours() != shard.sha256 or theirs != int(images.sum(dtype=np.int64)):
            raise RunError(f"shards at {size} px: what is written is not what was read; no figure is given")
        ways: dict[str, Callable[[], object]] = {
            "ours": ours,
            "limit": lambda: [None for its in batches for _ in encode(encoder, images[its])],
            "usual": usual,
        }
        return dict(zip(ways, in_turns(list(ways.values()), seconds), strict=True))


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb", buffering=0) as tar:
        while block := tar.read(_BLOCK):
            yield block


def parts_of(pool: Pool) -> list[list[Span]]:
    """Where each image of a pool is, in tasks for Pillow."""
    spans = [
        (Path(shard.file), *span)
        for number, shard in enumerate(pool.shards)
        for span in pool.index(number).images.tolist()
    ]
    return [spans[start::_PARTS] for start in range(_PARTS)]


def decode_with_pillow(spans: Sequence[Span]) -> int:
    """Decode images one after the other; returns how many."""
    return sum(1 for _ in _by_pillow(spans))


def _pixels_by_pillow(spans: Sequence[Span]) -> int:
    """The sum of all pixels of images."""
    return sum(int(image.sum(dtype=np.int64)) for image in _by_pillow(spans))


def _by_pillow(spans: Sequence[Span]) -> Iterator[NDArray[np.uint8]]:
    with ExitStack() as stack:
        opened = {file: stack.enter_context(file.open("rb")) for file in {file for file, _, _ in spans}}
        for file, offset, length in spans:
            opened[file].seek(offset)
            with Image.open(io.BytesIO(opened[file].read(length))) as picture:
                yield np.asarray(picture)


def by_webdataset(files: Sequence[Path]) -> Iterator[torch.Tensor]:
    """The usual loader: `(B, 3, H, W)` uint8."""
    dataset = (
        webdataset.WebDataset(
            [str(file) for file in files], shardshuffle=False, nodesplitter=lambda urls: urls, empty_check=False
        )
        .shuffle(1000)
        .decode("torchrgb8")
        .to_tuple("png")
        .batched(BATCH)
    )
    for (images,) in torch.utils.data.DataLoader(dataset, batch_size=None, num_workers=cores()):
        yield images
