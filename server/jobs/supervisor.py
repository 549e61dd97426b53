"""The supervisor: a thread that gives jobs to processes, follows them, and takes up those of a killed service."""

import logging
import signal
import subprocess
import threading
import time
from pathlib import Path

from server.jobs.documents import Job, Outcome
from server.jobs.process import JobFolder
from server.jobs.store import Store

_TICK_SECONDS = 0.25
_GRACE_SECONDS = 10.0
"""From SIGTERM, which lets a process clean up, to SIGKILL."""
_TRIES = 3
_log = logging.getLogger("shadergen.jobs")


class Supervisor:
    """Runs the jobs of a store, at most `at_once` at a time, each in a folder below `folders`."""

    def __init__(self, store: Store, folders: Path, at_once: int) -> None:
        self._store, self._folders, self._at_once = store, folders, at_once
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._asked: dict[str, float] = {}  # when a process was asked to stop
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin; jobs whose process outlived the last service are followed, others started again."""
        self._thread.start()

    def stop(self) -> None:
        """Stop all processes, keeping what they finished; the next start goes on with their jobs."""
        self._stopping.set()
        self._thread.join()
        running = [job for job in self._store.live() if job.state != "queued"]
        began = time.monotonic()
        while held := [job for job in running if self._folder(job).is_held()]:
            for job in held:
                self._halt(job)
            time.sleep(0.05 if time.monotonic() - began < 1 else _TICK_SECONDS)
        for job in running:
            self._follow(job)
        for child in self._children.values():
            child.wait()

    def _loop(self) -> None:
        while not self._stopping.wait(_TICK_SECONDS):
            try:
                self._tick()
            except Exception:
                _log.exception("the jobs could not be looked after; trying again")

    def _tick(self) -> None:
        for job in self._store.live():
            if job.state != "queued":
                self._follow(job)
        live = self._store.live()
        room = self._at_once - sum(job.state != "queued" for job in live)
        for job in [job for job in live if job.state == "queued"][: max(0, room)]:
            if self._store.begin(job.id):
                self._children[job.id] = self._folder(job).start(self._store.task(job.id))
                _log.info("job %s (%s %s) begins", job.id, job.kind, job.name)

    def _follow(self, job: Job) -> None:
        folder = self._folder(job)
        held = folder.is_held()  # before the outcome is looked for, which is written before the lock is given back
        progress, outcome = folder.progress(), folder.outcome()
        if progress and progress != job.progress:
            self._store.advance(job.id, progress)
        if held:
            if job.state == "cancelling":
                self._halt(job)
            return
        self._asked.pop(job.id, None)
        if child := self._children.pop(job.id, None):
            child.wait()
        if outcome:
            self._store.end(job.id, outcome)
        elif job.state == "cancelling":
            self._store.end(job.id, Outcome(state="cancelled"))
        elif self._stopping.is_set():
            self._store.again(job.id, forgiven=True)
            return
        elif self._store.tries(job.id) >= _TRIES:
            message = f"its process ended {_TRIES} times before it got on: {folder.last_words()}"
            self._store.end(job.id, Outcome(state="failed", message=message))
        else:
            _log.warning("job %s: its process is gone (%s); it is started again", job.id, folder.last_words())
            self._store.again(job.id)
            return
        _log.info("job %s (%s %s) is over", job.id, job.kind, job.name)
        folder.remove()

    def _halt(self, job: Job) -> None:
        asked = self._asked.setdefault(job.id, time.monotonic())
        late = time.monotonic() - asked > _GRACE_SECONDS
        self._folder(job).signal(signal.SIGKILL if late else signal.SIGTERM)

    def _folder(self, job: Job) -> JobFolder:
        return JobFolder(self._folders / job.id)
