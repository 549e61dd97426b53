"""Figures: single things on plain grounds, put together from a few rounded parts.

What pictures of things have in common, whatever the thing is: one body, near the middle, that fills most of the frame
and stands out from its ground; often upright, with halves that mirror each other; of parts that are joined, hollow or
cut out, each of a tone of its own, with patterns, worn surfaces, rims, and light from a side. A part is a rounded box
whose sides taper, bulge and wave, by its signed distance; parts are joined by the minimum of theirs, or by a polynomial
that blends them (Quilez, 'Distance functions' and 'Smooth minimum', 2008 and 2013).

Coordinates are formed with + - * / and square roots of real numbers only, which IEEE 754 rounds alike everywhere, so
equal words give equal pictures on every machine.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leaves.model import unit_point
from shadergen.errors import UsageError
from shadergen.exact import power_of_2
from shadergen.philox import unit

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Pixels = NDArray[np.float32]
"""A number a pixel, `(B, H, W)`; half as large as `Floats`, and exact enough for 256 levels."""

MAX_PARTS: Final = 8
_A_PART: Final = 24
"""Numbers that are kept for a part: a few more than `_parts` uses, so that it can grow without moving the others."""
_LOOK: Final = 64
"""Numbers that are kept for how a figure looks and lies: a few more than are used."""
_COARSE: Final = 5
"""Points a side of the grid of random values that light and dirt interpolate."""
_FINE: Final = 13
"""The same of a worn surface."""
_GRIDS: Final = MAX_PARTS * _A_PART + _LOOK
"""Where the grids' numbers begin, behind those of the parts and of the look."""
WORDS: Final = 4 + _GRIDS + _COARSE**2 + _FINE**2
"""Random words a picture: the first is the number of parts; then what parts are, how they look, and the grids."""
BAND: Final = 2**15
"""Pixels that are worked on at once: their planes of numbers stay in a processor's cache."""
_FAR: Final = 4.0
"""Farther from a figure than any pixel."""


@dataclass(frozen=True)
class Law:
    """What figures are drawn.

    Attributes:
        parts: least and most parts of a figure.
        fill: least and largest share of the frame's shorter side that a figure's longer side takes.
        mirrored: the share of figures whose left half mirrors the right one.
        upright: the share of figures that are not turned.
        grey: the share of pictures without colour.
        black: the share of grounds that are black; of the others a third each is white, of one colour, and shaded.

    Raises:
        UsageError: a number is out of range.
    """

    parts: tuple[int, int] = (1, 5)
    fill: tuple[float, float] = (0.7, 1.1)
    mirrored: float = 0.7
    upright: float = 0.6
    grey: float = 0.25
    black: float = 0.4

    def __post_init__(self) -> None:
        if not 1 <= self.parts[0] <= self.parts[1] <= MAX_PARTS:
            raise UsageError(f"figures.parts lies in [1, {MAX_PARTS}], not {list(self.parts)}")
        if not 0.1 <= self.fill[0] <= self.fill[1] <= 2:
            raise UsageError(f"figures.fill lies in [0.1, 2], not {list(self.fill)}")
        for name in ("mirrored", "upright", "grey", "black"):
            if not 0 <= getattr(self, name) <= 1:
                raise UsageError(f"figures.{name} lies in [0, 1], not {getattr(self, name)}")


class _Numbers:
    """Random numbers in (0, 1): the columns of `(B, ..., N)`, each of which is used once, in order."""

    def __init__(self, numbers: Floats) -> None:
        self._columns = iter(np.moveaxis(numbers, -1, 0))

    def between(self, low: float = 0.0, high: float = 1.0) -> Floats:
        """Uniform."""
        return np.asarray(low + (high - low) * next(self._columns))

    def chance(self, share: float | Floats) -> Flags:
        """True in this share of cases."""
        return np.asarray(next(self._columns) < share)

    def some(self, share: float, low: float, high: float) -> Floats:
        """Uniform in this share of cases, 0 in the others."""
        return np.where(self.chance(share), self.between(low, high), 0)

    def colour(self, grey: Flags) -> Pixels:
        """Red, green and blue `(B, 1, 1, 3)`; all of them red's where it is `grey`."""
        colour = np.stack([self.between() for _ in range(3)], axis=-1)
        return np.where(grey[:, None], colour[:, :1], colour)[:, None, None].astype(np.float32)


