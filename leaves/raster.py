"""Pictures of dead leaves, drawn from the front on the CPU.

Each pixel takes the colour of the first leaf that covers its centre, and an image is done once all its pixels have
one. Looking up into an infinite fall of leaves in this way samples the model's stationary law exactly (Kendall and
Thoennes, 'Perfect simulation in stochastic geometry', 1999). Painting from the back until no ground is left, as is
usual, stops at a moment that depends on the picture, which biases it slightly.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leaves.model import CIRCLE, TURNS, LeafLaw, colours, edges, place
from leaves.view import View

Words = Callable[[int, int], NDArray[np.uint32]]
"""For (first leaf, count) the words `(B, count, WORDS_PER_LEAF)` of these leaves of every image, uint32."""

_FIRST_CHUNK = 32
_LEAVES = 2**17
"""The most leaves, over all images of the batch, whose words are held at once."""
_PIECE = 2**17
"""Pixels, or pairs of a pixel and a leaf, that are tested at once: few enough for the cache."""
_DENSE = 1 / 24
"""Above this share of bare pixels, leaf by leaf is faster; below it, bare pixel by bare pixel."""
_MARGIN = 1e-3
"""Pixels by which a leaf's box is widened, so that rounding loses none that the exact test would keep."""


def draw(law: LeafLaw, words: Words, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Draw a batch of images, each a function of its own words only.

    Args:
        law: of the leaves.
        words: the random words of any leaves.
        size: (width, height) in pixels; radii are in units of the shorter side.

    Returns:
        `(B, H, W, 3)` uint8.
    """
    width, height = size
    chunk = words(0, _FIRST_CHUNK)
    colour = np.empty((len(chunk) * width * height, 3), np.uint8)
    for pixel, leaf, scene in _painted(law, words, chunk, View(width, height), None):
        colour[pixel] = colours(law, scene.words[leaf])
    return colour.reshape(-1, height, width, 3)


def fronts(law: LeafLaw, words: Words, view: View, limit: int | None = None) -> NDArray[np.int32]:
    """Which leaf each point sees.

    Args:
        law: of the leaves.
        words: the random words of any leaves.
        view: the points.
        limit: how many leaves fall, at least 1; None for as many as it takes to cover every point.

    Returns:
        `(B, H, W)` int32, numbers of leaves from the front, from 0; -1 where none is.
    """
    chunk = words(0, _FIRST_CHUNK)
    number = np.full(len(chunk) * view.width * view.height, -1, np.int32)
    for pixel, leaf, scene in _painted(law, words, chunk, view, limit):
        number[pixel] = scene.first + leaf % scene.count
    return number.reshape(-1, view.height, view.width)


def _painted(
    law: LeafLaw, words: Words, chunk: NDArray[np.uint32], view: View, limit: int | None
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], "_Scene"]]:
    """Every pixel, flat, once it is known which leaf it sees, and that leaf's place in its scene."""
    first, count, area = 0, chunk.shape[1], view.width * view.height
    canvas = _Canvas.blank(len(chunk), view)
    while True:
        if limit is not None:
            chunk = chunk[:, : limit - first]
        images = np.flatnonzero(canvas.bare.reshape(-1, area).any(axis=1))
        scene = _Scene.of(law, chunk[images], images, first, view)
        dense = np.count_nonzero(canvas.bare) > _DENSE * len(images) * area
        for pixel, leaf in _leaf_by_leaf(scene, canvas) if dense else _pixel_by_pixel(scene, canvas):
            yield *canvas.first_of(pixel, leaf), scene
        first += count
        if not canvas.bare.any() or (limit is not None and first >= limit):
            return
        if not dense:
            count = max(count, min(2 * count, _LEAVES // len(chunk)))
        chunk = words(first, count)


@dataclass(frozen=True)
class _Canvas:
    """The pixels of all images, flat: which are bare, and scratch space; and where they are."""

    bare: NDArray[np.bool_]
    front: NDArray[np.int32]
    view: View

    @classmethod
    def blank(cls, images: int, view: View) -> "_Canvas":
        pixels = images * view.width * view.height
        return cls(np.ones(pixels, np.bool_), np.empty(pixels, np.int32), view)

    def first_of(self, pixel: NDArray[np.intp], leaf: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Cover bare pixels, each with the first of its leaves; a pixel's leaves come in order."""
        # where an index is repeated, an assignment keeps the last value
        self.front[pixel[::-1]] = leaf[::-1]
        first = self.front[pixel] == leaf
        pixel, leaf = pixel[first], leaf[first]
        self.bare[pixel] = False
        return pixel, leaf


@dataclass(frozen=True)
class _Scene:
    """Leaves of some images from number `first` on, flat, image by image; x and y are in units of the shorter side."""

    words: NDArray[np.uint32]
    images: NDArray[np.intp]
    first: int
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    radius: NDArray[np.float32]
    square: NDArray[np.float32]
    kind: NDArray[np.uint8]

    @classmethod
    def of(cls, law: LeafLaw, words: NDArray[np.uint32], images: NDArray[np.intp], first: int, view: View) -> "_Scene":
        words = words.reshape(-1, words.shape[-1])
        placement = place(law, words)
        x, y = placement.x * view.extent[0], placement.y * view.extent[1]
        radius = placement.radius
        return cls(words, images, first, x, y, radius, radius * radius, placement.kind)

    @property
    def count(self) -> int:
        """Leaves per image."""
        return len(self.words) // len(self.images)

    def inside(self, leaf: NDArray[np.intp], dx: NDArray[np.float32], dy: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Whether points of the leaves' circles, relative to their centres, are in the leaves themselves."""
        inside: NDArray[np.bool_] = self.kind[leaf] == CIRCLE
        polygon = np.flatnonzero(~inside)
        leaf, dx, dy = leaf[polygon], dx[polygon], dy[polygon]
        distinct, slot = np.unique(leaf, return_inverse=True)
        half_planes = edges(self.kind[distinct], self.radius[distinct], self.words[distinct, TURNS])
        within = np.ones(len(leaf), np.bool_)
        for edge in range(4):
            a, b, c = half_planes[slot, edge].T
            within &= a * dx + b * dy <= c
        inside[polygon] = within
        return inside


def _leaf_by_leaf(scene: _Scene, canvas: _Canvas) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Pairs (pixel, leaf) of bare pixels and leaves that cover them, by the rows of the leaves' boxes."""
    view = canvas.view
    width, height = view.width, view.height
    left, columns = _span(scene.x - np.float32(view.shift[0]), scene.radius, width, view.shorter)
    top, rows = _span(scene.y - np.float32(view.shift[1]), scene.radius, height, view.shorter)
    leaf = np.repeat(np.arange(len(rows)), rows)
    row = np.arange(len(leaf)) + (top + rows - np.cumsum(rows))[leaf]
    dy = view.y[row] - scene.y[leaf]
    start = ((scene.images * height)[leaf // scene.count] + row) * width
    columns, left = columns[leaf], left[leaf]
    ends = np.cumsum(columns)
    cuts = np.searchsorted(ends, np.arange(_PIECE, columns.sum(), _PIECE))
    for low, high in zip([0, *cuts], [*cuts, len(ends)], strict=True):
        if low == high:
            continue
        at = slice(low, high)
        box = np.repeat(np.arange(low, high), columns[at])
        pixel = np.arange(len(box)) + (start + left - ends + columns)[at][box - low] + (ends[low] - columns[low])
        kept = np.flatnonzero(canvas.bare[pixel])
        pixel, box = pixel[kept], box[kept]
        owner = leaf[box]
        dx_kept, dy_kept = view.x[pixel - start[box]] - scene.x[owner], dy[box]
        kept = np.flatnonzero(dx_kept * dx_kept + dy_kept * dy_kept <= scene.square[owner])
        pixel, owner, dx_kept, dy_kept = pixel[kept], owner[kept], dx_kept[kept], dy_kept[kept]
        covered = scene.inside(owner, dx_kept, dy_kept)
        yield pixel[covered], owner[covered]


def _span(
    centre: NDArray[np.float32], radius: NDArray[np.float32], side: int, shorter: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First pixel, and number of pixels, whose centres may be within the radius along one axis."""
    low = np.ceil((centre - radius) * shorter - np.float32(0.5 + _MARGIN)).astype(np.intp)
    high = np.floor((centre + radius) * shorter - np.float32(0.5 - _MARGIN)).astype(np.intp)
    low, high = np.maximum(low, 0), np.minimum(high, side - 1)
    return low, np.maximum(high - low + 1, 0)


def _pixel_by_pixel(scene: _Scene, canvas: _Canvas) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Pairs (pixel, leaf) of the bare pixels and the leaves that cover them, by testing each with every leaf."""
    view = canvas.view
    width, height = view.width, view.height
    xs, ys, squares = (leaves.reshape(-1, scene.count) for leaves in (scene.x, scene.y, scene.square))
    bare = np.flatnonzero(canvas.bare)
    step = max(1, _PIECE // scene.count)
    for low in range(0, len(bare), step):
        pixel = bare[low : low + step]
        image = np.searchsorted(scene.images, pixel // (width * height))
        dx = view.x[pixel % width][:, None] - xs[image]
        dy = view.y[pixel // width % height][:, None] - ys[image]
        pair = np.flatnonzero(dx * dx + dy * dy <= squares[image])
        which = pair // scene.count
        leaf = image[which] * scene.count + pair % scene.count
        covered = scene.inside(leaf, dx.ravel()[pair], dy.ravel()[pair])
        yield pixel[which[covered]], leaf[covered]
