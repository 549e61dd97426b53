"""The dead-leaves model: which leaf falls where, as a pure function of random words.

The model is Matheron's (1968) with the law of radii of Lee, Mumford and Huang, 'Occlusion Models for Natural Images'
(2001); shapes and ranges are those of Baradad et al., 'Learning to See by Looking at Noise' (2021). Lengths are in
units of the shorter side of the image, so one set of words is one scene at every resolution.

Only + - * / sqrt and integer operations are used: equal words give equal bits on every machine.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SHAPES = ("circle", "square", "turned-square", "rectangle", "triangle", "quadrilateral")
"""All shapes; `Leaves.kind` counts in this order."""
CIRCLE, SQUARE, TURNED_SQUARE, RECTANGLE, TRIANGLE, QUADRILATERAL = range(6)

WORDS_PER_LEAF = 8
X, Y, RADIUS, SHAPE_AND_COLOUR = range(4)
"""Which word of a leaf decides what; the last four are the turns of its vertices."""
TURNS = slice(4, 8)

MIN_RADIUS, MAX_RADIUS = 0.002, 2.0
EXPONENTS = range(2, 7)

KNOTS = 1024
NEWTON_STEPS = 4
_EIGHTH = np.uint32(1 << 29)
_FULL_TURN = 2.0**32
_TWO_PI = 6.283185307179586


@dataclass(frozen=True)
class LeafLaw:
    """The law of a leaf's radius and shape.

    Attributes:
        radius: smallest and largest radius, in units of the shorter side, within 0.002 to 2.
        exponent: n of the density, which is proportional to `r**-n - radius[1]**-n`; an integer from 2 to 6 (a real
            exponent would need a power function, which libraries round differently).
        shapes: names from `SHAPES`, each at most once; they are equally likely.

    Raises:
        ValueError: a value is outside of what is stated above.
    """

    radius: tuple[float, float] = (0.03, 1.0)
    exponent: int = 3
    shapes: tuple[str, ...] = SHAPES

    def __post_init__(self) -> None:
        low, high = self.radius
        if not MIN_RADIUS <= low < high <= MAX_RADIUS:
            raise ValueError(
                f"leaf radius ({low}, {high}): give a smaller and a larger one within {MIN_RADIUS} to {MAX_RADIUS}"
            )
        if self.exponent not in EXPONENTS:
            raise ValueError(f"leaf exponent {self.exponent}: give an integer from {EXPONENTS[0]} to {EXPONENTS[-1]}")
        unknown = [name for name in self.shapes if name not in SHAPES]
        if unknown or not self.shapes or len(set(self.shapes)) < len(self.shapes):
            raise ValueError(f"leaf shapes {list(self.shapes)}: give each at most once, from {', '.join(SHAPES)}")


@dataclass(frozen=True)
class Placement:
    """Where leaves are and what they look like, without their edges; every array has the same leading shape.

    Attributes:
        x: centre, in widths of the image from its left, float32 in [0, 1].
        y: centre, in heights of the image from its top, float32 in [0, 1].
        radius: of the circumscribed circle, in units of the shorter side, float32.
        kind: position in `SHAPES`, uint8.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    radius: NDArray[np.float32]
    kind: NDArray[np.uint8]


@dataclass(frozen=True)
class Leaves:
    """Leaves of some images, the front one first.

    A point at (dx, dy) from the centre, in units of the shorter side and y downward, lies in the leaf if
    `dx * dx + dy * dy <= radius * radius` and `a * dx + b * dy <= c` for each of its edges. In float32 with every
    operation rounded (`precise` in GLSL), a rasteriser that tests so gives the picture of `leaves.raster`.

    Attributes:
        placement: arrays `(B, K)`.
        edges: `(B, K, 4, 3)` float32, (a, b, c) per edge, (a, b) its outward unit normal; a triangle's last edge only
            touches it, and a circle's are (0, 0, 1).
        colour: `(B, K, 3)` uint8, uniform.
    """

    placement: Placement
    edges: NDArray[np.float32]
    colour: NDArray[np.uint8]


