"""Flags that several commands share, and how they become a recipe."""

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from shadergen.cli import completion
from shadergen.errors import UsageError

_PICTURES = (".png", ".jpg", ".jpeg", ".webp")

Size = Annotated[str | None, typer.Option(help="Side or WxH in pixels.  [default: 64]", show_default=False)]
Source = Annotated[
    str | None,
    typer.Option(
        autocompletion=completion.sources,
        help="Sources with weights: NAME[:WEIGHT],... of twigl, synth, figures, kin, leaves, noise, ifs, crop, "
        "pictures.  [default: twigl:1,synth:2,figures:3]",
    ),
]
Shaders = Annotated[list[Path] | None, typer.Option(help="Folder of programs, in place of the library; repeatable.")]
Seed = Annotated[int | None, typer.Option(help="Another seed is another dataset.  [default: 0]")]
RecipeFile = Annotated[Path | None, typer.Option("--recipe", help="YAML file; flags override it.")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", help="Any field of the recipe: KEY=VALUE, such as twigl.view.turn=0; repeatable."),
]
Device = Annotated[
    str,
    typer.Option(
        autocompletion=completion.one_of("auto", "cpu", "gpu"),
        help="auto, cpu, gpu or gpu:K; to render, also several: gpu:0,1.",
    ),
]
Regime = Annotated[
    str | None,
    typer.Option(
        "--augment",
        autocompletion=completion.one_of(*completion.REGIMES),
        help="Regime: none, flip-crop, standard, high or extreme.",
    ),
]
Optimiser = Annotated[
    str | None,
    typer.Option(
        "--optimiser",
        "--optimizer",
        autocompletion=completion.one_of(*completion.OPTIMISERS),
        help="sgd (momentum 0.9), adamw, or muon (with adamw for what is no matrix).",
    ),
]
LearningRate = Annotated[float | None, typer.Option("--lr", help="The highest; it falls as a half cosine.")]
Warmup = Annotated[float | None, typer.Option(help="Share of the run in which the learning rate rises, as 0.1.")]
WeightDecay = Annotated[float | None, typer.Option(help="Of all parameters.")]
Precision = Annotated[
    str,
    typer.Option(
        autocompletion=completion.one_of("float32", "bfloat16"), help="float32, or bfloat16 for the forward passes."
    ),
]
Clip = Annotated[float | None, typer.Option(help="Largest norm of the gradient.  [default: no limit]")]


def network(text: str) -> Any:
    """A flag whose value is a network's SPEC, with the text of its help."""
    return typer.Option(autocompletion=completion.one_of(*completion.TEACHERS), help=text)


def workers_up_to(most: int) -> Any:
    """The flag `--workers`, whose value is a number, or None for auto."""

    def count(text: str) -> int | None:
        if text == "auto":
            return None
        if not (text.isdecimal() and 1 <= int(text) <= most):
            raise UsageError(f"workers is {text!r}; it is auto or 1 to {most}")
        return int(text)

    return typer.Option(
        parser=count, metavar="auto|N", show_default="auto", help="auto (one a core) or a number of processes."
    )


Workers = Annotated[int | None, workers_up_to(1024)]
Sets = Annotated[list[Path], typer.Argument(help="Dataset folders; any folder of WebDataset shards will do.")]
NewSet = Annotated[Path, typer.Option(help="Folder of the new set; running it again goes on.")]
MaxBad = Annotated[int, typer.Option(help="Images that may fail to decode.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]


def overrides(flags: Mapping[str, Any], settings: list[str] | None) -> dict[str, Any]:
    """The flags that were given, and `--set`'s KEY=VALUE pairs with values read as YAML.

    Raises:
        UsageError: a pair has no equals sign, or its value is not YAML.
    """
    import yaml  # a tenth of what `shadergen --help` takes

    found = {name: value for name, value in flags.items() if value is not None and value != []}
    for setting in settings or []:
        name, equals, text = setting.partition("=")
        if not equals or not name:
            raise UsageError(f"--set {setting}: it takes KEY=VALUE, such as twigl.view.turn=0")
        try:
            found[name] = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise UsageError(f"--set {setting}: the value is not YAML") from error
    return found


def paths(folders: list[Path] | None) -> list[str] | None:
    """Folders as a recipe writes them."""
    return [str(folder) for folder in folders] if folders else None


def _picture(out: Path) -> Path:
    if out.suffix.lower() not in _PICTURES:
        raise UsageError(f"--out {out}: give a name that ends in {', '.join(_PICTURES[:-1])} or {_PICTURES[-1]}")
    return out


Picture = Annotated[Path, typer.Option(help="PNG, JPEG or WebP to write, by the name's ending.", callback=_picture)]


def command_line() -> str:
    """This process's command as it can be typed again."""
    return shlex.join(["shadergen", *sys.argv[1:]])
