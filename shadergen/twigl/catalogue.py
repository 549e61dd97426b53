"""A folder's catalogue: what `shadergen catalog check --write` found out about each program, kept beside them.

A recipe that is resolved takes it over for programs whose text is still the same: those that cannot be drawn are left
out before they cost a worker, and the cost of the others is known before the first is drawn.
"""

import json
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from shadergen.errors import UsageError
from shadergen.twigl.program import Program, find, parse

NAME: Final = "catalog.json"
Verdict = Literal["ok", "constant", "simple", "error", "budget", "timeout", "crashed"]
UNDRAWABLE: Final = frozenset({"error", "budget", "timeout", "crashed"})
"""Verdicts of programs that give no image, whatever the filter; 'constant' and 'simple' are for the filter to judge."""


class Entry(BaseModel):
    """A program's line; `message` says why it is not 'ok', `ms_per_megapixel` is of drawing alone.

    `place`, from 1, is where it stands in the order in which the first K programs of the folder add most, `gain` what
    it adds there, and `weight` how often it is drawn by what it adds and costs, against 1, as `shadergen catalog probe
    --write` found them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    verdict: Verdict
    message: str | None = None
    ms_per_megapixel: float | None = None
    place: int | None = None
    gain: float | None = None
    weight: float | None = None


class Catalogue(BaseModel):
    """A folder's programs by name, and the renderer that they were tried on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    renderer: str
    programs: dict[str, Entry]


def read(folder: Path) -> Catalogue | None:
    """The catalogue of a folder, if it has one.

    Raises:
        UsageError: the file is no catalogue.
    """
    file = folder / NAME
    if not file.is_file():
        return None
    try:
        return Catalogue.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise UsageError(
            f"{file}: {where}: {first['msg']}; remove it or make it anew: shadergen catalog check --write {folder}"
        ) from error


def write(folder: Path, catalogue: Catalogue) -> Path:
    """Keep a folder's catalogue beside its programs.

    Raises:
        UsageError: the folder cannot be written.
    """
    document = catalogue.model_dump(mode="json", exclude_none=True)
    target, scratch = folder / NAME, folder / f".{NAME}.tmp"
    try:
        scratch.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        scratch.replace(target)
    except OSError as error:
        raise UsageError(f"{target}: {error.strerror}; give folders that may be written") from error
    return target


def first(programs: tuple[Program, ...], folders: tuple[Path, ...], count: int) -> tuple[Program, ...]:
    """Those programs, in the order given, whose places in their folder's catalogue are up to `count`.

    Raises:
        UsageError: a folder has no order.
    """
    ordered: set[tuple[str, str]] = set()
    for folder in folders:
        entries = _entries(folder).items()
        places = {(name, entry.sha256) for name, entry in entries if entry.place and entry.place <= count}
        if not places:
            raise UsageError(f"{folder} has no order of its programs; run: shadergen catalog probe --write {folder}")
        ordered |= places
    return tuple(program for program in programs if (program.name, program.sha256) in ordered)


def choose(folders: tuple[Path, ...]) -> tuple[tuple[Program, ...], dict[str, str]]:
    """The programs of some folders that can be drawn, as far as their catalogues know.

    Returns:
        The programs in name order, and by name why others are left out, such as 'timeout: no answer within 20 s'.

    Raises:
        UsageError: see `find` and `parse`; or a catalogue cannot be read; or none of the programs can be drawn.
    """
    known = {name: entry for folder in folders for name, entry in _entries(folder).items()}
    chosen: list[Program] = []
    left_out: dict[str, str] = {}
    for name, file in find(folders):
        program = parse(file, name)[1]
        entry = known.get(name)
        if entry is None or entry.sha256 != program.sha256:
            chosen.append(program)
        elif entry.verdict in UNDRAWABLE:
            left_out[name] = ": ".join(filter(None, (entry.verdict, entry.message)))
        else:
            weight = program.weight * (1.0 if entry.weight is None else entry.weight)
            chosen.append(program.model_copy(update={"ms_per_megapixel": entry.ms_per_megapixel, "weight": weight}))
    if not chosen:
        name, why = next(iter(left_out.items()))
        raise UsageError(
            f"none of the {len(left_out)} programs can be drawn ({name}: {why}); "
            f"mend them and run: shadergen catalog check --write {' '.join(map(str, folders))}"
        )
    return tuple(chosen), left_out


def _entries(folder: Path) -> dict[str, Entry]:
    catalogue = read(folder)
    return catalogue.programs if catalogue else {}
