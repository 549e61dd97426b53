"""Iterated function systems: pictures of the sets that random contracting maps of the plane leave in place.

A system is a few affine maps, each of which shrinks the plane in every direction; some set is the union of its own
images under them (Hutchinson, 'Fractals and self similarity', 1981), and the chaos game finds it: a point is moved by a
map at random, again and again (Barnsley, 'Fractals Everywhere', 1988). That random systems make useful training
pictures is due to Kataoka et al., 'Pre-training without natural images' (2020); that one samples their singular values,
so that none collapses or runs away, to Anderson and Farrell, 'Improving Fractal Pre-training' (2022). The law here is
our own: see `systems`.

Coordinates are formed with + - * / and square roots of real numbers only, which IEEE 754 rounds alike everywhere, so
equal words give equal pictures on every machine.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leaves.model import unit_point
from shadergen.errors import UsageError
from shadergen.philox import unit

Words = Callable[[int, NDArray[np.intp], int], NDArray[np.uint32]]
"""For (layer, `(N,)` positions in the batch, count) the first words `(N, count)` of those pictures, uint32."""

MAX_MAPS = 8
MAX_LAYERS = 4
MAX_POINTS = 2**22
LARGEST = 0.95
"""The largest factor by which a map may shrink: below 1, so that every system contracts."""
_SMALLEST = 0.25
_HEAD = 96
"""Words of a layer before those of its walkers: 8 a map, and 32 for how it looks."""
_LOOK = 8 * MAX_MAPS
_STEPS = 20
_SETTLED = 4
"""Steps before a walker's points are kept; it begins on the set, and forgets where."""
_LUMA = np.array([77, 150, 29])


@dataclass(frozen=True)
class Law:
    """What systems are drawn, and how.

    Attributes:
        maps: least and most maps of a system.
        fill: least and largest sum of the maps' determinants: 1 can fill an area, little is dust.
        layers: most systems in a picture, one before the other; each picture draws how many.
        points: points of a layer per pixel of the picture, of which there are `MAX_POINTS` at most.
        grey: the share of pictures without colour.
        plain: the share of pictures on black; other grounds are of one colour, or run from one to another.

    Raises:
        UsageError: a number is out of range.
    """

    maps: tuple[int, int] = (2, 6)
    fill: tuple[float, float] = (0.5, 1.2)
    layers: int = 3
    points: float = 4.0
    grey: float = 0.2
    plain: float = 0.25

    def __post_init__(self) -> None:
        if not 2 <= self.maps[0] <= self.maps[1] <= MAX_MAPS:
            raise UsageError(f"ifs.maps lies in [2, {MAX_MAPS}], not {list(self.maps)}")
        if not 0.05 <= self.fill[0] <= self.fill[1] <= 1.5:
            raise UsageError(f"ifs.fill lies in [0.05, 1.5], not {list(self.fill)}")
        if not 1 <= self.layers <= MAX_LAYERS:
            raise UsageError(f"ifs.layers is 1 to {MAX_LAYERS}, not {self.layers}")
        if not 0.1 <= self.points <= 100:
            raise UsageError(f"ifs.points is 0.1 to 100, not {self.points}")
        if not (0 <= self.grey <= 1 and 0 <= self.plain <= 1):
            raise UsageError(f"ifs.grey and ifs.plain lie in [0, 1], not {self.grey} and {self.plain}")


@dataclass(frozen=True)
class Systems:
    """`B` systems of up to `MAX_MAPS` maps (x, y) -> (a x + b y + e, c x + d y + f).

    Attributes:
        maps: `(B, MAX_MAPS, 6)` float64: a, b, c, d, e, f.
        counts: `(B,)` int64: how many of them are used.
        choice: `(B, 256)` int64: the map that a random byte picks, in proportion to its determinant.
    """

    maps: NDArray[np.float64]
    counts: NDArray[np.int64]
    choice: NDArray[np.int64]


