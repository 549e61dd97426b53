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


@app.command("list", epilog="Example: shadergen catalog list my/programs")
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


@app.command("check", epilog="Example: shadergen catalog check my/programs --write")
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


@app.command("probe", epilog="Example: shadergen catalog probe my/programs --n 20000")
def probe(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders of programs, in place of the library.")] = None,
    n: Annotated[int, typer.Option(help="Number of images to draw and measure.", min=2)] = 20_000,
    size: flags.Size = "32",
    source: flags.Source = None,
    seed: flags.Seed = None,
    recipe: flags.RecipeFile = None,
    settings: flags.Set = None,
    device: flags.Device = "auto",
    write: Annotated[
        bool, typer.Option("--write", help="Keep the order in the folder's catalog.json, for twigl.first.")
    ] = False,
    as_json: flags.Json = False,
) -> None:
    """Draw images and say how varied they are, and which programs add most: the first K are the K to keep."""
    from shadergen import probe as probes
    from shadergen.cli.progress import show
    from shadergen.recipe import Recipe
    from shadergen.rendering import Options
    from shadergen.twigl.program import LIBRARY

    # folders are of written programs, and so is an order that is kept
    source = source or ("twigl" if folders or write else None)
    given = {"size": size, "source": source, "shaders": flags.paths(folders), "seed": seed}
    wanted = Recipe.load(recipe, flags.overrides(given, settings))
    if write and (set(wanted.source) != {"twigl"} or len(wanted.shaders) > 1):
        raise UsageError("--write keeps the order of one folder's programs; give that folder and --source twigl alone")
    with show() as (on_status, on_event):
        found = probes.probe(wanted, n, Options(device=device, on_status=on_status, on_event=on_event))
    if write:
        print(f"written: {probes.write((*wanted.shaders, LIBRARY)[0], found)}", file=sys.stderr)
    if as_json:
        print(json.dumps(asdict(found)))
        return
    print("place    gain  images  passing  near-duplicates  ms/image  program")
    for place, row in enumerate(found.rows, 1):
        cost = "-" if row.ms_per_image is None else f"{row.ms_per_image:.3f}"
        print(
            f"{place:5} {row.gain:7.4f} {row.images:7} {row.passing:8.1%} {row.near_duplicates:16.1%} {cost:>9}  "
            f"{row.program}"
        )
    print(f"{found.images:,} images: spread {found.spread:.1f}, {found.near_duplicates:.2%} have a near-duplicate")
    if found.programs:
        print(f"{found.passing:,} of {found.programs:,} programs pass the filter in {probes.PASSING:.0%} of attempts")
    if found.not_drawn:
        print(f"{found.not_drawn:,} more have no image among so few: give a larger --n")


@app.command("import", epilog="Example: shadergen catalog import pasted.txt --out my/programs")
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


@app.command("synth", epilog="Example: shadergen catalog synth --n 100")
def synth(
    n: Annotated[int, typer.Option(help="How many, from index 0 on.", min=1, max=1_000_000)] = 2000,
    seed: Annotated[
        int, typer.Option(help="Another seed is other programs, which no probe has tried.", min=0, max=2**64 - 1)
    ] = 0,
    show: Annotated[
        int | None, typer.Option("--print", help="Print the text of the program of this index.", min=0, max=2**48 - 1)
    ] = None,
    write: Annotated[
        bool,
        typer.Option(
            "--write",
            help="For who makes a new grammar: try n programs of seed 0, 16 images each at 32 and at 64 px, and freeze "
            "in the package which compile, stay in budget, pass the filter in 15 of 16 images and cost at most "
            "200 ms a megapixel.",
        ),
    ] = False,
    device: flags.Device = "auto",
    as_json: flags.Json = False,
) -> None:
    """List the programs that the grammar writes: number, verdict of the probe and its cost, and what each composes."""
    from shadergen import eligibility
    from shadergen.gl.context import parse_device
    from shadergen.rendering import cores
    from shadergen.synth.programs import GRAMMAR, grown, listing

    if show is not None:
        print(grown(GRAMMAR, seed, show).text, end="")
        return
    if write:
        if seed:
            raise UsageError(f"--seed {seed}: --write freezes the programs of seed 0; leave --seed out")
        tried = []
        for candidate in eligibility.try_out(n, parse_device(device), cores()):
            tried.append(candidate)
            print(f"{candidate.index:6} {candidate.why or f'{candidate.cost} ms/Mpx'}", file=sys.stderr, flush=True)
        print(f"written: {eligibility.write(tried)}", file=sys.stderr)
    rows = listing(seed, range(n))
    if as_json:
        print(json.dumps({"grammar": GRAMMAR, "seed": seed, "programs": [asdict(row) for row in rows]}))
        return
    for row in rows:
        cost = "left out" if row.ms_per_megapixel is None else f"{row.ms_per_megapixel:.1f} ms/Mpx"
        print(f"{row.name}  {'not tried' if row.eligible is None else cost:>13}  {', '.join(row.composes)}")
