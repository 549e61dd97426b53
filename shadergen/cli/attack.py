"""`shadergen attack`: a set of images at a teacher's border, made from another."""

import json
from typing import Annotated

import typer

from shadergen.cli import options as flags

EXAMPLE = "shadergen attack chosen --teacher builtin:fashion-mnist --out attacked"


def command(
    data: flags.Sets,
    teacher: Annotated[str, flags.network("SPEC of the teacher, one with gradients.")],
    out: flags.NewSet,
    epsilon: Annotated[float, typer.Option(help="How far a pixel may move, of 255.")] = 16.0,
    iterations: Annotated[int, typer.Option(help="Steps tried an image.")] = 20,
    seed: Annotated[int, typer.Option(help="Another seed takes other target classes.", min=0)] = 0,
    max_bad: flags.MaxBad = 16,
    workers: flags.Workers = None,
    device: flags.Device = "auto",
    as_json: flags.Json = False,
) -> None:
    """Move each image to the border of another class, and write four images of each that got there.

    Give `distill` both folders, the one attacked and the new one.
    """
    from distill.accelerator import parse_device
    from distill.attack import KINDS, Settings
    from distill.attacked import attack_pool
    from distill.teachers.load import load_teacher
    from shadergen.cli.progress import show
    from shadergen.rendering import Status

    asked = load_teacher(teacher, parse_device(device))
    with show() as (on_status, _):
        found = attack_pool(
            data,
            asked,
            out,
            Settings(epsilon=epsilon / 255, iterations=iterations),
            seed,
            max_bad=max_bad,
            workers=workers,
            on_images=lambda done, total: on_status(Status(done, total, 0.0)),
        )
    kinds = dict.fromkeys(KINDS, found.successes)
    if as_json:
        document = {
            "attempted": found.attempted,
            "successes": found.successes,
            "success_rate": round(found.success_rate, 6),
            "images": found.manifest.images,
            "kinds": kinds,
            "histogram": found.manifest.histogram,
            "relative_entropy": found.manifest.relative_entropy_after,
        }
        print(json.dumps(document))
        return
    print(
        f"{out}: {found.manifest.images:,} images; {found.successes:,} of {found.attempted:,} were brought over "
        f"({found.success_rate:.1%}), each in four kinds: {', '.join(KINDS)}"
    )
