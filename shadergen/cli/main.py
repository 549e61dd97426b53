"""The command line: sub-commands, and how an error becomes one line and an exit status."""

import signal
import sys
from types import FrameType

import typer

from shadergen.cli import (
    attack,
    bench,
    catalog,
    distill,
    doctor,
    evaluate,
    pipeline,
    preview,
    render,
    select,
    serve,
    shot,
    train_teacher,
    verify,
    verify_cache,
)
from shadergen.errors import ShadergenError
from shadergen.version import VERSION

app = typer.Typer(
    help="Synthetic images for distilling a trained network when its training data is gone.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("render")(render.command)
app.command("verify")(verify.command)
app.command("preview")(preview.command)
app.command("shot")(shot.command)
app.command("select")(select.command)
app.command("train-teacher")(train_teacher.command)
app.command("distill")(distill.command)
app.command("evaluate")(evaluate.command)
app.command("pipeline")(pipeline.command)
app.command("attack")(attack.command)
app.command("verify-cache")(verify_cache.command)
app.command("serve")(serve.command)
app.command("doctor")(doctor.command)
app.command("bench")(bench.command)
app.add_typer(catalog.app, name="catalog")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"shadergen {VERSION}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Options that stand before a command."""


class _Interrupted(BaseException):
    """Ctrl-C or SIGTERM; not a KeyboardInterrupt, which typer ends with status 1."""


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise _Interrupted


def main() -> None:
    """Run the command line; exit 0 done, 1 failed, 2 wrong usage or input, 130 interrupted."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        app()
    except ShadergenError as error:
        typer.echo(f"shadergen: {error}", err=True)
        sys.exit(error.exit_code)
    except _Interrupted:
        typer.echo("shadergen: interrupted; what was finished is kept: run the same command again to go on", err=True)
        sys.exit(130)
