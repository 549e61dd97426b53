"""Rows: what is trained on what, as small YAML files say it, and the runs that they ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shadergen.errors import UsageError
from shadergen.recipe import explain

HERE: Final = Path(__file__).parent
_Document = dict[str, Any]
_Model = TypeVar("_Model", bound=BaseModel)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(_Part):
    """A row as `base.yaml` and its own file say it together.

    `render`, `pool`, `select`, `invert`, `distill` and `evaluate` are those of `distill.pipeline.Pipeline`, but for
    `distill`, whose epochs follow from `presentations`, and for words with a dollar, which `benchmarks.paper.places`
    knows.
    """

    title: str
    rank: int = 50
    """Rows are run in the order of their ranks, all with their first seed before any with its second."""
    minutes: float
    """Expected wall time of a run without the pool, on 2 cores."""
    note: str = ""
    """What the page says of it."""
    long: bool = False
    """Left out unless it is named, or --long is given."""
    teachers: Annotated[tuple[str, ...], Field(min_length=1)]
    """Names in `known_teachers`."""
    known_teachers: Mapping[str, str]
    students: tuple[str, ...]
    """Without one nothing is trained: the row is of the pool."""
    seeds: Annotated[int, Field(ge=1)] = 1
    """Of the selection and of the student; the pool is one for all."""
    presentations: Annotated[int, Field(ge=1)]
    """Images that a student sees, repeats counted."""
    data: Literal["$DATA", "$DIGITS", "$CIFAR"] = "$DATA"
    """Whose images $ORIGINAL, and those that are kept out, are."""
    render: _Document | None = None
    pool: str | None = None
    select: _Document
    invert: _Document | None = None
    distill: _Document
    evaluate: _Document | None
    """Without it the test images are not asked: the row is for a choice."""


class Table(_Part):
    """A table of the page, or of a quick check."""

    title: str
    about: str
    kind: Literal["students", "entropy", "criteria", "choices"] = "students"
    found: str = ""
    """What is to be said of the figures."""
    of: tuple[str, ...] = ()
    """Tables whose rows are shown; its own by default."""
    order: int = 50
    """Place on the page; 0 for none."""


@dataclass(frozen=True)
class Run:
    """A row with one teacher, one student (None where nothing is trained) and one seed, at a scale of its budget."""

    table: str
    row_name: str
    row: Row
    teacher: str
    student: str | None
    seed: int
    scale: float = 1.0

    @property
    def name(self) -> str:
        """`table1/leaves.resnet.cnn.0`; a budget of another scale is another run."""
        parts = [self.row_name, self.teacher, *([self.student] if self.student else []), str(self.seed)]
        return f"{self.table}/{'.'.join(parts)}{'' if self.scale == 1 else f'.x{self.scale:g}'}"

    @property
    def presentations(self) -> int:
        """The budget in images."""
        return round(self.row.presentations * self.scale)

    @property
    def document(self) -> _Document:
        """All that decides what comes out, in words that hold on any machine."""
        row = self.row
        found: _Document = {"teacher": row.known_teachers[self.teacher]}
        found |= {"render": row.render} if row.pool is None else {"pool": row.pool}
        found["select"] = row.select | {"seed": self.seed}
        if self.student:
            found |= {"invert": row.invert} if row.invert else {}
            found["distill"] = row.distill | {"student": self.student, "seed": self.seed}
            found |= {"evaluate": row.evaluate} if row.evaluate else {}
            found["presentations"] = self.presentations
        return found


def load_rows(base: Path = HERE / "base.yaml", folder: Path = HERE) -> dict[str, Row]:
    """All rows by `TABLE/ROW`.

    Raises:
        UsageError: a file is no row.
    """
    shared = _read(base)
    files = sorted(file for file in folder.glob("*/*.yaml") if file.name != "table.yaml")
    return {f"{file.parent.name}/{file.stem}": _row(file, shared) for file in files}


def load_tables(folder: Path = HERE) -> dict[str, Table]:
    """The tables by name, in the page's order.

    Raises:
        UsageError: a file is no table.
    """
    found = {file.parent.name: _parsed(Table, _read(file), file) for file in folder.glob("*/table.yaml")}
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def all_runs(rows: Mapping[str, Row], scale: float = 1.0) -> list[Run]:
    """Every run of some rows, the important ones first."""
    found = [
        Run(name.partition("/")[0], name.partition("/")[2], row, teacher, student, seed, scale)
        for name, row in rows.items()
        for teacher in row.teachers
        for student in row.students or (None,)
        for seed in range(row.seeds)
    ]

    def importance(run: Run) -> tuple[int, bool, int, int, str]:
        """A second student comes after all rows that matter as much with the first."""
        second = run.row.students.index(run.student) if run.student else 0
        return run.seed, run.row.long, run.row.rank + 20 * second, run.row.teachers.index(run.teacher), run.name

    return sorted(found, key=importance)


def chosen(runs: Sequence[Run], names: Sequence[str], seeds: int | None = None, *, long: bool = False) -> list[Run]:
    """The runs that a user names by table, row or run, or all of the page's; with seeds below `seeds`.

    Raises:
        UsageError: a name is of none.
    """

    def named(run: Run, name: str) -> bool:
        return run.name == name or run.name.startswith((f"{name}/", f"{name}."))

    for name in names:
        if not any(named(run, name) for run in runs):
            raise UsageError(f"no table, row or run {name!r}; `python -m benchmarks.paper list` shows them")
    tables = load_tables()
    wanted = [
        run
        for run in runs
        if (
            any(named(run, name) for name in names) if names else tables[run.table].order and (long or not run.row.long)
        )
    ]
    return [run for run in wanted if seeds is None or run.seed < seeds]


def _row(file: Path, shared: _Document) -> Row:
    own = _read(file)
    start = {key: value for key, value in shared.items() if not (key == "render" and "pool" in own)}
    return _parsed(Row, _merged(start, own), file)


def _merged(start: _Document, over: _Document) -> _Document:
    """`over` laid on `start`, mapping by mapping."""
    found = dict(start)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(found.get(key), dict)
        found[key] = _merged(found[key], value) if both else value
    return found


def _read(file: Path) -> _Document:
    try:
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {' '.join(str(error).split())}") from error
    if not isinstance(document, dict):
        raise UsageError(f"{file}: it holds no mapping")
    return document


def _parsed(model: type[_Model], document: _Document, file: Path) -> _Model:
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise UsageError(f"{file}: {explain(error, model)}") from error
