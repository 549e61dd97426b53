"""The command line: sub-commands, and how an error becomes one line and an exit status."""

import inspect
import signal
import sys
from types import FrameType
from typing import Any

import typer

from shadergen.cli import (
    attack,
    bench,
    catalog,
    distill,
    doctor,
    evaluate,
    invert,
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
from shadergen.errors import RunError, ShadergenError, of_memory
from shadergen.version import VERSION

app = typer.Typer(
    help="Synthetic images for distilling a trained network when its training data is gone.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COMMANDS = {
    "render": render,
    "verify": verify,
    "preview": preview,
    "shot": shot,
    "select": select,
    "train-teacher": train_teacher,
    "distill": distill,
    "evaluate": evaluate,
    "pipeline": pipeline,
    "attack": attack,
    "invert": invert,
    "verify-cache": verify_cache,
    "serve": serve,
    "doctor": doctor,
    "bench": bench,
}
for _name, _module in _COMMANDS.items():
    app.command(_name, epilog=f"Example: {_module.EXAMPLE}")(_module.command)
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


_Usage: Any = typer.BadParameter.__bases__[0]  # of whichever click typer uses
_ROOMS = {"shadergen", "leaves", "distill", "server"}


def _wrong(error: Any) -> str:
    """What typer has against the words of a command, in one line."""
    what = " ".join(error.format_message().split()).removesuffix(".")
    return f"{what}; see: {error.ctx.command_path if error.ctx else 'shadergen'} --help"


_LESS_MEMORY = {
    "batch": "a smaller --batch",
    "workers": "fewer --workers",
    "device": "--device cpu or a device with more",
}


def _less_memory() -> str:
    """What takes less memory, by the flags that the command at hand has."""
    module = _COMMANDS.get("".join(sys.argv[1:2]))
    flags = inspect.signature(module.command).parameters if module else {}
    return ", ".join(
        ["smaller images", "a smaller network", *(how for name, how in _LESS_MEMORY.items() if name in flags)]
    )


def _command() -> int:
    try:
        return app(standalone_mode=False, prog_name="shadergen") or 0
    except (MemoryError, RuntimeError) as error:
        if not of_memory(error):
            raise
        raise RunError(
            f"this does not fit into memory; give {_less_memory()} ({' '.join(str(error).split())[:100]})"
        ) from error


def _run() -> int:
    try:
        return _command()
    except _Usage as error:
        if error.format_message():  # without words typer has printed the help
            typer.echo(f"shadergen: {_wrong(error)}", err=True)
        return 2
    except ShadergenError as error:
        typer.echo(f"shadergen: {error}", err=True)
        return error.exit_code
    except _Interrupted:
        typer.echo("shadergen: interrupted; what was finished is kept: run the same command again to go on", err=True)
        return 130
    except ModuleNotFoundError as error:
        # what other extras bring is asked for where it is used
        module = (error.name or "").partition(".")[0]
        if module in _ROOMS:
            raise
        typer.echo(f"shadergen: {module} is missing; install it with: pip install 'shadergen[distill]'", err=True)
        return 2
    except OSError as error:
        where = error.filename or "a file or folder"
        why = error.strerror or error
        typer.echo(f"shadergen: {where}: {why}; free space or mend that, or give another path", err=True)
        return 1


def main() -> None:
    """Run the command line; exit 0 done, 1 failed, 2 wrong usage or input, 130 interrupted."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    sys.exit(_run())
