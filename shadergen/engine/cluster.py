"""A Ray cluster: actors on its nodes draw ranges, and a range whose actor or node is lost is drawn by another."""

import importlib
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

from shadergen.engine.actor import Actor, Opened, Restarted, Stopped
from shadergen.engine.base import QUEUE, Strikes, Work
from shadergen.engine.messages import Done, Failed, Task
from shadergen.errors import RunError, UsageError
from shadergen.recipe import Resolved
from shadergen.shards.chunk import Chunk, Lot
from shadergen.shards.manifest import Machine
from shadergen.version import VERSION

_PULSE_SECONDS = 1.0
_PLACE_SECONDS = 600.0
"""How long a run waits for a node when every actor has lost its own."""
_GATHER_SECONDS = 10.0
"""How long a run waits for all actors before it begins with those that there are."""
_CONNECT_SECONDS = 5.0


@dataclass
class _Worker:
    """An actor as the run sees it.

    Attributes:
        heard: when it last answered.
        state: 'away' while it waits for a place on a node, 'opening' until it can draw, then 'ready'.
        pulse: the call that asks whether it lives, or None between two.
        calls: what it was asked, in order: None stands for `open`.
    """

    actor: Any
    heard: float
    state: Literal["away", "opening", "ready"] = "away"
    machine: Machine | None = None
    done: int = 0
    pulse: Any = None
    asked: float = 0.0
    calls: dict[Any, Task | None] = field(default_factory=dict)


