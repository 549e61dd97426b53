"""A process of our own that may crash or hang: how it is started, told, heard and ended.

It runs `MODULE.main(connection)`; it is started as `python -c`, not forked (a process forked after OpenGL was used
hangs) and not by multiprocessing's spawn (which runs the caller's main module again). It dies with its parent.
"""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Self

_PR_SET_PDEATHSIG = 1
_MEMORY = 3 * 2**30
_KEPT = {"MALLOC_MMAP_THRESHOLD_": str(2**25), "MALLOC_TRIM_THRESHOLD_": str(2**28)}
"""Up to these sizes glibc keeps what is freed: a batch's arrays come and go, and new pages must be cleared first."""
_ROOT = str(Path(__file__).parent.parent.parent)


@dataclass(frozen=True)
class Process:
    """A running process, the pipe to it, and what it writes on stdout and stderr."""

    popen: subprocess.Popen[bytes]
    pipe: Connection
    log: IO[bytes]

    @classmethod
    def start(cls, module: str) -> Self:
        """Start `module.main` in a process."""
        ours, theirs = socket.socketpair()
        log = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        path = os.pathsep.join(p for p in (os.environ.get("PYTHONPATH"), _ROOT) if p)
        with theirs:
            code = f"from shadergen.engine.process import serve; serve({module!r}, {theirs.fileno()}, {os.getpid()})"
            popen = subprocess.Popen(  # noqa: S603  (our own interpreter and our own words)
                [sys.executable, "-P", "-c", code],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_KEPT | os.environ | {"PYTHONPATH": path},
            )
        return cls(popen, Connection(ours.detach()), log)

    @property
    def pid(self) -> int:
        """The process id."""
        return self.popen.pid

    def why_it_died(self) -> str:
        """One line, once its pipe is closed: the signal, or the exit status and the last line it wrote."""
        code = self.popen.wait()
        if code < 0:
            return f"killed by signal {-code}"
        self.log.seek(0)
        lines = self.log.read().decode(errors="replace").strip().splitlines()
        return f"exit {code}: {lines[-1] if lines else 'it said nothing'}"

    def end(self) -> None:
        """Kill it, wait for it, and close what it held."""
        self.popen.kill()
        self.popen.wait()
        self.pipe.close()
        self.log.close()


def limit_memory() -> None:
    """Let this process take no more than `_MEMORY` on top of what it has: a program that compiles to gigabytes ends it.

    For processes that draw on the CPU; a GPU's driver reserves more address space than that for itself.
    """
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + _MEMORY, hard))


def serve(module: str, descriptor: int, parent: int) -> None:
    """Run `module.main` on the parent's pipe; what the started process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt ends
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        sys.exit(1)
    from importlib import import_module  # noqa: PLC0415  (what follows is slow, and the lines above must come first)

    pipe = Connection(descriptor)
    try:
        with suppress(EOFError):  # the parent closed the pipe
            import_module(module).main(pipe)
    except MemoryError:
        sys.exit("it took more memory than a program may")
