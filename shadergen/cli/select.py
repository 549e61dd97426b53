"""`shadergen select`: the images of a pool that a teacher picks."""

import json
from typing import Annotated

import typer

from shadergen.cli import completion
from shadergen.cli import options as flags
from shadergen.errors import UsageError

EXAMPLE = "shadergen select pool --teacher builtin:fashion-mnist --n 10000 --out chosen"


def command(
    pool: Annotated[
        list[str], typer.Argument(help="Dataset folders or URLs; any folder of WebDataset shards will do.")
    ],
    teacher: Annotated[
        str,
        flags.network(
            "SPEC: builtin:NAME, timm:NAME, torchvision:NAME, hf:NAME, onnx:FILE, export:FILE.pt2 or FILE.yaml."
        ),
    ],
    n: Annotated[int, typer.Option(help="Images of the new set; at least one a class.")],
    out: Annotated[str, typer.Option(help="Folder of the new set, or URL.")],
    strategy: Annotated[
        str,
        typer.Option(
            autocompletion=completion.one_of(*completion.STRATEGIES),
            help="balanced, random, long-tail, lenient, typical, margin or diverse.",
        ),
    ] = "balanced",
    seed: Annotated[int, typer.Option(help="Another seed takes other images.")] = 0,
    replicate: Annotated[
        str,
        typer.Option(
            autocompletion=completion.one_of("physical", "weights"),
            help="physical: a class with too few repeats its images; weights: they get weights.",
        ),
    ] = "physical",
    imbalance: Annotated[float, typer.Option(help="long-tail: the largest quota over the smallest.")] = 100.0,
    mixture: Annotated[
        str,
        typer.Option(autocompletion=completion.one_of("pool", "class"), help="lenient: fit over the pool or by class."),
    ] = "pool",
    until_balanced: Annotated[
        bool, typer.Option("--until-balanced", help="Render on until no class repeats an image, or --budget is spent.")
    ] = False,
    budget: Annotated[
        int | None, typer.Option(help="Images that --until-balanced may render.  [default: four times n]")
    ] = None,
    shard_size: Annotated[int, typer.Option(help="Samples a shard.")] = 10_000,
    max_bad: flags.MaxBad = 16,
    workers: flags.Workers = None,
    engine: Annotated[
        str,
        typer.Option(autocompletion=completion.one_of(*completion.ENGINES), help="Who scores the pool: local or ray."),
    ] = "local",
    ray_address: Annotated[str, typer.Option(help="Ray cluster: auto, local (start one) or HOST:PORT.")] = "auto",
    device: flags.Device = "auto",
    report: Annotated[bool, typer.Option("--report/--no-report", help="Write report.html and report.json.")] = True,
    as_json: flags.Json = False,
) -> None:
    """Score a pool with a teacher, and write the n images that sample its classes as asked.

    The scores stay beside the pool's shards, so that another selection need not ask the teacher again.
    """
    from distill.selection import Result, Settings, select
    from distill.strategies.candidates import Options as StrategyOptions
    from shadergen.cli.progress import show
    from shadergen.rendering import Options, Status
    from shadergen.shards.location import is_remote

    if budget is not None and not until_balanced:
        raise UsageError("--budget is what --until-balanced may render; give both or neither")
    if until_balanced and any(map(is_remote, (*pool, out))):
        raise UsageError("--until-balanced renders into the pool's folder; give folders of this machine")
    result: Result
    with show() as (on_status, on_event):
        settings = Settings(
            replicate=replicate,
            options=StrategyOptions(imbalance=imbalance, mixture=mixture),
            shard_size=shard_size,
            max_bad=max_bad,
            workers=workers,
            device=device,
            engine=engine,
            ray_address=ray_address,
            report=report,
            on_images=lambda done, bad, total: on_status(Status(done, total, bad / max(1, done))),
            on_event=on_event,
        )
        if until_balanced:
            from distill.rounds import select_until_balanced

            drawing = Options(device=device, on_status=on_status, on_event=on_event)
            balanced = select_until_balanced(
                pool, teacher, n, out, strategy, seed, budget=budget, settings=settings, options=drawing
            )
            result, ending = balanced, balanced.rounds.text()
        else:
            result, ending = select(pool, teacher, n, out, strategy, seed, settings=settings), ""
    if as_json:
        print(json.dumps(result.as_dict()))
        return
    manifest = result.manifest
    print(
        f"{out}: {manifest.images:,} samples of {manifest.pool_images:,} by {manifest.request.teacher.name} "
        f"({strategy}), {manifest.replicated:.1%} replicated, relative entropy "
        f"{manifest.relative_entropy_before:.3f} before and {manifest.relative_entropy_after:.3f} after"
    )
    if ending:
        print(ending)
    missing = manifest.histogram_before.count(0)
    if missing:
        print(f"classes that the pool does not have: {missing} of {len(manifest.histogram)}")
    if manifest.pool_bad:
        print(f"images that do not decode: {manifest.pool_bad}")
    if report:
        print(f"report: {out}/report.html")