def _brightness(colour: Pixels) -> Pixels:
    """Mean of red, green and blue, `(..., 3)` to `(..., 1)`."""
    return np.asarray((colour[..., :1] + colour[..., 1:2] + colour[..., 2:]) / 3, np.float32)


def _direction(turn: Floats) -> tuple[Floats, Floats]:
    """Cosine and sine of angles in full turns."""
    return unit_point(((turn % 1) * 2.0**32).astype(np.uint64).astype(np.uint32))


def _wave(phase: Pixels) -> Pixels:
    """A wave of period 1 between -1 and 1, of two parabolas; a sine within 0.06."""
    x = phase - np.floor(phase) - 0.5
    return np.asarray(8 * x * (2 * np.abs(x) - 1))


def _cover(distance: Pixels, pixel: float | Pixels) -> Pixels:
    """The share of a pixel that is inside, by the signed distance of its middle."""
    return np.asarray(np.clip(0.5 - distance / pixel, 0, 1))


def _over_pixels(values: Floats) -> Pixels:
    """`(B,)` as `(B, 1, 1)`."""
    return values[:, None, None].astype(np.float32)


@dataclass(frozen=True)
class _Parts:
    """P parts of each of B figures, `(B, P)` each, in the figure's own plane, where a body is up to 2 wide.

    Attributes:
        x: of its middle.
        y: of its middle.
        cos: of its tilt.
        sin: of its tilt.
        width: half its width.
        height: half its height.
        corner: radius of its corners.
        taper: how much wider it is at one end than in the middle, as a share of its width.
        bulge: how much wider it is in the middle than at its ends.
        wave: how far its sides wave.
        waves: how often.
        wall: half the thickness of its wall; 0 if it is solid.
        cut: whether it is taken away from those before it.
        toned: whether it has a tone of its own.
        tone: -1 (darker) to 1 (of the figure's other colour).
    """

    x: Floats
    y: Floats
    cos: Floats
    sin: Floats
    width: Floats
    height: Floats
    corner: Floats
    taper: Floats
    bulge: Floats
    wave: Floats
    waves: Floats
    wall: Floats
    cut: Flags
    toned: Flags
    tone: Floats


def _parts(drawn: _Numbers, mirrored: Flags, most: int) -> _Parts:
    """The first part is the body, the others lie on or about it; one mirrored body in five is two, side by side."""
    body = np.arange(most) == 0
    double = drawn.chance(0.2)[:, :1] & mirrored[:, None]
    width = power_of_2(np.where(body, -1.8, -2.6) * drawn.between())
    height = power_of_2(np.where(body, -1.2, -2.2) * drawn.between())
    x = 1.3 * width[:, :1] * drawn.between(-1, 1)
    y = 1.2 * height[:, :1] * drawn.between(-1, 1)
    on_axis = drawn.chance(0.35) & mirrored[:, None]
    x = np.where(body, np.where(double, 1.05 * width, 0), np.where(on_axis, 0, x))
    cos, sin = _direction(drawn.some(0.5, -0.25, 0.25) * (~body | double))
    sharp, corner = drawn.chance(0.3), drawn.between()
    return _Parts(
        x=x,
        y=np.where(body, 0, y),
        cos=cos,
        sin=sin,
        width=width,
        height=height,
        corner=np.minimum(width, height) * np.where(sharp, 0.05, corner),
        taper=drawn.some(0.5, -0.9, 0.9),
        bulge=drawn.some(0.5, -0.6, 0.6),
        wave=drawn.some(0.25, 0, 0.3),
        waves=drawn.between(0.5, 3),
        wall=np.where(drawn.chance(np.where(body, 0.08, 0.18)), drawn.between(0.02, 0.12), 0),
        cut=drawn.chance(0.18) & ~body,
        toned=drawn.chance(0.6) & ~body,
        tone=drawn.between(-1, 1),
    )


