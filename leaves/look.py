"""What leaves look like beyond flat colours on a full picture: textures, gradients, shading, shadows, few leaves.

A rasteriser says which leaf each point sees, and here it gets its colour, on the CPU, in operations that IEEE 754
rounds alike everywhere and in integers where numbers are summed: the picture does not depend on who rasterised.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from leaves.model import LeafLaw, colours, place, unit_point
from leaves.rain import SCENE_WORDS, Rain
from leaves.view import View

Colour = tuple[int, int, int]
Fronts = Callable[[View, int | None], NDArray[np.int32]]
"""For (points, number of leaves) who is in front, `(B, H, W)`; see `leaves.raster.fronts`."""

MAX_PALETTE = SCENE_WORDS - 1
MAX_SAMPLES = 8
_POINTS = 2**18
"""Points, of all images, whose colours are found at once."""
_FINE = 256
"""Steps of a colour's level: what is summed over the samples of a pixel."""


@dataclass(frozen=True)
class Look:
    """How a picture of leaves looks; the defaults are the plain model's.

    Attributes:
        leaves: how many fall; None for as many as it takes to cover all.
        palette: colours, equally likely; or how many colours each picture draws for its own palette; or None for
            colours that are uniform.
        ground: the colour behind few leaves; None for one that each picture draws uniformly.
        gradient: a leaf's brightness changes by this share from its middle to its circle, in a direction of its own.
        shading: a leaf is darker by this share at its circle than in the middle.
        shadow: what lies in the shadow of leaves in front is darker by this share.
        shadow_shift: how far, right and down, leaves throw their shadows, in units of the shorter side.
        samples: points per pixel along each axis, whose mean is the pixel.

    Raises:
        ValueError: a value is outside of what is allowed.
    """

    leaves: int | None = None
    palette: tuple[Colour, ...] | int | None = None
    ground: Colour | None = None
    gradient: float = 0.0
    shading: float = 0.0
    shadow: float = 0.0
    shadow_shift: tuple[float, float] = (0.01, 0.015)
    samples: int = 1

    def __post_init__(self) -> None:
        if self.leaves is not None and not 1 <= self.leaves < 2**24:
            raise ValueError(f"number of leaves {self.leaves}: give 1 or more, or none to cover all")
        size = len(self.palette) if isinstance(self.palette, tuple) else self.palette
        if size is not None and not 1 <= size <= MAX_PALETTE:
            raise ValueError(f"palette of {size} colours: give 1 to {MAX_PALETTE}")
        for name in ("gradient", "shading", "shadow"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} {getattr(self, name)}: give a number from 0 to 1")
        if not all(abs(shift) <= 0.1 for shift in self.shadow_shift):
            raise ValueError(f"shadow shift {self.shadow_shift}: give two numbers within -0.1 to 0.1")
        if not 1 <= self.samples <= MAX_SAMPLES:
            raise ValueError(f"samples {self.samples}: give 1 to {MAX_SAMPLES}")

    def view(self, size: tuple[int, int]) -> View:
        """The points that a picture of some size (width, height) needs."""
        return View(size[0] * self.samples, size[1] * self.samples)


PLAIN = Look()


