"""Pictures of our programs against stored ones; `pytest --update-golden` writes them anew: look before a commit."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from shadergen.preview import shot, write
from shadergen.twigl.program import LIBRARY

GOLDEN = Path(__file__).parent / "golden"
NAMES = [
    "honeycomb",
    "tea-cup",
    "carnival-faces",
    "marble-slab",
    "julia-islands",
    "city-blocks",
    "veined-leaf",
    "road-signs",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_program_looks_as_it_did(name: str, request: pytest.FixtureRequest):
    image = shot(LIBRARY / f"{name}.glsl", (48, 32), 4.5, 271, None, "cpu")
    golden = GOLDEN / f"{name}.png"
    if request.config.getoption("--update-golden"):
        write(image, golden)
    difference = np.abs(image[0].astype(int) - np.asarray(Image.open(golden)))
    # drivers round differently at edges, so few pixels may differ much and all of them little
    assert difference.mean() < 2
    assert (difference.max(axis=2) > 16).mean() < 0.03
