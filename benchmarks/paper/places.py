"""Where things are on this machine: rows name them by words with a dollar, so that a row is the same everywhere."""

import fcntl
import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self

from benchmarks.paper.original import SPLITS, export
from distill.data import identity
from shadergen.errors import UsageError


class Missing(Exception):
    """What a row needs is not on this machine; it is left out, and this says why."""


@dataclass(frozen=True)
class Places:
    """Where a run finds and leaves things.

    Attributes:
        data: DATA, see `distill.data`.
        out: folder of pools, selections and students.
        teachers: folder of the teachers that were trained for this.
        pictures: folder of pictures of another domain, which the user names.
        digits: DATA of handwritten digits, which the user names.
        cifar: DATA of CIFAR-10, which the user names.
    """

    data: str
    out: Path
    teachers: Path
    pictures: Path | None = None
    digits: str | None = None
    cifar: str | None = None

    def of(self, word: str) -> Self:
        """These places for a row's data: $DATA, $DIGITS or $CIFAR.

        Raises:
            Missing: it is not there.
        """
        if word == "$DATA":
            return self
        name = word[1:].lower()
        if (data := {"digits": self.digits, "cifar": self.cifar}[name]) is None:
            raise Missing(f"no {name} are named; give --{name} DATA")
        return replace(self, data=data)

    def put(self, value: Any) -> Any:
        """Plain data with places for its words.

        Raises:
            Missing: one is not there.
        """
        if isinstance(value, dict):
            return {key: self.put(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.put(inner) for inner in value]
        if not isinstance(value, str) or not value.startswith("$"):
            return value
        word, slash, rest = value[1:].partition("/")
        found: dict[str, Callable[[], str | Path]] = {
            "DATA": lambda: self.data,
            "ORIGINAL": lambda: self.split("train"),
            "TEACHERS": lambda: self.teachers,
            "PICTURE": _picture,
            "PICTURES": self._pictures,
        }
        start = found[word]()
        if not slash:
            return str(start)
        if not (Path(start) / rest).exists():
            raise Missing(f"{rest} is not there; benchmarks/paper/README.md has the command that makes it")
        return str(Path(start) / rest)

    def split(self, name: Literal["train", "held-out"]) -> Path:
        """Folder of the training images, but for the last ones: 'train'; or of those: 'held-out'; see `prepare`."""
        return self.out / f"original-{identity(self.data)[:12]}" / name

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Take `out` for this process alone: stages that two write at once would be lost.

        Raises:
            UsageError: another process has it.
        """
        self.out.mkdir(parents=True, exist_ok=True)
        with (self.out / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise UsageError(f"{self.out} is in use by another run; wait for it, or give --out another") from error
            yield

    def prepare(self) -> None:
        """Export the training images, unless they are there."""
        folders = [self.split(split) for split in SPLITS]
        if not all(folder.is_dir() for folder in folders):
            export(self.data, folders[0].parent)

    def _pictures(self) -> Path:
        if self.pictures is None:
            raise Missing("no folder of pictures is named; give --pictures DIR")
        return self.pictures


def _picture() -> Path:
    """A photograph that comes with scikit-learn: found as a file, for its loader wants more than there is to know."""
    package = importlib.util.find_spec("sklearn")
    file = Path(package.origin or "").parent / "datasets" / "images" / "china.jpg" if package else None
    if file is None or not file.is_file():
        raise Missing("scikit-learn is not installed with its pictures; `pip install scikit-learn`")
    return file
