"""The gallery shows the library as it is: every program, in its place."""

import json
import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image

from shadergen.recipe import Resolved

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def gallery() -> ModuleType:
    sys.path.insert(0, str(ROOT / "scripts/docs"))
    import gallery

    sys.path.pop(0)
    return gallery


@pytest.fixture(scope="module")
def library(gallery: ModuleType) -> Resolved:
    return gallery.written()


def test_every_program_has_its_thumbnail(gallery: ModuleType, library: Resolved) -> None:
    drawn = json.loads((gallery.FOLDER / "drawn.json").read_text())
    assert drawn["twigl"] == {p.name: p.sha256[:12] for p in library.programs}, "run: python scripts/docs/gallery.py"
    assert drawn["synth"] == {"grammar": 1, "programs": len(gallery.synthesised().synth.indices)}
    places = re.findall(r"position:-(\d+)px -(\d+)px.*\n?<figcaption>([^<]+)<", gallery.page())
    assert [name for *_, name in places] == [p.name for p in library.programs]
    assert len({place[:2] for place in places}) == len(places)
    rows = -(-len(places) // gallery.COLUMNS)
    with Image.open(gallery.FOLDER / "twigl.webp") as sheet:
        assert sheet.size == (gallery.COLUMNS * gallery.SIDE, rows * gallery.SIDE)


def test_a_thumbnail_shows_its_program(gallery: ModuleType, library: Resolved) -> None:
    some = [library.programs[number] for number in (0, 100, 265)]
    alone = library.model_copy(update={"twigl": library.twigl.model_copy(update={"programs": tuple(some)})})
    again = gallery.draw(Resolved(**{name: getattr(alone, name) for name in Resolved.model_fields}), "twigl", 3)
    with Image.open(gallery.FOLDER / "twigl.webp") as picture:
        sheet = np.asarray(picture.convert("RGB")).astype(int)
    for position, program in enumerate(some):
        row, column = divmod(library.programs.index(program), gallery.COLUMNS)
        side = gallery.SIDE
        kept = sheet[row * side : (row + 1) * side, column * side : (column + 1) * side]
        apart = np.abs(kept - again[:, position * side : (position + 1) * side])
        assert apart.mean() < 16, program.name  # WebP loses colour at edges
