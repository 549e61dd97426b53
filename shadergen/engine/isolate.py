"""Work that may crash or hang, item by item: each is done in a process that is killed when it takes too long."""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, Literal

from shadergen.engine.process import Process

_START_SECONDS = 120.0


@dataclass(frozen=True)
class Stopped:
    """What came of an item that never answered: it hung or it took the process with it."""

    how: Literal["timeout", "crashed"]
    reason: str


@dataclass
class _Slot:
    process: Process
    since: float
    item: int | None = None
    ready: bool = False


def each(  # noqa: PLR0912  (one loop: who is given, who answers, who died)
    module: str, items: Sequence[Any], processes: int, seconds: float
) -> Iterator[tuple[int, Any]]:
    """Do items in processes; nothing that one of them does ends another's work.

    Args:
        module: its `main(pipe)` sends one message when it is ready, then a result for each item that it receives.
        items: what is sent.
        processes: how many work side by side.
        seconds: an item that takes longer is stopped, with its process.

    Yields:
        (position, result or `Stopped`), in the order in which they end.

    Raises:
        RuntimeError: the processes die before they are ready, so that no item can be done.
    """
    waiting = deque(enumerate(items))
    slots = [_Slot(Process.start(module), time.monotonic()) for _ in range(min(processes, len(items)))]
    stillborn = 0
    try:
        while waiting or any(slot.item is not None for slot in slots):
            for slot in slots:
                if slot.ready and slot.item is None and waiting:
                    slot.item, item = waiting.popleft()
                    slot.since = time.monotonic()
                    slot.process.pipe.send(item)
            heard = wait([slot.process.pipe for slot in slots], timeout=0.25)
            for number, slot in enumerate(slots):
                died = None
                if slot.process.pipe in heard:
                    try:
                        answer = slot.process.pipe.recv()
                    except (EOFError, OSError):
                        died = Stopped("crashed", slot.process.why_it_died())
                    else:
                        if slot.item is not None:
                            yield slot.item, answer
                        slot.item, slot.ready, stillborn = None, True, 0
                elif time.monotonic() - slot.since > (seconds if slot.ready else _START_SECONDS) and (
                    slot.item is not None or not slot.ready
                ):
                    died = Stopped("timeout", f"no answer within {seconds:g} s")
                if died is None:
                    continue
                slot.process.end()
                slots[number] = _Slot(Process.start(module), time.monotonic())
                if slot.item is not None:
                    yield slot.item, died
                elif not slot.ready:
                    stillborn += 1
                    if stillborn > 2 * len(slots):
                        raise RuntimeError(died.reason)
    finally:
        for slot in slots:
            slot.process.end()
