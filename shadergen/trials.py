"""The process in which programs are tried, one after another, with renderers of its own."""

import os
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any

from shadergen.engine.process import limit_memory
from shadergen.gl.context import open_context, worker_environment
from shadergen.gl.renderers import Renderers


def try_programs(
    pipe: Connection, sides: Sequence[int], examine: Callable[[Any, Sequence[Renderers], str], Any]
) -> None:
    """Try (device, program) until the pipe closes, as `shadergen.engine.isolate.each` sends them.

    Args:
        pipe: gets one message when the process is ready, then what came of each program.
        sides: of the pictures; a renderer is opened for each, on the first program's device.
        examine: called with a program, the renderers and the driver's name; says what came of it.
    """
    pipe.send("ready")
    device, program = pipe.recv()
    os.environ.update(worker_environment(device))
    opened = open_context(device)
    if opened.renderer.software:
        limit_memory()
    renderers = [Renderers.on(opened, (side, side)) for side in sides]
    while True:
        pipe.send(examine(program, renderers, opened.renderer.renderer))
        _, program = pipe.recv()
