"""Where the pixels are that look at the leaves."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class View:
    """A grid of points over the picture.

    Attributes:
        width: points across.
        height: points down.
        shift: added to every point, right and down, in units of the picture's shorter side.
    """

    width: int
    height: int
    shift: tuple[float, float] = (0.0, 0.0)

    @property
    def shorter(self) -> int:
        """The shorter side in points, which is the unit of length."""
        return min(self.width, self.height)

    @cached_property
    def extent(self) -> tuple[np.float32, np.float32]:
        """Width and height of the picture in units of the shorter side."""
        return np.float32(self.width / self.shorter), np.float32(self.height / self.shorter)

    @cached_property
    def x(self) -> NDArray[np.float32]:
        """The columns' middles `(W,)`, in units of the shorter side."""
        return self._middles(self.width, self.shift[0])

    @cached_property
    def y(self) -> NDArray[np.float32]:
        """The rows' middles `(H,)`, in units of the shorter side."""
        return self._middles(self.height, self.shift[1])

    def _middles(self, count: int, shift: float) -> NDArray[np.float32]:
        return ((np.arange(count) + 0.5) / self.shorter + shift).astype(np.float32)