def systems(law: Law, words: NDArray[np.uint32]) -> Systems:
    """Draw systems.

    A map turns, shrinks along two axes by `s1` and `s2 = r s1`, turns back by another angle, and shifts. `s1` and `r`
    are uniform; all are then scaled so that the sum of the determinants is drawn from `law.fill`, and cut at `LARGEST`.
    One system in five repeats its first map about the middle (a rosette), and one in five uses its first map's linear
    part for all (a lattice of copies).

    Args:
        law: the law.
        words: `(B, _HEAD)` uint32.
    """
    per_map = words[:, :_LOOK].reshape(-1, MAX_MAPS, 8)
    look = words[:, _LOOK:]
    low, high = law.maps
    counts = low + (unit(look[:, 0]) * (high - low + 1)).astype(np.int64)
    used = np.arange(MAX_MAPS) < counts[:, None]
    kind = look[:, 1] % np.uint32(5)
    lattice, rosette = kind == 3, kind == 4
    u = unit(per_map)
    large = np.where(lattice[:, None], u[:, :1, 0], u[..., 0]) * (0.9 - 0.35) + 0.35
    small = large * (_SMALLEST + (1 - _SMALLEST) * np.where(lattice[:, None], u[:, :1, 1], u[..., 1]))
    large, small = (np.where(rosette[:, None], s[:, :1], s) for s in (large, small))
    area = np.cumsum(np.where(used, large * small, 0), axis=1)[:, -1]
    fill = law.fill[0] + (law.fill[1] - law.fill[0]) * unit(look[:, 2])
    scale = np.sqrt(fill / area)[:, None]
    large, small = np.minimum(large * scale, LARGEST), np.minimum(small * scale, LARGEST)
    small = np.where(per_map[..., 6] & np.uint32(1), -small, small)
    turns = [np.where(lattice[:, None], per_map[:, :1, k], per_map[..., k]) for k in (2, 3)]
    (cos_1, sin_1), (cos_2, sin_2) = (unit_point(turn) for turn in turns)
    a, b = cos_1 * large * cos_2 - sin_1 * small * sin_2, -cos_1 * large * sin_2 - sin_1 * small * cos_2
    c, d = sin_1 * large * cos_2 + cos_1 * small * sin_2, -sin_1 * large * sin_2 + cos_1 * small * cos_2
    maps = np.stack([a, b, c, d, 2 * u[..., 4] - 1, 2 * u[..., 5] - 1], axis=-1)
    maps[rosette] = _turned(maps[rosette, 0], counts[rosette])
    weight = np.cumsum(np.where(used, np.abs(large * small) + 0.02, 0), axis=1)
    share = weight / weight[:, -1:]
    byte = (np.arange(256) + 0.5) / 256
    choice = (byte[None, :, None] > share[:, None, :]).sum(axis=2)
    return Systems(maps, counts, choice)