def sample(law: LeafLaw, words: NDArray[np.uint32]) -> Leaves:
    """Leaves from random words.

    Centres are uniform in the image, radii follow the law, shapes are equally likely, colours are uniform. Polygons
    have their vertices on the circle of the leaf's radius. With t0 to t3 uniform in [0, 1) turn: a square has them at
    1/8, 3/8, 5/8 and 7/8; a turned square at t0 and every quarter from it; a rectangle, which stands upright, at
    +-t0/4 and 1/2 +- t0/4; a triangle at t0, t1, t2; a quadrilateral at t0, t1, t2, t3.

    Args:
        law: of radius and shape.
        words: `(B, K, WORDS_PER_LEAF)` uint32, uniform.

    Returns:
        The leaves, each a function of its own words only.
    """
    placement = place(law, words)
    return Leaves(placement, edges(placement.kind, placement.radius, words[..., TURNS]), colours(law, words))


def place(law: LeafLaw, words: NDArray[np.uint32]) -> Placement:
    """Centre, radius and shape of leaves from their words `(..., WORDS_PER_LEAF)`."""
    x, y = ((words[..., i] + 0.5) * (1 / _FULL_TURN) for i in (X, Y))
    choice = (words[..., SHAPE_AND_COLOUR] * np.uint64(len(law.shapes))) >> np.uint64(32)
    kinds = np.array([SHAPES.index(name) for name in law.shapes], dtype=np.uint8)
    return Placement(
        x.astype(np.float32),
        y.astype(np.float32),
        radii(law, words[..., RADIUS]).astype(np.float32),
        kinds[choice.astype(np.intp)],
    )


