"""A drawing process of the service: one OpenGL context, several opened recipes, one task at a time.

Recipes share the context and, at the same size, its compiled programs: another seed costs no compilation.
"""

import os
import resource
import time
from collections import OrderedDict
from collections.abc import Collection, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from server.messages import Arrays, Begin, Close, Drawing, Drawn, Drop, Open, Ready, Refused, Shot, Task
from shadergen.drawing import Batch, Drawer, record
from shadergen.engine.process import limit_memory
from shadergen.engine.transport import send
from shadergen.errors import RunError, ShadergenError, UsageError
from shadergen.gl.context import Device, OpenedContext, worker_environment
from shadergen.gl.renderers import Renderers
from shadergen.plan import Images
from shadergen.recipe import Resolved
from shadergen.shards.chunk import Lot, draw_pieces
from shadergen.sources.base import CannotDraw, Source
from shadergen.sources.opened import open_if_there, sources_on

_SIZES = 4
"""Image sizes whose targets and compiled programs are kept."""


_Answer = tuple[bytes | Arrays | Refused | None, dict[str, float]]


class _Dropped(Exception):
    """The service no longer wants the task that is being drawn."""


class _Timed(Drawer):
    """A drawer that knows how long it drew."""

    seconds = 0.0

    def batches(self, images: Images, set_aside: Collection[str] = frozenset()) -> Iterator[Batch]:
        """See `Drawer`."""
        began = time.perf_counter()
        for batch in super().batches(images, set_aside):
            self.seconds += time.perf_counter() - began
            yield batch
            began = time.perf_counter()


class _Studio:
    """What draws: the context, the renderers by size and the sources of opened recipes."""

    def __init__(self, device: Device) -> None:
        self.context = _open(device)
        self._renderers: OrderedDict[tuple[int, int], Renderers] = OrderedDict()

    def sources(self, recipe: Resolved) -> dict[str, Source]:
        """The sources that a recipe names.

        Raises:
            RunError: programs are to be drawn and there is no OpenGL.
        """
        if (recipe.twigl or recipe.synth) and self.context is None:
            raise RunError("this service has no OpenGL, which programs need; on its machine run: shadergen doctor")
        return sources_on(recipe, self.context, self._of)

    def _of(self, context: OpenedContext, size: tuple[int, int]) -> Renderers:
        if size not in self._renderers:
            self._renderers[size] = Renderers.on(context, size)
        self._renderers.move_to_end(size)
        if len(self._renderers) > _SIZES:
            self._renderers.popitem(last=False)
        return self._renderers[size]


def _open(device: Device) -> OpenedContext | None:
    context = open_if_there(device)
    if context is not None:
        context.ctx.gc_mode = "auto"  # what a closed recipe held is freed with it
    return context


class _Worker:
    """The loop's state: what is open, and the pipe that asks."""

    def __init__(self, service: Connection, studio: _Studio) -> None:
        self._service, self._studio = service, studio
        self._recipes: dict[str, Resolved] = {}
        self._drawers: dict[str, _Timed] = {}

    def take(self, message: object) -> _Answer | None:
        """Carry a message out; None if it is no task."""
        match message:
            case Open(recipe):
                self._recipes[recipe.fingerprint] = recipe
            case Close(fingerprint):
                del self._recipes[fingerprint]
                self._drawers.pop(fingerprint, None)
            case Task() | Shot():
                try:
                    return self._draw(message) if isinstance(message, Task) else self._shot(message)
                except ShadergenError as error:
                    return Refused(str(error), error.exit_code), {}
                except _Dropped:
                    return None, {}
        return None

    def _draw(self, task: Task) -> _Answer:
        recipe = self._recipes[task.fingerprint]
        began = time.perf_counter()
        if task.fingerprint not in self._drawers:
            self._drawers[task.fingerprint] = _Timed(recipe, self._studio.sources(recipe), self._before)
        drawer = self._drawers[task.fingerprint]
        drawer.seconds = 0.0
        opened = time.perf_counter()
        result: bytes | Arrays
        if task.form == "tar":
            lot = Lot(((task.start, task.stop),))
            result = bytes(draw_pieces(recipe, drawer, lot, set_aside=task.set_aside)[0].members)
        else:
            result = Arrays(*drawer.arrays(task.start, task.stop, task.set_aside))
        encoding = time.perf_counter() - opened - drawer.seconds
        return result, {"open": opened - began, "draw": drawer.seconds, "encode": encoding}

    def _shot(self, shot: Shot) -> _Answer:
        began = time.perf_counter()
        self._before(shot.recipe.programs[0].name)
        try:
            images = self._studio.sources(shot.recipe)["twigl"].draw([shot.plan]).images
        except CannotDraw as error:
            raise UsageError(str(error).partition(": ")[2]) from error
        return Arrays(images, [record(shot.recipe, shot.plan)]), {"draw": time.perf_counter() - began}

    def _before(self, program: str | None) -> None:
        # while a task is drawn, nothing but the news that nobody waits for it can come
        if self._service.poll():
            assert isinstance(self._service.recv(), Drop)
            raise _Dropped
        send(self._service, Drawing(program))


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def main(service: Connection) -> None:
    """Serve until the pipe closes."""
    begin: Begin = service.recv()
    os.environ.update(worker_environment(begin.device))
    studio = _Studio(begin.device)
    renderer = studio.context.renderer if studio.context else None
    if renderer is None or renderer.software:
        limit_memory()
    at_start = _address_space()
    worker = _Worker(service, studio)
    send(service, Ready(renderer.renderer if renderer else "none", renderer.version if renderer else "none"))
    while True:
        if answer := worker.take(service.recv()):
            send(service, Drawn(answer[0], _address_space() - at_start, answer[1]))
