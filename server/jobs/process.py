"""The process of one job: it carries out `task.json` of its folder and leaves `progress.json` and `outcome.json`.

It holds the folder's lock, which the service opened for it, until it ends; so a service that is started anew knows
whether the process of the last one still works. It is in a session of its own: killing the service does not end it.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from pydantic import TypeAdapter

from server.jobs.documents import Outcome, Progress, RenderTask, SelectTask, Task
from shadergen.errors import ShadergenError

_TASK: TypeAdapter[RenderTask | SelectTask] = TypeAdapter(Task)
_SPEAKS_SECONDS = 0.5
_NICENESS = 5
_ROOT = str(Path(__file__).parent.parent.parent)


@dataclass(frozen=True)
class JobFolder:
    """What the service and a job's process tell each other, as files."""

    path: Path

    def start(self, task: str) -> subprocess.Popen[bytes]:
        """Begin the folder anew, or go on in it, with a process that holds its lock.

        Raises:
            BlockingIOError: another process holds it.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (self.path / "pid").unlink(missing_ok=True)  # of an earlier process
            (self.path / "task.json").write_text(task)
            search = os.pathsep.join(p for p in (os.environ.get("PYTHONPATH"), _ROOT) if p)
            with (self.path / "log").open("wb") as log:
                return subprocess.Popen(  # noqa: S603  (our own interpreter and our own words)
                    [sys.executable, "-P", "-m", "server.jobs.process", str(self.path)],
                    pass_fds=[lock.fileno()],
                    start_new_session=True,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=os.environ | {"PYTHONPATH": search},
                )

    def is_held(self) -> bool:
        """Whether the job's process is there."""
        try:
            with (self.path / "lock").open("a+") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process that holds the lock, and to its workers, once it said who it is."""
        with suppress(FileNotFoundError, ValueError, ProcessLookupError):
            group = int((self.path / "pid").read_text())
            if self.is_held():  # so the number still is its own
                os.killpg(group, number)

    def progress(self) -> Progress | None:
        """The last that the process said."""
        file = self.path / "progress.json"
        return Progress.model_validate_json(file.read_bytes()) if file.exists() else None

    def outcome(self) -> Outcome | None:
        """How the process ended; None if it was stopped before it could say."""
        file = self.path / "outcome.json"
        return Outcome.model_validate_json(file.read_bytes()) if file.exists() else None

    def last_words(self) -> str:
        """The last line of the process's log."""
        with suppress(FileNotFoundError):
            lines = (self.path / "log").read_text(errors="replace").strip().splitlines()
            return lines[-1][:200] if lines else "it said nothing"
        return "it never started"

    def write(self, name: str, text: str) -> None:
        """Write a whole file, or nothing."""
        temporary = self.path / f"{name}.new"
        temporary.write_text(text)
        temporary.replace(self.path / name)

    def remove(self) -> None:
        """Forget all of it."""
        shutil.rmtree(self.path, ignore_errors=True)


def _reporter(folder: JobFolder) -> Callable[[Progress], None]:
    spoke = 0.0

    def report(progress: Progress) -> None:
        nonlocal spoke
        if time.monotonic() - spoke >= _SPEAKS_SECONDS or progress.done == progress.total:
            spoke = time.monotonic()
            folder.write("progress.json", progress.model_dump_json())

    return report


def _log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201  (its stderr is the job's log)


def _render(task: RenderTask, report: Callable[[Progress], None]) -> dict[str, object]:
    from shadergen.rendering import Options, render  # noqa: PLC0415  (each kind of job loads what it needs)

    options = Options(
        workers=task.workers,
        device=task.device,
        on_status=lambda s: report(Progress(done=s.done, total=s.total, rejected=s.rejected)),
        on_event=_log,
    )
    manifest = render(task.recipe, task.out, n=task.n, options=options)
    return {
        "images": manifest.images,
        "bytes": manifest.bytes,
        "fingerprint": manifest.fingerprint,
        "exhausted": manifest.exhausted,
        "set_aside": [entry.program for entry in manifest.journal],
    }


def _select(task: SelectTask, report: Callable[[Progress], None]) -> dict[str, object]:
    from distill.selection import Settings, select  # noqa: PLC0415  (it imports torch)

    settings = Settings(
        workers=task.workers,
        device=task.device,
        on_images=lambda done, bad, total: report(Progress(done=done, total=total, rejected=bad / max(1, done))),
        on_event=_log,
    )
    return select([task.pool], task.teacher, task.n, task.out, task.strategy, task.seed, settings=settings).as_dict()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(130)


def main(folder: JobFolder) -> None:
    """Carry out the folder's task."""
    signal.signal(signal.SIGTERM, _stop)
    folder.write("pid", str(os.getpid()))
    os.nice(_NICENESS)  # streams come first
    task = _TASK.validate_json((folder.path / "task.json").read_bytes())
    try:
        report = _reporter(folder)
        result = _render(task, report) if isinstance(task, RenderTask) else _select(task, report)
        outcome = Outcome(state="done", result=json.loads(json.dumps(result)))
    except ShadergenError as error:
        outcome = Outcome(state="failed", message=str(error).replace(f"{task.out.parent}/", ""))
    folder.write("outcome.json", outcome.model_dump_json())


if __name__ == "__main__":
    main(JobFolder(Path(sys.argv[1])))
