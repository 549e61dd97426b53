"""`shadergen invert`: a set's images, moved towards what a teacher keeps of its own data."""

import json
from typing import Annotated, cast

import typer

from shadergen.cli import options as flags

EXAMPLE = "shadergen invert chosen --teacher builtin:fashion-mnist --n 5000 --out inverted"


def command(
    data: flags.Sets,
    teacher: Annotated[str, flags.network("SPEC of the teacher, one with gradients and batch normalisation.")],
    out: flags.NewSet,
    n: Annotated[int | None, typer.Option(help="Only so many images, the first ones.  [default: all]")] = None,
    steps: Annotated[int, typer.Option(help="Steps that each image moves.")] = 30,
    rate: Annotated[float, typer.Option(help="How far a pixel moves in the first step, of 1.")] = 0.05,
    batch: Annotated[int, typer.Option(help="Images whose moments are held together against the teacher's.")] = 250,
    precision: flags.Precision = "float32",
    max_bad: flags.MaxBad = 16,
    workers: flags.Workers = None,
    device: flags.Device = "auto",
    as_json: flags.Json = False,
) -> None:
    """Move images until they are to a teacher's batch normalisation as its own data were, and write what came of them.

    Give `distill` both folders, the one moved and the new one.
    """
    from distill.accelerator import Precision, parse_device
    from distill.inversion import Settings
    from distill.inverted import invert_pool
    from distill.teachers.load import load_teacher
    from shadergen.cli.progress import show
    from shadergen.rendering import Status

    settings = Settings(steps, rate, batch, cast("Precision", precision))
    asked = load_teacher(teacher, parse_device(device))
    with show() as (on_status, _):
        manifest = invert_pool(
            data,
            asked,
            out,
            settings,
            n=n,
            max_bad=max_bad,
            workers=workers,
            on_images=lambda done, total: on_status(Status(done, total, 0.0)),
        )
    if as_json:
        document = {
            "images": manifest.images,
            "histogram_before": manifest.histogram_before,
            "histogram": manifest.histogram,
            "relative_entropy_before": round(manifest.relative_entropy_before, 6),
            "relative_entropy_after": round(manifest.relative_entropy_after, 6),
            "fingerprint": manifest.fingerprint,
        }
        print(json.dumps(document))
        return
    print(
        f"{out}: {manifest.images:,} images moved, relative entropy {manifest.relative_entropy_before:.3f} before and "
        f"{manifest.relative_entropy_after:.3f} after"
    )
