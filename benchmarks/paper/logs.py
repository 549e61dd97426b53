"""Logs: what finished runs came to, one small JSON file each."""

import json
import os
import platform
import subprocess
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import torch
from pydantic import BaseModel, ConfigDict, ValidationError

from benchmarks.paper.rows import HERE, Run
from distill.runfolder import place
from shadergen.errors import UsageError
from shadergen.recipe import Recipe
from shadergen.rendering import cores
from shadergen.version import VERSION

LOGS: Final = HERE / "logs"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Machine(_Part):
    """What a run took its time on."""

    device: str
    cpu: str
    cores: int
    threads: int
    versions: dict[str, str]


class Student(_Part):
    """What a student came to, the one of the last epoch.

    Attributes:
        accuracy: share of the test images that get their label; None where these were not asked.
        agreement: share of the test images that get the teacher's class.
        kept_out_accuracy: as `accuracy`, of the last training images, which no student sees: choices are made on these.
        kept_out_agreement: as `agreement`, of the same.
        held_out_agreement: as `agreement`, of images of the set that were not trained on; None where there are none.
        epochs: passes over the set.
        steps: batches in all.
        images: views that it saw.
    """

    accuracy: float | None
    agreement: float | None
    kept_out_accuracy: float
    kept_out_agreement: float
    held_out_agreement: float | None
    epochs: int
    steps: int
    images: int


class Criteria(_Part):
    """The paper's four criteria, of a set as the teacher chose it (see `distill.report.measures`).

    Attributes:
        relative_entropy_pool: of the teacher's classes in the pool.
        relative_entropy: of those in the set.
        replicated: share of the set that repeats another of its images.
        region_spread: reach of a class's images in the teacher's features over that of all, the mean of the classes;
            None for a teacher that shows no features.
        spread: the Vendi score of `spread_images` of the set's images, without a teacher (see `shadergen.diversity`).
        spread_images: how many.
        near_duplicates: share of these that have a near-duplicate among them.
        near_border: share whose two largest probabilities differ by less than 0.1.
        teacher_entropy: mean entropy of the teacher's answers, in nats.
    """

    relative_entropy_pool: float
    relative_entropy: float
    replicated: float
    region_spread: float | None
    spread: float
    spread_images: int
    near_duplicates: float
    near_border: float
    teacher_entropy: float


class Log(_Part):
    """A finished run.

    Attributes:
        command: what does it again.
        document: all that decided it (see `benchmarks.paper.rows.Run`).
        pool: fingerprint of the pool's recipe, or of the images that were there.
        pool_images: how many.
        classes: how often the set has each of the teacher's classes.
        criteria: of the set.
        student: None where nothing was trained.
        seconds: of each stage, wherever it was done first; stages are shared between runs.
        resumed: whether training was interrupted: then its seconds are of the last part only.
        machine: what it ran on.
    """

    format: int = 1
    command: str
    document: dict[str, Any]
    pool: str
    pool_images: int
    classes: list[int]
    criteria: Criteria
    student: Student | None
    seconds: dict[str, float]
    resumed: bool
    machine: Machine


def log_file(run: Run, folder: Path = LOGS) -> Path:
    """Where a run's log lies."""
    return folder / f"{run.name}.json"


def read_log(run: Run, folder: Path = LOGS) -> Log | None:
    """A run's log; None if there is none, or one of another document.

    Raises:
        UsageError: it is damaged.
    """
    file = log_file(run, folder)
    if not file.is_file():
        return None
    try:
        found = Log.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise UsageError(f"{file} is no log ({error.errors()[0]['msg']}); remove it") from error
    return found if found.document == run.document else None


@lru_cache(maxsize=64)
def drawn_now(render: str) -> str:
    """Fingerprint of a pool's recipe, given as JSON, with today's library: resolving one reads all its programs."""
    recipe = Recipe.parse({key: value for key, value in json.loads(render).items() if key != "n"})
    return recipe.resolve().fingerprint


def write_log(run: Run, log: Log, folder: Path = LOGS) -> None:
    """Leave a run's log."""
    file = log_file(run, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    place(file, (log.model_dump_json(indent=1) + "\n").encode())


def this_machine(device: torch.device) -> Machine:
    """Kind of processor, cores that may be used, and versions."""
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu"
    packages = {package: version(package) for package in ("torch", "numpy")}
    return Machine(
        device=name,
        cpu=_cpu(),
        cores=cores(),
        threads=torch.get_num_threads(),
        versions={"shadergen": VERSION, "python": platform.python_version(), **packages, **_commit()},
    )


def _cpu() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _commit() -> dict[str, str]:
    """The working tree's commit, where it is a checkout."""
    asked = ["git", "-C", os.fspath(HERE), "rev-parse", "--short=12", "HEAD"]
    try:
        said = subprocess.run(asked, check=True, capture_output=True, text=True)  # noqa: S603  (no user's text in it)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return {"commit": said.stdout.strip()}