def draw(
    look: Look,
    law: LeafLaw,
    rain: Rain,
    fronts: Fronts,
    size: tuple[int, int],
    textures: NDArray[np.uint8] | None = None,
) -> NDArray[np.uint8]:
    """Draw a batch of images, each a function of its own words only.

    Args:
        look: how they look.
        law: of the leaves.
        rain: the random words.
        fronts: the rasteriser.
        size: (width, height) in pixels.
        textures: `(K, S, S, 3)` uint8, of which each leaf takes one, from a place of its own on; S texels are as long
            as the picture's shorter side, and the texture is repeated beyond. None for plain colours.

    Returns:
        `(B, H, W, 3)` uint8.
    """
    view, s = look.view(size), look.samples
    number = fronts(view, look.leaves)
    behind = number < 0
    shaded = np.zeros_like(behind)
    if look.shadow:
        right, down = look.shadow_shift
        # what is behind all that is seen throws no shadow on it
        last = look.leaves or int(number.max()) + 1
        before = fronts(replace(view, shift=(-right, -down)), last)
        shaded = (before >= 0) & (behind | (before < number))
    images = np.empty((len(number), size[1], size[0], 3), np.uint8)
    step = max(1, _POINTS // (len(number) * view.width * s))
    for top in range(0, size[1], step):
        rows = slice(top * s, (top + step) * s)
        level = _levels(look, law, rain, number[:, rows], view, view.y[rows], textures)
        level[shaded[:, rows]] *= 1 - look.shadow
        fine = np.rint(np.clip(level, 0, 255) * _FINE).astype(np.int64)
        total = fine.reshape(len(fine), -1, s, size[0], s, 3).sum(axis=(2, 4))
        each = s * s * _FINE
        images[:, top : top + step] = (2 * total + each) // (2 * each)
    return images


def _levels(
    look: Look,
    law: LeafLaw,
    rain: Rain,
    number: NDArray[np.int32],
    view: View,
    y: NDArray[np.float32],
    textures: NDArray[np.uint8] | None,
) -> NDArray[np.float64]:
    """Colours `(B, H, W, 3)` from 0 to 255 before shadows, of rows whose middles are at y `(H,)`."""
    scene = rain.scenes()
    level = np.empty((*number.shape, 3))
    level[...] = _bytes(scene[:, 0])[:, None, None] if look.ground is None else look.ground
    image, row, column = np.nonzero(number >= 0)
    # the leaves that are seen at all, each once: a table by image and number, counted through
    across = int(number.max()) + 1
    key = image * across + number[image, row, column]
    seen = np.zeros(len(number) * across, np.bool_)
    seen[key] = True
    leaf = (np.cumsum(seen) - 1)[key]
    of, which = np.divmod(np.flatnonzero(seen), across)
    words, looks = rain.leaves(of, which), rain.looks(of, which)
    if textures is None:
        value = _flat(look, law, words, scene, of).astype(np.float64)[leaf]
    if textures is not None or look.gradient or look.shading:
        placement = place(law, words)
        dx = view.x[column].astype(np.float64) - (placement.x * view.extent[0])[leaf]
        dy = y[row].astype(np.float64) - (placement.y * view.extent[1])[leaf]
        radius = placement.radius.astype(np.float64)[leaf]
    if textures is not None:
        side = textures.shape[1]
        chosen, u, v = (((looks[:, i] * np.uint64(n)) >> np.uint64(32)).astype(np.intp) for i, n in _choices(textures))
        texel_x = (np.floor(dx * side).astype(np.intp) + u[leaf]) % side
        texel_y = (np.floor(dy * side).astype(np.intp) + v[leaf]) % side
        value = textures[chosen[leaf], texel_y, texel_x].astype(np.float64)
    if look.gradient:
        cosine, sine = unit_point(looks[:, 3])
        value *= (1 + look.gradient * ((dx * cosine[leaf] + dy * sine[leaf]) / radius))[:, None]
    if look.shading:
        value *= (1 - look.shading * ((dx * dx + dy * dy) / (radius * radius)))[:, None]
    level[image, row, column] = value
    return level


def _choices(textures: NDArray[np.uint8]) -> tuple[tuple[int, int], ...]:
    """Which word of a leaf's looks chooses among how many: its texture, and where on it the leaf's middle is."""
    return (0, textures.shape[0]), (1, textures.shape[1]), (2, textures.shape[1])


def _flat(
    look: Look, law: LeafLaw, words: NDArray[np.uint32], scene: NDArray[np.uint32], image: NDArray[np.intp]
) -> NDArray[np.uint8]:
    """Colours `(N, 3)` of leaves of some images, from their words."""
    uniform = colours(law, words)
    if look.palette is None:
        return uniform
    if isinstance(look.palette, int):
        palettes = _bytes(scene[:, 1 : 1 + look.palette])
    else:
        palettes = np.broadcast_to(np.array(look.palette, np.uint8), (len(scene), len(look.palette), 3))
    # the 24 bits of a uniform colour choose
    bits = (uniform.astype(np.uint32) << np.array([16, 8, 0], np.uint32)).sum(axis=1)
    chosen: NDArray[np.uint8] = palettes[image, (bits * palettes.shape[1]) >> 24]
    return chosen


def _bytes(words: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The upper three bytes of words, `(..., 3)`."""
    return np.stack([(words >> np.uint32(shift)).astype(np.uint8) for shift in (24, 16, 8)], axis=-1)
