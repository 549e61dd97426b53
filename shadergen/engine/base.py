"""What every engine is: it draws ranges of a recipe's images as chunks, in order, whatever dies meanwhile."""

import math
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Generic, Protocol, Self, TypeVar

from shadergen.engine.messages import Done, Task
from shadergen.errors import RunError
from shadergen.shards.chunk import Chunk, Lot, Piece
from shadergen.shards.manifest import Machine
from shadergen.shards.mirror import cache_folder
from shadergen.twigl.shared import kept_folder

_Drawn = TypeVar("_Drawn", bound=Hashable)

STRIKES = 2
"""How often a program may stop a worker before it is set aside."""
START_SECONDS = 120.0
"""How long a worker may take until it can draw."""
QUEUE = 2
"""Tasks that a worker holds: the one it draws, and one so that it never waits."""


def translations() -> Path | None:
    """Where worker processes share translated programs; None where this user has no folder that can be written to."""
    try:
        return kept_folder(cache_folder() / "shaders")
    except (OSError, RuntimeError):  # Path.home() knows no home of some users in containers
        return None


class ProgramStopped(Exception):
    """A program stopped a worker `STRIKES` times: it must be set aside before the run goes on."""

    def __init__(self, program: str, reason: str) -> None:
        super().__init__(f"{program}: {reason}")
        self.program, self.reason = program, reason


class Engine(Protocol):
    """Workers for one recipe; a context manager, at whose end none is left.

    Attributes:
        count: number of workers.
        on_progress: called now and then with the number of images drawn beyond the chunks that `run` has yielded.
    """

    count: int
    on_progress: Callable[[int], None]

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    @property
    def several(self) -> bool:
        """Whether what draws is not one kind of device, so that each chunk's `devices` are worth recording."""
        ...

    def identify(self) -> Machine:
        """The machine as the workers see it.

        Raises:
            UsageError, RunError: no worker can start; the reason is the worker's.
        """
        ...

    def run(self, lots: Sequence[Lot], set_aside: frozenset[str]) -> Iterator[Chunk]:
        """Draw lots, each of their ranges as one chunk; memory does not grow with their number.

        Args:
            lots: what is drawn together.
            set_aside: programs that are not drawn.

        Yields:
            The chunks, in the order of the lots' ranges.

        Raises:
            ProgramStopped: a program must be set aside; the engine can run again with it in `set_aside`.
            RunError: workers die before they draw, or fail.
        """
        ...


class Work:
    """The tasks of one run, and what came of them: parts of lots go out, chunks come back in order.

    Parts of the lot that is due and of the next are under way, of more only where lots are so small that workers would
    have nothing to do: memory does not grow with the number of lots.

    Args:
        first: number of the first task; what belongs to lower ones is of an earlier run, and is passed over.
        lots: what is drawn.
        set_aside: programs that are not drawn.
        workers: their number.

    Attributes:
        stop: the number after the last task's.
        waiting: images that are drawn and not yet given back.
    """

    def __init__(self, first: int, lots: Sequence[Lot], set_aside: frozenset[str], workers: int) -> None:
        self._first, self._lots, self._least = first, lots, workers * (QUEUE + 1)
        # the number of each lot's first task, and the one after the last
        self._numbers = [first, *(first + number for number in accumulate(lot.parts for lot in lots))]
        self._tasks = [
            Task(number + part, lot, part, set_aside)
            for number, lot in zip(self._numbers, lots, strict=False)
            for part in range(lot.parts)
        ][::-1]  # the next is at the end
        self._done = Counter[int]()
        self._pieces: dict[tuple[int, int], list[Piece]] = {}
        self._due, self._range = 0, 0
        self.stop = self._numbers[-1]
        self.waiting = 0

    @property
    def finished(self) -> bool:
        """Whether all chunks were given back."""
        return self._due == len(self._lots)

    @property
    def ready(self) -> bool:
        """Whether a chunk is ready."""
        return not self.finished and self._done[self._due] == self._lots[self._due].parts

    def next_task(self) -> Task | None:
        """The task that a worker should be given next, if there is one."""
        ahead = self._numbers[min(self._due + 2, len(self._lots))]
        if self._tasks and self._tasks[-1].number < max(ahead, self._numbers[self._due] + self._least):
            return self._tasks.pop()
        return None

    def give_back(self, tasks: Iterable[Task]) -> None:
        """Take tasks back that were not done."""
        if lost := [task for task in tasks if task.number >= self._first]:
            self._tasks = sorted([*self._tasks, *lost], key=lambda task: -task.number)

    def take(self, done: Done, device: str) -> None:
        """Take a task's result."""
        if done.number < self._first:
            return
        place = bisect_right(self._numbers, done.number) - 1
        self._done[place] += 1
        for number, piece in enumerate(done.pieces):
            self._pieces.setdefault((place, number), []).append(replace(piece, device=device))
            self.waiting += len(piece.places)

    def chunk(self) -> Chunk:
        """The chunk that is due, once it is ready."""
        ranges = self._lots[self._due].ranges
        start, stop = ranges[self._range]
        chunk = Chunk.of(start, stop, self._pieces.pop((self._due, self._range)))
        self.waiting -= stop - start
        self._range += 1
        if self._range == len(ranges):
            self._due, self._range = self._due + 1, 0
        return chunk


class Deaths(Generic[_Drawn]):
    """How often workers died by what they drew.

    Those who drew it already when another died of it do not count: one event may have stopped them all, such as a
    machine that slept or memory that ran out.
    """

    def __init__(self) -> None:
        self._found: dict[_Drawn, tuple[int, float]] = {}

    def of(self, drawn: _Drawn, since: float) -> int:
        """Count a death; how many there are.

        Args:
            drawn: what the worker drew.
            since: when it began to, by `time.monotonic`.
        """
        count, last = self._found.get(drawn, (0, -math.inf))
        if since >= last:
            count, last = count + 1, time.monotonic()
        self._found[drawn] = count, last
        return count

    def forget(self, drawn: _Drawn) -> None:
        """It was drawn, or is no longer."""
        self._found.pop(drawn, None)


class Strikes:
    """How often each program stopped a worker, and how often workers died between programs.

    Args:
        workers: their number, which bounds how many may die.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._programs: Deaths[str] = Deaths()
        self._between = self._stillborn = 0

    def started(self) -> None:
        """A worker can draw."""
        self._stillborn = 0

    def stillborn(self, reason: str) -> None:
        """A worker died before it could draw.

        Raises:
            RunError: too many did.
        """
        self._stillborn += 1
        if self._stillborn >= self._workers + STRIKES:
            raise RunError(f"workers do not start ({reason}); run: shadergen doctor")

    def drew(self) -> None:
        """A worker finished a task, so workers do not die for a reason of the machine's."""
        self._between = 0

    def stopped(self, program: str | None, since: float, hung: bool, reason: str, aside: frozenset[str]) -> None:
        """A worker died, or was ended because it hung, while it drew `program`, `since` when, or between programs.

        Raises:
            ProgramStopped: the program must be set aside.
            RunError: workers die between programs.
        """
        if program is None:
            self._between += 1
            if self._between > self._workers * STRIKES:
                raise RunError(f"workers die between programs ({reason}); look at this machine's memory and log")
        # a worker may still have hung on a task of the run before, which knew the program
        elif self._programs.of(program, since) >= STRIKES and program not in aside:
            raise ProgramStopped(program, "hang" if hung else "crash")
