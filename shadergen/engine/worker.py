"""A worker: one process, one OpenGL context; it draws the parts that it is given until its pipe closes."""

import os
import traceback
from multiprocessing.connection import Connection

from shadergen.drawing import Drawer
from shadergen.engine.messages import Begin, Done, Drawing, Failed, Hello, Ready, Task
from shadergen.engine.process import limit_memory
from shadergen.engine.transport import send
from shadergen.errors import ShadergenError
from shadergen.gl.context import worker_environment
from shadergen.shards.chunk import draw_pieces
from shadergen.shards.encode import encoder_version
from shadergen.shards.manifest import Machine
from shadergen.sources.opened import open_sources


def main(pool: Connection) -> None:
    """Serve the pool until its pipe closes."""
    try:
        _serve(pool)
    except (EOFError, MemoryError):
        raise
    except ShadergenError as error:
        send(pool, Failed(str(error), error.exit_code))
    except Exception as error:  # whatever it is, the pool reports it
        send(pool, Failed(f"{type(error).__name__}: {error}", 1, traceback.format_exc()))


def _serve(pool: Connection) -> None:
    send(pool, Hello())
    begin: Begin = pool.recv()
    os.environ.update(worker_environment(begin.device))
    number = done = 0

    def before(program: str | None) -> None:
        send(pool, Drawing(number, program, done))

    def progress(images: int) -> None:
        nonlocal done
        done = images

    opened = open_sources(begin.recipe, begin.device, begin.shared)
    drawer = Drawer(begin.recipe, opened.sources, before, ahead=begin.ahead)
    renderer = opened.renderer
    if renderer and renderer.software:
        limit_memory()
    machine = Machine(
        renderer=renderer.renderer if renderer else "none",
        version=renderer.version if renderer else "none",
        encoder=encoder_version(begin.recipe.encoder),
    )
    send(pool, Ready(machine))
    while True:
        task: Task = pool.recv()
        number, done = task.number, 0
        pieces = draw_pieces(begin.recipe, drawer, task.lot, task.part, task.set_aside, progress)
        send(pool, Done(number, pieces))