def colours(law: LeafLaw, words: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Colours `(..., 3)` uint8 of leaves from their words `(..., WORDS_PER_LEAF)`.

    The word that chose the shape decides the colour too: what the choice leaves over is uniform again, and of its
    2**24 colours none is more than 3 % likelier than another; each channel alone is uniform to one part in 2**15.
    """
    left_over = words[..., SHAPE_AND_COLOUR] * np.uint32(len(law.shapes))
    return np.stack([(left_over >> np.uint32(shift)).astype(np.uint8) for shift in (24, 16, 8)], axis=-1)


def radii(law: LeafLaw, words: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Radii by the inverse of their distribution; a small word is a large radius.

    With M the largest radius and y = 1 + x = M / r, the chance of a larger radius is h(x) / h(x of the smallest),
    h(x) = x**2 p(y) / y, p(y) = sum over j < n - 1 of (n - 1 - j) / (n - 1) y**j. The root of h(x) = c is found from
    a table of starting points by Newton's method on x**2 p(y) - c y.

    Args:
        law: the law of radii.
        words: any shape, uint32.

    Returns:
        The same shape, float64, within `law.radius`; accurate to about 1e-15.
    """
    low, high = law.radius
    scale, step, _, knots = inverse(law)
    c = (words.astype(np.float64) + 0.5) * scale
    position = _abscissa(c, law.exponent)
    position *= step
    cell = position.astype(np.intp)
    x = knots[cell]
    x += (knots[1:] - knots[:-1])[np.minimum(cell, KNOTS - 1)] * (position - cell)
    for _ in range(NEWTON_STEPS):
        y = 1.0 + x
        p, slope = _polynomial(y, law.exponent)
        xp = x * p
        x -= (x * xp - c * y) / (xp + xp + x * x * slope - c)
    return np.clip(high / (1.0 + x), low, high)


def inverse(law: LeafLaw) -> tuple[float, float, tuple[float, ...], NDArray[np.float64]]:
    """What `radii` computes with: c of one word, cells of `_abscissa` 1, the factors of p from j = 0, the knots."""
    low, high = law.radius
    top, knots = _starting_points(low / high, law.exponent)
    factors = tuple((law.exponent - 1 - j) / (law.exponent - 1) for j in range(law.exponent - 1))
    return top / _FULL_TURN, float(KNOTS / _abscissa(np.array(top), law.exponent)), factors, knots


def _polynomial(y: NDArray[np.float64], exponent: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The p of `radii` and its derivative, by Horner's rule."""
    p, slope = np.full_like(y, 1 / (exponent - 1)), np.zeros_like(y)
    for j in range(exponent - 3, -1, -1):
        slope = slope * y + p
        p = p * y + (exponent - 1 - j) / (exponent - 1)
    return p, slope


def _abscissa(c: NDArray[np.float64], exponent: int) -> NDArray[np.float64]:
    """A function of c in which the root x is smooth and not too steep."""
    root: NDArray[np.float64] = np.sqrt(c)
    return np.sqrt(root) if exponent > 3 else root


@lru_cache(maxsize=16)
def _starting_points(ratio: float, exponent: int) -> tuple[float, NDArray[np.float64]]:
    """The largest c, and the root x at equal steps of `_abscissa`, `(KNOTS + 1,)`."""

    def h(x: NDArray[np.float64]) -> NDArray[np.float64]:
        return x * x * _polynomial(1.0 + x, exponent)[0] / (1.0 + x)

    largest = 1.0 / ratio - 1.0
    top = float(h(np.array(largest)))
    step = np.arange(KNOTS + 1) * (_abscissa(np.array(top), exponent) / KNOTS)
    c = step * step
    c = c * c if exponent > 3 else c
    low, high = np.zeros_like(c), np.full_like(c, largest)
    for _ in range(64):
        middle = (low + high) / 2
        above = h(middle) > c
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return top, high


def unit_point(turn: NDArray[np.uint32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cosine and sine of angles in turns of 2**32, by Taylor polynomials within an eighth of a turn.

    Args:
        turn: any shape, uint32.

    Returns:
        Two arrays of that shape, float64, with an error below 1e-12.
    """
    quarter = (turn + _EIGHTH) >> np.uint32(30)
    angle = (turn - (quarter << np.uint32(30))).view(np.int32).astype(np.float64) * (_TWO_PI / _FULL_TURN)
    square = angle * angle
    sine, cosine = np.full_like(square, 1 / 6227020800), np.full_like(square, 1 / 479001600)
    for factorial in (-39916800, 362880, -5040, 120, -6, 1):
        sine = sine * square + 1 / factorial
    for factorial in (-3628800, 40320, -720, 24, -2, 1):
        cosine = cosine * square + 1 / factorial
    sine = sine * angle
    odd = (quarter & np.uint32(1)).astype(bool)
    c, s = np.where(odd, sine, cosine), np.where(odd, cosine, sine)
    # quarters 1 and 2 turn the cosine's sign, 2 and 3 the sine's
    np.negative(c, out=c, where=((quarter + np.uint32(1)) & np.uint32(2)).astype(bool))
    np.negative(s, out=s, where=(quarter & np.uint32(2)).astype(bool))
    return c, s


def vertex_turns(kind: NDArray[np.uint8], turns: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Where on the circle a polygon's vertices are.

    Args:
        kind: any shape, uint8; circles get the vertices of a square.
        turns: `(..., 4)` uint32, the leaf's last words.

    Returns:
        `(..., 4)` uint32, turns of 2**32, in cyclic order; a triangle's last vertex is there twice.
    """
    quarters = np.arange(4, dtype=np.uint32) << np.uint32(30)
    vertices = np.broadcast_to(quarters + _EIGHTH, turns.shape).copy()
    at = kind == TURNED_SQUARE
    vertices[at] = turns[at][:, :1] + quarters
    at = kind == RECTANGLE
    # +a, 1/2 - a, 1/2 + a, -a
    sign = np.array([1, -1, 1, -1], dtype=np.int32).view(np.uint32)
    half = np.array([0, 1 << 31, 1 << 31, 0], dtype=np.uint32)
    vertices[at] = (turns[at][:, :1] >> np.uint32(2)) * sign + half
    at = kind == TRIANGLE
    vertices[at] = np.sort(turns[at][:, :3], axis=-1)[:, [0, 1, 2, 2]]
    at = kind == QUADRILATERAL
    vertices[at] = np.sort(turns[at], axis=-1)
    return vertices


def edges(kind: NDArray[np.uint8], radius: NDArray[np.float32], turns: NDArray[np.uint32]) -> NDArray[np.float32]:
    """The half-planes whose intersection is the polygon.

    The edge from turn s to turn t of the circle has its normal at the middle turn, and its distance is the radius
    times the cosine of half the gap.

    Args:
        kind: any shape, uint8.
        radius: that shape, float32.
        turns: `(..., 4)` uint32, the leaf's last words.

    Returns:
        `(..., 4, 3)` float32, see `Leaves`.
    """
    vertices = vertex_turns(kind, turns)
    half_gap = (np.roll(vertices, -1, axis=-1) - vertices) >> np.uint32(1)
    half_planes = np.empty((*vertices.shape, 3), dtype=np.float32)
    half_planes[..., 0], half_planes[..., 1] = unit_point(vertices + half_gap)
    half_planes[..., 2] = unit_point(half_gap)[0] * radius[..., None]
    half_planes[kind == CIRCLE] = (0, 0, 1)
    return half_planes
