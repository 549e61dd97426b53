"""`shadergen render`: fill a folder with shards."""

import json
import time
from typing import Annotated

import typer

from shadergen.cli import completion
from shadergen.cli import options as flags

EXAMPLE = "shadergen render --n 20000 --size 32 --source twigl:2,leaves --out pool"


def command(
    n: Annotated[int, typer.Option(help="Number of images; more than the folder has extends it.")],
    out: Annotated[
        str | None, typer.Option(help="Folder, or URL such as s3://BUCKET/PREFIX; by default named after the recipe.")
    ] = None,
    size: flags.Size = None,
    source: flags.Source = None,
    shaders: flags.Shaders = None,
    seed: flags.Seed = None,
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            autocompletion=completion.one_of(*completion.FORMATS),
            help="png, jpg, webp or ppm (not compressed).  [default: png]",
        ),
    ] = None,
    shard_size: Annotated[int | None, typer.Option(help="Images a shard.  [default: 10000]")] = None,
    recipe: flags.RecipeFile = None,
    settings: flags.Set = None,
    workers: flags.Workers = None,
    engine: Annotated[
        str,
        typer.Option(autocompletion=completion.one_of(*completion.ENGINES), help="Who runs the workers: local or ray."),
    ] = "local",
    ray_address: Annotated[str, typer.Option(help="Ray cluster: auto, local (start one) or HOST:PORT.")] = "auto",
    device: flags.Device = "auto",
    hang_seconds: Annotated[float, typer.Option(help="Silence after which a worker is taken for hung.", min=1)] = 120.0,
    allow_other_machine: Annotated[
        bool, typer.Option("--allow-other-machine", help="Accept a folder or cluster of other renderers or encoders.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print plan, bytes and time; write nothing.")] = False,
    as_json: flags.Json = False,
) -> None:
    """Draw N images into WebDataset shards. Running it again goes on where it ended."""
    from shadergen.cli.progress import show
    from shadergen.recipe import Recipe
    from shadergen.rendering import Options, default_folder, estimate, render

    given = {
        "size": size,
        "source": source,
        "shaders": flags.paths(shaders),
        "seed": seed,
        "format": format,
        "shard_size": shard_size,
    }
    resolved = Recipe.load(recipe, flags.overrides(given, settings)).resolve()
    folder = out or default_folder(resolved)
    with show() as (on_status, on_event):
        run = Options(
            workers=workers,
            engine=engine,
            ray_address=ray_address,
            device=device,
            hang_seconds=hang_seconds,
            other_machine=allow_other_machine,
            on_status=on_status,
            on_event=on_event,
        )
        if dry_run:
            plan = estimate(resolved, folder, n=n, options=run)
            print(json.dumps(plan.as_dict()) if as_json else plan.text())
            return
        for name, why in (resolved.twigl.left_out if resolved.twigl else {}).items():
            on_event(f"{name} is left out, as its catalogue says: {why}")
        began = time.monotonic()
        manifest = render(resolved, folder, n=n, options=run)
        seconds = time.monotonic() - began
    attempts = sum(program.attempts for program in manifest.programs.values())
    rejected = sum(sum(program.rejected.values()) for program in manifest.programs.values())
    if as_json:
        print(
            json.dumps(
                {
                    "out": str(folder),
                    "images": manifest.images,
                    "bytes": manifest.bytes,
                    "fingerprint": manifest.fingerprint,
                    "sources": manifest.sources,
                    "rejected": rejected,
                    "exhausted": manifest.exhausted,
                    "set_aside": [entry.program for entry in manifest.journal],
                    "seconds": round(seconds, 3),
                }
            )
        )
        return
    print(
        f"{folder}: {manifest.images:,} images in {len(manifest.shards)} shards, {manifest.bytes / 1e6:,.1f} MB, "
        f"{seconds:.1f} s ({', '.join(f'{count:,} {name}' for name, count in manifest.sources.items())})"
    )
    if attempts:
        print(f"rejected and drawn again: {rejected:,} of {attempts:,} attempts ({rejected / attempts:.1%})")
    if manifest.exhausted:
        print(f"kept though rejected after every attempt: {manifest.exhausted:,} (their records say by which rule)")
    for entry in manifest.journal:
        print(f"set aside: {entry.program} ({entry.reason})")
    for name, program in manifest.programs.items():
        if program.message:
            print(f"cannot be drawn: {program.message}" if name in program.message else f"{name}: {program.message}")
