"""What a Ray actor is: it holds a worker process, which holds the OpenGL context, and watches it.

The actor itself never touches OpenGL: a program that crashes or hangs takes only the worker process, and the actor
answers with what happened.
"""

import importlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from shadergen.engine.base import START_SECONDS, translations
from shadergen.engine.messages import Begin, Done, Drawing, Failed, Hello, Ready, Task
from shadergen.engine.process import Process
from shadergen.engine.transport import receive
from shadergen.errors import ShadergenError
from shadergen.gl.context import Device
from shadergen.gl.devices import list_egl
from shadergen.recipe import Resolved
from shadergen.shards.manifest import Machine
from shadergen.version import VERSION


@dataclass(frozen=True)
class Opened:
    """The worker process can draw: the machine as it sees it, and the version of shadergen there."""

    machine: Machine
    version: str


@dataclass(frozen=True)
class Restarted:
    """The actor was not opened: Ray has restarted it, perhaps on another machine."""


@dataclass(frozen=True)
class Stopped:
    """The worker process died or hung, while it drew `program` for so many seconds, or between programs."""

    program: str | None
    reason: str
    hung: bool
    seconds: float = 0.0


class _Died(Exception):
    def __init__(self, reason: str, hung: bool) -> None:
        super().__init__(reason)
        self.reason, self.hung = reason, hung


class _Refused(Exception):
    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.message)
        self.failed = failed


class Actor:
    """Holds one worker process.

    Args:
        kind: 'gpu' draws on the GPU that Ray gave the actor, 'cpu' on the CPU.
        hang_seconds: a worker that says nothing for so long is ended.
    """

    def __init__(self, kind: Literal["cpu", "gpu"], hang_seconds: float) -> None:
        self._kind, self._hang = kind, hang_seconds
        self._recipe: Resolved | None = None
        self._process: Process | None = None
        self._machine: Machine | None = None
        self._done = 0
        self._ahead = True

    def pulse(self) -> int:
        """Say that the actor lives: the images of its task that are done."""
        return self._done

    def open(self, recipe: Resolved) -> Opened | Stopped | Failed:
        """Start the worker process for a recipe."""
        self._recipe = recipe
        try:
            return Opened(self._open(recipe)[1], VERSION)
        except _Refused as refused:
            return refused.failed
        except _Died as died:
            self._end()
            return Stopped(None, died.reason, died.hung)

    def draw(self, task: Task) -> Done | Stopped | Failed | Restarted:
        """Draw a task's images, starting the worker process where the one before it died."""
        if self._recipe is None:
            return Restarted()
        program, since = None, 0.0
        try:
            process, _ = self._open(self._recipe)
            try:
                process.pipe.send(task)
            except OSError as error:
                raise _Died(process.why_it_died(), hung=False) from error
            while True:
                message = self._hear(process, self._hang)
                if isinstance(message, Drawing):
                    program, self._done, since = message.program, message.done, message.since
                elif isinstance(message, Done):
                    return message
        except _Refused as refused:
            return refused.failed
        except _Died as died:
            self._end()
            return Stopped(program, died.reason, died.hung, time.monotonic() - since)
        finally:
            self._done = 0

    def _open(self, recipe: Resolved) -> tuple[Process, Machine]:
        if self._process is None or self._machine is None:
            try:
                device = self._device()
            except ShadergenError as error:
                raise _Refused(Failed(str(error), error.exit_code)) from error
            self._process = process = Process.start("shadergen.engine.worker")
            assert isinstance(self._hear(process, START_SECONDS), Hello)
            process.pipe.send(Begin(recipe, device, translations(), self._ahead))
            ready = self._hear(process, START_SECONDS)
            assert isinstance(ready, Ready)
            self._machine = ready.machine
        return self._process, self._machine

    def _device(self) -> Device:
        if self._kind == "cpu":
            return Device("cpu")
        ray = importlib.import_module("ray")
        return gpu_of([int(number) for number in ray.get_gpu_ids()])

    def _hear(self, process: Process, seconds: float) -> object:
        if not process.pipe.poll(seconds):
            raise _Died(f"no sign of life for {seconds:g} s", hung=True)
        try:
            message = receive(process.pipe)
        except (EOFError, OSError) as error:
            raise _Died(process.why_it_died(), hung=False) from error
        if isinstance(message, Failed):
            self._end()
            raise _Refused(message)
        return message

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._ahead = False  # what stops the next one is the program that it named last
        self._process = self._machine = None


def gpu_of(given: Sequence[int]) -> Device:
    """The OpenGL device of the first CUDA device that Ray gave: the orders of EGL and CUDA differ.

    Where EGL does not know CUDA's numbers (no driver of NVIDIA's), the numbers are taken for EGL's.
    """
    numbers = [device.cuda for device in list_egl().hardware]
    wanted = given[0]
    return Device("gpu", numbers.index(wanted) if wanted in numbers else wanted)
