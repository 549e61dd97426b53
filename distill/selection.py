"""Selection: a teacher picks the n images of a pool that a student shall learn from."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from distill.accelerator import parse_device
from distill.cluster import score_on_cluster
from distill.decoding import Decoders, open_decoders
from distill.labelled import Sample, begin, chooser, finish, sample, sources, write_shard
from distill.pool import SUFFIXES, Pool, open_pool, read_records
from distill.scored import Scored, load
from distill.scores import Scoring, score, unscored
from distill.strategies import registry
from distill.strategies.candidates import Options, ranks
from distill.strategies.registry import Choice, choose
from distill.teachers.base import Teacher
from distill.teachers.load import load_teacher
from distill.teachers.normalisation import hold_normalisation
from shadergen.errors import RunError, UsageError
from shadergen.rendering import cores
from shadergen.shards.encode import BESIDE_IMAGE
from shadergen.shards.folder import Folder, shard_name
from shadergen.shards.manifest import read
from shadergen.shards.remote import open_folder
from shadergen.shards.selected import Request, Selected

_SAMPLES = 1000
"""Samples that are read and held at once when a shard is written."""


@dataclass(frozen=True)
class Settings:
    """What `select` can be told besides what is chosen from.

    Attributes:
        replicate: a class with fewer images than its quota repeats them: as copies ('physical'), or once with a
            weight in their records ('weights').
        options: what some strategies read.
        shard_size: samples a shard of the new set.
        max_bad: more images of the pool than these that do not decode end the run.
        workers: decoding processes; None takes one for each core.
        device: where a teacher given by its SPEC runs: 'auto', 'cpu', 'gpu' or 'gpu:K'.
        engine: 'local' scores in this process, 'ray' on a Ray cluster.
        ray_address: 'auto', 'local' or HOST:PORT.
        report: whether `report.html` and `report.json` are written into the new set's folder.
        on_images: called with the number of images scored, of bad ones among them, and of all to score.
        on_event: called with a line for the log.
    """

    replicate: str = "physical"
    options: Options = field(default_factory=Options)
    shard_size: int = 10_000
    max_bad: int = 16
    workers: int | None = None
    device: str = "auto"
    engine: str = "local"
    ray_address: str = "auto"
    report: bool = True
    on_images: Callable[[int, int, int], None] = lambda _scored, _bad, _all: None
    on_event: Callable[[str], None] = lambda _: None


@dataclass(frozen=True)
class Timing:
    """What scoring took: images that the teacher was asked about now (the others had scores), and seconds."""

    scored: int
    seconds: float

    @property
    def images_per_s(self) -> float:
        """Images scored a second."""
        return self.scored / max(self.seconds, 1e-9)


@dataclass(frozen=True)
class Result:
    """What `select` did: the new set's manifest, what scoring took, and the seconds of all."""

    manifest: Selected
    timing: Timing
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """What `shadergen select --json` prints."""
        manifest = self.manifest
        return {
            "n": manifest.request.n,
            "images": manifest.images,
            "strategy": manifest.request.strategy,
            "histogram": manifest.histogram,
            "histogram_before": manifest.histogram_before,
            "relative_entropy_before": round(manifest.relative_entropy_before, 6),
            "relative_entropy_after": round(manifest.relative_entropy_after, 6),
            "replicated": round(manifest.replicated, 6),
            "pool_images": manifest.pool_images,
            "pool_bad": manifest.pool_bad,
            "kept": manifest.kept,
            "scored": self.timing.scored,
            "images_per_s": round(self.timing.images_per_s, 1),
            "seconds": round(self.seconds, 3),
            "fingerprint": manifest.fingerprint,
        }


def select(
    pool: Sequence[Path | str],
    teacher: Teacher | str,
    n: int,
    out: Path | str,
    strategy: str = "balanced",
    seed: int = 0,
    *,
    settings: Settings = Settings(),
) -> Result:
    """Let a teacher pick n images of a pool into a WebDataset of their own.

    The teacher's scores are kept beside the pool's shards and serve every later selection. Bytes are copied, never
    encoded again. Running it again goes on where the last run ended.

    Args:
        pool: dataset folders or URLs; any folder of WebDataset shards will do.
        teacher: one that is loaded, or its SPEC.
        n: images of the new set, repeats counted; at least one for each of the teacher's classes.
        out: the new set's folder, or the URL of a prefix.
        strategy: of `distill.strategies.registry.STRATEGIES`.
        seed: another seed takes other images.
        settings: all else.

    Returns:
        The manifest and the figures of the run.

    Raises:
        UsageError: a folder, the teacher, n or a setting cannot be used; the pool is empty.
        RunError: logits are not finite, too many images do not decode, or the disk failed.
    """
    began = time.monotonic()
    teacher = check(teacher, n, strategy, seed, settings)
    with open_decoders(settings.workers or cores()) as decoders:
        scored, timing = score_pool(pool, teacher, seed, decoders, settings)
        manifest = write_selection(scored, teacher, n, out, strategy, seed, decoders, settings)
    return Result(manifest, timing, time.monotonic() - began)