class RayCluster:
    """Actors of a Ray cluster for one recipe; a context manager, at whose end they are gone.

    Args:
        recipe: the resolved recipe.
        device: 'cpu': an actor a core; 'gpu': an actor a GPU; 'auto': GPUs if the cluster has any.
        workers: number of actors; None takes one for each core or GPU, and more of them share.
        address: 'auto', 'local' or HOST:PORT.
        hang_seconds: a worker process, or an actor, that says nothing for so long is ended, and another is started.
        mixed: whether nodes may have different renderers or encoders.
        on_event: called with a line for the log.
        on_progress: see `shadergen.engine.base.Engine`.
    """

    def __init__(
        self,
        recipe: Resolved,
        device: str = "auto",
        workers: int | None = None,
        address: str = "auto",
        hang_seconds: float = 120.0,
        mixed: bool = False,
        on_event: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._ray = find_ray()
        self._recipe, self._device, self._address = recipe, device, address
        self._hang, self._mixed, self._event = hang_seconds, mixed, on_event
        self.on_progress: Callable[[int], None] = lambda _: None
        self.count = workers or 0
        self._machines: list[Machine] = []
        self._workers: list[_Worker] = []
        self._aside: frozenset[str] = frozenset()
        self._numbers = 0
        self._ours = False
        self._quiet = redirect_stdout(sys.stderr)  # Ray prints news of its nodes, and stdout is for results

    def __enter__(self) -> Self:
        self._quiet.__enter__()
        try:
            self._ours = not self._ray.is_initialized()
            if self._ours:
                connect(self._ray, self._address)
            self._workers = [_Worker(actor, time.monotonic()) for actor in self._actors()]
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            self._ray.kill(worker.actor)
        self._workers = []
        if self._ours:
            self._ray.shutdown()
        self._quiet.__exit__(None, None, None)

    @property
    def several(self) -> bool:
        """Whether the nodes have different renderers or encoders."""
        return len(self._machines) > 1

    def identify(self) -> Machine:
        """The machine as the actors see it; with several, that of the first one.

        Raises:
            UsageError: the nodes have different renderers or encoders and this was not allowed, or other versions.
            RunError: no actor can start.
        """
        began = time.monotonic()
        while not self._machines or any(worker.state == "opening" for worker in self._workers):
            self._listen(lambda *_: None)
        # a node that is slow, or gone since it was counted: actors that come later are looked at when they come
        while time.monotonic() - began < _GATHER_SECONDS and any(w.state != "ready" for w in self._workers):
            self._listen(lambda *_: None)
        return self._machines[0]

    def run(self, lots: Sequence[Lot], set_aside: frozenset[str]) -> Iterator[Chunk]:
        """Draw lots, see `shadergen.engine.base.Engine.run`; at most `QUEUE` tasks an actor are under way."""
        self._aside = set_aside
        work = Work(self._numbers, lots, set_aside, self.count)
        self._numbers = work.stop
        while not work.finished:
            for slot in range(QUEUE):
                for worker in self._workers:
                    if worker.state == "ready" and len(worker.calls) == slot and (task := work.next_task()):
                        worker.calls[worker.actor.draw.remote(task)] = task
            if work.ready:
                yield work.chunk()
            work.give_back(self._listen(work.take, 0.0 if work.ready or work.finished else _PULSE_SECONDS))
            self.on_progress(sum(worker.done for worker in self._workers) + work.waiting)

    def _actors(self) -> list[Any]:
        """One actor a core or GPU of the cluster, or as many as were wanted."""
        kind, there = places(self._ray, self._device)
        self.count = self.count or there
        self._strikes = Strikes(self.count)
        share = 1 / -(-self.count // there)
        # A range is not Ray's to retry: whichever actor is free draws it, not the one that waits for a new place.
        remote = self._ray.remote(
            num_cpus=share if kind == "cpu" else 0,
            num_gpus=share if kind == "gpu" else 0,
            max_restarts=-1,
            max_task_retries=0,
            concurrency_groups={"pulse": 1},
        )
        self._put = self._ray.put(self._recipe)
        return [remote(Actor).remote(kind, self._hang) for _ in range(self.count)]

    def _listen(self, take: Callable[[Done, str], None], seconds: float = _PULSE_SECONDS) -> list[Task]:
        """Wait for news, at most so long; give back the tasks of lost actors."""
        now = time.monotonic()
        for worker in self._workers:
            if worker.pulse is None and now - worker.asked >= _PULSE_SECONDS:
                worker.pulse, worker.asked = worker.actor.pulse.options(concurrency_group="pulse").remote(), now
        owners = {call: w for w in self._workers for call in (*w.calls, w.pulse) if call is not None}
        if not owners:
            time.sleep(_PULSE_SECONDS / 10)
            return []
        lost: list[Task] = []
        for call in self._ray.wait(list(owners), timeout=seconds)[0]:
            lost += self._answered(owners[call], call, take)
        now = time.monotonic()
        for worker in self._workers:
            if worker.state != "away" and now - worker.heard > self._hang:
                self._ray.kill(worker.actor, no_restart=False)
                lost += self._lose(worker, f"no sign of life for {self._hang:g} s")
        if all(worker.state == "away" and now - worker.heard > _PLACE_SECONDS for worker in self._workers):
            raise RunError(f"no node has given a place for {_PLACE_SECONDS:g} s; all finished shards are kept")
        return lost

    def _answered(self, worker: _Worker, call: Any, take: Callable[[Done, str], None]) -> list[Task]:
        """Take an answer, or give back the tasks of an actor that is lost."""
        try:
            answer = self._ray.get(call)
        except self._ray.exceptions.RayTaskError:
            raise
        except self._ray.exceptions.RayError as error:  # the actor, its node or its answer is gone
            if call == worker.pulse:
                worker.pulse = None
            return self._lose(worker, type(error).__name__)
        worker.heard = time.monotonic()
        if call == worker.pulse:
            worker.pulse, worker.done = None, answer
            if worker.state == "away":
                worker.state = "opening"
                worker.calls[worker.actor.open.remote(self._put)] = None
            return []
        task = worker.calls.pop(call)
        match answer:
            case Opened(machine=machine, version=version):
                if version != VERSION:
                    raise UsageError(f"a node of the Ray cluster has shadergen {version}, here it is {VERSION}")
                self._admit(machine)
                worker.machine, worker.state = machine, "ready"
                self._strikes.started()
            case Done() as done:
                assert worker.machine is not None
                self._strikes.drew()
                take(done, f"{worker.machine.renderer}, {worker.machine.version}")
            case Restarted():
                assert task is not None
                return [task, *self._lose(worker, "Ray has restarted it")]
            case Stopped() as stopped:
                return self._stopped(worker, task, stopped)
            case Failed() as failed:
                if failed.trace:
                    self._event(failed.trace)
                raise (UsageError if failed.exit_code == UsageError.exit_code else RunError)(failed.message)
        return []

    def _stopped(self, worker: _Worker, task: Task | None, stopped: Stopped) -> list[Task]:
        """The worker process of an actor died; the actor starts another one for its next task."""
        self._event(
            f"a worker is replaced: {stopped.reason}"
            + (f", while it drew {stopped.program}" if stopped.program else "")
        )
        if task is None:
            self._strikes.stillborn(stopped.reason)
            worker.calls[worker.actor.open.remote(self._put)] = None
            return []
        since = time.monotonic() - stopped.seconds
        self._strikes.stopped(stopped.program, since, stopped.hung, stopped.reason, self._aside)
        return [task]

    def _lose(self, worker: _Worker, reason: str) -> list[Task]:
        """Ray restarts the actor where there is a place; its tasks are given to others."""
        if worker.state != "away":
            self._event(f"an actor is lost ({reason}); what it drew is drawn again")
        tasks = [task for task in worker.calls.values() if task is not None]
        worker.calls.clear()
        worker.state, worker.done = "away", 0
        return tasks

    def _admit(self, machine: Machine) -> None:
        """Take note of a machine.

        Raises:
            UsageError: it is not like the first, and this was not allowed.
        """
        if machine in self._machines:
            return
        if self._machines and not self._mixed:
            was = self._machines[0]
            changed = [f for f in ("renderer", "version", "encoder") if getattr(was, f) != getattr(machine, f)]
            both = "; ".join(f"{f} {getattr(was, f)!r} and {getattr(machine, f)!r}" for f in changed)
            raise UsageError(
                f"the nodes of the Ray cluster differ ({both}), and so may their bytes; use nodes of one kind, "
                "or go on with --allow-other-machine"
            )
        self._machines.append(machine)


def find_ray() -> Any:
    """The library, which is an optional extra.

    Raises:
        UsageError: it is not installed.
    """
    try:
        return importlib.import_module("ray")
    except ImportError as error:
        raise UsageError("--engine ray needs Ray: pip install 'shadergen[ray]'") from error


def connect(ray: Any, address: str) -> None:
    """Join the cluster at an address; 'local' starts one of this machine.

    Raises:
        UsageError: there is none.
    """
    nobody = UsageError(
        f"no Ray cluster answers at {address!r}; start one (ray start --head), give --ray-address HOST:PORT, or 'local'"
    )
    if address == "auto":
        address = os.environ.get("RAY_ADDRESS") or _last_cluster() or "auto"
    host, _, port = address.rpartition(":")
    if address not in {"auto", "local"}:
        if not (host and port.isdigit() and int(port) < 2**16):
            raise UsageError(f"ray-address is {address!r}; it is auto, local or HOST:PORT")
        try:  # Ray itself would try for minutes
            socket.create_connection((host, int(port)), timeout=_CONNECT_SECONDS).close()
        except OSError as error:
            raise nobody from error
    settings = {"include_dashboard": False} if address == "local" else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level="error", **settings)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise nobody from error


def places(ray: Any, device: str) -> tuple[Literal["cpu", "gpu"], int]:
    """What actors run on, and how many places the cluster has: one a GPU, or one a core.

    Args:
        ray: the library, connected.
        device: 'cpu', 'gpu', or 'auto' for GPUs if the cluster has any.

    Raises:
        UsageError: the device is another, or the cluster has none.
    """
    if device not in {"auto", "cpu", "gpu"}:
        raise UsageError(f"device {device!r}: Ray gives out GPUs itself; with --engine ray it is auto, cpu or gpu")
    there = ray.cluster_resources()
    kind: Literal["cpu", "gpu"] = "gpu" if device != "cpu" and there.get("GPU") else "cpu"
    if device == "gpu" and kind == "cpu":
        raise UsageError("device 'gpu': no node of the Ray cluster has a GPU; give --device cpu or auto")
    count = int(there.get(kind.upper(), 0))
    if not count:
        raise UsageError("the Ray cluster has no CPU to give; start its nodes with --num-cpus")
    return kind, count


def _last_cluster() -> str | None:
    """The address of the last cluster started on this machine, which Ray notes for 'auto' and leaves there."""
    with suppress(OSError):
        return (Path(os.environ.get("RAY_TMPDIR", "/tmp")) / "ray/ray_current_cluster").read_text().strip()  # noqa: S108
    return None
