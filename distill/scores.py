"""Scores: what a teacher says of every image of a pool, one file a shard, kept beside the dataset.

A file belongs to a teacher (by its fingerprint) and to a shard (by its SHA-256): any later selection reads it, and
one that belongs to another shard's bytes is made again. Files appear when whole, so a killed run goes on after the
last of them.
"""

import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from torch import Tensor

from distill.decoding import Chunk, Decoders, Group
from distill.inputs import prepare, together
from distill.pool import Pool, Shard
from distill.teachers.base import Teacher
from shadergen.errors import RunError, UsageError

FORMAT = "1"
_LARGEST_HALF = 65504.0
_FLOATS = ("confidence", "entropy", "margin")


@dataclass(frozen=True)
class Scores:
    """A teacher's answers to the M images of a shard, in the tar's order.

    Attributes:
        label: `(M,)` int64, the class of the largest logit.
        confidence: `(M,)` float32, the largest softmax probability.
        entropy: `(M,)` float32, of the softmax, in nats.
        margin: `(M,)` float32, the largest softmax probability less the second.
        decoded: `(M,)` bool; where False the other values mean nothing.
        bad: key and reason of each image that does not decode.
    """

    label: NDArray[np.int64]
    confidence: NDArray[np.float32]
    entropy: NDArray[np.float32]
    margin: NDArray[np.float32]
    decoded: NDArray[np.bool_]
    bad: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Scoring:
    """How a pool is scored.

    Attributes:
        max_bad: more images than these that do not decode end the run.
        on_images: called with the number of images scored, and of bad ones among them, after each chunk.
        on_event: called with a line for the log.
    """

    max_bad: int = 16
    on_images: Callable[[int, int], None] = lambda _scored, _bad: None
    on_event: Callable[[str], None] = lambda _: None


def scores_file(shard: Shard, teacher: Teacher) -> Path:
    """Where a teacher's scores of a shard lie."""
    return shard.file.parent / "scores" / teacher.fingerprint[:16] / f"{shard.file.stem}.safetensors"


def unscored(pool: Pool, teacher: Teacher) -> list[int]:
    """The shards whose scores are missing, or of other bytes or another teacher."""
    return [number for number, shard in enumerate(pool.shards) if _metadata(shard, teacher) is None]


def score(pool: Pool, teacher: Teacher, decoders: Decoders, options: Scoring = Scoring()) -> int:
    """Score the shards that have no scores yet.

    Args:
        pool: the images.
        teacher: what answers; on a GPU its forward pass runs in mixed precision.
        decoders: what decodes.
        options: limits, and who is told.

    Returns:
        The number of images scored now.

    Raises:
        UsageError: the teacher has another number of classes than it says.
        RunError: a logit is not finite, more images than allowed do not decode, or the disk failed.
    """
    missing = unscored(pool, teacher)
    there = [number for number in range(len(pool.shards)) if number not in set(missing)]
    bad = sum(len(read_scores(pool.shards[number], teacher).bad) for number in there)
    _hold(bad, options)
    scored = 0
    wanted = ((number, np.arange(len(pool.index(number)))) for number in decoders.indexed(pool, missing))
    columns, reasons = None, list[tuple[str, str]]()
    for chunk, table, logits in _answers(pool, teacher, decoders.chunks(pool, wanted)):
        shard, index = pool.shards[chunk.shard], pool.index(chunk.shard)
        columns = columns or _Columns(len(index), teacher.classes)
        columns.fill(chunk, table, logits)
        for position, reason in chunk.bad:
            reasons.append((index.key(int(chunk.rows[position])), reason))
            options.on_event(f"{shard.file}: {reasons[-1][0]} does not decode: {reason}")
        scored += len(chunk.rows)
        options.on_images(len(chunk.rows), len(chunk.bad))
        _hold(bad + len(reasons), options)
        if not columns.left:
            _write(scores_file(shard, teacher), columns.tensors(), _labels(shard, teacher, reasons))
            bad += len(reasons)
            columns, reasons = None, []
    return scored


