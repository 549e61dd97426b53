"""`shadergen train-teacher`: a network trained on labelled images, for use as a teacher."""

import json
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from shadergen.cli import completion
from shadergen.cli import options as flags

EXAMPLE = "shadergen train-teacher --data folder:pictures --model resnet18 --out teacher.safetensors --epochs 30"


def command(
    data: Annotated[
        str,
        typer.Option(
            autocompletion=completion.one_of(*completion.DATA),
            help="DATA: idx:DIR, folder:DIR, cifar:DIR or wds:GLOB; its training split.",
        ),
    ],
    model: Annotated[
        str,
        typer.Option(
            autocompletion=completion.one_of(*completion.NETWORKS),
            help="Network: cnn, resnet8, resnet8-wide, resnet18, vit, convnext, ...",
        ),
    ],
    out: Annotated[Path, typer.Option(help="The weights' file, .safetensors; .json and .jsonl stand beside it.")],
    epochs: Annotated[int, typer.Option(help="Passes over the images.", min=1)] = 400,
    batch: Annotated[int, typer.Option(help="Images a step.", min=2)] = 256,
    learning_rate: flags.LearningRate = 0.1,
    warmup: flags.Warmup = 0.0,
    weight_decay: flags.WeightDecay = 1e-4,
    optimiser: flags.Optimiser = "sgd",
    clip: flags.Clip = None,
    augment: flags.Regime = "standard",
    validation: Annotated[float, typer.Option(help="Share of the training images to hold out.", min=0)] = 0.0,
    size: Annotated[int | None, typer.Option(help="Side to bring images to.  [default: the first one's]")] = None,
    half: Annotated[bool, typer.Option("--half", help="Store the weights as float16.")] = False,
    test: Annotated[
        str | None,
        typer.Option(
            autocompletion=completion.one_of(*completion.DATA),
            help="DATA whose test split the last epoch is measured on.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the weights, the order and the views.")] = 0,
    device: flags.Device = "auto",
    as_json: flags.Json = False,
) -> None:
    """Train a network by cross-entropy, its learning rate falling as a half cosine. The last epoch counts."""
    from distill.accelerator import parse_device
    from distill.train_teacher import Epoch, Settings, Step, train_teacher
    from shadergen.cli.progress import show_text

    began = time.monotonic()

    def report(epoch: Epoch) -> None:
        held = "" if epoch.validation_accuracy is None else f", held out {epoch.validation_accuracy:.2%}"
        print(
            f"epoch {epoch.epoch + 1} of {epochs}: loss {epoch.loss:.4f}, "
            f"training {epoch.training_accuracy:.2%}{held}, {epoch.seconds:.1f} s",
            file=sys.stderr,
            flush=True,
        )

    settings = Settings.parse(
        {
            "epochs": epochs,
            "batch": batch,
            "learning_rate": learning_rate,
            "warmup": warmup,
            "weight_decay": weight_decay,
            "optimiser": optimiser,
            "clip": clip,
            "regime": augment,
            "validation": validation,
            "size": size,
            "half": half,
            "seed": seed,
        }
    )
    with show_text() as tell:

        def live(now: Step) -> None:
            done, total = now.epoch * now.steps + now.step + 1, epochs * now.steps
            seconds = time.monotonic() - began
            tell(
                (done, total),
                f"epoch {now.epoch + 1} of {epochs}, loss {now.loss:.4f}, {done * batch / seconds:,.0f} images/s, "
                f"{seconds / done * (total - done):,.0f} s left",
            )

        card = train_teacher(
            data,
            model,
            out,
            settings,
            test=test,
            device=parse_device(device),
            command=flags.command_line(),
            on_epoch=report,
            on_step=live,
        )
    if as_json:
        print(json.dumps(card.model_dump(mode="json")))
        return
    tested = "" if card.test_accuracy is None else f", {card.test_accuracy:.2%} on the test set"
    passes = "1 epoch" if card.epochs == 1 else f"{card.epochs} epochs"
    print(f"{out}: {card.network}, {card.classes} classes, {passes} in {card.seconds:.0f} s{tested}")
