"""What every engine is: it draws ranges of a recipe's images as chunks, in order, whatever dies meanwhile."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, Self

from shadergen.errors import RunError
from shadergen.shards.chunk import Chunk
from shadergen.shards.manifest import Machine

STRIKES = 2
"""How often a program may stop a worker before it is set aside."""
START_SECONDS = 120.0
"""How long a worker may take until it can draw."""
QUEUE = 2
"""Tasks that a worker holds: the one it draws, and one so that it never waits."""


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
        """Whether what draws is not one kind of device, so that each chunk's `device` is worth recording."""
        ...

    def identify(self) -> Machine:
        """The machine as the workers see it.

        Raises:
            UsageError, RunError: no worker can start; the reason is the worker's.
        """
        ...

    def run(self, ranges: Sequence[tuple[int, int]], set_aside: frozenset[str]) -> Iterator[Chunk]:
        """Draw ranges, each as one chunk; memory does not grow with their number.

        Args:
            ranges: (start, stop) pairs.
            set_aside: programs that are not drawn.

        Yields:
            The chunks, in the order of `ranges`.

        Raises:
            ProgramStopped: a program must be set aside; the engine can run again with it in `set_aside`.
            RunError: workers die before they draw, or fail.
        """
        ...


class Strikes:
    """How often each program stopped a worker, and how often workers died between programs (None).

    Args:
        workers: their number, which bounds how many may die.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._counts: Counter[str | None] = Counter()
        self._stillborn = 0

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
        self._counts[None] = 0

    def stopped(self, program: str | None, hung: bool, reason: str, aside: frozenset[str]) -> None:
        """A worker died, or was ended because it hung, while it drew `program`, or between programs.

        Raises:
            ProgramStopped: the program must be set aside.
            RunError: workers die between programs.
        """
        self._counts[program] += 1
        if program is None and self._counts[None] > self._workers * STRIKES:
            raise RunError(f"workers die between programs ({reason}); look at this machine's memory and log")
        # a worker may still have hung on a task of the run before, which knew the program
        if program is not None and program not in aside and self._counts[program] >= STRIKES:
            raise ProgramStopped(program, "hang" if hung else "crash")