def _turned(first: NDArray[np.float64], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """The maps `(B, MAX_MAPS, 6)` that follow each other by equal turns about the origin."""
    step = (np.arange(MAX_MAPS) * (2**32 // counts[:, None]) % 2**32).astype(np.uint32)
    cos, sin = unit_point(step)
    a, b, c, d, e, f = first.T[:, :, None]
    rows = (cos * a - sin * c, cos * b - sin * d, sin * a + cos * c, sin * b + cos * d, cos * e - sin * f)
    return np.stack([*rows, sin * e + cos * f], axis=-1)


@dataclass(frozen=True)
class Points:
    """Points of `B` sets: `x`, `y` `(B, N)` float64, and `shade` `(B, N)` int64, 0 to 65535, alike where maps were."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    shade: NDArray[np.int64]


def play(drawn: Systems, walks: NDArray[np.uint8]) -> Points:
    """Play the chaos game, all walkers of all systems at once.

    Args:
        drawn: `B` systems.
        walks: `(S, B, W)` uint8: what each of W walkers does in each of S steps.

    Returns:
        `(B, (S - _SETTLED) W)` points of the systems' sets: walkers begin at the first map's fixed point.
    """
    steps, count, walkers = walks.shape
    rows = np.arange(count)[:, None]
    tables = [np.ascontiguousarray(drawn.maps[..., k]).reshape(-1) for k in range(6)]
    colours = np.broadcast_to(np.arange(MAX_MAPS), (count, MAX_MAPS)) * (65535 // (drawn.counts[:, None] - 1))
    shades = np.minimum(colours, 65535).reshape(-1)
    a, b, c, d, e, f = drawn.maps[:, 0].T
    determinant = (1 - a) * (1 - d) - b * c
    x = np.repeat((((1 - d) * e + b * f) / determinant)[:, None], walkers, axis=1)
    y = np.repeat((((1 - a) * f + c * e) / determinant)[:, None], walkers, axis=1)
    shade = np.zeros((count, walkers), np.int64)
    kept = np.empty((2, steps - _SETTLED, count, walkers))
    shades_kept = np.empty((steps - _SETTLED, count, walkers), np.int64)
    choice = (drawn.choice + rows * MAX_MAPS).reshape(-1)
    for step, walk in enumerate(walks):
        which = choice[walk + rows * 256]
        a, b, c, d, e, f = (table[which] for table in tables)
        x, y = a * x + b * y + e, c * x + d * y + f
        shade = (shade + shades[which]) >> 1
        if step >= _SETTLED:
            kept[:, step - _SETTLED] = x, y
            shades_kept[step - _SETTLED] = shade
    x, y = (part.transpose(1, 0, 2).reshape(count, -1) for part in kept)
    return Points(x, y, shades_kept.transpose(1, 0, 2).reshape(count, -1))


def draw(law: Law, count: int, words: Words, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Draw a batch of pictures, each a function of its own words only.

    Args:
        law: the law.
        count: how many.
        words: the random words of any layer.
        size: (width, height) in pixels.

    Returns:
        `(B, H, W, 3)` uint8.
    """
    width, height = size
    points = min(round(law.points * width * height), MAX_POINTS)
    walkers = max(1, -(-points // (_STEPS - _SETTLED)))
    bytes_a_step = -(-walkers // 4) * 4
    look = words(0, np.arange(count), _HEAD)[:, _LOOK:]
    layers = 1 + (unit(look[:, 3]) * law.layers).astype(np.int64)
    grey = unit(look[:, 4]) < law.grey
    picture = _ground(law, look, grey, size)
    for layer in range(int(layers.max())):
        here = np.flatnonzero(layers > layer)
        drawn = words(layer, here, _HEAD + _STEPS * bytes_a_step // 4)
        walks = np.ascontiguousarray(drawn[:, _HEAD:]).astype("<u4").view(np.uint8)
        walks = walks.reshape(len(here), _STEPS, bytes_a_step)[..., :walkers].transpose(1, 0, 2)
        found = play(systems(law, drawn[:, :_HEAD]), walks)
        _paint(picture, here, found, drawn[:, _LOOK:_HEAD], grey[here])
    return np.rint(picture).astype(np.uint8)


def _between(low: NDArray[np.float64], high: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    return low + (high - low) * share


def _colours(words: NDArray[np.uint32], grey: NDArray[np.bool_]) -> NDArray[np.float64]:
    """A colour `(B, 3)`, 0 to 255, of each word; red's value for all where it is grey."""
    parts = np.stack([words >> np.uint32(shift) & np.uint32(255) for shift in (24, 16, 8)], axis=-1)
    return np.where(grey[:, None], parts[:, :1], parts).astype(np.float64)


def _ground(law: Law, look: NDArray[np.uint32], grey: NDArray[np.bool_], size: tuple[int, int]) -> NDArray[np.float64]:
    """Grounds `(B, H, W, 3)`: black, one colour, or from one to another at some angle."""
    width, height = size
    first, second = _colours(look[:, 5], grey), _colours(look[:, 6], grey)
    black, even = unit(look[:, 7]) < law.plain, look[:, 8] & np.uint32(1)
    first[black] = 0
    second = np.where((black | even.astype(bool))[:, None], first, second)
    cos, sin = unit_point(look[:, 9])
    x, y = (np.arange(width) + 0.5) / width - 0.5, (np.arange(height) + 0.5) / height - 0.5
    along = cos[:, None, None] * x + sin[:, None, None] * y[:, None]
    return _between(first[:, None, None], second[:, None, None], np.clip(along + 0.5, 0, 1)[..., None])


def _scattered(
    found: Points, look: NDArray[np.uint32], size: tuple[int, int]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """How many points lie in each pixel, and the sums of their shades: `(B, H W)` each."""
    width, height = size
    count, pixels = len(look), height * width
    low_x, high_x, low_y, high_y = (bound(axis=1) for p in (found.x, found.y) for bound in (p.min, p.max))
    # the larger side of the set's box takes 0.8 to 2 of the picture's shorter side
    extent = np.maximum(np.maximum(high_x - low_x, high_y - low_y), 1e-9)
    zoom = 0.8 + 1.2 * unit(look[:, 10])
    scale = zoom * min(width, height) / extent
    # what stands near the middle: the middle of a small set, which may be hollow, or a point of a large one
    point = np.clip((zoom - 0.8) * 2, 0, 1)
    left = width * (0.3 + 0.4 * unit(look[:, 11])) - scale * _between(0.5 * (low_x + high_x), found.x[:, -1], point)
    top = height * (0.3 + 0.4 * unit(look[:, 12])) - scale * _between(0.5 * (low_y + high_y), found.y[:, -1], point)
    column = np.floor(found.x * scale[:, None] + left[:, None]).astype(np.int64)
    row = np.floor(found.y * scale[:, None] + top[:, None]).astype(np.int64)
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    place = np.where(inside, row * width + column, pixels) + np.arange(count)[:, None] * (pixels + 1)
    bins = count * (pixels + 1)
    hits = np.bincount(place.ravel(), minlength=bins).reshape(count, -1)[:, :pixels]
    shades = np.bincount(place.ravel(), found.shade.ravel(), bins).reshape(count, -1)[:, :pixels]
    return hits, shades.astype(np.float64, copy=False)


def _paint(
    picture: NDArray[np.float64],
    here: NDArray[np.intp],
    found: Points,
    look: NDArray[np.uint32],
    grey: NDArray[np.bool_],
) -> None:
    """Lay sets over the pictures `here` of `(B, H, W, 3)`: denser where more points are, coloured by their shades."""
    _, height, width, _ = picture.shape
    count, pixels = len(here), height * width
    hits, shades = _scattered(found, look, (width, height))
    hit = hits > 0
    # half opaque at some share of the mean of the pixels that are hit; one picture in four is a cut-out
    half = hits.sum(axis=1) / np.maximum(hit.sum(axis=1), 1) * (0.1 + 0.6 * unit(look[:, 13]))
    half[look[:, 14] % np.uint32(4) == 0] = 0
    opaque = hits / np.maximum(hits + half[:, None], 1e-9)
    shade = (shades / np.maximum(hits, 1) / 65535)[..., None]
    ground = picture[here].reshape(count, pixels, 3)
    middle = ground[:, height // 2 * width + width // 2]
    one, two, three = (_apart(_colours(look[:, k], grey), middle)[:, None] for k in (15, 16, 17))
    colour = np.where(shade < 0.5, _between(one, two, 2 * shade), _between(two, three, 2 * shade - 1))
    ground += (colour - ground) * opaque[..., None]
    picture[here] = ground.reshape(count, height, width, 3)


def _apart(colour: NDArray[np.float64], ground: NDArray[np.float64]) -> NDArray[np.float64]:
    """Colours `(B, 3)`, those too like their ground's in luma moved half-way to white or to black."""
    luma, behind = ((part * _LUMA).cumsum(axis=1)[:, -1] / 256 for part in (colour, ground))
    far = np.where(behind < 128, 255.0, 0.0)
    near = np.abs(luma - behind) < 64
    return np.where(near[:, None], (colour + far[:, None]) / 2, colour)
