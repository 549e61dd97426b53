"""`shadergen preview`: a contact sheet."""

from pathlib import Path
from typing import Annotated

import typer

from shadergen.cli import options as flags
from shadergen.errors import UsageError

EXAMPLE = "shadergen preview pool --out sheet.png"


def command(
    what: Annotated[
        str | None, typer.Argument(help="Dataset folder or URL, or program file.", show_default=False)
    ] = None,
    out: flags.Picture = Path("sheet.png"),
    n: Annotated[int, typer.Option(help="Number of pictures.", min=1, max=4096)] = 64,
    size: flags.Size = None,
    source: flags.Source = None,
    shaders: flags.Shaders = None,
    seed: flags.Seed = None,
    recipe: flags.RecipeFile = None,
    settings: flags.Set = None,
    device: flags.Device = "auto",
) -> None:
    """Draw a contact sheet of a dataset, of a program, or of what a recipe gives."""
    from shadergen import preview
    from shadergen.recipe import Recipe
    from shadergen.shards.location import is_remote

    given = {"size": size, "source": source, "shaders": flags.paths(shaders), "seed": seed}
    if what is not None and (is_remote(what) or Path(what).is_dir()):
        if recipe or settings or any(given.values()):
            raise UsageError(f"{what} is a dataset, and shows what is in it; leave the recipe's flags out")
        pictures = preview.of_dataset(what, n)
    else:
        wanted = Recipe.load(recipe, flags.overrides(given, settings))
        pictures = (
            preview.of_recipe(wanted, n, device) if what is None else preview.of_program(Path(what), wanted, n, device)
        )
    preview.write(preview.sheet(pictures), out)
    print(f"{out}: {len(pictures)} pictures")
