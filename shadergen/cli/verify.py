"""`shadergen verify`: whether a folder holds what its manifest says."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from shadergen.cli import options as flags

EXAMPLE = "shadergen verify pool --repair"


def command(
    folder: Annotated[str, typer.Argument(help="Dataset folder or URL.")],
    repair: Annotated[bool, typer.Option("--repair", help="Draw damaged shards again.")] = False,
    device: flags.Device = "auto",
    allow_other_machine: Annotated[
        bool, typer.Option("--allow-other-machine", help="Try to repair with another renderer or encoder.")
    ] = False,
    as_json: flags.Json = False,
) -> None:
    """Check every shard's bytes, images and records. Exit status 1 if any is damaged (and not repaired)."""
    from shadergen.cli.progress import show
    from shadergen.rendering import Options, verify
    from shadergen.shards.remote import open_folder
    from shadergen.shards.verify import Verdict

    def tell(verdict: Verdict) -> None:
        if not as_json and verdict.reason is not None:
            print(f"{verdict.name}: {verdict.reason}", flush=True)

    with show() as (_, on_event):
        options = Options(device=device, other_machine=allow_other_machine, on_event=on_event)
        verdicts = verify(folder, repair=repair, options=options, on_verdict=tell)
    ok = all(verdict.ok for verdict in verdicts)
    selected = open_folder(folder).selected()
    images = (selected or open_folder(folder).manifest()).images
    if as_json:
        print(json.dumps({"ok": ok, "images": images, "shards": [asdict(verdict) for verdict in verdicts]}))
    elif ok:
        print(f"{folder}: {len(verdicts)} shards with {images:,} images are as the manifest says")
    else:
        damaged = sum(not verdict.ok for verdict in verdicts)
        mend = "select into a new folder" if selected else f"repair: shadergen verify {folder} --repair"
        print(f"{folder}: {damaged} of {len(verdicts)} shards are damaged; {mend}")
    raise typer.Exit(0 if ok else 1)
