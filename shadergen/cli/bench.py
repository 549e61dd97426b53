"""`shadergen bench`: speed, against the limit and against the usual way, in one run."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from shadergen.cli import options as flags
from shadergen.errors import UsageError

PARTS = ("render",)


def command(
    part: Annotated[str, typer.Argument(help="What to measure: render.")],
    size: Annotated[list[int] | None, typer.Option(help="Side; repeatable.  [default: 32, 64, 128, 256]")] = None,
    programs: Annotated[
        list[str] | None, typer.Option(help="Cost class; repeatable.  [default: cheap, middle, heavy]")
    ] = None,
    seconds: Annotated[float, typer.Option(help="How long a figure takes.", min=0.1)] = 3.0,
    as_json: flags.Json = False,
) -> None:
    """Measure images a second; needs a checkout, since the benchmarks are not installed."""
    if part not in PARTS:
        raise UsageError(f"part {part!r} is unknown; there is: {', '.join(PARTS)}")
    root = Path(__file__).parents[2]
    if not (root / "benchmarks" / "__init__.py").is_file():
        raise UsageError("the benchmarks are not installed with the package; run this from a checkout (make bench)")
    sys.path.insert(0, str(root))
    from benchmarks import render

    if unknown := set(programs or []) - set(render.CLASSES):
        raise UsageError(f"cost class {', '.join(sorted(unknown))} is unknown; there are: {', '.join(render.CLASSES)}")
    rows = []
    if not as_json:
        names = ("ours/s", "limit/s", "usual/s", "of limit", "x usual", "beside")
        print(f"{'size':>5} {'programs':9}", *(f"{name:>9}" for name in names))
    for row in render.measure(size or [32, 64, 128, 256], programs or render.CLASSES, seconds):
        rows.append(row)
        if not as_json:
            print(
                f"{row['size']:>5} {row['programs']:9} {row['ours']:>9,.0f} {row['limit']:>9,.0f} "
                f"{row['usual']:>9,.0f} {row['ratio_limit']:>9.2f} {row['ratio_usual']:>9.2f} "
                f"{row['microseconds_beside_drawing']:>6,.0f} us",
                flush=True,
            )
    if as_json:
        print(json.dumps({"part": part, "rows": rows}))
