"""Stored teacher outputs: what a teacher answered to each view of a run, to be used again by the next.

A view is a function of (seed, epoch, sample) and of its batch, and the order of an epoch of (seed, epoch). So a run
with the same teacher, images, batch and augmentation sees the same views, whatever its student, loss or learning rate;
and all that must be kept of a view is the teacher's logits, in half precision:

    CACHE/<teacher>-<key>/cache.json       what the answers are to
                          epoch-00000.npy  (views, classes) float16 in the epoch's order; NaN: not answered yet

A second run with the same views has the first one's losses to the bit, since both take the rounded values.
"""

import hashlib
import json
import os
import shutil
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError
from torch import Tensor

from distill.accelerator import Precision
from distill.augment.regimes import Regime
from shadergen.errors import RunError, UsageError
from shadergen.shards.selected import Chooser

_LARGEST = 65504.0
"""The largest finite number of half precision."""


class Answered(BaseModel):
    """What a teacher was asked: all that its answers depend on, and where the images lay."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    teacher: Chooser
    samples: str
    """The shards' hashes, see `distill.samples.Samples.fingerprint`."""
    folders: tuple[Path, ...]
    """For `verify-cache`, not part of the key: the same images may lie elsewhere."""
    size: tuple[int, int]
    """(height, width) of the samples that views are cut out of."""
    view: tuple[int, int]
    channels: Literal[1, 3]
    fill: tuple[float, ...]
    regime: Regime
    mixup: bool
    precision: Precision
    held_out: int
    batch: int
    seed: int

    @cached_property
    def key(self) -> str:
        """SHA-256 of all but the folders and the teacher's names, in hexadecimal."""
        document = self.model_dump(mode="json", exclude={"folders", "teacher"}) | {"teacher": self.teacher.fingerprint}
        return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


class Stored:
    """The answers to one request, below a cache's folder.

    Args:
        cache: the folder, which may hold the answers to other requests too.
        request: what is asked.
        rows: views of an epoch.

    Raises:
        UsageError: the folder cannot be made.
    """

    def __init__(self, cache: Path, request: Answered, rows: int) -> None:
        self.folder = cache / f"{_plain(request.teacher.name)}-{request.key[:16]}"
        self._shape = (rows, request.teacher.classes)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / "cache.json").write_text(request.model_dump_json(indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{self.folder}: it cannot be written ({error.strerror})") from error

    def hold(self, epochs: int) -> None:
        """Make sure that the disk has room for all epochs.

        Raises:
            UsageError: it has not.
        """
        each = 2 * self._shape[0] * self._shape[1]
        needed = sum(each for epoch in range(epochs) if not self._file(epoch).is_file())
        free = shutil.disk_usage(self.folder).free
        if needed > free:
            raise UsageError(
                f"{self.folder}: the teacher's answers of {epochs} epochs take {needed / 1e9:.1f} GB more, and "
                f"{free / 1e9:.1f} GB are free; give another --teacher-cache, or none"
            )

    def read(self, epoch: int, places: slice) -> Tensor | None:
        """`(B, classes)` float32 of some places of an epoch's order; None if any is not answered."""
        if not self._file(epoch).is_file():
            return None
        found = np.array(self._array(epoch)[places])
        return None if np.isnan(found).any() else torch.from_numpy(found).float()

    def write(self, epoch: int, places: slice, logits: Tensor) -> Tensor:
        """Keep `(B, classes)` float32; what `read` will give in its place, on the same device."""
        rounded = logits.clamp(-_LARGEST, _LARGEST).half()
        if not self._file(epoch).is_file():
            self._begin(epoch)
        self._array(epoch)[places] = rounded.cpu().numpy()
        return rounded.float()

    def _file(self, epoch: int) -> Path:
        return self.folder / f"epoch-{epoch:05}.npy"

    def _begin(self, epoch: int) -> None:
        """An epoch's file, without an answer; of several ranks that make one at once, the first does."""
        scratch = self.folder / f".epoch-{epoch:05}.{os.getpid()}.tmp"
        try:
            with scratch.open("wb") as file:
                np.save(file, np.full(self._shape, np.nan, np.float16))
            with suppress(FileExistsError):
                os.link(scratch, self._file(epoch))
        except OSError as error:
            raise RunError(f"{self.folder}: the teacher's answers cannot be kept ({error.strerror})") from error
        finally:
            scratch.unlink(missing_ok=True)

    def _array(self, epoch: int) -> NDArray[np.float16]:
        file = self._file(epoch)
        try:
            array: NDArray[np.float16] = np.load(file, mmap_mode="r+", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise RunError(
                f"{file} is damaged ({type(error).__name__}); remove it, and it is asked for again"
            ) from error
        if array.shape != self._shape or array.dtype != np.float16:
            raise RunError(f"{file} holds {array.shape} {array.dtype}, not {self._shape} float16; remove it")
        return array

    def epochs(self) -> list[int]:
        """The epochs that have answers."""
        return sorted(int(file.stem.removeprefix("epoch-")) for file in self.folder.glob("epoch-*.npy"))


def requests(cache: Path) -> list[Answered]:
    """What a cache holds answers to.

    Raises:
        UsageError: it is no cache.
    """
    files = sorted(cache.glob("*/cache.json"))
    if not files:
        raise UsageError(f"{cache} holds no teacher outputs; give the folder that --teacher-cache named")
    try:
        return [Answered.model_validate_json(file.read_bytes()) for file in files]
    except ValidationError as error:
        raise UsageError(f"{cache}: a cache.json is damaged: {error.errors()[0]['msg']}") from error


def _plain(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in name)[:60]