def _distance(parts: _Parts, number: int, x: Pixels, y: Pixels) -> Pixels:
    """Signed distance to part `number` of the first figures, or a little less than it; negative inside."""

    def its(name: str) -> Pixels:
        return _over_pixels(getattr(parts, name)[: len(x), number])

    x, y = x - its("x"), y - its("y")
    x, y = its("cos") * x + its("sin") * y, its("cos") * y - its("sin") * x
    along = np.clip(y / its("height"), -1, 1)
    side = 1 + its("taper") * along + its("bulge") * (1 - along * along) + its("wave") * _wave(along * its("waves"))
    side = its("width") * np.maximum(side, 0.06)
    corner = np.minimum(its("corner"), side)
    across, down = np.abs(x) - side + corner, np.abs(y) - its("height") + corner
    out_x, out_y = np.maximum(across, 0), np.maximum(down, 0)
    distance = np.sqrt(out_x * out_x + out_y * out_y) + np.minimum(np.maximum(across, down), 0) - corner
    return np.asarray(np.where(its("wall") > 0, np.abs(distance) - its("wall"), distance))


def _box(parts: _Parts, used: Flags, mirrored: Flags) -> tuple[Floats, Floats, Floats]:
    """Of each figure's box, about: x and y of its middle `(B,)`, and half its longer side."""
    ends = np.abs(parts.taper)
    # the widest of the ends, the middle and what lies between
    across = parts.width * (1 + np.maximum(ends, np.maximum(parts.bulge, 0)) + parts.wave) + parts.wall
    down = parts.height + parts.wall
    cos, sin = np.abs(parts.cos), np.abs(parts.sin)
    reach_x, reach_y = cos * across + sin * down, sin * across + cos * down
    there = used & ~parts.cut
    left, top = (np.where(there, low, np.inf).min(axis=1) for low in (parts.x - reach_x, parts.y - reach_y))
    right, bottom = (np.where(there, high, -np.inf).max(axis=1) for high in (parts.x + reach_x, parts.y + reach_y))
    left = np.where(mirrored, -right, left)
    return (left + right) / 2, (top + bottom) / 2, np.maximum(right - left, bottom - top) / 2


def _interpolated(values: Pixels, x: Pixels, y: Pixels) -> Pixels:
    """Values `(B, N, N)` at the points of a grid over [-1, 1]^2, and smooth between: `(B, H, W)` at x and y."""
    points = values.shape[1]
    columns, rows = (np.clip((part + 1) * (0.5 * (points - 1)), 0, points - 1.001) for part in (x, y))
    left, top = np.floor(columns), np.floor(rows)
    u, v = columns - left, rows - top
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    flat = values.reshape(-1)
    at = (top * points + left).astype(np.int64) + np.arange(len(values))[:, None, None] * points**2
    upper = flat[at] * (1 - u) + flat[at + 1] * u
    lower = flat[at + points] * (1 - u) + flat[at + points + 1] * u
    return np.asarray(upper * (1 - v) + lower * v)


@dataclass(frozen=True)
class _Plane:
    """A frame whose shorter side is 2 long, with a figure's place as its origin.

    Attributes:
        x: `(B, 1, W)`, of the pixels' middles.
        y: `(B, H, 1)`.
        pixel: side of a pixel.
    """

    x: Pixels
    y: Pixels
    pixel: float


@dataclass(frozen=True)
class _Shape:
    """B figures in a plane.

    Attributes:
        distance: `(B, H, W)`, signed, to the figure's border; negative inside.
        tone: `(B, H, W)`, of the parts: -1 to 1.
        x: `(B, H, W)`, the pixels in the figure's own directions.
        y: `(B, H, W)`.
    """

    distance: Pixels
    tone: Pixels
    x: Pixels
    y: Pixels