def check(teacher: Teacher | str, n: int, strategy: str, seed: int, settings: Settings) -> Teacher:
    """Refuse what cannot be selected before anything is done, and load the teacher.

    Raises:
        UsageError: the teacher, the strategy, n or a setting cannot be used.
    """
    registry.find(strategy)
    _hold(n, seed, settings)
    its = load_teacher(teacher, parse_device(settings.device)) if isinstance(teacher, str) else teacher
    if n < its.classes:
        raise UsageError(f"n is {n}, and teacher {its.name} has {its.classes} classes; give at least that many")
    if strategy == "typical":
        hold_normalisation(its, "which strategy typical goes by", "take balanced or diverse")
    return its


def score_pool(
    pool: Sequence[Path | str], teacher: Teacher, seed: int, decoders: Decoders, settings: Settings
) -> tuple[Scored, Timing]:
    """Open a pool, score what has no scores yet, and load all.

    Raises:
        UsageError: a folder cannot be used, or no image decodes.
        RunError: logits are not finite, too many images do not decode, or the disk failed.
    """
    began = time.monotonic()
    opened = open_pool(pool)
    total = sum(opened.images(number) for number in unscored(opened, teacher))
    done = bad = 0

    def on_images(images: int, faults: int) -> None:
        nonlocal done, bad
        done, bad = done + images, bad + faults
        settings.on_images(done, bad, total)

    scoring, scored_now = Scoring(settings.max_bad, on_images, settings.on_event), 0
    if settings.engine == "ray":
        scored_now = score_on_cluster(opened, teacher, settings.device, settings.ray_address, settings.workers, scoring)
    scored_now += score(opened, teacher, decoders, scoring)
    seconds = time.monotonic() - began
    scored = load(opened, teacher, seed, decoders)
    return scored, Timing(scored_now, seconds)


def write_selection(
    scored: Scored,
    teacher: Teacher,
    n: int,
    out: Path | str,
    strategy: str,
    seed: int,
    decoders: Decoders,
    settings: Settings,
) -> Selected:
    """Choose from a scored pool, and write the new set and its report.

    Raises:
        UsageError: the folder cannot be used.
        RunError: the disk failed.
    """
    request = _request(scored.pool, teacher, n, strategy, seed, settings)
    folder = open_folder(out)
    with folder.locked():
        begin(folder, request)
        choice = choose(registry.find(strategy), scored.candidates, n, settings.options)
        manifest = _write(folder, request, scored, choice)
        if settings.report:
            from distill.report.report import make_report  # noqa: PLC0415  (jinja2, for a report alone)

            report = make_report(manifest, scored, choice.counts, decoders)
            folder.write("report.json", report.json())
            folder.write("report.html", report.html())
    return manifest


def _hold(n: int, seed: int, settings: Settings) -> None:
    options = settings.options
    allowed_values: tuple[tuple[str, object, str, bool], ...] = (
        ("n", n, "1 or more", n >= 1),
        ("engine", settings.engine, "local or ray", settings.engine in ("local", "ray")),
        ("seed", seed, "0 to 2**64 - 1", 0 <= seed < 2**64),
        ("replicate", settings.replicate, "physical or weights", settings.replicate in ("physical", "weights")),
        ("imbalance", options.imbalance, "1 to 1e9", 1 <= options.imbalance <= 1e9),
        ("mixture", options.mixture, "pool or class", options.mixture in ("pool", "class")),
        ("shard_size", settings.shard_size, "1 to 1000000", 1 <= settings.shard_size <= 1_000_000),
        ("max_bad", settings.max_bad, "0 or more", settings.max_bad >= 0),
        ("workers", settings.workers, "auto or 1 to 1024", settings.workers is None or 1 <= settings.workers <= 1024),
    )
    for name, value, allowed, ok in allowed_values:
        if not ok:
            raise UsageError(f"{name} is {value}; it is {allowed}")


def _request(pool: Pool, teacher: Teacher, n: int, strategy: str, seed: int, settings: Settings) -> Request:
    read_by = {"long-tail": ("imbalance",), "lenient": ("mixture",)}.get(strategy, ())
    return Request(
        n=n,
        strategy=strategy,
        options={name: getattr(settings.options, name) for name in read_by},
        seed=seed,
        replicate="weights" if settings.replicate == "weights" else "physical",
        shard_size=settings.shard_size,
        teacher=chooser(teacher),
        pool=sources(pool),
    )


