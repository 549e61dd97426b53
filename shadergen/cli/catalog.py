"""`shadergen catalog`: the programs of a folder, their verdicts, and the import of pasted text."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from shadergen.cli import options as flags
from shadergen.errors import UsageError

app = typer.Typer(help="List, check and import programs.", no_args_is_help=True)


@app.command("list")
def list_programs(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders; by default the library.")] = None,
    as_json: flags.Json = False,
) -> None:
    """Print each program's name, mode, title and what it shows."""
    from shadergen.twigl.program import LIBRARY, find, parse

    rows = [(name, parse(file)[0]) for name, file in find(folders or [LIBRARY])]
    if as_json:
        print(json.dumps({"programs": [{"name": name, **header.model_dump()} for name, header in rows]}))
        return
    for name, header in rows:
        print(f"{name:24} {header.mode:18} {header.title}: {header.shows}")


@app.command("check")
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders; by default the library.")] = None,
    device: flags.Device = "auto",
    seconds: Annotated[float, typer.Option("--timeout", help="Wall-clock limit for one program.", min=0.5)] = 20.0,
    show: Annotated[bool, typer.Option("--print", help="Print the GLSL that the driver gets.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Keep the verdicts in each folder's catalog.json, for recipes.")
    ] = False,
    as_json: flags.Json = False,
) -> None:
    """Give each program a verdict, its mode and the reason. Exit status 1 if any cannot be drawn."""
    from shadergen import catalog
    from shadergen.gl.context import parse_device
    from shadergen.rendering import cores
    from shadergen.twigl.program import LIBRARY

    folders = paths or [LIBRARY]
    if write and (file := next((path for path in folders if path.is_file()), None)):
        raise UsageError(f"{file}: --write keeps the verdicts on whole folders; give its folder")
    files = catalog.files(folders)
    if show:
        for file in files:
            print(catalog.printed(file))
        return
    rows = []
    for row in catalog.check(files, parse_device(device), cores(), seconds):
        rows.append(row)
        if not as_json:
            cost = "" if row.ms_per_megapixel is None else f"{row.ms_per_megapixel:8.1f} ms/Mpx"
            print(f"{row.verdict:9} {row.mode or '-':18} {cost:18} {row.file}", flush=True)
            if row.message:
                print(f"          {row.message}")
    for folder in folders if write else ():
        print(f"written: {catalog.write(folder, rows)}", file=sys.stderr)
    if as_json:
        print(json.dumps({"programs": [asdict(row) for row in rows]}))
    else:
        print(", ".join(f"{count} {verdict}" for verdict, count in Counter(row.verdict for row in rows).most_common()))
    raise typer.Exit(0 if all(row.verdict in ("ok", "constant", "simple") for row in rows) else 1)


@app.command("import")
def import_programs(
    paths: Annotated[list[Path], typer.Argument(help="Files of pasted text, one program each; folders of such files.")],
    out: Annotated[Path, typer.Option(help="Folder to write programs into.")],
    licence: Annotated[str, typer.Option(help="Whose terms the programs are under, for their headers.")] = "unknown",
    device: flags.Device = "auto",
    seconds: Annotated[float, typer.Option("--timeout", help="Wall-clock limit for one try.", min=0.5)] = 20.0,
) -> None:
    """Clean pasted texts, find the mode in which each compiles, and write program files with headers."""
    from shadergen import catalog
    from shadergen.gl.context import parse_device
    from shadergen.rendering import cores

    texts: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        texts += sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    failed = 0
    for text, program, notes in catalog.bring(texts, out, licence, parse_device(device), cores(), seconds):
        failed += program is None
        print(f"{text}: {program or 'not written'} ({notes})", flush=True)
    raise typer.Exit(1 if failed else 0)
