"""`shadergen pipeline`: render, select, invert, distill, evaluate and report, from one document."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from shadergen.cli import completion
from shadergen.cli import options as flags

EXAMPLE = "shadergen pipeline examples/demo.yaml --out run --eval folder:pictures"


def command(
    document: Annotated[Path, typer.Argument(help="YAML: teacher, render, select, invert, distill, evaluate.")],
    out: Annotated[Path, typer.Option(help="Folder of all stages.")],
    evaluate: Annotated[
        str | None,
        typer.Option(
            "--eval",
            autocompletion=completion.one_of(*completion.DATA),
            help="DATA on whose test split the student is measured, in place of the document's.",
        ),
    ] = None,
    workers: flags.Workers = None,
    device: flags.Device = "auto",
    as_json: flags.Json = False,
) -> None:
    """Go the whole way from a teacher to a student. A stage whose inputs did not change is skipped."""
    from distill.data import check_data
    from distill.pipeline import Evaluate, Options, Pipeline, run_pipeline
    from distill.run import Progress
    from shadergen.cli.progress import show_text
    from shadergen.rendering import Status

    pipeline = Pipeline.load(document)
    if evaluate:
        pipeline = pipeline.model_copy(update={"evaluate": Evaluate(data=evaluate)})
    if pipeline.evaluate:
        check_data(pipeline.evaluate.data, "test")  # what is wrong with it is said before a run of hours
    stage = ""
    with show_text() as tell:

        def on_stage(name: str) -> None:
            nonlocal stage
            stage = name
            print(f"stage: {name}", file=sys.stderr, flush=True)

        def on_status(now: Status) -> None:
            tell((now.done, now.total), f"{stage}: {now.done:,} of {now.total:,} images, {now.rejected:.1%} rejected")

        def on_images(done: int, bad: int, total: int) -> None:
            what = "moved" if stage == "invert" else f"scored, {bad} do not decode"
            tell((done, total), f"{stage}: {done:,} of {total:,} images {what}")

        def on_progress(now: Progress) -> None:
            tell(
                (now.step.epoch * now.steps + now.step.step + 1, now.epochs * now.steps),
                f"{stage}: {now.text()}",
            )

        options = Options(
            device=device,
            workers=workers,
            command=flags.command_line(),
            on_stage=on_stage,
            on_status=on_status,
            on_images=on_images,
            on_progress=on_progress,
            on_event=lambda line: print(line, file=sys.stderr, flush=True),
        )
        done = run_pipeline(pipeline, out, options)
    figures = {one.stage: one.figures for one in done}
    agreement, accuracy = figures.get("distill", {}).get("agreement"), figures.get("evaluate", {}).get("accuracy")
    report = out / "report.html" if "distill" in figures else None
    if as_json:
        print(
            json.dumps(
                {
                    "stages": [vars(one) for one in done],
                    "agreement": agreement,
                    "accuracy": accuracy,
                    "report": str(report) if report else None,
                }
            )
        )
        return
    for one in done:
        print(f"{one.stage:9} {out / one.place}  {'done before' if one.skipped else f'{one.seconds:,.0f} s'}")
    if agreement is not None:
        print(f"{agreement:.2%} agree with the teacher on held-out images")
    if accuracy is not None:
        print(f"{accuracy:.2%} right on the test set")
    if report:
        print(f"report: {report}")
