"""A run's folder: what was asked, the state that a run goes on from, its log. Only rank 0 writes."""

import io
import json
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Final

import torch

from distill.ranks import Rank
from shadergen.errors import RunError, UsageError

STATE: Final = "state.pt"
LOG: Final = "log.jsonl"
BEST: Final = "best.safetensors"


@dataclass(frozen=True)
class Place:
    """How far a run is.

    Attributes:
        epoch: the next one, or the one under way.
        step: of it, the next.
        best: the highest agreement on held-out images so far, -1 before the first.
        last: the one after the last whole epoch; None before the first, and without held-out images.
        log: length of the log in bytes; what stands behind it is done again.
    """

    epoch: int = 0
    step: int = 0
    best: float = -1.0
    last: float | None = None
    log: int = 0


class RunFolder:
    """One run's folder, begun or gone on with.

    Args:
        path: the folder.
        request: what is asked, as plain data: a folder that was begun with something else is refused.
        rank: this process's.

    Raises:
        UsageError: the folder holds something else.
    """

    def __init__(self, path: Path, request: dict[str, Any], rank: Rank) -> None:
        self.path, self._rank = path, rank
        if rank.number:  # rank 0 begins the folder first, or ends the run
            rank.wait()
        self._begin(json.loads(json.dumps(request)))
        if not rank.number:
            rank.wait()

    def _begin(self, request: dict[str, Any]) -> None:
        file = self.path / "run.json"
        if file.is_file():
            theirs = json.loads(file.read_text(encoding="utf-8"))
            if theirs != request:
                names = [name for name in request if theirs.get(name) != request[name]]
                raise UsageError(
                    f"{self.path} holds another run; these differ: {', '.join(names)}. Ask for the same, or give "
                    "--out anew"
                )
        elif self.path.is_dir() and any(self.path.iterdir()):
            raise UsageError(f"{self.path} holds something else; give --out a new or empty folder")
        else:
            self.path.mkdir(parents=True, exist_ok=True)
            place(file, (json.dumps(request, indent=1, sort_keys=True) + "\n").encode())

    def restore(self) -> tuple[Place, dict[str, Any] | None]:
        """Where the run stands, and the trainer's state; None at the beginning.

        Raises:
            RunError: the state is damaged.
        """
        file = self.path / STATE
        if not file.is_file():
            return Place(), None
        try:
            state = torch.load(file, map_location=self._rank.device, weights_only=True)
            return Place(**state["place"]), state["trainer"]
        except (OSError, RuntimeError, KeyError, TypeError, EOFError, ValueError, pickle.UnpicklingError) as error:
            raise RunError(f"{file} is damaged ({type(error).__name__}); remove it to begin anew") from error

    def save(self, where: Place, trainer: dict[str, Any], log: "Log") -> None:
        """Keep a state, whole; the log ends where it does."""
        if self._rank.number == 0:
            out = io.BytesIO()
            torch.save({"place": asdict(replace(where, log=log.flushed())), "trainer": trainer}, out)
            place(self.path / STATE, out.getvalue())

    def keep_best(self, weights: bytes) -> None:
        """Keep the weights that agree best so far."""
        if self._rank.number == 0:
            place(self.path / BEST, weights)

    @contextmanager
    def log(self, length: int) -> Iterator["Log"]:
        """The log, cut to a length."""
        file = self.path / LOG if self._rank.number == 0 else Path(os.devnull)
        file.touch()
        with file.open("r+b") as lines:
            if self._rank.number == 0:
                lines.truncate(length)
                lines.seek(length)
            yield Log(lines)


class Log:
    """JSON lines: one a step, one an epoch."""

    def __init__(self, lines: BinaryIO) -> None:
        self._lines = lines

    def write(self, document: dict[str, Any]) -> None:
        """Add a line."""
        self._lines.write((json.dumps(document) + "\n").encode())

    def flushed(self) -> int:
        """The log's length, all of it on the disk."""
        self._lines.flush()
        os.fsync(self._lines.fileno())
        return self._lines.tell()


def place(file: Path, data: bytes) -> None:
    """Write a file that appears whole.

    Raises:
        RunError: the disk failed.
    """
    scratch = file.with_name(f".{file.name}.tmp")
    try:
        with scratch.open("wb") as whole:
            whole.write(data)
            whole.flush()
            os.fsync(whole.fileno())
        scratch.replace(file)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise RunError(f"{file} cannot be written ({error.strerror}); what stands there is whole") from error
