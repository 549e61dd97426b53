"""A worker: one process, one OpenGL context; it draws the ranges that it is given until its pipe closes.

Started by `shadergen.engine.local` as `python -c`, not forked (a process forked after OpenGL was used hangs) and not by
multiprocessing's spawn (which runs the caller's main module again).
"""

import ctypes
import os
import signal
import sys
import traceback
from multiprocessing.connection import Connection

from shadergen.drawing import Drawer
from shadergen.engine.messages import Begin, Done, Drawing, Failed, Hello, Ready, Task
from shadergen.errors import ShadergenError
from shadergen.gl.context import worker_environment
from shadergen.shards.chunk import draw_chunk
from shadergen.shards.encode import encoder_version
from shadergen.shards.manifest import Machine
from shadergen.sources.opened import open_sources

_PR_SET_PDEATHSIG = 1


def main(descriptor: int, parent: int) -> None:
    """Serve the pool at the other end of a socket until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the pool decides what an interrupt ends
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        sys.exit(1)
    pool: Connection = Connection(descriptor)
    try:
        _serve(pool)
    except EOFError:
        pass
    except ShadergenError as error:
        pool.send(Failed(str(error), error.exit_code))
    except Exception as error:
        pool.send(Failed(f"{type(error).__name__}: {error}", 1, traceback.format_exc()))


def _serve(pool: Connection) -> None:
    pool.send(Hello())
    begin: Begin = pool.recv()
    os.environ.update(worker_environment(begin.device))
    number = done = 0

    def before(program: str | None) -> None:
        pool.send(Drawing(number, program, done))

    def progress(images: int) -> None:
        nonlocal done
        done = images

    opened = open_sources(begin.recipe, begin.device)
    drawer = Drawer(begin.recipe, opened.sources, before)
    renderer = opened.renderer
    pool.send(
        Ready(
            Machine(
                renderer=renderer.renderer if renderer else "none",
                version=renderer.version if renderer else "none",
                encoder=encoder_version(begin.recipe.encoder),
            )
        )
    )
    while True:
        task: Task = pool.recv()
        number, done = task.number, 0
        chunk = draw_chunk(begin.recipe, drawer, task.start, task.stop, task.set_aside, progress)
        pool.send(Done(number, chunk))