def _shape(law: Law, look: _Numbers, numbers: Floats, counts: Counts, mirrored: Flags, plane: _Plane) -> _Shape:
    """Figures of so many parts, the most first, from `(B, MAX_PARTS, _A_PART)` numbers."""
    most = law.parts[1]
    parts = _parts(_Numbers(numbers[:, :most]), mirrored, most)
    middle_x, middle_y, half = map(_over_pixels, _box(parts, np.arange(most) < counts[:, None], mirrored))
    scale = half / _over_pixels(look.between(*law.fill))
    turned = ~look.chance(law.upright)
    cos, sin = map(_over_pixels, _direction(look.between() * turned))
    x, y = cos * plane.x + sin * plane.y, cos * plane.y - sin * plane.x
    own_x, own_y = x * scale + middle_x, y * scale + middle_y
    np.abs(own_x, out=own_x, where=mirrored[:, None, None])
    blend = _over_pixels(np.where(look.chance(0.35), look.between(0.02, 0.25), 1e-3))
    distance, tone = np.full_like(own_x, _FAR), np.zeros_like(own_x)
    for number in range(most):
        here = slice(np.count_nonzero(counts > number))
        its, before = _distance(parts, number, own_x[here], own_y[here]), distance[here]
        cut, toned = (flag[here, number, None, None] for flag in (parts.cut, parts.toned))
        near = np.maximum(blend[here] - np.abs(before - its), 0)
        joined = np.minimum(before, its) - near * near / (4 * blend[here])
        distance[here] = np.where(cut, np.maximum(before, -its), joined)
        inside = np.where(toned & ~cut, _cover(its, plane.pixel * scale[here]), 0)
        tone[here] += (_over_pixels(parts.tone[here, number]) - tone[here]) * inside
    return _Shape(distance / scale, tone, x, y)


def _lightness(look: _Numbers, grids: Pixels, mirrored: Flags, plane: _Plane, shape: _Shape) -> Pixels:
    """What dirt, wear, a pattern, a rim, a seam and light from a side add to a figure's colour: `(B, H, W)`."""

    def some(share: float, low: float, high: float) -> Pixels:
        return _over_pixels(look.some(share, low, high))

    coarse = grids[:, : _COARSE**2].reshape(-1, _COARSE, _COARSE)
    fine = grids[:, _COARSE**2 :].reshape(-1, _FINE, _FINE)
    light = some(0.7, 0, 0.5) * _interpolated(coarse, *np.broadcast_arrays(plane.x, plane.y))
    light = light + some(0.45, 0, 0.5) * _interpolated(fine, shape.x, shape.y)
    straight, turn = look.chance(0.6), look.between()
    cos, sin = map(_over_pixels, _direction(np.where(straight, np.floor(turn * 4) / 4, turn)))
    often, again = (_over_pixels(power_of_2(look.between(0, 3.3))) for _ in range(2))
    stripes = _wave((cos * shape.x + sin * shape.y) * often + _over_pixels(look.between()))
    crossed = stripes * _wave((cos * shape.y - sin * shape.x) * again)
    pattern = np.where(look.chance(0.25)[:, None, None], crossed, stripes)
    pattern = np.where(look.chance(0.5)[:, None, None], np.clip(pattern * 6, -1, 1), pattern)
    light = light + some(0.4, 0, 0.5) * pattern
    thin = _over_pixels(power_of_2(look.between(-5, -1.5)))
    light = light + some(0.45, -0.6, 0.6) * np.maximum(1 - np.abs(shape.distance) / thin, 0)
    seam = some(0.3, -0.6, 0.6) * mirrored[:, None, None]
    light = light + seam * np.maximum(1 - np.abs(shape.x) * 16, 0)
    from_x, from_y = (_over_pixels(look.between(-0.4, 0.4)) for _ in range(2))
    return np.asarray(light + from_x * shape.x + from_y * shape.y)


