"""`shadergen bench`: speed, against the limit and against the usual way, in one run."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from shadergen.cli import completion
from shadergen.cli import options as flags
from shadergen.errors import UsageError

Row = dict[str, Any]
_SIZES = (32, 64, 128, 256)
_PARTS = ("render", "leaves", "filter", "shards", "select", "invert", "distill", "serve")

EXAMPLE = "shadergen bench render --size 32 --seconds 3"


def command(
    part: Annotated[
        str,
        typer.Argument(autocompletion=completion.one_of(*_PARTS), help=f"What to measure: {', '.join(_PARTS)}."),
    ],
    size: Annotated[list[int] | None, typer.Option(help="Side; repeatable.  [default: 32, 64, 128, 256]")] = None,
    programs: Annotated[
        list[str] | None, typer.Option(help="Cost class; repeatable.  [default: cheap, middle, heavy]")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", autocompletion=completion.one_of("png", "ppm"), help="render: png or ppm.  [default: png]"
        ),
    ] = None,
    teacher: Annotated[
        str | None, typer.Option(help="select, invert, distill: SPEC.  [default: builtin:fashion-mnist]")
    ] = None,
    seconds: Annotated[float, typer.Option(help="How long a figure takes.", min=0.1)] = 3.0,
    images: Annotated[int, typer.Option(help="serve: images of the stream whose memory is watched.", min=10)] = 50_000,
    kills: Annotated[int, typer.Option(help="serve: workers that are killed.", min=1)] = 5,
    as_json: flags.Json = False,
) -> None:
    """Measure images a second; needs a checkout, since the benchmarks are not installed."""
    if part not in _PARTS:
        raise UsageError(f"part {part!r} is unknown; there is: {', '.join(_PARTS)}")
    if part != "render" and (programs or form):
        raise UsageError(f"--programs and --format are for render; leave them out for {part}")
    if part == "invert" and size:
        raise UsageError("invert is measured at the teacher's own size; leave --size out")
    root = Path(__file__).parents[2]
    if not (root / "benchmarks" / "__init__.py").is_file():
        raise UsageError("the benchmarks are not installed with the package; run this from a checkout (make bench)")
    sys.path.insert(0, str(root))
    if part == "serve":
        header, measured = _serve(size or [32], seconds, images, kills)
    elif part in TEACHING:
        header, measured = TEACHING[part](size, teacher, seconds)
    elif part in DRAWING:
        header, measured = DRAWING[part](size or _SIZES, seconds)
    else:
        header, measured = _render(size or _SIZES, programs, seconds, form or "png")
    rows = []
    if not as_json:
        print(header)
    for row, line in measured:
        rows.append(row)
        if not as_json:
            print(line, flush=True)
    if as_json:
        print(json.dumps({"part": part, "rows": rows}))


def _render(
    sizes: Sequence[int], programs: Sequence[str] | None, seconds: float, form: str
) -> tuple[str, Iterator[tuple[Row, str]]]:
    from benchmarks import render

    if form not in render.FORMATS:
        raise UsageError(f"format {form!r} is not measured; there are: {', '.join(render.FORMATS)}")
    if unknown := set(programs or []) - set(render.CLASSES):
        raise UsageError(f"cost class {', '.join(sorted(unknown))} is unknown; there are: {', '.join(render.CLASSES)}")
    names = ("ours/s", "limit/s", "usual/s", "of limit", "x usual", "beside")
    header = " ".join([f"{'size':>5} {'programs':9}", *(f"{name:>9}" for name in names)])
    rows = render.measure(sizes, programs or render.CLASSES, seconds, form)

    def line(row: Row) -> str:
        return (
            f"{row['size']:>5} {row['programs']:9} {row['ours']:>9,.0f} {row['limit']:>9,.0f} "
            f"{row['usual']:>9,.0f} {row['ratio_limit']:>9.2f} {row['ratio_usual']:>9.2f} "
            f"{row['microseconds_beside_drawing']:>6,.0f} us   "
            + ", ".join(f"{stage} {value:,.0f}" for stage, value in row["stages"].items())
        )

    return f"{header}   us an image and core", ((row, line(row)) for row in rows)


def _leaves(sizes: Sequence[int], seconds: float) -> tuple[str, Iterator[tuple[Row, str]]]:
    from benchmarks import leaves

    names = ("ours/s", "usual/s", "x usual", "literal/s", "x literal")

    def line(row: Row) -> str:
        if "note" in row:
            return f"{row['size']:>5} {row['ours']:>9,.0f}   {row['note']}"
        return (
            f"{row['size']:>5} {row['ours']:>9,.0f} {row['usual']:>9,.1f} {row['ratio_usual']:>9.1f} "
            f"{row['literal']:>9,.1f} {row['ratio_literal']:>9.1f}"
        )

    header = " ".join([f"{'size':>5}", *(f"{name:>9}" for name in names)])
    return header, ((row, line(row)) for row in leaves.measure(sizes, seconds))


def _distill(sizes: Sequence[int] | None, teacher: str | None, seconds: float) -> tuple[str, Iterator[tuple[Row, str]]]:
    from benchmarks import distill

    return distill.HEADER, ((row, distill.line(row)) for row in distill.measure(sizes or [32], teacher, seconds))


def _select(sizes: Sequence[int] | None, teacher: str | None, seconds: float) -> tuple[str, Iterator[tuple[Row, str]]]:
    from benchmarks import select

    columns = ("ours", "limit", "usual", "ratio_limit", "ratio_usual", "forward", "decoding")
    return _table(["size"], columns, select.measure(sizes or [32, 64], teacher or select.TEACHER, seconds))


def _invert(_sizes: Sequence[int] | None, teacher: str | None, seconds: float) -> tuple[str, Iterator[tuple[Row, str]]]:
    from benchmarks import invert

    columns = ("ours", "limit", "usual", "ratio_limit", "ratio_usual")
    return _table(["case"], columns, invert.measure(teacher or invert.TEACHER, seconds))


def _filter(sizes: Sequence[int], seconds: float) -> tuple[str, Iterator[tuple[Row, str]]]:
    from benchmarks import filter as filtering

    columns = ("ours", "limit", "usual", "ratio_limit", "ratio_usual")
    return _table(["size"], columns, filtering.measure(sizes, seconds))


def _shards(sizes: Sequence[int], seconds: float) -> tuple[str, Iterator[tuple[Row, str]]]:
    from benchmarks import shards

    columns = ("ours", "limit", "pillow", "usual", "ratio_limit", "ratio_pillow", "ratio_usual")
    return _table(["case", "size"], columns, shards.measure(sizes, seconds))


def _table(names: Sequence[str], columns: Sequence[str], rows: Iterator[Row]) -> tuple[str, Iterator[tuple[Row, str]]]:
    def figure(row: Row, name: str) -> str:
        if row[name] is None:
            return f"{'-':>12}"
        return f"{row[name]:>12,.2f}" if "ratio" in name else f"{row[name]:>12,.0f}"

    def line(row: Row) -> str:
        return " ".join([*(f"{row[name]:>8}" for name in names), *(figure(row, name) for name in columns)])

    header = " ".join([*(f"{name:>8}" for name in names), *(f"{name:>12}" for name in columns)])
    return header, ((row, line(row)) for row in rows)


def _serve(sizes: Sequence[int], seconds: float, images: int, kills: int) -> tuple[str, Iterator[tuple[Row, str]]]:
    from benchmarks import serve

    def line(row: Row) -> str:
        figures = (f"{name} {value:,.10g}" for name, value in row.items() if name != "measure")
        return f"{row['measure']:14} {', '.join(figures)}"

    return f"{'measure':14} figures", ((row, line(row)) for row in serve.measure(sizes, seconds, images, kills))


DRAWING = {"leaves": _leaves, "filter": _filter, "shards": _shards}
TEACHING = {"select": _select, "invert": _invert, "distill": _distill}
