"""What a clock has to wait for, and turns, so that what is compared is timed in the same minutes."""

import time
from collections.abc import Callable, Sequence
from typing import Any


def finish(device: Any) -> None:
    """Wait until a torch device has done what it was given."""
    if device.type == "cuda":
        import torch  # noqa: PLC0415  (the filter is measured without)

        torch.cuda.synchronize(device)


def in_turns(
    works: Sequence[Callable[[], object]], seconds: float, wait: Callable[[], None] = lambda: None
) -> list[float]:
    """Seconds of each work's fastest turn, after one to warm up.

    Args:
        works: what is timed, one after the other, three times or more.
        seconds: how long, about.
        wait: called around each turn, for devices that work on.
    """
    times: list[list[float]] = [[] for _ in works]
    began = time.monotonic()
    while len(times[0]) < 3 or time.monotonic() - began < seconds:
        for work, its in zip(works, times, strict=True):
            wait()
            start = time.perf_counter()
            work()
            wait()
            its.append(time.perf_counter() - start)
    return [min(its[1:]) for its in times]
