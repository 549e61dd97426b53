"""The documents of a selected set: what was asked of which pool, and what was taken."""

import hashlib
import json
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from shadergen.shards.manifest import Shard

FORMAT: Final = 1
"""Version of the folder's layout; readers refuse a higher one."""


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Chooser(_Document):
    """The teacher that chose."""

    name: str
    spec: str
    classes: int
    fingerprint: str


class Source(_Document):
    """A folder of the pool: its name and number of shards, for people, and SHA-256 over its shards' hashes."""

    name: str
    shards: int
    sha256: str


class Request(_Document):
    """`selection.json`: what a folder was begun with; it decides every byte of the shards."""

    format: Literal[1] = FORMAT
    n: int
    strategy: str
    options: dict[str, Any]
    """What the strategy reads, such as the imbalance of a long tail."""
    seed: int
    replicate: Literal["physical", "weights"]
    shard_size: int
    teacher: Chooser
    pool: tuple[Source, ...]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what decides: names and the order of folders do not."""
        document = self.model_dump(mode="json")
        document["pool"] = sorted(source.sha256 for source in self.pool)
        document["teacher"] = self.teacher.fingerprint
        return hashlib.sha256(json.dumps(document, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class Selected(_Document):
    """`manifest.json` of a selected set, written last.

    Attributes:
        images: samples in the shards; with weights fewer than n.
        pool_images: images of the pool that decode.
        pool_bad: images of the pool that do not.
        kept: images that the strategy could take.
        quotas: images a class, by the teacher's classes; they sum to n.
        histogram_before: the pool's images a class.
        histogram: the set's images a class, repeats counted.
        relative_entropy_before: of the pool's histogram, H / log(classes).
        relative_entropy_after: of the set's.
        replicated: the share of n that repeats another image of the set.
    """

    format: Literal[1] = FORMAT
    kind: Literal["selection"] = "selection"
    shadergen: str
    fingerprint: str
    request: Request
    images: int
    bytes: int
    pool_images: int
    pool_bad: int
    kept: int
    quotas: list[int]
    histogram_before: list[int]
    histogram: list[int]
    relative_entropy_before: float
    relative_entropy_after: float
    replicated: float
    shards: list[Shard]
