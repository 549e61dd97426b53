"""What a job is: what a client asks for, the task that a process carries out, and the job as it is reported."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from shadergen.recipe import Recipe, Resolved

Name = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$", description="The dataset's name, and its folder's.")]
State = Literal["queued", "running", "cancelling", "done", "failed", "cancelled"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _parse(fields: object) -> object:
    # a UsageError passes through pydantic as it is: the client reads what the command line says
    return Recipe.parse(fields) if isinstance(fields, dict) else fields


class RenderRequest(_Model):
    """Images 0 to n - 1 of a recipe."""

    kind: Literal["render"]
    name: Name
    n: Annotated[int, Field(ge=1)]
    recipe: Annotated[Recipe, BeforeValidator(_parse)] = Recipe()


class SelectRequest(_Model):
    """The n images of a finished dataset that a teacher picks."""

    kind: Literal["select"]
    name: Name
    n: Annotated[int, Field(ge=1)]
    dataset: Annotated[str, Field(description="A finished dataset of this service.")]
    teacher: Annotated[str, Field(description="builtin:NAME, or a file of the service's teachers folder.")]
    strategy: str = "balanced"
    seed: Annotated[int, Field(ge=0, lt=2**64)] = 0


Request = Annotated[RenderRequest | SelectRequest, Field(discriminator="kind")]


class RenderTask(_Model):
    """A render with nothing left open: the programs are frozen, so that a later version goes on with it."""

    kind: Literal["render"] = "render"
    out: Path
    n: int
    recipe: Resolved
    workers: int | None
    device: str


class SelectTask(_Model):
    """A selection of one folder's images into another."""

    kind: Literal["select"] = "select"
    out: Path
    n: int
    pool: Path
    teacher: str
    strategy: str
    seed: int
    workers: int | None
    device: str


Task = Annotated[RenderTask | SelectTask, Field(discriminator="kind")]


class Progress(_Model):
    """How far a job is: images done and in all, and the share of attempts that was rejected."""

    done: int
    total: int
    rejected: float


class Outcome(_Model):
    """How a job ended: with figures, with a message for the user, or because it was cancelled."""

    state: Literal["done", "failed", "cancelled"]
    result: dict[str, Any] | None = None
    message: str | None = None


class Job(_Model):
    """A job as the service reports it; times are Unix seconds."""

    id: str
    kind: Literal["render", "select"]
    name: str
    n: int
    state: State
    request: dict[str, Any]
    """What the client sent."""
    progress: Progress | None
    outcome: Outcome | None
    created: float
    started: float | None
    ended: float | None
    revision: int
    """Rises with every change; the id of the event that reported it."""

    @property
    def is_live(self) -> bool:
        """Whether it may still change."""
        return self.state in {"queued", "running", "cancelling"}
