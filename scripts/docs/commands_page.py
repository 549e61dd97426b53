"""The command line reference: every command with its arguments and options, as typer knows them."""

import re
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from shadergen.cli.main import app


def page() -> str:
    """The page as Markdown."""
    introduction = (
        "This page is made from the commands themselves; `shadergen COMMAND --help` prints the same. Exit status: 0 "
        "done, 1 failed, 2 wrong usage or input, 130 interrupted, with everything that was finished kept. Progress and "
        "logs go to stderr, results to stdout; with `--json` a result is one JSON object."
    )
    parts = ["# Command line reference", introduction]
    for name, command in commands(get_command(app)):
        parts += [f"## {name}", command.help or "", _usage(name, command), _table(command)]
        if command.epilog:
            parts += [f"```sh\n{command.epilog.strip().removeprefix('Example: ')}\n```"]
    return "\n\n".join(parts) + "\n"


def commands(group: Any, prefix: str = "shadergen") -> Iterator[tuple[str, Any]]:
    """The commands of a group and of the groups in it, with their full names."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


def _usage(name: str, command: Any) -> str:
    given = []
    for parameter, (record, _) in _records(command):
        if parameter.param_type_name == "argument":
            given.append(record.split(" ")[0].upper() if parameter.required else f"[{record.split(' ')[0].upper()}]")
        elif parameter.required:
            given.append(record)
    return f"```text\n{' '.join((name, *given))} [OPTIONS]\n```"


def _table(command: Any) -> str:
    lines = ["| Argument or option | Default and range | Meaning |", "| --- | --- | --- |"]
    for _, (name, text) in _records(command):
        meaning, _, default = text.partition("  [")
        cells = (f"`{name}`", re.sub("x(?=[<>])|(?<==)x", "value", default.removesuffix("]")), meaning)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def _records(command: Any) -> Iterator[tuple[Any, tuple[str, str]]]:
    """Each parameter with what `--help` prints of it."""
    context = command.make_context(command.name, [], resilient_parsing=True)
    for parameter in command.params:
        if record := parameter.get_help_record(context):
            name, text = record
            yield parameter, (re.sub(r"<(?:list\[)?(\w+)[^>]*>", r"<\1>", name), text)