def read_scores(shard: Shard, teacher: Teacher) -> Scores:
    """A shard's scores, without the logits.

    Raises:
        RunError: there are none, or of other bytes.
    """
    metadata = _metadata(shard, teacher)
    if metadata is None:
        raise RunError(f"{shard.file} has no scores by {teacher.name}; run shadergen select on its folder")
    with safe_open(scores_file(shard, teacher), "np") as file:
        columns = {name: file.get_tensor(name) for name in ("label", "decoded", *_FLOATS)}
    return Scores(
        label=columns["label"].astype(np.int64),
        decoded=columns["decoded"].astype(bool),
        confidence=columns["confidence"],
        entropy=columns["entropy"],
        margin=columns["margin"],
        bad=tuple((key, reason) for key, reason in json.loads(metadata["bad"])),
    )


def read_logits(shard: Shard, teacher: Teacher) -> NDArray[np.float16]:
    """A shard's logits, `(M, classes)`."""
    with safe_open(scores_file(shard, teacher), "np") as file:
        logits: NDArray[np.float16] = file.get_tensor("logits")
    return logits


def device_of(teacher: Teacher) -> torch.device:
    """Where a teacher's weights lie; the CPU if it has none that torch knows."""
    first = next(teacher.network.parameters(), None)
    return torch.device("cpu") if first is None else first.device


def to_device(images: NDArray[np.uint8], device: torch.device) -> Tensor:
    """Images as a tensor where the teacher is."""
    tensor = torch.from_numpy(images)
    return tensor if device.type == "cpu" else tensor.pin_memory().to(device, non_blocking=True)


class _Columns:
    """The scores of one shard while they come in."""

    def __init__(self, images: int, classes: int) -> None:
        self.left = images
        self._table = torch.zeros(4, images)
        self._logits = torch.zeros(images, classes, dtype=torch.float16)
        self._decoded = torch.zeros(images, dtype=torch.bool)

    def fill(self, chunk: Chunk, table: Tensor, logits: Tensor) -> None:
        """Take a chunk's scores: `table` `(4, B)`, `logits` `(B, classes)`, in the order of its groups."""
        self.left -= len(chunk.rows)
        rows = torch.from_numpy(chunk.rows[_positions(chunk.groups)])
        self._table[:, rows] = table
        self._logits[rows] = logits
        self._decoded[rows] = True

    def tensors(self) -> dict[str, Tensor]:
        """The file's content."""
        columns: dict[str, Tensor] = {name: self._table[1 + k].clone() for k, name in enumerate(_FLOATS)}
        return columns | {
            "label": self._table[0].int(),
            "decoded": self._decoded,
            "logits": self._logits,
        }


def _positions(groups: tuple[Group, ...]) -> NDArray[np.int64]:
    return np.concatenate([np.empty(0, np.int64), *(group.positions for group in groups)])


def _hold(bad: int, options: Scoring) -> None:
    if bad > options.max_bad:
        raise RunError(
            f"{bad} images do not decode, and {options.max_bad} are allowed; they are named above and in the scores: "
            "repair the pool (shadergen verify DIR --repair), or allow more with --max-bad"
        )


@dataclass(frozen=True)
class _Answer:
    """A chunk's scores `(4, B)` and logits `(B, classes)` in the CPU's memory, there once `ready` has passed."""

    table: Tensor
    logits: Tensor
    ready: torch.cuda.Event | None


def _answers(pool: Pool, teacher: Teacher, chunks: Iterator[Chunk]) -> Iterator[tuple[Chunk, Tensor, Tensor]]:
    """Each chunk with its scores; a GPU works on the next one meanwhile."""
    pending: deque[tuple[Chunk, _Answer]] = deque()
    for chunk in chunks:
        pending.append((chunk, _ask(teacher, chunk, torch.float16)))
        if len(pending) > 1:
            yield _finish(pool, teacher, *pending.popleft())
    while pending:
        yield _finish(pool, teacher, *pending.popleft())


def _ask(teacher: Teacher, chunk: Chunk, precision: torch.dtype) -> _Answer:
    device = device_of(teacher)
    found = _forward(teacher, chunk, device, precision)
    if device.type == "cpu":
        return _Answer(*found, None)
    # `.cpu()` later would wait for the next chunk's forward pass too, which is then before it in the stream
    table, logits = (
        torch.empty(its.shape, dtype=its.dtype, pin_memory=True).copy_(its, non_blocking=True) for its in found
    )
    return _Answer(table, logits, torch.cuda.current_stream(device).record_event())


