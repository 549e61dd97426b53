"""The drawing processes of the service: who is served next, what each draws, and what happens when one dies or hangs.

A consumer (a stream, a single picture) has a lane. Lanes with work stand in a ring; a free worker takes one task of the
next lane, so that all that wait are served in turn. A worker that dies or falls silent is replaced and its task drawn
again. When every worker is long at one task while others wait, up to as many again are started beside them: the
system shares the processors, and nobody waits for another's slow recipe.
"""

import asyncio
import logging
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from server.journal import Journal
from server.messages import Arrays, Drawing, Drawn, Form, Ready, Refused, Shot, Task
from server.metrics import Metrics
from server.problems import Unavailable
from server.workers import Worker
from shadergen.engine.base import START_SECONDS, STRIKES, Deaths
from shadergen.errors import RunError, UsageError
from shadergen.gl.context import Device
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved

_TRIES: Final = 6
"""How often a task may stop a worker, counted anew when a program is set aside."""
_COSTS, _TELLING = 256, 8
"""Recipes whose cost is remembered, and images that tell what it is."""
_PATIENCE: Final = 30.0
"""Seconds that a task waits where no worker starts."""
_IDLE: Final = 30.0
"""Seconds without work after which a worker that was started beside the others ends."""
_MOST_GROWN: Final = 3 * 2**29
"""Bytes after which a worker is replaced between two tasks: half of what its process may take."""
_TICK: Final = 0.25
_log = logging.getLogger("shadergen.drawers")

_Result = bytes | Arrays


@dataclass(eq=False)
class _Work:
    """A task or a shot, who waits for it, and how often it stopped a worker."""

    lane: "Lane"
    recipe: Resolved
    message: Task | Shot
    future: "asyncio.Future[_Result]"
    tries: int = 0
    since: float = field(default_factory=time.monotonic)


class Lane:
    """A consumer's place in the ring; see `Drawers.lane`."""

    def __init__(self, drawers: "Drawers") -> None:
        self._drawers = drawers
        self.waiting: deque[_Work] = deque()

    def ask(self, recipe: Resolved, start: int, stop: int, form: Form) -> "asyncio.Future[_Result]":
        """Have images `start` to `stop - 1` drawn; cancelling the future takes the task back.

        The future raises UsageError or RunError where they cannot be drawn.
        """
        return self._drawers.enqueue(self, recipe, Task(recipe.fingerprint, start, stop, form))

    def ask_shot(self, recipe: Resolved, plan: ImagePlan) -> "asyncio.Future[_Result]":
        """Have one plan drawn, at the first try or not at all."""
        return self._drawers.enqueue(self, recipe, Shot(recipe, plan))


