"""`shadergen verify-cache`: stored teacher outputs held against the teacher."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from shadergen.cli import options as flags

EXAMPLE = "shadergen verify-cache answers --n 4096"


def command(
    cache: Annotated[Path, typer.Argument(help="The folder that `distill --teacher-cache` named.")],
    n: Annotated[int, typer.Option(help="Views to ask about again, at least.", min=1)] = 1024,
    teacher: Annotated[str | None, flags.network("SPEC, in place of the one that the cache names.")] = None,
    seed: Annotated[int, typer.Option(help="Another seed takes other views.", min=0)] = 0,
    device: flags.Device = "auto",
    as_json: flags.Json = False,
) -> None:
    """Ask the teacher again about some of its stored answers. Exit status 1 if they differ."""
    from distill.accelerator import parse_device
    from distill.verify_answers import verify_answers

    found = list(verify_answers(cache, n, teacher, parse_device(device), seed))
    if as_json:
        rows = [asdict(one) | {"folder": str(one.folder)} for one in found]
        print(json.dumps({"ok": all(one.ok for one in found), "caches": rows}))
    else:
        for one in found:
            print(
                f"{'ok' if one.ok else 'DIFFERENT':9} {one.folder}: {one.epochs} epochs; of {one.views:,} views asked "
                f"again {one.same_class:.2%} have the same class, the largest difference is {one.difference:.2%}"
            )
    raise typer.Exit(0 if all(one.ok for one in found) else 1)
