"""The gallery of the library: a page with a thumbnail of each written program, and one picture of the synthesised.

`python scripts/docs/gallery.py` draws the pictures into docs/gallery/, in a few minutes; the page is made of them and
of the headers of the programs whenever the site is built.
"""

import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from shadergen.filters import verdicts
from shadergen.gl.context import open_context, parse_device
from shadergen.gl.renderers import Renderers
from shadergen.options import Filter
from shadergen.plan import STILL, ImagePlan
from shadergen.recipe import Recipe, Resolved
from shadergen.sources.twigl import TwiglSource
from shadergen.twigl.program import LIBRARY, parse

FOLDER: Final = Path(__file__).parents[2] / "docs" / "gallery"
SIDE: Final = 96
COLUMNS: Final = 12
SYNTH_SIDE: Final = 32
SYNTH_COLUMNS: Final = 40
_MOMENTS: Final = (7.0, 2.5, 13.0, 29.0, 47.0)


def page() -> str:
    """The page, in Markdown."""
    drawn = json.loads((FOLDER / "drawn.json").read_text(encoding="utf-8"))
    figures = "".join(_figures(list(drawn["twigl"])))
    return f"""# Gallery

Each program draws as many pictures as anyone asks for; here is one of each, in its own colours. `shadergen preview
shaders/twigl/NAME.glsl --out sheet.png` shows more of one.

## Written programs: {len(drawn["twigl"])}

<div class="gallery">
{figures}</div>

## Synthesised programs: the first {drawn["synth"]["programs"]:,}

In rows of {SYNTH_COLUMNS}, so the programs of row r and column c, both from 0, is number {SYNTH_COLUMNS} r + c of
`shadergen catalog synth --n {drawn["synth"]["programs"]}`, which `--print` shows.

![{drawn["synth"]["programs"]:,} pictures, one of each synthesised program](gallery/synth.webp)
"""


def _figures(names: list[str]) -> Iterator[str]:
    for number, name in enumerate(names):
        header = parse(LIBRARY / f"{name}.glsl")[0]
        row, column = divmod(number, COLUMNS)
        place = f"background-position:-{column * SIDE}px -{row * SIDE}px"
        said = html.escape(f"{header.title}: {header.shows}", quote=True)
        yield f'<figure><div role="img" style="{place}" title="{said}" aria-label="{said}"></div>'
        yield f"<figcaption>{html.escape(name)}</figcaption></figure>\n"


def written() -> Resolved:
    """The recipe of the written programs, in their own colours."""
    recipe = Recipe(source={"twigl": 1.0}, size=(SIDE, SIDE))
    return recipe.model_copy(update={"twigl": recipe.twigl.as_written()}).resolve()


def synthesised() -> Resolved:
    """The recipe of the synthesised programs, in their own colours."""
    recipe = Recipe(source={"synth": 1.0}, size=(SYNTH_SIDE, SYNTH_SIDE))
    return recipe.model_copy(update={"synth": recipe.synth.as_written()}).resolve()


def draw(recipe: Resolved, source: str, columns: int) -> NDArray[np.uint8]:
    """One picture of each program of a source, in rows: the first of some moments that the filter lets pass."""
    renderers = Renderers.on(open_context(parse_device("auto")), recipe.size)
    programs = TwiglSource(recipe, renderers, source)
    count = len(recipe.drawing(source).programs)
    width, height = recipe.size
    tiles = np.zeros((-(-count // columns) * columns, height, width, 3), np.uint8)
    for number in range(count):
        for time in _MOMENTS:
            moment = STILL | {"time": time, "frame": 40.0}
            tiles[number] = programs.draw([ImagePlan(0, 0, source, number, moment)]).images[0]
            if verdicts(Filter(), tiles[number : number + 1]) == [None]:
                break
    rows = tiles.reshape(-1, columns, height, width, 3).swapaxes(1, 2)
    return rows.reshape(-1, columns * width, 3)


def main() -> None:
    """Draw the pictures, and say of what they are."""
    FOLDER.mkdir(exist_ok=True)
    twigl, synth = written(), synthesised()
    for name, recipe, columns in (("twigl", twigl, COLUMNS), ("synth", synth, SYNTH_COLUMNS)):
        Image.fromarray(draw(recipe, name, columns)).save(FOLDER / f"{name}.webp", quality=80, method=6)
    drawn: dict[str, Any] = {"twigl": {program.name: program.sha256[:12] for program in twigl.programs}}
    assert synth.synth is not None
    drawn["synth"] = {"grammar": synth.synth.grammar, "programs": len(synth.synth.indices)}
    (FOLDER / "drawn.json").write_text(json.dumps(drawn, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
