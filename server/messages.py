"""What the service and its drawing processes say to each other."""

import time
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shadergen.gl.context import Device
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved

Form = Literal["tar", "array"]


@dataclass(frozen=True)
class Begin:
    """To a worker, once: on what it draws."""

    device: Device


@dataclass(frozen=True)
class Ready:
    """From a worker, once: what draws; 'none' where OpenGL is missing, which leaves and noise do not need."""

    renderer: str
    version: str


@dataclass(frozen=True)
class Open:
    """To a worker: the recipe that tasks name by its fingerprint from now on."""

    recipe: Resolved


@dataclass(frozen=True)
class Close:
    """To a worker: no more tasks of this fingerprint."""

    fingerprint: str


@dataclass(frozen=True)
class Task:
    """To a worker: draw images `start` to `stop - 1`, as tar members or as an array with records."""

    fingerprint: str
    start: int
    stop: int
    form: Form
    set_aside: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Shot:
    """To a worker: one plan of a recipe with one program, drawn once."""

    recipe: Resolved
    plan: ImagePlan


@dataclass(frozen=True)
class Drop:
    """To a worker: nobody waits for the task that it draws."""


@dataclass(frozen=True)
class Drawing:
    """From a worker before each batch: the program it turns to, None for leaves and noise, and when (monotonic)."""

    program: str | None
    since: float = field(default_factory=time.monotonic)


@dataclass(frozen=True)
class Arrays:
    """Images `(B, H, W, 3)` uint8 and their B records, in index order."""

    images: NDArray[np.uint8]
    records: list[dict[str, Any]]


@dataclass(frozen=True)
class Drawn:
    """From a worker: a task's answer; it waits for the next.

    Attributes:
        result: tar members, arrays, or the line that says why it cannot be drawn; None where the task was dropped.
        seconds: by stage.
        grown: bytes of address space that the process has taken since it was ready.
    """

    result: "bytes | Arrays | Refused | None"
    grown: int
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """An error that is meant for the user; `exit_code` tells its kind."""

    line: str
    exit_code: int
