"""A worker: one process, one OpenGL context; it draws the ranges that it is given until its pipe closes."""

import os
import traceback
from multiprocessing.connection import Connection

from shadergen.drawing import Drawer
from shadergen.engine.messages import Begin, Done, Drawing, Failed, Hello, Ready, Task
from shadergen.engine.process import limit_memory
from shadergen.errors import ShadergenError
from shadergen.gl.context import worker_environment
from shadergen.shards.chunk import draw_chunk
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
        pool.send(Failed(str(error), error.exit_code))
    except Exception as error:  # whatever it is, the pool reports it
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
    if renderer and renderer.software:
        limit_memory()
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
