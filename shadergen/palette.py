"""Palettes: a program's picture in other colours, or on a plain ground.

A kind is drawn for each picture, then that kind's numbers; a picture that is left as written has none.

- `written`: as the program gives it.
- `toned`: another hue, saturation, contrast and brightness; grey or inverted at times.
- `keyed`: toned, and what is brighter (or darker) than a level gives way to a plain ground.
- `cut`: toned, and what lies outside of a shape between a diamond, an ellipse and a box gives way to it.

A ground is black, white or any colour, equally often.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from shadergen.exact import log_2, power_of_2

KINDS = ("written", "toned", "keyed", "cut")
WORDS = 16
"""Numbers in (0, 1) that a picture takes."""

_LUMA = (0.299, 0.587, 0.114)  # Rec. 601
_NOWHERE = 10.0  # a level of luma that no colour reaches


@dataclass(frozen=True)
class Law:
    """How palettes are distributed.

    Attributes:
        kinds: how often each of `KINDS` is drawn, against the others; one that is left out never is.
        hue: largest turn about the grey axis, in full turns to either side.
        saturation: factor of what differs from grey.
        grey: share of the toned pictures that are grey.
        contrast: factor about middle grey, drawn on a logarithmic scale.
        brightness: what is added, in units of the whole range.
        invert: share of the toned pictures that are inverted.
        bright: luma in [0, 1], a level above which half of the keyed pictures give way.
        dark: a level below which the others do. Programs are dark more often than bright, so that other levels would
            leave nothing of many.
        radius: of a cut shape, in picture sizes, before its width and height are made to differ.

    Raises:
        ValueError: a number is out of its range.
    """

    kinds: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(KINDS, 1.0))
    hue: float = 0.5
    saturation: tuple[float, float] = (0.0, 1.5)
    grey: float = 0.2
    contrast: tuple[float, float] = (0.6, 1.8)
    brightness: tuple[float, float] = (-0.3, 0.3)
    invert: float = 0.25
    bright: tuple[float, float] = (0.45, 0.9)
    dark: tuple[float, float] = (0.1, 0.35)
    radius: tuple[float, float] = (0.35, 0.5)

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.kinds) - set(KINDS)):
            raise ValueError(f"palette kind {unknown[0]!r} is unknown; there are {', '.join(KINDS)}")
        if min(self.kinds.values(), default=0) < 0 or not sum(self.kinds.values()) > 0:
            raise ValueError("palette.kinds are weights of at least 0, one of them above it")
        if not all(0 <= share <= 1 for share in (self.hue, self.grey, self.invert)):
            raise ValueError("palette hue, grey and invert lie in [0, 1]")
        if not 0.01 <= self.contrast[0] <= self.contrast[1] <= 100:
            raise ValueError(f"palette.contrast lies in [0.01, 100], not {list(self.contrast)}")
        if not 0 <= self.saturation[0] <= self.saturation[1] <= 10 or max(map(abs, self.brightness)) > 1:
            raise ValueError("palette.saturation lies in [0, 10] and palette.brightness in [-1, 1]")
        if not all(0 < low <= high <= 1 for low, high in (self.bright, self.dark, self.radius)):
            raise ValueError("palette.bright, palette.dark and palette.radius lie in (0, 1]")


def draw(law: Law, u: NDArray[np.float64]) -> list[dict[str, float]]:
    """The palettes of `(N, WORDS)` numbers in (0, 1), column 0 of which decides the kind; rounded for JSON."""
    shares = np.cumsum([law.kinds.get(kind, 0.0) for kind in KINDS])
    kinds = np.searchsorted(shares / shares[-1], u[:, 0], side="right").clip(max=len(KINDS) - 1)
    found: list[dict[str, float]] = [{} for _ in kinds]
    for parts, which in ((_tone, kinds > 0), (_ground, kinds > 1), (_level, kinds == 2), (_shape, kinds == 3)):
        numbers = np.flatnonzero(which)
        for number, row in zip(numbers.tolist(), _rows(parts(law, u[numbers])), strict=True):
            found[number] |= row
    return found


_Columns = dict[str, NDArray[np.float64]]


def _rows(columns: _Columns) -> list[dict[str, float]]:
    table = np.rint(np.stack(list(columns.values()), axis=1) * 1e5) / 1e5
    return [dict(zip(columns, row, strict=True)) for row in table.tolist()]


def _between(low: float, high: float, u: NDArray[np.float64]) -> NDArray[np.float64]:
    return low + (high - low) * u


def _tone(law: Law, u: NDArray[np.float64]) -> _Columns:
    coloured = (u[:, 2] - law.grey) / max(1 - law.grey, 1e-9)
    low, high = log_2(np.array(law.contrast))
    contrast = power_of_2(_between(low, high, u[:, 3]))
    return {
        "hue": _between(-law.hue, law.hue, u[:, 1]),
        "saturation": np.where(u[:, 2] < law.grey, 0.0, _between(*law.saturation, coloured)),
        "contrast": np.where(u[:, 4] < law.invert, -contrast, contrast),
        "brightness": _between(*law.brightness, u[:, 5]),
    }


def _ground(_law: Law, u: NDArray[np.float64]) -> _Columns:
    plain = np.where(u[:, 6] < 2 / 3, np.floor(u[:, 6] * 3), -1)
    colours = np.where(plain[:, None] < 0, u[:, 7:10], plain[:, None])
    return dict(zip(("ground_red", "ground_green", "ground_blue"), colours.T, strict=True))


def _level(law: Law, u: NDArray[np.float64]) -> _Columns:
    """`level`: luma above which the picture gives way; where it is negative, below the same without its sign."""
    return {"level": np.where(u[:, 11] < 0.5, -_between(*law.dark, u[:, 10]), _between(*law.bright, u[:, 10]))}


def _shape(law: Law, u: NDArray[np.float64]) -> _Columns:
    """A shape: middle and radii in picture sizes, turn in full turns, and roundness: 0 diamond, 1 ellipse, 2 box."""
    radius, aspect = _between(*law.radius, u[:, 12]), power_of_2(_between(-1.0, 1.0, u[:, 13]))
    return {
        "cut_x": _between(0.4, 0.6, u[:, 10]),
        "cut_y": _between(0.4, 0.6, u[:, 11]),
        "cut_width": radius * aspect,
        "cut_height": radius / aspect,
        "cut_turn": u[:, 14],
        "cut_round": _between(0, 2, u[:, 15]),
    }


@dataclass(frozen=True, slots=True)
class Coefficients:
    """A palette as shaders take it.

    Attributes:
        rows: for red, green and blue what each of a colour's channels adds, and a constant.
        ground: its colour, and the level as `level` above.
        shape: the columns of the matrix that brings a cut shape to the unit circle of its norm; 0 where none is cut.
        cut: its middle in picture sizes, and the weights in that norm of the diamond's and the box's; the ellipse's
            is what is left to 1.
    """

    rows: tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]] = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0))
    ground: tuple[float, ...] = (0, 0, 0, _NOWHERE)
    shape: tuple[float, ...] = (0, 0, 0, 0)
    cut: tuple[float, ...] = (0, 0, 0, 0)


_WRITTEN = Coefficients()


def coefficients(p: Mapping[str, float]) -> Coefficients:
    """The coefficients of a plan's parameters; those of no palette change no byte."""
    if "hue" not in p:
        return _WRITTEN
    contrast, saturation = p["contrast"], p["saturation"]
    constant = 0.5 - 0.5 * contrast + p["brightness"]
    # the turn about the grey axis (1, 1, 1), by Rodrigues' formula; plain numbers, since arrays of nine are slow
    cos, sin = math.cos(2 * math.pi * p["hue"]), math.sin(2 * math.pi * p["hue"]) / math.sqrt(3)
    same, before, after = cos + (1 - cos) / 3, -sin + (1 - cos) / 3, sin + (1 - cos) / 3
    x, y, z = ((1 - saturation) * share for share in _LUMA)
    same, before, after = saturation * same, saturation * before, saturation * after
    red = contrast * (same + x), contrast * (before + y), contrast * (after + z), constant
    green = contrast * (after + x), contrast * (same + y), contrast * (before + z), constant
    blue = contrast * (before + x), contrast * (after + y), contrast * (same + z), constant
    if "ground_red" not in p:
        return Coefficients((red, green, blue))
    colour = p["ground_red"], p["ground_green"], p["ground_blue"]
    if "level" in p:
        return Coefficients((red, green, blue), (*colour, p["level"]))
    cos, sin = math.cos(2 * math.pi * p["cut_turn"]), math.sin(2 * math.pi * p["cut_turn"])
    width, height = p["cut_width"], p["cut_height"]
    shape = (cos / width, -sin / height, sin / width, cos / height)
    cut = p["cut_x"], p["cut_y"], max(0.0, 1 - p["cut_round"]), max(0.0, p["cut_round"] - 1)
    return Coefficients((red, green, blue), (*colour, _NOWHERE), shape, cut)
