"""Programs that stopped workers twice, by recipe; kept over restarts, so that images stay what they are."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from shadergen.recipe import Resolved


class Entry(BaseModel):
    """A line of the journal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fingerprint: str
    program: str
    reason: str


class Journal:
    """The journal in one file, a line an entry; it is in memory too."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._programs: dict[str, frozenset[str]] = {}
        if file.is_file():
            for line in file.read_text(encoding="utf-8").splitlines():
                self._remember(Entry.model_validate_json(line))

    def _remember(self, entry: Entry) -> None:
        self._programs[entry.fingerprint] = self._programs.get(entry.fingerprint, frozenset()) | {entry.program}

    def programs(self, recipe: Resolved) -> frozenset[str]:
        """The programs of a recipe that are set aside."""
        return self._programs.get(recipe.fingerprint, frozenset())

    def set_aside(self, recipe: Resolved, program: str, reason: str) -> None:
        """Add an entry."""
        entry = Entry(fingerprint=recipe.fingerprint, program=program, reason=reason)
        self._remember(entry)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(entry.model_dump_json() + "\n")