class Drawers:
    """The workers of one event loop.

    Args:
        devices: workers are spread over them.
        workers: how many there are when all goes well.
        hang_seconds: a worker that says nothing for so long is replaced.
        journal: programs set aside.
        metrics: what is counted.
    """

    def __init__(
        self, devices: tuple[Device, ...], workers: int, hang_seconds: float, journal: Journal, metrics: Metrics
    ) -> None:
        self.count, self.journal = workers, journal
        self._devices, self._hang, self._metrics = devices, hang_seconds, metrics
        self._workers: list[Worker[_Work]] = []
        self._ring: deque[Lane] = deque()
        self._costs: OrderedDict[str, float] = OrderedDict()
        self._deaths: Deaths[tuple[str, str]] = Deaths()
        self._stillborn, self._why, self._not_before = 0, "", 0.0
        self._machine: asyncio.Future[Ready] | None = None
        self._ticker: asyncio.Task[None] | None = None
        self._idle_since = 0.0
        self.closing = asyncio.Event()
        """Set when the service begins to stop: streams come to their ends."""

    async def start(self) -> None:
        """Start the workers; they are ready some time later."""
        loop = asyncio.get_running_loop()
        self._machine = loop.create_future()
        for _ in range(self.count):
            self._start()
        self._ticker = loop.create_task(self._tick())

    async def stop(self) -> None:
        """End the workers; whoever still waits is told that nothing is drawn any more."""
        assert self._ticker is not None
        self._ticker.cancel()
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.kill("the service is stopping")
            if worker.work:
                _refuse(worker.work, Unavailable("the service is stopping"))
        for work in [work for lane in self._ring for work in lane.waiting]:
            _refuse(work, Unavailable("the service is stopping"))
        await asyncio.gather(*(worker.gone() for worker in workers))

    @contextmanager
    def lane(self) -> Iterator[Lane]:
        """A consumer's place; at its end all that it still waits for is taken back."""
        lane = Lane(self)
        try:
            yield lane
        finally:
            for work in [*lane.waiting, *(w.work for w in self._workers if w.work and w.work.lane is lane)]:
                work.future.cancel()

    async def images(self, recipe: Resolved, start: int, stop: int) -> tuple[NDArray[np.uint8], list[dict[str, Any]]]:
        """Images `start` to `stop - 1`.

        Returns:
            `(B, H, W, 3)` uint8 and the B records, in index order.

        Raises:
            UsageError, RunError: they cannot be drawn.
        """
        with self.lane() as lane:
            drawn = await lane.ask(recipe, start, stop, "array")
        assert isinstance(drawn, Arrays)
        return drawn.images, drawn.records

    async def shot(self, recipe: Resolved, plan: ImagePlan) -> NDArray[np.uint8]:
        """`(H, W, 3)` uint8: one plan of a recipe with one program, as it is.

        Raises:
            UsageError: the program cannot be drawn, or stopped its worker.
        """
        with self.lane() as lane:
            drawn = await lane.ask_shot(recipe, plan)
        assert isinstance(drawn, Arrays)
        image: NDArray[np.uint8] = drawn.images[0]
        return image

    async def machine(self) -> Ready:
        """What draws, once a worker is ready.

        Raises:
            Unavailable: none is for long.
        """
        assert self._machine is not None
        try:
            return await asyncio.wait_for(asyncio.shield(self._machine), _PATIENCE)
        except TimeoutError as error:
            raise Unavailable("no worker has started; on the service's machine run: shadergen doctor") from error

    def pids(self) -> list[int]:
        """The process ids of the workers."""
        return [worker.process.pid for worker in self._workers]

    def waiting(self) -> int:
        """Tasks that no worker has yet."""
        return sum(len(lane.waiting) for lane in self._ring)

    def enqueue(self, lane: Lane, recipe: Resolved, message: Task | Shot) -> "asyncio.Future[_Result]":
        """Put a task at its lane's end."""
        work = _Work(lane, recipe, message, asyncio.get_running_loop().create_future())
        work.future.add_done_callback(lambda future: self._take_back(work) if future.cancelled() else None)
        self._line_up(work, first=False)
        self._give()
        return work.future

    def _line_up(self, work: _Work, *, first: bool) -> None:
        lane = work.lane
        if not lane.waiting:
            (self._ring.appendleft if first else self._ring.append)(lane)
        (lane.waiting.appendleft if first else lane.waiting.append)(work)

    def _take_back(self, work: _Work) -> None:
        """Nobody waits for a task any more."""
        lane = work.lane
        if work in lane.waiting:
            lane.waiting.remove(work)
            if not lane.waiting:
                self._ring.remove(lane)
        for worker in self._workers:
            if worker.work is work and worker.draws:
                worker.drop()

    def _give(self) -> None:
        """Give every free worker the next lane's next task."""
        while self._ring and (free := [worker for worker in self._workers if worker.is_free]):
            lane = self._next_lane()
            work = lane.waiting.popleft()
            if lane.waiting:
                self._ring.append(lane)
            # one that has the recipe open, if there is one
            self._hand(max(free, key=lambda worker: worker.has_open(work.recipe)), work)

    def _next_lane(self) -> Lane:
        """The next of the ring; while others wait, one whose worker is overdue gets no second."""
        now = time.monotonic()
        slow = {worker.work.lane for worker in self._workers if worker.work and worker.is_overdue(now)}
        lane = next((lane for lane in self._ring if lane not in slow), self._ring[0])
        self._ring.remove(lane)
        return lane

    def _hand(self, worker: Worker[_Work], work: _Work) -> None:
        self._metrics.seconds.labels("wait").inc(time.monotonic() - work.since)
        message = work.message
        if isinstance(message, Task):
            message = replace(message, set_aside=self.journal.programs(work.recipe))
            worker.hand(work, message, work.recipe)
        else:
            worker.hand(work, message, None)

    def _start(self) -> None:
        """Start a worker on the device that has the fewest."""
        there = Counter(worker.device for worker in self._workers)
        device = min(self._devices, key=lambda device: there[device])
        self._workers.append(Worker[_Work].start(device, self._hear))

    def _retire(self, worker: Worker[_Work], why: str) -> None:
        """End a worker that has no task."""
        _log.info("a worker ends", extra={"reason": why})
        self._workers.remove(worker)
        worker.kill(why)

    def _hear(self, worker: Worker[_Work], message: object) -> None:
        """News of a worker, in the event loop; a string says why it died."""
        if worker not in self._workers:
            return
        worker.heard = time.monotonic()
        match message:
            case Ready():
                worker.ready, self._stillborn = True, 0
                assert self._machine is not None
                if not self._machine.done():
                    self._machine.set_result(message)
            case Drawing(program, since):
                worker.program, worker.turned, worker.draws = program, since, True
                if program is not None:
                    worker.programs.add(program)
                if worker.work and worker.work.future.cancelled():
                    worker.drop()
            case Drawn():
                self._take(worker, message)
            case str(reason):
                self._replace(worker, worker.killed or reason)
        self._give()

    def _take(self, worker: Worker[_Work], drawn: Drawn) -> None:
        work = worker.work
        assert work is not None
        worker.work = None
        if work.tries:  # the same images were drawn now, so what stopped a worker was none of their programs
            for program in worker.programs:
                self._deaths.forget((work.recipe.fingerprint, program))
        for stage, seconds in drawn.seconds.items():
            self._metrics.seconds.labels(stage).inc(seconds)
        if drawn.grown > _MOST_GROWN:
            self._retire(worker, "it has grown")
            self._start()
        if work.future.done():
            return
        match drawn.result:
            case Refused(line, exit_code):
                work.future.set_exception((UsageError if exit_code == UsageError.exit_code else RunError)(line))
            case None:
                work.future.cancel()
            case result:
                if isinstance(work.message, Task):
                    images = work.message.stop - work.message.start
                    self._metrics.images.inc(images)
                    self._learn(work.recipe, images, (time.monotonic() - worker.since) / images)
                work.future.set_result(result)

    def _learn(self, recipe: Resolved, images: int, seconds: float) -> None:
        if images < _TELLING and recipe.fingerprint in self._costs:
            return  # a single picture costs more than one of many
        self._costs[recipe.fingerprint] = seconds
        self._costs.move_to_end(recipe.fingerprint)
        if len(self._costs) > _COSTS:
            self._costs.popitem(last=False)

    def seconds_per_image(self, recipe: Resolved) -> float | None:
        """What an image of a recipe last took on one worker; None if none was drawn of late."""
        return self._costs.get(recipe.fingerprint)

    def _replace(self, worker: Worker[_Work], reason: str) -> None:
        """Start another worker for one that died, and see to its task."""
        self._workers.remove(worker)
        if worker.ready:
            self._metrics.restarts.inc()
            _log.warning("a worker is replaced", extra={"reason": reason, "program": worker.program})
        else:
            self._stillborn, self._why = self._stillborn + 1, reason
            self._not_before = time.monotonic() + min(30.0, 0.1 * 2.0**self._stillborn)
            _log.error("a worker does not start", extra={"reason": reason})
        if worker.ready and len(self._workers) < self.count:
            self._start()
        work = worker.work
        if work is None or work.future.done():
            return
        work.tries += 1
        name = worker.program
        if isinstance(work.message, Shot):
            _refuse(work, UsageError(f"the program stopped its worker ({reason}); it may loop for too long"))
            return
        if name is not None and self._strike(work.recipe, name, worker.turned, "hang" if worker.killed else "crash"):
            work.tries = 0
        if work.tries >= _TRIES:
            _refuse(work, RunError(f"images {work.message.start} to {work.message.stop - 1} stop workers ({reason})"))
        else:
            self._line_up(work, first=True)

    def _strike(self, recipe: Resolved, program: str, since: float, reason: str) -> bool:
        """Hold a program responsible that a worker drew `since` when; True if it is set aside now."""
        key = (recipe.fingerprint, program)
        if self._deaths.of(key, since) < STRIKES:
            return False
        self._deaths.forget(key)
        self.journal.set_aside(recipe, program, reason)
        _log.warning("a program is set aside", extra={"program": program, "reason": reason})
        return True

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            now = time.monotonic()
            for worker in [worker for worker in self._workers if not worker.is_free and worker.killed is None]:
                limit = self._hang if worker.ready else START_SECONDS
                if now - worker.heard > limit:
                    worker.kill(f"no sign of life for {limit:g} s")
                elif self._ring and worker.work and worker.work.future.cancelled() and worker.is_overdue(now):
                    worker.kill("it does not drop a task that nobody waits for, and others wait")
            if len(self._workers) < self.count and now > self._not_before:
                self._start()
            if self._stillborn >= self.count + STRIKES and not any(worker.ready for worker in self._workers):
                self._give_up(now)
            self._fit(now)

    def _give_up(self, now: float) -> None:
        """Tell those who have waited for long that nothing can be drawn; starting goes on."""
        error = Unavailable(f"workers do not start ({self._why}); on the service's machine run: shadergen doctor")
        for work in [work for lane in self._ring for work in lane.waiting if now - work.since > _PATIENCE]:
            self._take_back(work)
            _refuse(work, error)

    def _fit(self, now: float) -> None:
        """Start a worker beside those that are all overdue while others wait; end it when it was idle for long."""
        stuck = all(worker.is_overdue(now) for worker in self._workers)
        if self._ring and self._workers and stuck and len(self._workers) < 2 * self.count:
            self._start()
        if self._ring or not any(worker.is_free for worker in self._workers):
            self._idle_since = now
        if len(self._workers) > self.count and now - self._idle_since > _IDLE:
            self._retire(next(worker for worker in self._workers if worker.is_free), "it was idle")


def _refuse(work: _Work, error: Exception) -> None:
    if not work.future.done():
        work.future.set_exception(error)
