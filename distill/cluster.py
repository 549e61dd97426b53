"""Scoring on a Ray cluster: actors that hold the teacher score whole shards, each file beside its shard as ever.

The nodes share the pool's file system (a remote pool's copies too: see `shadergen.shards.mirror`), so a shard's scores
are there when its actor answers, and a run that is killed goes on after the last of them.
"""

import sys
from collections import deque
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

import torch

from distill.accelerator import parse_device
from distill.decoding import open_decoders
from distill.pool import Pool, Shard
from distill.scores import Scoring, score, unscored
from distill.teachers.base import Teacher
from distill.teachers.load import load_teacher
from shadergen.engine.base import QUEUE
from shadergen.engine.cluster import connect, find_ray, places
from shadergen.errors import RunError, ShadergenError, UsageError

_WAIT_SECONDS = 600.0
"""How long a run waits when no actor answers."""
_LOST = 8
"""How often a shard's actor may be lost."""


@dataclass(frozen=True)
class _Refused:
    message: str
    exit_code: int


class _Scorer:
    """What a Ray actor is: it holds the teacher.

    Args:
        spec: the teacher's.
        fingerprint: what the teacher must be.
        device: where it runs.
        threads: of torch, as many as the run that asks has: sums in another order end in other digits.
    """

    def __init__(self, spec: str, fingerprint: str, device: str, threads: int) -> None:
        torch.set_num_threads(threads)
        self._spec, self._fingerprint, self._device = spec, fingerprint, device
        self._teacher: Teacher | None = None

    def score(self, shard: Shard, max_bad: int) -> tuple[int, int] | _Refused:
        """Score a shard: the number of images, and of those that do not decode."""
        found: list[tuple[int, int]] = []
        try:
            self._teacher = self._teacher or load_teacher(self._spec, parse_device(self._device))
            if self._teacher.fingerprint != self._fingerprint:
                return _Refused(f"teacher {self._spec} is another one on a node of the Ray cluster", 2)
            if not shard.file.is_file():
                return _Refused(f"{shard.file} is not there on a node of the Ray cluster; its nodes share the pool", 2)
            scoring = Scoring(max_bad, lambda images, bad: found.append((images, bad)))
            with open_decoders(1) as decoders:
                score(Pool((shard.file.parent,), (shard,)), self._teacher, decoders, scoring)
        except ShadergenError as error:
            return _Refused(str(error), error.exit_code)
        return sum(images for images, _ in found), sum(bad for _, bad in found)


def score_on_cluster(
    pool: Pool, teacher: Teacher, device: str, address: str, workers: int | None, options: Scoring
) -> int:
    """Score the shards that have no scores yet on a Ray cluster; the files are those of `distill.scores.score`.

    Args:
        pool: the images, in folders that the nodes share.
        teacher: one that a SPEC names.
        device: 'auto', 'cpu' or 'gpu'.
        address: of the cluster: 'auto', 'local' or HOST:PORT.
        workers: number of actors; None takes one for each core or GPU.
        options: limits, and who is told.

    Returns:
        The number of images scored now.

    Raises:
        UsageError: there is no cluster, or a node lacks the teacher or the pool.
        RunError: as `score` does, or actors are lost again and again.
    """
    missing = unscored(pool, teacher)
    if not missing:
        return 0
    ray = find_ray()
    with redirect_stdout(sys.stderr):  # Ray prints news of its nodes, and stdout is for results
        scored = _on_actors(ray, pool, teacher, missing, device, address, workers, options)
    if unscored(pool, teacher):
        raise RunError("the Ray cluster's nodes wrote their scores elsewhere; they must share the pool's file system")
    return scored


def _on_actors(
    ray: Any,
    pool: Pool,
    teacher: Teacher,
    missing: list[int],
    device: str,
    address: str,
    workers: int | None,
    options: Scoring,
) -> int:
    ours = not ray.is_initialized()
    if ours:
        connect(ray, address)
    actors: list[Any] = []
    try:
        kind, there = places(ray, device)
        count = min(workers or there, there, len(missing))
        remote = ray.remote(
            num_cpus=int(kind == "cpu"), num_gpus=int(kind == "gpu"), max_restarts=-1, max_task_retries=0
        )
        make: Callable[..., Any] = remote(_Scorer).remote
        actors = [make(teacher.spec, teacher.fingerprint, kind, torch.get_num_threads()) for _ in range(count)]
        return _run(ray, actors, pool, missing, options)
    finally:
        for actor in actors:
            ray.kill(actor)
        if ours:
            ray.shutdown()


def _run(ray: Any, actors: list[Any], pool: Pool, missing: list[int], options: Scoring) -> int:
    waiting, lost, scored = deque(missing), 0, 0
    calls: dict[Any, tuple[Any, int]] = {}
    while waiting or calls:
        for actor in actors * QUEUE:
            if waiting and sum(its is actor for its, _ in calls.values()) < QUEUE:
                number = waiting.popleft()
                calls[actor.score.remote(pool.shards[number], options.max_bad)] = actor, number
        done, _ = ray.wait(list(calls), timeout=_WAIT_SECONDS)
        if not done:
            raise RunError(f"no actor of the Ray cluster has answered for {_WAIT_SECONDS:g} s; scores so far are kept")
        for call in done:
            actor, number = calls.pop(call)
            try:
                answer = ray.get(call)
            except ray.exceptions.RayTaskError:
                raise
            except ray.exceptions.RayError as error:
                lost += 1
                options.on_event(f"an actor is lost ({type(error).__name__}); its shard is scored again")
                if lost > _LOST * len(actors):
                    raise RunError(f"actors of the Ray cluster are lost again and again ({error})") from error
                waiting.appendleft(number)
                # it waits for another node; it gets no shard before it would be the last one
                if len(actors) > 1 and actor in actors:
                    actors.remove(actor)
                    ray.kill(actor)
                continue
            if isinstance(answer, _Refused):
                raise (UsageError if answer.exit_code == UsageError.exit_code else RunError)(answer.message)
            scored += answer[0]
            options.on_images(*answer)
    return scored
