"""The documents beside the shards: what a folder was begun with, what each shard holds, and the manifest of all."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shadergen.drawing import Tally
from shadergen.errors import UsageError
from shadergen.recipe import Resolved, explain
from shadergen.version import VERSION

_D = TypeVar("_D", bound=BaseModel)
FORMAT: Final = 1
"""Version of the folder's layout; readers refuse a higher one."""
_Count = Annotated[int, Field(ge=0)]
_ShardName = Annotated[str, Field(pattern=r"^shard-[0-9]{6,12}\.tar$")]
"""As `shadergen.shards.folder.shard_name` gives it: a manifest may come from a stranger, and names become paths."""


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Machine(_Document):
    """What decides bytes besides the recipe: the OpenGL renderer that drew and the library that encoded."""

    renderer: str
    version: str
    encoder: str


class Origin(_Document):
    """`recipe.json`: what a folder was begun with."""

    format: Literal[1] = FORMAT
    fingerprint: str
    machine: Machine
    recipe: Resolved


class Program(_Document):
    """A program's row in the rejection figures."""

    attempts: int
    rejected: dict[str, int] = Field(default_factory=dict)
    message: str | None = None


class Shard(_Document):
    """One shard's record; `journal` counts the journal's entries that were in force when it was drawn."""

    name: _ShardName
    start: _Count
    images: _Count
    bytes: _Count
    sha256: str
    journal: _Count
    sources: dict[str, int]
    programs: dict[str, Program]
    exhausted: _Count
    devices: dict[str, int] | None = None
    """Images by the device that drew them, where there were several."""


class Entry(_Document):
    """A line of the journal: a program that stopped a worker twice, and how."""

    program: str
    reason: str


class Diversity(_Document):
    """How varied the first `images` are: their spread and share of near-duplicates, see `shadergen.diversity`."""

    images: int
    spread: float
    near_duplicates: float


class Manifest(_Document):
    """`manifest.json`, the last file that a render writes."""

    format: Literal[1] = FORMAT
    shadergen: str
    fingerprint: str
    machine: Machine
    recipe: dict[str, Any]
    images: int
    bytes: int
    sources: dict[str, int]
    programs: dict[str, Program]
    exhausted: int
    diversity: Diversity | None = None
    """Absent in folders that an earlier version wrote."""
    journal: list[Entry]
    shards: list[Shard]


def programs(tally: Tally) -> dict[str, Program]:
    """The rows of the programs that a tally holds."""
    rejected: dict[str, dict[str, int]] = {}
    for (name, rule), count in sorted(tally.rejections.items()):
        rejected.setdefault(name, {})[rule] = count
    return {
        name: Program(
            attempts=attempts,
            rejected=rejected.get(name, {}),
            message=tally.messages.get(name),
        )
        for name, attempts in sorted(tally.attempts.items())
    }


def _sum(rows: Iterable[dict[str, Program]]) -> dict[str, Program]:
    attempts: Counter[str] = Counter()
    rejected: dict[str, Counter[str]] = {}
    messages: dict[str, str] = {}
    for row in rows:
        for name, program in row.items():
            attempts[name] += program.attempts
            rejected.setdefault(name, Counter()).update(program.rejected)
            if program.message is not None:
                messages[name] = program.message
    return {
        name: Program(
            attempts=attempts[name], rejected=dict(sorted(rejected[name].items())), message=messages.get(name)
        )
        for name in sorted(attempts)
    }


def manifest(origin: Origin, shards: list[Shard], journal: list[Entry], diversity: Diversity) -> Manifest:
    """Sum up a finished folder; the programs' texts stay in `recipe.json`."""
    recipe = origin.recipe.document
    if origin.recipe.twigl:
        recipe["twigl"]["programs"] = {program.name: program.sha256 for program in origin.recipe.programs}
    sources: Counter[str] = Counter()
    for shard in shards:
        sources.update(shard.sources)
    return Manifest(
        shadergen=VERSION,
        fingerprint=origin.fingerprint,
        machine=origin.machine,
        recipe=recipe,
        images=sum(shard.images for shard in shards),
        bytes=sum(shard.bytes for shard in shards),
        sources=dict(sorted(sources.items())),
        programs=_sum(shard.programs for shard in shards),
        exhausted=sum(shard.exhausted for shard in shards),
        diversity=diversity,
        journal=journal,
        shards=shards,
    )


def wids_index(shards: list[Shard], name: str) -> bytes:
    """Webdataset's own index of the shards, for random access by `wids.ShardListDataset`."""
    rows = [{"url": s.name, "nsamples": s.images, "filesize": s.bytes} for s in shards]
    document = {"__kind__": "wids-shard-index-v1", "wids_version": 1, "name": name, "shardlist": rows}
    return (json.dumps(document, indent=1) + "\n").encode()


def to_bytes(document: BaseModel) -> bytes:
    """A document as a file's content: keys sorted, one per line, so that equal documents are equal bytes."""
    text = json.dumps(document.model_dump(mode="json", exclude_none=True), indent=1, sort_keys=True, ensure_ascii=False)
    return (text + "\n").encode()


def read(model: type[_D], file: Path) -> _D:
    """Read a document.

    Raises:
        UsageError: the file is missing, damaged or of a later format.
    """
    try:
        text = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise UsageError(f"{file} is damaged or of another version ({explain(error, model)})") from error