@dataclass(frozen=True)
class _Ground:
    """Grounds of one colour, or that go from one to another.

    Attributes:
        colour: `(B, 1, 1, 3)`, 0 to 1.
        other: `(B, 1, 1, 3)`.
        shaded: `(B,)`, whether they go to the other.
        cos: `(B, 1, 1)`, of where to.
        sin: `(B, 1, 1)`.
    """

    colour: Pixels
    other: Pixels
    shaded: Flags
    cos: Pixels
    sin: Pixels

    def other_at(self, x: Pixels, y: Pixels) -> Pixels:
        """The share of the other colour `(B, H, W)` at x `(B, 1, W)` and y `(B, H, 1)`."""
        along = np.clip(0.5 + 0.5 * (self.cos * x + self.sin * y), 0, 1)
        along[~self.shaded] = 0
        return np.asarray(along)


def _ground(law: Law, look: _Numbers, grey: Flags) -> _Ground:
    """Grounds that are black, white, of one colour, or shaded at some angle."""
    black, kind = look.chance(law.black), look.between(0, 3)
    colour, other = look.colour(grey), look.colour(grey)
    colour[kind < 1] = 1
    colour[black] = 0
    return _Ground(colour, other, ~black & (kind >= 2), *map(_over_pixels, _direction(look.between())))


def draw(law: Law, words: NDArray[np.uint32], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Draw a batch of pictures, each a function of its own words only.

    Args:
        law: the law.
        words: `(B, WORDS)` uint32.
        size: (width, height) in pixels.

    Returns:
        `(B, H, W, 3)` uint8.
    """
    width, height = size
    least, most = law.parts
    counts = least + (unit(words[:, 0]) * (most - least + 1)).astype(np.int64)
    order = np.argsort(-counts, kind="stable")
    numbers = unit(words[order, 4:])
    drawn = np.empty((len(words), height, width, 3), np.uint8)
    rows = max(1, BAND // (len(words) * width))
    for top in range(0, height, rows):
        band = slice(top, min(top + rows, height))
        drawn[order, band] = np.rint(_band(law, numbers, counts[order], size, band) * 255)
    return drawn


def _band(law: Law, numbers: Floats, counts: Counts, size: tuple[int, int], rows: slice) -> Pixels:
    """Some rows of pictures, `(B, rows, W, 3)`, 0 to 1."""
    numbers, look_numbers, grids = np.split(numbers, (MAX_PARTS * _A_PART, _GRIDS), axis=1)
    look = _Numbers(look_numbers)
    mirrored, grey = look.chance(law.mirrored), look.chance(law.grey)
    shorter = min(size)
    x, y = (
        (((np.arange(side) + 0.5) * 2 - side) / shorter - look.between(-0.1, 0.1)[:, None]).astype(np.float32)
        for side in size
    )
    plane = _Plane(x[:, None, :], y[:, rows, None], 2 / shorter)
    shape = _shape(law, look, numbers.reshape(-1, MAX_PARTS, _A_PART), counts, mirrored, plane)
    ground = _ground(law, look, grey)
    body, other = look.colour(grey), look.colour(grey)
    # a body about as bright as its ground's middle is moved half-way to the far end of the range
    middle = ground.other_at(x[:, None, size[0] // 2, None], y[:, size[1] // 2, None, None])
    back, front = _brightness(ground.colour + (ground.other - ground.colour) * middle[..., None]), _brightness(body)
    body = np.where(np.abs(front - back) < 0.2, (body + (back < 0.5)) / 2, body)
    lighter, darker = np.maximum(shape.tone, 0), np.minimum(shape.tone, 0)
    light = _lightness(look, (2 * grids - 1).astype(np.float32), mirrored, plane, shape) + 0.5 * darker
    cover, away = _cover(shape.distance, plane.pixel), ground.other_at(plane.x, plane.y)
    seen = np.empty((*cover.shape, 3), np.float32)
    for channel in range(3):  # three times as fast as all at once, whose inner loop is of three numbers
        front, to, back, end = (colour[..., channel] for colour in (body, other, ground.colour, ground.other))
        behind = back + (end - back) * away
        lit = np.clip(front + (to - front) * lighter + light, 0, 1)
        seen[..., channel] = behind + (lit - behind) * cover
    return seen
