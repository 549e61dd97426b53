"""Figure 2: the feature plane of networks with two pooled features, with their decision regions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from torch import nn

from benchmarks.paper.page import PAGE
from benchmarks.paper.places import Places
from benchmarks.paper.rows import Run
from benchmarks.paper.runner import STAGES, Options, Told, first_images, stages
from distill.data import fit, load_data
from distill.teachers.base import Teacher
from distill.teachers.load import load_teacher
from shadergen.errors import RunError

PICTURE: Final = PAGE.parent / "figure2.png"
_SIDE, _EDGE, _CAPTION = 250, 8, 22
_POINTS = 1000
_COLOURS: Final = np.array(
    [
        (31, 119, 180), (255, 127, 14), (44, 160, 44), (214, 39, 40), (148, 103, 189),
        (140, 86, 75), (227, 119, 194), (110, 110, 110), (188, 189, 34), (23, 190, 207),
    ]
)  # fmt: skip
_Points = NDArray[np.float32]


@dataclass(frozen=True)
class _Panel:
    """A network's plane: `centre` and `reach` say which part, points `(N, 2)` are drawn in the colours of `classes`."""

    caption: str
    network: Teacher
    points: _Points
    classes: NDArray[np.int64]
    centre: _Points
    reach: float

    def draw(self) -> Image.Image:
        """The regions, pale, and the points; those outside lie at the edge."""
        steps = (np.arange(_SIDE) + 0.5) / _SIDE * 2 - 1
        x, y = np.meshgrid(steps, -steps)
        plane = (self.centre + self.reach * np.stack([x, y], -1)).reshape(-1, 2).astype(np.float32)
        linear = _last_layer(self.network)
        with torch.no_grad():
            regions = linear(torch.from_numpy(plane)).argmax(1).numpy().reshape(_SIDE, _SIDE)
        pixels = 255 - (255 - _colour(regions)) * 3 // 10
        where = np.clip((self.points - self.centre) / self.reach, -0.98, 0.98)
        columns, rows = ((where * (1, -1) + 1) / 2 * _SIDE).astype(int).T
        for down, across in ((0, 0), (0, 1), (1, 0), (1, 1)):
            pixels[rows + down, columns + across] = _colour(self.classes) * 8 // 10
        found = Image.new("RGB", (_SIDE, _SIDE + _CAPTION), "white")
        found.paste(Image.fromarray(pixels.astype(np.uint8)), (0, _CAPTION))
        ImageDraw.Draw(found).text((2, 3), self.caption, "black", ImageFont.load_default(13))
        return found


def draw_figure(runs: Sequence[Run], places: Places, device: str, tell: Callable[[str], None]) -> Path:
    """Draw the teacher's plane with each set's images above each student's with the test images.

    Args:
        runs: of one teacher, with their first seed; those that are not done are done first.
        places: where things are.
        device: see `distill.pipeline.Options`.
        tell: called with a line for people.

    Raises:
        UsageError: a row cannot be used.
        RunError: a run failed, or a network has no two features.
    """
    teacher = load_teacher(str(places.put(runs[0].document["teacher"])))
    labelled = load_data(places.data, "test", fit(teacher.input))
    images, labels = labelled.fitted(teacher.input)[:_POINTS], labelled.labels[:_POINTS]
    columns = [[_own_plane("teacher, test images", teacher, images, labels)]]
    for run in runs:
        done, _ = stages(run, Options(places, device=device, tell=tell), Told(tell))
        folder = places.out / STAGES
        shown = torch.from_numpy(first_images(folder / done["select"].place)[:_POINTS]).permute(0, 3, 1, 2)
        student = load_teacher(str(folder / done["distill"].place / "student.safetensors"))
        points, classes = _asked(teacher, shown)
        first = columns[0][0]
        columns.append([
            _Panel(f"teacher, {run.row_name}", teacher, points, classes, first.centre, first.reach),
            _own_plane(f"student of {run.row_name}, test images", student, images, labels),
        ])  # fmt: skip
    step = _SIDE + _EDGE
    whole = Image.new("RGB", (len(columns) * step, 2 * (step + _CAPTION)), "white")
    for across, column in enumerate(columns):
        for down, panel in enumerate(column):
            whole.paste(panel.draw(), (across * step, down * (step + _CAPTION)))
    whole.save(PICTURE, optimize=True)
    return PICTURE


def _own_plane(caption: str, network: Teacher, images: torch.Tensor, classes: NDArray[np.int64]) -> _Panel:
    """The part of a network's plane where nearly all of some images are."""
    points, _ = _asked(network, images)
    low, high = np.percentile(points, 1, axis=0), np.percentile(points, 99, axis=0)
    centre = ((low + high) / 2).astype(np.float32)
    return _Panel(caption, network, points, classes, centre, float((high - low).max()) * 0.55)


@torch.no_grad()
def _asked(network: Teacher, images: torch.Tensor) -> tuple[_Points, NDArray[np.int64]]:
    """Features `(N, 2)` and classes `(N,)` of `(N, C, H, W)` uint8."""
    points = network.features(images)
    if points.shape[1] != 2:
        raise RunError(f"{network.name} has {points.shape[1]} features, and a plane has 2; take the network plane")
    return points.numpy(), network.logits(images).argmax(1).numpy()


def _last_layer(network: Teacher) -> nn.Linear:
    return next(module for module in reversed(list(network.network.modules())) if isinstance(module, nn.Linear))


def _colour(classes: NDArray[np.int64]) -> NDArray[np.int64]:
    """`(..., 3)` of 0 to 255."""
    found: NDArray[np.int64] = _COLOURS[classes % len(_COLOURS)]
    return found
