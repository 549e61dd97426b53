"""The programs of a grammar, grown when they are asked for, and the catalogue of those that a probe found good.

A version's programs never change; a better grammar is a new version beside the old.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, overload

from pydantic import BaseModel, ConfigDict

from shadergen.synth.growth import Grammar, Grown, grow, name
from shadergen.synth.v1 import grammar as v1
from shadergen.twigl.program import Program

GRAMMAR: Final = 1
"""The version that new recipes use."""
_GRAMMARS: Final[dict[int, Grammar]] = {1: v1.GRAMMAR}
_KEPT = 8192  # texts that a process keeps: some 30 MB


class Frozen(BaseModel):
    """The catalogue of a grammar: which of its candidates of seed 0 a probe found good.

    Recipes take the first of `indices`, so their order counts.

    `candidates` is how many were tried, from index 0 on; `costs` are in milliseconds a megapixel, on `renderer`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    grammar: int
    candidates: int
    renderer: str
    indices: tuple[int, ...]
    costs: tuple[float, ...]

    @cached_property
    def cost(self) -> dict[int, float]:
        """Costs by index."""
        return dict(zip(self.indices, self.costs, strict=True))


def frozen_file(version: int = GRAMMAR) -> Path:
    """Where a grammar's catalogue is."""
    return Path(__file__).parent / f"v{version}" / "eligible.json"


@lru_cache
def frozen(version: int = GRAMMAR) -> Frozen:
    """A grammar's catalogue; that of a new grammar is empty until its probe is written."""
    return Frozen.model_validate_json(frozen_file(version).read_bytes())


@lru_cache(maxsize=_KEPT)
def grown(version: int, seed: int, index: int) -> Grown:
    """A program of a grammar, with what it composes."""
    return grow(_GRAMMARS[version], seed, index)


@lru_cache(maxsize=_KEPT)
def program(version: int, seed: int, index: int) -> Program:
    """A program as sources draw it; its cost is known where it is in the catalogue."""
    cost = frozen(version).cost.get(index) if seed == 0 else None
    return Program(name=name(version, seed, index), text=grown(version, seed, index).text, ms_per_megapixel=cost)


@dataclass(frozen=True)
class Listed:
    """A program's line: `eligible` and its cost are None where no probe has tried it."""

    index: int
    name: str
    composes: tuple[str, ...]
    eligible: bool | None
    ms_per_megapixel: float | None


def listing(seed: int, indices: Iterable[int]) -> list[Listed]:
    """Programs of the newest grammar, with what the probe found out of those of seed 0."""
    known = frozen(GRAMMAR)
    rows = []
    for index in indices:
        tried = seed == 0 and index < known.candidates
        eligible, cost = (index in known.cost, known.cost.get(index)) if tried else (None, None)
        rows.append(Listed(index, name(GRAMMAR, seed, index), grown(GRAMMAR, seed, index).labels, eligible, cost))
    return rows


@dataclass(frozen=True)
class SynthPrograms(Sequence[Program]):
    """Some programs of a grammar, by position.

    Attributes:
        version: the grammar.
        seed: 0 to 2**64 - 1.
        indices: which of the seed's programs.
    """

    version: int
    seed: int
    indices: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.indices)

    @overload
    def __getitem__(self, at: int) -> Program: ...
    @overload
    def __getitem__(self, at: slice) -> "SynthPrograms": ...
    def __getitem__(self, at: int | slice) -> "Program | SynthPrograms":
        if isinstance(at, slice):
            return SynthPrograms(self.version, self.seed, self.indices[at])
        return program(self.version, self.seed, self.indices[at])
