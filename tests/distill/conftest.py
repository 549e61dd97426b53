"""Networks and images that several tests share; torch has one thread, since what they compute is small."""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from shadergen.recipe import Recipe
from shadergen.rendering import Options as Rendering
from shadergen.rendering import render

torch.set_num_threads(1)

# no batch statistics, so that a batch may be split over processes
PLAIN = """
from torch import nn

def make(width=8, classes=4):
    return nn.Sequential(
        nn.Conv2d(3, width, 3, 2), nn.ReLU(), nn.Conv2d(width, width, 3, 2), nn.ReLU(),
        nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(4 * width, classes),
    )
"""


@pytest.fixture(scope="session")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 images of leaves and noise, 16 px, in shards of 100."""
    folder = tmp_path_factory.mktemp("pool") / "pool"
    render(Recipe(source="leaves,noise", size=16, shard_size=100), folder, n=300, options=Rendering(workers=1))
    return folder


@pytest.fixture(scope="session")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a teacher.yaml, a student.yaml and what they name."""
    folder = tmp_path_factory.mktemp("specs")
    (folder / "plain_networks.py").write_text(PLAIN)
    torch.manual_seed(3)
    made: dict[str, object] = {}
    exec(PLAIN, made)
    network = made["make"]()
    with torch.no_grad():
        network[-1].weight *= 30
    save_file(network.state_dict(), folder / "teacher.safetensors")
    wanted = "input: {size: 16, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}"
    (folder / "teacher.yaml").write_text(f"factory: plain_networks:make\nweights: teacher.safetensors\n{wanted}\n")
    (folder / "student.yaml").write_text("factory: plain_networks:make\nargs: {width: 6}\n")
    yield folder
    sys.modules.pop("plain_networks", None)


@pytest.fixture(scope="session")
def stripes(tmp_path_factory: pytest.TempPathFactory) -> str:
    """DATA of two classes, lying and standing stripes in noise: 96 images to train on and 40 to test."""
    folder = tmp_path_factory.mktemp("stripes")
    random = np.random.default_rng(0)
    for split, count in (("train", 48), ("test", 20)):
        for number, name in enumerate(("lying", "standing")):
            (folder / split / name).mkdir(parents=True)
            for k in range(count):
                image = random.integers(0, 120, (16, 16), np.uint8)
                image[:: int(random.integers(2, 4))] += 120
                Image.fromarray(image.T if number else image).save(folder / split / name / f"{k}.png")
    return f"folder:{folder}"
