"""The page: docs/results.md, made of the logs alone."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev
from typing import Final

from benchmarks.paper.logs import LOGS, Criteria, Log, Student, drawn_now, read_log
from benchmarks.paper.rows import HERE, Row, Run, Table, all_runs, load_rows, load_tables
from distill.teachers.load import BUILTIN
from distill.teachers.trained import Card

PAGE: Final = HERE.parent.parent / "docs" / "results.md"
_HEAD = """# Results

The findings of 'What Makes a Good Dataset for Knowledge Distillation?' (Frank and Davis) on real data, rebuilt by our
own commands. `python -m benchmarks.paper page` makes this page of the logs in `benchmarks/paper/logs/`; nothing in its
tables is typed. A row's command is

    python -m benchmarks.paper run TABLE/ROW          # such as table1/leaves; `list` shows them all

- **Data**: Fashion-MNIST (Debian's `dataset-fashion-mnist`) unless a table says otherwise. **Teachers** are at the end
  of the page.
- **Pool and set**: unless a table says otherwise, 122,000 images, chosen by the teacher from 250,000 of 32 pixels;
  50,000 of the original data.
- **Budget**: 250,000 views in batches of 64 (3,906 steps), or as near to it as whole passes over a set come, for every
  row of a table unless it says otherwise; a row marked with a factor had so many times as many. The last epoch counts.
- **Recipe**: `benchmarks/paper/base.yaml` unless a table says otherwise, for all sets alike, the original data too.
- **Accuracy** is on the test images; *agreement* is the share of these to which student and teacher give one class.
  *Kept out* are the last 5,000 training images, which no student sees: choices are made on these. (The built-in teacher
  was trained on all training images, and so knows them.)
- **Spread** is the standard deviation over seeds of selection and student; the pool is one for all seeds. *Minutes* are
  of training alone; "+" stands where it was interrupted, and they are of the last part.
- A row marked * learned from a pool that was drawn before the library's last change.
"""
_Cell = Callable[["_Line"], str]


@dataclass(frozen=True)
class _Line:
    """A row of a table with one teacher and one student, at one scale: the logs of its seeds.

    `earlier` says that the same recipe draws another pool today.
    """

    table: str
    run: Run
    logs: tuple[Log, ...]
    earlier: bool

    @property
    def students(self) -> list[Student]:
        return [log.student for log in self.logs if log.student]

    def student(self, value: Callable[[Student], float | None]) -> list[float]:
        """A figure of each seed that has it."""
        return [found for one in self.students if (found := value(one)) is not None]

    def criterion(self, value: Callable[[Criteria], float | None]) -> list[float]:
        """The same of the sets."""
        return [found for log in self.logs if (found := value(log.criteria)) is not None]

    @property
    def accuracy(self) -> float | None:
        """In points, the mean over the seeds."""
        found = self.student(lambda one: one.accuracy)
        return 100 * mean(found) if found else None


def write_page(page: Path = PAGE, logs: Path = LOGS) -> None:
    """Make the page anew."""
    page.write_text(page_text(logs), encoding="utf-8")


def page_text(logs: Path = LOGS) -> str:
    """The page, from the logs in a folder."""
    rows = load_rows()
    runs = [run for scale in _scales(logs) for run in all_runs(rows, scale)]
    lines = _lines(runs, logs)
    tables = {name: table for name, table in load_tables().items() if table.order}
    first, *others = (_table(name, table, lines, runs) for name, table in tables.items())
    machines = _machines(log for line in lines for log in line.logs)
    parts = [_HEAD, first, _wanted(lines), *others, _teachers(rows.values()), machines]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def _scales(logs: Path) -> list[float]:
    """1, and those of other budgets that have a log."""
    found = (file.stem.rpartition(".x") for file in logs.glob("*/*.x*.json"))
    return sorted({1.0, *(float(scale) for _, _, scale in found)})


def _lines(runs: Iterable[Run], logs: Path) -> list[_Line]:
    grouped: dict[str, tuple[Run, list[Log]]] = {}
    for run in sorted(runs, key=_place):
        log = read_log(run, logs)
        if log is not None:
            key = f"{run.table}/{run.row_name} {run.teacher} {run.student} {run.scale}"
            grouped.setdefault(key, (run, []))[1].append(log)
    return [_Line(run.table, run, tuple(found), any(map(_is_earlier, found))) for run, found in grouped.values()]


def _is_earlier(log: Log) -> bool:
    """Whether the log's pool would be drawn otherwise today; one of a user's own pictures is taken as it is."""
    render = json.dumps(log.document.get("render"))
    return "render" in log.document and "$" not in render and log.pool != drawn_now(render)


def _place(run: Run) -> tuple[int | float | str, ...]:
    """A table's first student stands before its second."""
    student = run.row.students.index(run.student) if run.student else 0
    return student, run.row.rank, run.row_name, run.teacher, run.scale, run.seed


def _table(name: str, table: Table, lines: Sequence[_Line], runs: Sequence[Run]) -> str:
    sources = table.of or (name,)
    mine = [line for line in lines if line.table in sources]
    due = {run.row_name for run in runs if run.table == name} - {line.run.row_name for line in mine}
    parts = [f"## {table.title}\n", table.about]
    if mine:
        parts.append(_entropies(mine) if table.kind == "entropy" else _grid(mine, _COLUMNS[table.kind]))
    picture = PAGE.parent / f"{name}.png"
    if picture.is_file():
        parts.append(f"![{table.title}]({picture.name})\n")
    if table.found:
        parts.append(table.found)
    if due:
        parts.append(f"Not run yet: {', '.join(sorted(due))}.\n")
    return "\n".join(parts)


def _grid(lines: Sequence[_Line], columns: Mapping[str, _Cell]) -> str:
    head = f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"
    return head + "".join(f"| {' | '.join(cell(line) for cell in columns.values())} |\n" for line in lines)


def _entropies(lines: Sequence[_Line]) -> str:
    """A column a teacher."""
    teachers = list(dict.fromkeys(line.run.teacher for line in lines))
    found = {(line.run.row_name, line.run.teacher): line for line in lines}
    columns: dict[str, _Cell] = {"row": _name, "pool": lambda line: line.run.row.title}

    def entropy(teacher: str) -> _Cell:
        def cell(line: _Line) -> str:
            its = found.get((line.run.row_name, teacher))
            return _figures(its.criterion(lambda of: of.relative_entropy_pool), 1, 3) if its else ""

        return cell

    one_a_row = {line.run.row_name: line for line in lines}
    return _grid(list(one_a_row.values()), columns | {teacher: entropy(teacher) for teacher in teachers})


def _figures(values: Sequence[float], times: float, digits: int) -> str:
    """Mean and spread."""
    if not values:
        return ""
    spread = f" ± {times * stdev(values):.{digits}f}" if len(values) > 1 else ""
    return f"{times * mean(values):.{digits}f}{spread}"


def _name(line: _Line) -> str:
    return f"`{line.run.row_name}`{' *' if line.earlier else ''}"


def _title(line: _Line) -> str:
    row, scale = line.run.row, line.run.scale
    factor = f" (x {scale:g})" if scale != 1 else ""
    return f"{row.title}{factor}{f': {row.note}' if row.note else ''}"


def _minutes(line: _Line) -> str:
    cut = "+" if any(log.resumed for log in line.logs) else ""
    return f"{mean(log.seconds['distill'] for log in line.logs) / 60:.0f}{cut}"


_SAID: Final[dict[str, _Cell]] = {
    "row": _name,
    "what": _title,
    "teacher": lambda line: line.run.teacher,
    "student": lambda line: line.run.student or "",
}
_KEPT_OUT: Final[dict[str, _Cell]] = {
    "kept out %": lambda line: _figures(line.student(lambda one: one.kept_out_accuracy), 100, 2),
    "its agreement %": lambda line: _figures(line.student(lambda one: one.kept_out_agreement), 100, 2),
    "agreement on the set %": lambda line: _figures(line.student(lambda one: one.held_out_agreement), 100, 1),
}
_SPENT: Final[dict[str, _Cell]] = {
    "steps": lambda line: f"{line.students[0].steps:,}",
    "seeds": lambda line: f"{len(line.logs)}",
    "minutes": _minutes,
}
_TESTED: Final[dict[str, _Cell]] = {
    "accuracy %": lambda line: _figures(line.student(lambda one: one.accuracy), 100, 2),
    "agreement %": lambda line: _figures(line.student(lambda one: one.agreement), 100, 2),
}
_CRITERIA: Final[dict[str, _Cell]] = {
    "entropy of the pool": lambda line: _figures(line.criterion(lambda of: of.relative_entropy_pool), 1, 3),
    "of the set": lambda line: _figures(line.criterion(lambda of: of.relative_entropy), 1, 3),
    "repeated %": lambda line: _figures(line.criterion(lambda of: of.replicated), 100, 1),
    "spread in regions": lambda line: _figures(line.criterion(lambda of: of.region_spread), 1, 3),
    "Vendi score": lambda line: _figures(line.criterion(lambda of: of.spread), 1, 1),
    "near-duplicates %": lambda line: _figures(line.criterion(lambda of: of.near_duplicates), 100, 1),
    "near a border %": lambda line: _figures(line.criterion(lambda of: of.near_border), 100, 1),
    "teacher's entropy": lambda line: _figures(line.criterion(lambda of: of.teacher_entropy), 1, 3),
}
_COLUMNS: Final[dict[str, dict[str, _Cell]]] = {
    "students": _SAID | _TESTED | _KEPT_OUT | _SPENT,
    "choices": _SAID | _KEPT_OUT | _SPENT,
    "criteria": _SAID | _CRITERIA | {"accuracy %": _TESTED["accuracy %"]},
}


def _wanted(lines: Sequence[_Line]) -> str:
    """What was wanted beforehand, and what came of it."""

    def accuracy(row: str) -> float | None:
        wanted = (*row.split("/"), "resnet", "cnn", 1.0)
        mine = (
            line
            for line in lines
            if (line.table, line.run.row_name, line.run.teacher, line.run.student, line.run.scale) == wanted
        )
        return next((line.accuracy for line in mine), None)

    def above(first: str, second: str, least: float) -> str:
        one, two = accuracy(first), accuracy(second)
        if one is None or two is None:
            return "not run yet"
        return f"{'met' if one - two >= least else 'missed'}: {one - two:+.2f} points ({one:.2f} and {two:.2f})"

    rows = {
        "the default at most 1.0 point below the original data": above("table1/default", "table1/original", -1.0),
        "the same with DIST, the best loss found": above("table1/default-dist", "table1/original-dist", -1.0),
        "the same with images moved by inversion": above("inversion/inverted", "table1/original", -1.0),
        "by 100 steps, not 30, and with DIST": above("inversion/inverted-100-dist", "table1/original-dist", -1.0),
        "the default recipe and library": above("short/default", "short/original", -1.0),
        "the default recipe, and images moved by 100 steps": above("short/inverted", "short/original", -1.0),
        "shaders above leaves": above("table1/shaders", "table1/leaves", 0.0),
        "leaves above noise": above("table1/leaves", "table1/noise", 0.0),
        "the attack helps": above("table6/shaders-attack", "table6/shaders-plain", 0.0),
        "patience helps (3 times the steps)": above("patience/shaders-3", "patience/shaders-1", 0.0),
    }
    body = "".join(f"| {what} | {came} |\n" for what, came in rows.items())
    head = (
        "## What was wanted, and what came of it\n\nTeacher `resnet`, student `cnn`.\n\n| wanted | found |\n|---|---|\n"
    )
    return head + body


def _teachers(rows: Iterable[Row]) -> str:
    """Those whose cards are here."""
    known = {name: spec for row in rows for name, spec in row.known_teachers.items()}
    body = ""
    for name, spec in known.items():
        kind, _, rest = spec.partition(":")
        file = BUILTIN / rest / "teacher.json" if kind == "builtin" else HERE / "teachers" / f"{name}.json"
        if file.is_file():
            card = Card.model_validate_json(file.read_bytes())
            right = f"{card.test_accuracy:.2%}" if card.test_accuracy is not None else ""
            body += f"| {name} | {card.network} | {right} | {card.seconds / 60:.0f} | `{card.command}` |\n"
    head = "| teacher | network | accuracy | minutes of training | command |\n|---|---|---|---|---|\n"
    return f"## Teachers\n\n{head}{body}"


def _machines(logs: Iterable[Log]) -> str:
    counts = Counter(
        (log.machine.device, log.machine.cpu, log.machine.cores, log.machine.threads, log.machine.versions["torch"])
        for log in logs
    )
    rows = "".join(
        f"| {count} | {'' if device == 'cpu' else f'{device}, '}{cpu} | {cores} | {threads} | {torch} |\n"
        for (device, cpu, cores, threads, torch), count in sorted(counts.items())
    )
    head = "| runs | machine | cores | threads of torch | torch |\n|---|---|---|---|---|\n"
    return f"## Machines\n\n{head}{rows}"
