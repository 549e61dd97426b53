"""`shadergen shot`: one exact picture of a program."""

from pathlib import Path
from typing import Annotated

import typer

from shadergen.cli import options as flags

EXAMPLE = "shadergen shot mine.glsl --out picture.png --size 256 --time 2.5"


def command(
    file: Annotated[Path, typer.Argument(help="Program file.")],
    out: flags.Picture,
    size: flags.Size = None,
    time: Annotated[
        float | None, typer.Option(help="Seconds (t); by default those after which a browser draws the frame.")
    ] = None,
    frame: Annotated[
        int, typer.Option(help="Frame (f), from 1; a program with feedback draws all frames up to it.", min=1)
    ] = 1,
    mode: Annotated[str | None, typer.Option(help="Mode, in place of the header's.")] = None,
    device: flags.Device = "auto",
) -> None:
    """Draw a program as its author saw it: no moved view, no filter."""
    from shadergen import preview
    from shadergen.recipe import Recipe

    wanted = Recipe.load(None, flags.overrides({"size": size}, None))
    moment = preview.usual_time(frame) if time is None else time
    preview.write(preview.shot(file, wanted.size, moment, frame, mode, device), out)
    print(f"{out}: {file.stem} at t={moment:g}, f={frame}")
