"""One drawing process as the event loop sees it, and the thread that talks with it."""

import asyncio
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from subprocess import TimeoutExpired
from typing import Final, Generic, Self, TypeVar

from server.messages import Begin, Close, Drawn, Drop, Open
from shadergen.engine.process import Process
from shadergen.engine.transport import receive
from shadergen.gl.context import Device
from shadergen.recipe import Resolved

_OPENED: Final = 8
"""Recipes that a worker keeps open."""
_OVERDUE: Final = 2.0
"""Seconds at one task after which a worker counts as slow."""
_GONE_SECONDS: Final = 5.0
_Work = TypeVar("_Work")


@dataclass(eq=False)
class Worker(Generic[_Work]):
    """A process, and what it is at.

    Attributes:
        device: what it draws on.
        heard: when it last said something.
        ready: whether it has said that it can draw.
        work: the task that it has; None while it is free.
        since: when it got the task.
        program: what it draws now; None between programs.
        turned: when it turned to that.
        programs: what it has drawn of the task.
        draws: whether it has begun with the task.
        killed: why it was killed on purpose; None if it was not.
    """

    process: Process
    device: Device
    heard: float = field(default_factory=time.monotonic)
    ready: bool = False
    work: _Work | None = None
    since: float = 0.0
    program: str | None = None
    turned: float = 0.0
    programs: set[str] = field(default_factory=set)
    draws: bool = False
    killed: str | None = None
    _inbox: "queue.SimpleQueue[list[object]]" = field(default_factory=queue.SimpleQueue)
    _opened: "OrderedDict[str, None]" = field(default_factory=OrderedDict)

    @classmethod
    def start(cls, device: Device, hear: "Callable[[Self, object], None]") -> Self:
        """Start a process; what it says is given to `hear` in the event loop, and at last a text: why it ended."""
        worker = cls(Process.start("server.worker"), device)
        loop = asyncio.get_running_loop()
        threading.Thread(target=worker._converse, args=(loop, hear), daemon=True).start()
        return worker

    @property
    def is_free(self) -> bool:
        """Whether it can be given a task."""
        return self.ready and self.work is None and self.killed is None

    def is_overdue(self, now: float) -> bool:
        """Whether it is long at one task."""
        return self.work is not None and now - self.since > _OVERDUE

    def has_open(self, recipe: Resolved) -> bool:
        """Whether it has a recipe open."""
        return recipe.fingerprint in self._opened

    def hand(self, work: _Work, message: object, recipe: Resolved | None) -> None:
        """Give it a task; `recipe` is opened before, and one that it has not drawn from for long closed."""
        self.work, self.since = work, time.monotonic()
        self.heard, self.program, self.programs, self.draws = self.since, None, set(), False
        self._inbox.put([*(self._opening(recipe) if recipe else []), message])

    def drop(self) -> None:
        """Tell it that nobody waits for its task; only once it draws, when the thread no longer sends."""
        with suppress(OSError):  # it died, and the loop hears of it soon
            self.process.pipe.send(Drop())

    def kill(self, why: str) -> None:
        """End it; its thread closes what it held."""
        self.killed = why
        self._inbox.put([])
        self.process.popen.kill()

    async def gone(self) -> None:
        """Wait until its process, which was killed, is no more; not for ever, since a driver may hold it."""
        with suppress(TimeoutExpired):
            await asyncio.to_thread(self.process.popen.wait, _GONE_SECONDS)

    def _opening(self, recipe: Resolved) -> list[object]:
        key = recipe.fingerprint
        if key in self._opened:
            self._opened.move_to_end(key)
            return []
        self._opened[key] = None
        messages: list[object] = [Open(recipe)]
        if len(self._opened) > _OPENED:
            messages.append(Close(self._opened.popitem(last=False)[0]))
        return messages

    def _converse(self, loop: asyncio.AbstractEventLoop, hear: "Callable[[Self, object], None]") -> None:
        """Hand the process what lies in the inbox, and post what it says to the loop, until it is gone.

        Only this thread blocks on the pipe, so that a process which stops in the middle of a message holds up nobody.
        """

        def post(message: object) -> None:
            with suppress(RuntimeError):  # the loop is closed, and nobody cares any more
                loop.call_soon_threadsafe(hear, self, message)

        pipe = self.process.pipe
        with suppress(EOFError, OSError):
            pipe.send(Begin(self.device))
            post(receive(pipe))
            while messages := self._inbox.get():
                for message in messages:
                    pipe.send(message)
                answer = None
                while not isinstance(answer, Drawn):
                    answer = receive(pipe)
                    post(answer)
        reason = self.process.why_it_died()
        self.process.end()
        post(reason)
