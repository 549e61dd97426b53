"""Progress on stderr: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from shadergen.rendering import Status

_LINE_SECONDS = 10.0


class _Rate:
    """Images a second since the run began, without those that were there before."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._first = self._total = -1

    def __call__(self, done: int, total: int) -> float:
        if total != self._total or done < self._first:  # another run of the same command, such as a round
            self._first, self._total, self._began = done, total, time.monotonic()
        return (done - self._first) / max(1e-6, time.monotonic() - self._began)


def _now_and_then() -> Callable[[str], None]:
    """A function that prints a line, unless the last one was a few seconds ago."""
    spoke = time.monotonic()

    def say(text: str) -> None:
        nonlocal spoke
        if time.monotonic() - spoke >= _LINE_SECONDS:
            spoke = time.monotonic()
            print(text, file=sys.stderr, flush=True)

    return say


@contextmanager
def show_text() -> Iterator[Callable[[tuple[int, int], str], None]]:
    """Yield a function of ((done, total), text): a bar with the text on a terminal, the text now and then elsewhere."""
    if not sys.stderr.isatty():
        say = _now_and_then()
        yield lambda _, text: say(text)
        return
    columns = BarColumn(), TextColumn("{task.fields[text]}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", text="")
        yield lambda place, text: bar.update(task, completed=place[0], total=place[1], text=text)


@contextmanager
def show() -> Iterator[tuple[Callable[[Status], None], Callable[[str], None]]]:
    """Yield (on_status, on_event) for `shadergen.rendering.Options`."""
    rate = _Rate()
    if not sys.stderr.isatty():
        say = _now_and_then()

        def line(status: Status) -> None:
            speed = rate(status.done, status.total)
            left = f"{(status.total - status.done) / speed:.0f} s left" if speed else "time left unknown"
            images = f"{status.done:,} of {status.total:,} images, {speed:,.0f}/s"
            say(f"{images}, {status.rejected:.1%} rejected, {left}")

        yield line, lambda text: print(text, file=sys.stderr, flush=True)
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]:,.0f} images/s, {task.fields[rejected]:.1%} rejected,"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task: TaskID | None = None

        def update(status: Status) -> None:
            nonlocal task
            if task is None:
                task = bar.add_task("", total=status.total, completed=status.done, speed=0.0, rejected=0.0)
            bar.update(task, completed=status.done, speed=rate(status.done, status.total), rejected=status.rejected)

        yield update, bar.console.print
