"""What the pool and its workers say to each other."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from shadergen.gl.context import Device
from shadergen.recipe import Resolved
from shadergen.shards.chunk import Lot, Piece
from shadergen.shards.manifest import Machine


@dataclass(frozen=True)
class Hello:
    """From a worker, once: it has started and reads."""


@dataclass(frozen=True)
class Begin:
    """To a worker, once, in answer.

    Attributes:
        recipe: what it draws from.
        device: on what.
        shared: where it shares what it translates.
        ahead: whether it may begin a batch before the one before is read; if not, what stops it is the program that it
            named last.
    """

    recipe: Resolved
    device: Device
    shared: Path | None = None
    ahead: bool = True


@dataclass(frozen=True)
class Task:
    """To a worker: draw a part of a lot; `number` tells tasks apart, also the same part again."""

    number: int
    lot: Lot
    part: int
    set_aside: frozenset[str]


@dataclass(frozen=True)
class Ready:
    """From a worker, once: the machine as it sees it."""

    machine: Machine


@dataclass(frozen=True)
class Drawing:
    """From a worker before each batch.

    Attributes:
        number: the task's.
        program: the program it turns to; None for leaves and noise.
        done: images of the task that are finished.
        since: when it does, by `time.monotonic`, which is one clock for all processes of a machine.
    """

    number: int
    program: str | None
    done: int
    since: float = field(default_factory=time.monotonic)


@dataclass(frozen=True)
class Done:
    """From a worker: a task's pieces, one of each of the lot's ranges."""

    number: int
    pieces: list[Piece]


@dataclass(frozen=True)
class Failed:
    """From a worker: it cannot go on; `exit_code` is that of the error, `trace` is empty for expected ones."""

    message: str
    exit_code: int
    trace: str = ""
