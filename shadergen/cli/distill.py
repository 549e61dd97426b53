"""`shadergen distill`: a student that answers as its teacher does."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from shadergen.cli import completion
from shadergen.cli import options as flags
from shadergen.errors import UsageError

EXAMPLE = "shadergen distill chosen --teacher builtin:fashion-mnist --student cnn --out run --epochs 30"


def command(
    data: Annotated[list[str], typer.Argument(help="Dataset folders or URLs, such as `shadergen select` writes.")],
    teacher: Annotated[str, flags.network("SPEC of the teacher.")],
    student: Annotated[
        str,
        typer.Option(
            autocompletion=completion.one_of(*completion.NETWORKS),
            help="cnn, resnet8, resnet18, wrn16-2, wrn40-2, mobilenetv2 or FILE.yaml.",
        ),
    ],
    out: Annotated[str, typer.Option(help="Folder of the run; running it again goes on.")],
    preset: Annotated[
        str,
        typer.Option(
            autocompletion=completion.one_of(*completion.PRESETS),
            help="What flags that are left out come to. short: 20 epochs, batches of 64, muon at 0.02, weight decay "
            "0.02, dist at temperature 8, no augmentation, no mixup. paper, for long runs: 400 epochs, batches of 256, "
            "sgd at 0.1, weight decay 0.0001, kl at temperature 20, high, mixup.",
        ),
    ] = "short",
    epochs: Annotated[int | None, typer.Option(help="Passes over the images.", min=1)] = None,
    batch: Annotated[int | None, typer.Option(help="Images a step, over all processes.", min=2)] = None,
    temperature: Annotated[float | None, typer.Option(help="Of both softmaxes.")] = None,
    augment: flags.Regime = None,
    mixup: Annotated[bool | None, typer.Option("--mixup/--no-mixup", help="Mix images before both networks.")] = None,
    loss: Annotated[
        str | None,
        typer.Option(autocompletion=completion.one_of(*completion.LOSSES), help="kl, onehot, smooth, l1, mse or dist."),
    ] = None,
    optimiser: flags.Optimiser = None,
    learning_rate: flags.LearningRate = None,
    warmup: flags.Warmup = None,
    weight_decay: flags.WeightDecay = None,
    clip: flags.Clip = None,
    ema: Annotated[float | None, typer.Option(help="Keep an average of the weights: decay a step, as 0.999.")] = None,
    precision: flags.Precision = "float32",
    compiled: Annotated[bool, typer.Option("--compile", help="Run the student through torch.compile.")] = False,
    attack: Annotated[
        bool, typer.Option("--attack/--no-attack", help="Add views moved to the teacher's border.")
    ] = False,
    attack_epsilon: Annotated[float, typer.Option(help="How far a pixel may move, of 255.")] = 16.0,
    attack_iterations: Annotated[int, typer.Option(help="Steps tried a view.")] = 20,
    teacher_cache: Annotated[
        Path | None, typer.Option(help="Folder that keeps the teacher's answers, for other runs with the same views.")
    ] = None,
    held_out: Annotated[
        int | None,
        typer.Option(help="Images that are not trained on.  [default: 1024, or a tenth of the different ones]", min=0),
    ] = None,
    cache: Annotated[
        str,
        typer.Option(
            autocompletion=completion.one_of("auto", "memory", "none"),
            help="Decoded images in memory: auto, memory or none.",
        ),
    ] = "auto",
    evaluate: Annotated[
        str | None,
        typer.Option(
            "--eval",
            autocompletion=completion.one_of(*completion.DATA),
            help="DATA on whose test split it is measured.",
        ),
    ] = None,
    onnx: Annotated[bool, typer.Option("--onnx", help="Write student.onnx too.")] = False,
    report: Annotated[bool, typer.Option("--report/--no-report", help="Write report.html and report.json.")] = True,
    tensorboard: Annotated[bool, typer.Option("--tensorboard", help="Write TensorBoard's events too.")] = False,
    seed: Annotated[int, typer.Option(help="Of the weights, the order and the views.", min=0)] = 0,
    workers: flags.Workers = None,
    device: flags.Device = "auto",
    as_json: flags.Json = False,
) -> None:
    """Train a student on images that a teacher answers; no label is used. The last epoch counts."""
    from distill.accelerator import parse_device
    from distill.attack import Settings as Attack
    from distill.data import check_data
    from distill.run import Options, Outcome, Progress, distill
    from distill.settings import Settings
    from shadergen.cli.progress import show_text
    from shadergen.shards.location import is_remote

    if is_remote(out):
        raise UsageError(f"--out is {out}; a run's folder is one of this machine")
    if cache not in ("auto", "memory", "none"):
        raise UsageError(f"cache {cache!r} is unknown; give auto, memory or none")
    asked = {
        "preset": preset,
        "epochs": epochs,
        "batch": batch,
        "optimiser": optimiser,
        "learning_rate": learning_rate,
        "warmup": warmup,
        "weight_decay": weight_decay,
        "loss": loss,
        "temperature": temperature,
        "regime": augment,
        "mixup": mixup,
        "clip": clip,
        "ema": ema,
        "precision": precision,
        "compiled": compiled,
        "attack": Attack(epsilon=attack_epsilon / 255, iterations=attack_iterations) if attack else None,
        "held_out": held_out,
        "seed": seed,
    }
    settings = Settings.parse({key: value for key, value in asked.items() if value is not None})
    if evaluate:
        check_data(evaluate, "test")  # what is wrong with it is said before a run of hours
    with show_text() as tell:

        def on_progress(now: Progress) -> None:
            tell((now.step.epoch * now.steps + now.step.step + 1, now.epochs * now.steps), now.text())

        options = Options(
            cache=cache,  # type: ignore[arg-type]  # one of those above
            teacher_cache=teacher_cache,
            workers=workers,
            device=parse_device(device),
            evaluate=evaluate,
            onnx=onnx,
            report=report,
            tensorboard=tensorboard,
            command=flags.command_line(),
            on_progress=on_progress,
            on_event=lambda line: print(line, file=sys.stderr, flush=True),
        )
        found: Outcome = distill(data, teacher, student, Path(out), settings, options)
    if int(os.environ.get("RANK", "0")):  # under torchrun, one of the processes speaks
        return
    if as_json:
        print(json.dumps(asdict(found)))
        return
    agreement = "" if found.agreement is None else f", {found.agreement:.2%} agree with the teacher on held-out images"
    accuracy = "" if found.accuracy is None else f", {found.accuracy:.2%} right on the test set"
    passes = "1 epoch" if found.epochs == 1 else f"{found.epochs} epochs"
    print(f"{out}/student.safetensors: {passes} in {found.seconds:,.0f} s{agreement}{accuracy}")
