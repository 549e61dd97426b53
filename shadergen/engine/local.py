"""The local pool: worker processes on this machine, watched, replaced when they die or hang, their results in order."""

import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from typing import Self

from shadergen.engine.base import QUEUE, START_SECONDS, Strikes, Work, translations
from shadergen.engine.messages import Begin, Done, Drawing, Failed, Hello, Ready, Task
from shadergen.engine.process import Process
from shadergen.engine.transport import receive
from shadergen.errors import RunError, UsageError
from shadergen.gl.context import Device
from shadergen.recipe import Resolved
from shadergen.shards.chunk import Chunk, Lot
from shadergen.shards.manifest import Machine

_LISTEN_SECONDS = 1.0


@dataclass
class _Worker:
    process: Process
    device: Device
    heard: float
    ahead: bool = True
    ready: bool = False
    program: str | None = None
    since: float = 0.0
    tasks: deque[Task] = field(default_factory=deque)
    done: int = 0


class LocalPool:
    """Worker processes for one recipe; a context manager, at whose end no process is left.

    Args:
        recipe: the resolved recipe.
        devices: where programs are drawn; workers are spread over them.
        workers: number of processes.
        hang_seconds: a worker that says nothing for so long is taken for hung; it speaks before every batch.
        on_event: called with a line for the log when a worker is replaced.

    Attributes:
        machine: what the first ready worker sees; None before.
        on_progress: called now and then with the number of images drawn beyond the chunks that `run` has yielded.
    """

    def __init__(
        self,
        recipe: Resolved,
        devices: Sequence[Device],
        workers: int,
        hang_seconds: float = 120.0,
        on_event: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.devices = tuple(devices)
        self._recipe = recipe
        self.count, self._hang = workers, hang_seconds
        self._event = on_event
        self.on_progress: Callable[[int], None] = lambda _: None
        self._workers: list[_Worker] = []
        self._ends = ExitStack()
        self._shared: Path | None = None
        self._strikes = Strikes(workers)
        self._aside: frozenset[str] = frozenset()
        self._numbers = 0
        self.machine: Machine | None = None

    def __enter__(self) -> Self:
        self._shared = translations() or Path(
            self._ends.enter_context(tempfile.TemporaryDirectory(prefix="shadergen-"))
        )
        self._workers = [self._start(self.devices[number % len(self.devices)]) for number in range(self.count)]
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.end()
        self._workers = []
        self._ends.close()

    @property
    def several(self) -> bool:
        """Whether there are several devices, so that each chunk's `devices` are worth recording."""
        return len(self.devices) > 1

    def pids(self) -> list[int]:
        """The process ids of the workers."""
        return [worker.process.pid for worker in self._workers]

    def identify(self) -> Machine:
        """The machine as the first worker to be ready sees it.

        Raises:
            UsageError, RunError: no worker can start; the reason is the worker's.
        """
        while self.machine is None:
            self._listen(lambda *_: None)
        return self.machine

    def run(self, lots: Sequence[Lot], set_aside: frozenset[str]) -> Iterator[Chunk]:
        """Draw lots, see `shadergen.engine.base.Engine.run`."""
        self._aside = set_aside
        work = Work(self._numbers, lots, set_aside, self.count)
        self._numbers = work.stop
        while not work.finished:
            for slot in range(QUEUE):
                for worker in self._workers:
                    if worker.ready and len(worker.tasks) == slot and (task := work.next_task()):
                        self._give(worker, task)
            if work.ready:
                yield work.chunk()
            # a chunk may have taken a while to be written, and workers wait until they are heard
            work.give_back(self._listen(work.take, 0.0 if work.ready or work.finished else _LISTEN_SECONDS))
            self.on_progress(sum(worker.done for worker in self._workers) + work.waiting)

    def _give(self, worker: _Worker, task: Task) -> None:
        if not worker.tasks:
            worker.heard = time.monotonic()
        worker.tasks.append(task)
        with suppress(OSError):  # it may have died: then `_listen` finds its pipe closed and takes the task back
            worker.process.pipe.send(task)

    def _start(self, device: Device, *, ahead: bool = True) -> _Worker:
        return _Worker(Process.start("shadergen.engine.worker"), device, time.monotonic(), ahead)

    def _listen(self, take: Callable[[Done, str], None], seconds: float = _LISTEN_SECONDS) -> list[Task]:
        """Wait for news, at most so long; give back the tasks of workers that had to be replaced."""
        lost: list[Task] = []
        for pipe in wait([worker.process.pipe for worker in self._workers], timeout=seconds):
            worker = next(w for w in self._workers if w.process.pipe is pipe)
            try:
                self._hear(worker, receive(worker.process.pipe), take)
            except (EOFError, OSError):
                lost += self._replace(worker, None)
        now = time.monotonic()
        for worker in list(self._workers):
            limit = self._hang if worker.ready else START_SECONDS
            if (worker.tasks or not worker.ready) and now - worker.heard > limit:
                lost += self._replace(worker, f"no sign of life for {limit:g} s")
        return lost

    def _hear(self, worker: _Worker, message: object, take: Callable[[Done, str], None]) -> None:
        worker.heard = time.monotonic()
        if isinstance(message, Hello):
            # not before: a pipe holds less than a large recipe, and the pool would wait for each worker to start
            worker.process.pipe.send(Begin(self._recipe, worker.device, self._shared, worker.ahead))
        elif isinstance(message, Ready):
            worker.ready = True
            self._strikes.started()
            if self.machine is not None and self.machine != message.machine:
                raise RunError(f"two workers see two machines: {self.machine} and {message.machine}")
            self.machine = message.machine
        elif isinstance(message, Drawing):
            worker.program, worker.done, worker.since = message.program, message.done, message.since
        elif isinstance(message, Done):
            worker.tasks.popleft()
            worker.program, worker.done = None, 0
            self._strikes.drew()
            take(message, str(worker.device))
        elif isinstance(message, Failed):
            if message.trace:
                self._event(message.trace)
            raise (UsageError if message.exit_code == UsageError.exit_code else RunError)(message.message)

    def _replace(self, worker: _Worker, hung: str | None) -> list[Task]:
        """End a worker, start another, and hold its program responsible."""
        reason = hung or worker.process.why_it_died()
        program, tasks = worker.program, list(worker.tasks)
        worker.process.end()
        if not worker.ready:
            self._strikes.stillborn(reason)
        # what crashed may have been begun before the program that is held responsible: now one is drawn after the other
        self._workers[self._workers.index(worker)] = self._start(worker.device, ahead=False)
        self._event(
            f"worker {worker.process.pid} is replaced: {reason}" + (f", while it drew {program}" if program else "")
        )
        if worker.ready:
            self._strikes.stopped(program, worker.since, hung is not None, reason, self._aside)
        return tasks
