"""The queue: what clients ask for becomes tasks, within what jobs may take."""

import fcntl
import shutil
from dataclasses import dataclass
from pathlib import Path

from fastapi import HTTPException

from server import datasets
from server.jobs.documents import Job, RenderRequest, RenderTask, SelectRequest, SelectTask
from server.jobs.store import Full, Store, Taken
from server.jobs.supervisor import Supervisor
from shadergen.errors import UsageError
from shadergen.shards.encode import BESIDE_IMAGE

_RETRY_SECONDS = 30


@dataclass(frozen=True)
class Limits:
    """What jobs may take.

    Attributes:
        at_once: jobs that run side by side; others wait.
        per_client: jobs of one client that wait or run.
        in_all: jobs that wait or run.
        watchers: clients that follow jobs by their events.
        images: the largest n.
        spare_bytes: what jobs leave free on the disk.
        workers: processes of one job; None takes one for each core.
        device: where jobs draw and teachers run.
        teachers: the folder of files that a selection's teacher may come from; None allows builtin ones alone.
    """

    at_once: int = 1
    per_client: int = 4
    in_all: int = 32
    watchers: int = 64
    images: int = 10_000_000
    spare_bytes: int = 2**30
    workers: int | None = None
    device: str = "auto"
    teachers: Path | None = None


class Jobs:
    """The jobs of one data folder: their table, their supervisor and what they may take."""

    def __init__(self, data: Path, limits: Limits) -> None:
        data = data.resolve()  # tasks outlive this process and its working folder
        data.mkdir(parents=True, exist_ok=True)
        self._lock = (data / "lock").open("a+")  # held for as long as the jobs are looked after
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(f"{data} belongs to another service that runs; stop it, or give --data") from error
        self.limits = limits
        self.datasets = data / "datasets"
        self.datasets.mkdir(exist_ok=True)
        self.store = Store(data / "jobs.sqlite")
        self.supervisor = Supervisor(self.store, data / "jobs", limits.at_once)
        self.closing = False
        """Whether events end although their jobs go on."""
        self.watchers = 0

    def close(self) -> None:
        """Stop the jobs' processes and give the folder back; the next service goes on."""
        self.supervisor.stop()
        self._lock.close()

    def submit(self, request: RenderRequest | SelectRequest, client: str) -> Job:
        """Put a job at the queue's end.

        Raises:
            UsageError: it cannot be carried out as it stands.
            HTTPException: there is no room for it, or its dataset is there already.
        """
        if request.n > self.limits.images:
            raise UsageError(f"n is {request.n}; a job here draws at most {self.limits.images} images")
        folder = datasets.folders(self.datasets).get(request.name)
        if folder is not None and datasets.summary(folder) is not None:
            raise HTTPException(409, f"dataset {request.name!r} is there already; give another name")
        task, size = self._render(request) if isinstance(request, RenderRequest) else self._select(request)
        self._refuse_full_disk(size)
        limits = self.limits
        try:
            return self.store.add(
                request,
                task.model_dump_json(),
                client=client,
                size=size,
                per_client=limits.per_client,
                in_all=limits.in_all,
            )
        except Full as error:
            raise HTTPException(429, str(error), {"Retry-After": str(_RETRY_SECONDS)}) from error
        except Taken as error:
            raise HTTPException(409, f"a job writes dataset {request.name!r} now; wait for it or cancel it") from error

    def _render(self, request: RenderRequest) -> tuple[RenderTask, int]:
        recipe = request.recipe.resolve()
        width, height = recipe.size
        # above what images take on the average; a lossy one takes less than a byte a pixel
        image = width * height * (3 if recipe.encoder.format in {"png", "ppm"} else 1)
        task = RenderTask(
            out=self.datasets / request.name,
            n=request.n,
            recipe=recipe,
            workers=self.limits.workers,
            device=self.limits.device,
        )
        return task, request.n * (image + BESIDE_IMAGE)

    def _select(self, request: SelectRequest) -> tuple[SelectTask, int]:
        from distill.strategies.registry import find  # noqa: PLC0415  (only such a job needs that room)

        pool, there = datasets.finished(self.datasets, request.dataset)
        find(request.strategy)
        task = SelectTask(
            out=self.datasets / request.name,
            n=request.n,
            pool=pool,
            teacher=teacher_spec(request.teacher, self.limits.teachers),
            strategy=request.strategy,
            seed=request.seed,
            workers=self.limits.workers,
            device=self.limits.device,
        )
        return task, request.n * (there.bytes // max(1, there.images) + BESIDE_IMAGE)

    def _refuse_full_disk(self, size: int) -> None:
        free = shutil.disk_usage(self.datasets).free - self.limits.spare_bytes - self.store.promised()
        if size > free:
            raise HTTPException(
                507,
                f"the job may write {size / 1e9:.2f} GB, and {max(0, free) / 1e9:.2f} GB are left for jobs; "
                "ask for fewer or smaller images",
            )


def teacher_spec(spec: str, folder: Path | None) -> str:
    """The SPEC that `select` takes, for one that a client may name.

    Raises:
        UsageError: it is neither builtin nor a file of the folder.
    """
    kind, _, name = spec.rpartition(":")
    if kind == "builtin":
        return spec
    # a task outlives this process and its working folder
    files = {path.name: path for path in sorted(folder.resolve().iterdir()) if path.is_file()} if folder else {}
    if kind in {"", "onnx", "export"} and name in files:
        return f"{kind}:{files[name]}" if kind else str(files[name])
    there = ", ".join(files) or "none"
    raise UsageError(f"teacher {spec[:80]!r}: give builtin:NAME, or a file of the service's teachers folder ({there})")