def _finish(pool: Pool, teacher: Teacher, chunk: Chunk, answer: _Answer) -> tuple[Chunk, Tensor, Tensor]:
    if answer.ready is not None:
        answer.ready.synchronize()
        if not bool(answer.table.isfinite().all()):  # half precision may have overflowed
            answer = _ask(teacher, chunk, torch.float32)
            torch.cuda.synchronize(device_of(teacher))
    finite = answer.table.isfinite().all(0)
    if not bool(finite.all()):
        worst = int((~finite).nonzero()[0, 0])
        row = int(chunk.rows[_positions(chunk.groups)[worst]])
        raise RunError(
            f"teacher {teacher.name} answers image {pool.index(chunk.shard).key(row)} of "
            f"{pool.shards[chunk.shard].file} with logits that are not finite; check its weights and its input"
        )
    return chunk, answer.table, answer.logits


@torch.inference_mode()
def _forward(teacher: Teacher, chunk: Chunk, device: torch.device, precision: torch.dtype) -> tuple[Tensor, Tensor]:
    if not chunk.groups:
        return torch.zeros(4, 0), torch.zeros(0, teacher.classes, dtype=torch.float16)
    count, most = len(_positions(chunk.groups)), together(teacher.input)
    found = []
    for start in range(0, count, most):
        parts = (to_device(images, device) for images in _cut(chunk.groups, start, start + most))
        batch = torch.cat([prepare(images, teacher.input) for images in parts])
        with torch.autocast("cuda", precision, enabled=device.type == "cuda" and precision != torch.float32):
            found.append(_answer(teacher, batch))
    logits = torch.cat(found)
    return statistics(logits), logits.clamp(-_LARGEST_HALF, _LARGEST_HALF).half()


def _cut(groups: tuple[Group, ...], start: int, stop: int) -> Iterator[NDArray[np.uint8]]:
    """Images `start` to `stop - 1` of some groups, which are one after the other."""
    for group in groups:
        if len(images := group.images[max(0, start) : max(0, stop)]):
            yield images
        start, stop = start - len(group.images), stop - len(group.images)


def _answer(teacher: Teacher, batch: Tensor) -> Tensor:
    """`(B, classes)` float32 of prepared images."""
    logits: Tensor = teacher.network(batch).float()
    if logits.shape != (len(batch), teacher.classes):
        raise UsageError(
            f"teacher {teacher.name} answers {len(batch)} images with shape {tuple(logits.shape)}, and it says that it "
            f"has {teacher.classes} classes; correct its classes"
        )
    return logits


def statistics(logits: Tensor) -> Tensor:
    """Label, largest softmax probability, entropy in nats and margin of logits `(B, C)`: `(4, B)` float32.

    With a logit that is not finite the last three are not finite either.
    """
    logarithms = logits.log_softmax(1)
    probabilities = logarithms.exp()
    # a logit of -inf has the limit 0, and NaN stays NaN
    entropy = torch.where(probabilities == 0, 0.0, -probabilities * logarithms).sum(1)
    top = probabilities.topk(min(2, logits.shape[1]), dim=1).values
    margin = top[:, 0] - top[:, 1] if top.shape[1] == 2 else top[:, 0]
    finite = torch.where(logits.isfinite().all(1), 0.0, torch.nan)
    return torch.stack([logits.argmax(1).float(), top[:, 0] + finite, entropy + finite, margin + finite])


def _labels(shard: Shard, teacher: Teacher, bad: list[tuple[str, str]]) -> dict[str, str]:
    return {"format": FORMAT, "teacher": teacher.fingerprint, "shard": shard.sha256, "bad": json.dumps(bad)}


def _metadata(shard: Shard, teacher: Teacher) -> dict[str, str] | None:
    """What a scores file says of itself, if it belongs to this shard and teacher."""
    try:
        with safe_open(scores_file(shard, teacher), "np") as file:
            metadata: dict[str, str] = file.metadata() or {}
    except (OSError, SafetensorError):
        return None
    expected = {"format": FORMAT, "teacher": teacher.fingerprint, "shard": shard.sha256}
    return metadata if metadata.items() >= expected.items() else None


def _write(file: Path, tensors: dict[str, Tensor], metadata: dict[str, str]) -> None:
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        safetensors.torch.save_file(tensors, temporary, metadata)
        with temporary.open("rb") as whole:
            os.fsync(whole.fileno())
        temporary.replace(file)
    except (OSError, SafetensorError) as error:
        with suppress(OSError):
            temporary.unlink()
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise RunError(f"{file}: the scores cannot be written ({reason}); finished shards are kept") from error
