"""`shadergen evaluate`: accuracy on labelled images, and agreement with a teacher."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from shadergen.cli import completion
from shadergen.cli import options as flags

EXAMPLE = "shadergen evaluate run/student.safetensors --data folder:pictures --teacher teacher.safetensors"


def command(
    model: Annotated[
        str,
        typer.Argument(
            autocompletion=completion.one_of(*completion.TEACHERS),
            help="The network: a SPEC, such as a .safetensors file of shadergen's.",
        ),
    ],
    data: Annotated[
        str,
        typer.Option(
            autocompletion=completion.one_of(*completion.DATA),
            help="DATA: idx:DIR, folder:DIR, cifar:DIR or wds:GLOB; its test split.",
        ),
    ],
    teacher: Annotated[str | None, flags.network("SPEC of the network to compare with.")] = None,
    device: flags.Device = "auto",
    as_json: flags.Json = False,
) -> None:
    """Measure how often a network is right, and how often it agrees with its teacher."""
    from distill.accelerator import parse_device
    from distill.evaluate import evaluate

    found = evaluate(model, data, teacher, parse_device(device))
    if as_json:
        print(json.dumps(asdict(found)))
        return
    agreement = "" if found.agreement is None else f", {found.agreement:.2%} agree with the teacher"
    print(f"{found.accuracy:.2%} of {found.n:,} images are right{agreement}")
