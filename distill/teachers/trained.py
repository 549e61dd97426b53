"""What stands beside the weights of a network that was trained here."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from distill.inputs import Input


class Card(BaseModel):
    """A trained network's `.json`: enough to build it again, and how it came about."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = 1
    network: str
    classes: int
    names: tuple[str, ...] = ()
    input: Input
    command: str
    """The command that trained it."""
    version: str
    """Of shadergen."""
    options: dict[str, Any]
    epochs: int
    seconds: float
    validation_accuracy: float | None = None
    """On images that were held out of the training set; None where none were."""
    test_accuracy: float | None = None
    """Of the last epoch, on the data's test split; None where it was not asked for."""
    sha256: str
    """Of the weights' file."""
    teacher: dict[str, str] | None = None
    """Of a student: the teacher's spec, name and fingerprint."""
    data: tuple[str, ...] = ()
    """Of a student: the SHA-256 of each shard that it was trained on."""
    agreement: float | None = None
    """Of a student: the share of held-out images to which it gives the teacher's class."""