@dataclass(frozen=True)
class _Plan:
    """The new set's samples in order, and where the pool has them.

    Attributes:
        image: `(N,)`, position in the scored pool.
        copy: `(N,)`, which of its image's copies a sample is.
        weight: `(N,)`.
        pictures: `(N, 2)`, offset and length of the image in its shard.
        records: `(N, 2)`, of its record.
        suffixes: `(N,)`, positions in `SUFFIXES`.
        keys: `(N,)` bytes, the pool's.
    """

    image: NDArray[np.int64]
    copy: NDArray[np.int64]
    weight: NDArray[np.int64]
    pictures: NDArray[np.int64]
    records: NDArray[np.int64]
    suffixes: NDArray[np.uint8]
    keys: NDArray[np.object_]

    @property
    def bytes(self) -> int:
        """About how many bytes the samples take."""
        return int((self.pictures[:, 1] + BESIDE_IMAGE).sum())


def _plan(scored: Scored, counts: NDArray[np.int64], physical: bool, seed: int) -> _Plan:
    """Mix the taken images by a rank of their own, so that no run of samples is of one class."""
    taken = np.flatnonzero(counts)
    repeats = counts[taken] if physical else np.ones(len(taken), np.int64)
    image = np.repeat(taken, repeats)
    copy = np.arange(len(image)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    pairs = zip(scored.candidates.rank[image].tolist(), copy.tolist(), strict=True)
    order = np.argsort(ranks(seed, "order", [f"{rank}/{which}".encode() for rank, which in pairs]), kind="stable")
    image, copy = image[order], copy[order]
    count = len(image)
    places = np.empty((2, count, 2), np.int64)
    suffixes, keys = np.empty(count, np.uint8), np.empty(count, object)
    for shard, positions in scored.by_shard(image):
        index, rows = scored.pool.index(shard), scored.row[image[positions]]
        places[0, positions], places[1, positions] = index.images[rows], index.records[rows]
        suffixes[positions], keys[positions] = index.suffixes[rows], index.keys[rows]
    weight = np.ones(count, np.int64) if physical else counts[image]
    return _Plan(image, copy, weight, places[0], places[1], suffixes, keys)


def _write(folder: Folder, request: Request, scored: Scored, choice: Choice) -> Selected:
    if folder.is_finished():
        return read(Selected, folder.path / "manifest.json")
    plan = _plan(scored, choice.counts, request.replicate == "physical", request.seed)
    if plan.bytes > folder.free_bytes():
        raise RunError(
            f"{folder.path}: about {plan.bytes / 1e9:.2f} GB are to be written and {folder.free_bytes() / 1e9:.2f} GB "
            "are free; free some space, or take fewer images"
        )
    there = folder.finished_shards()
    shards = []
    for number, start in enumerate(range(0, len(plan.image), request.shard_size)):
        stop = min(start + request.shard_size, len(plan.image))
        samples = _samples(scored, plan, start, stop)
        shards.append(there.get(number) or write_shard(folder, shard_name(number), start, samples))
    candidates = scored.candidates
    return finish(
        folder,
        request,
        shards,
        before=candidates.histogram(),
        after=np.bincount(candidates.label, weights=choice.counts, minlength=candidates.classes).astype(np.int64),
        quotas=choice.quotas,
        pool_images=len(candidates.label),
        pool_bad=len(scored.bad),
        kept=choice.kept,
        replicated=1 - np.count_nonzero(choice.counts) / request.n,
    )


def _samples(scored: Scored, plan: _Plan, start: int, stop: int) -> Iterator[Sample]:
    """Samples `start` to `stop - 1` of the set."""
    for first in range(start, stop, _SAMPLES):
        yield from _read(scored, plan, first, min(first + _SAMPLES, stop))


def _read(scored: Scored, plan: _Plan, start: int, stop: int) -> list[Sample]:
    """Samples `start` to `stop - 1`, held at once; the pool is read shard by shard."""
    samples: list[Sample] = [(b"", "")] * (stop - start)
    for shard, positions in scored.by_shard(plan.image[start:stop]):
        its, places = scored.pool.shards[shard], start + positions
        with its.file.open("rb") as file:
            for place, record in zip(places.tolist(), read_records(its.file, plan.records[places]), strict=True):
                offset, length = plan.pictures[place].tolist()
                picture = os.pread(file.fileno(), length, offset)
                image = plan.image[place]
                label = int(scored.candidates.label[image])
                document = record | {
                    "selected": {
                        "key": plan.keys[place].decode(errors="replace"),
                        "shard": its.file.name,
                        "origin": its.origin,
                        "class": label,
                        "confidence": _rounded(scored.candidates.confidence[image]),
                        "margin": _rounded(scored.candidates.margin[image]),
                        "entropy": _rounded(scored.entropy[image]),
                        "copy": int(plan.copy[place]),
                        "weight": int(plan.weight[place]),
                    }
                }
                suffix = SUFFIXES[plan.suffixes[place]]
                samples[place - start] = sample(place, suffix, picture, document, label)
    return samples


def _rounded(value: np.float32) -> float:
    return float(f"{value:.7g}")
